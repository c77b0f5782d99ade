/** Where a redirect of the site may lead the fetcher: to the same name or its www, over http or https, on their own ports. Anything else is told, not followed. */
import { no, type Result, yes } from '../values/result.ts'

/** Statuses whose Location is followed (RFC 9110 15.4); 300 and 304 are answers. */
export const isRedirect = (status: number): boolean => [301, 302, 303, 307, 308].includes(status)

export interface RedirectRefusal {
  readonly why: 'bad-redirect' | 'redirect-elsewhere' | 'forbidden-address'
  /** Where it leads, as far as that can be told; without credentials. */
  readonly detail: string
  readonly address: string | null
}

/** The longest URL that is followed or told. */
const longest = 2000

const address = /^(?:[\d.]+|\[.*\])$/

const refused = (why: RedirectRefusal['why'], url: URL, at: string | null = null): Result<never, RedirectRefusal> => {
  const told = new URL(url)
  told.username = ''
  told.password = ''
  return no({ why, detail: told.href, address: at })
}

const read = (location: string, from: string): URL | null => {
  try {
    return new URL(location, from)
  } catch {
    return null
  }
}

/**
 * Judges a Location header. Numbers in any dress (2130706433, 0177.0.0.1, 0x7f.1) are addresses here as they are to a browser.
 * @param from the URL that answered with it
 * @param name the domain; only it and www under it are gone to
 * @param isForbidden whether nobody may be sent to an address
 */
export const nextUrl = (location: string | undefined, from: string, name: string, isForbidden: (address: string) => boolean): Result<URL, RedirectRefusal> => {
  if (!location) return no({ why: 'bad-redirect', detail: '', address: null })
  const url = location.length > longest ? null : read(location, from)
  if (!url) return no({ why: 'bad-redirect', detail: location.slice(0, 200), address: null })
  if (!['http:', 'https:'].includes(url.protocol)) return no({ why: 'bad-redirect', detail: location.slice(0, 200), address: null })
  url.hash = ''
  const host = url.hostname.replace(/\.$/, '')
  if (address.test(host)) {
    const bare = host.replace(/^\[|\]$/g, '')
    return isForbidden(bare) ? refused('forbidden-address', url, bare) : refused('redirect-elsewhere', url, bare)
  }
  if (host !== name && host !== `www.${name}`) return refused('redirect-elsewhere', url)
  if (url.port !== '' || url.username !== '' || url.password !== '') return refused('bad-redirect', url)
  url.hostname = host
  return yes(url)
}
