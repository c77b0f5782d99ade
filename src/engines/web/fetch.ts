/**
 * The fetcher of `webauth.html`. It goes where a stranger's domain points, so it trusts nothing: each name is looked up once and pinned, no private address and
 * none of our own is connected to at any hop, redirects stay within the name, sizes and times are bounded, and nothing of ours goes along but a User-Agent.
 */
import { isRedirect, nextUrl } from '../../core/ownership/web-redirect.ts'
import { readText } from '../../core/ownership/web-text.ts'
import type { Certificate, WebFetch } from '../../core/ownership/web.ts'
import { no, type Result, yes } from '../../core/values/result.ts'
import { type AddressBook, pinnedAddresses } from './addresses.ts'
import { connectFirst } from './connect.ts'
import { shakeHands } from './handshake.ts'
import { get, type Reply } from './request.ts'
import { onAbort, type Trouble } from './trouble.ts'

/** Hard limits of one fetch; a file of one line needs none of them. */
const mostRedirects = 3
const mostBytes = 65_536
const overallMs = 10_000
const connectMs = 5000

export interface FetchOptions {
  /** Whether nobody may be sent to an address: private ones and our own. */
  readonly isForbidden: (address: string) => boolean
  readonly userAgent: string
  /** PEM certificates that are believed besides the usual ones. */
  readonly authorities?: readonly string[]
  /** For tests, where 80 and 443 are somebody else's. */
  readonly ports?: Readonly<Record<'http:' | 'https:', number>>
  /** For all of one fetch, redirects too, milliseconds. */
  readonly overallMs?: number
  /** For a connection to any of the addresses, milliseconds. */
  readonly connectMs?: number
}

/** What a server said at one URL. */
interface Visit extends Reply {
  readonly address: string
  readonly certificate: Certificate
}

type AddressesOf = ReturnType<typeof pinnedAddresses>

const portOf = ({ ports = { 'http:': 80, 'https:': 443 } }: FetchOptions, url: URL): number => ports[url.protocol as 'http:' | 'https:']

/** The resolver has a deadline of its own, which may reach beyond ours. */
const inTime = (asked: ReturnType<AddressesOf>, signal: AbortSignal): ReturnType<AddressesOf> =>
  new Promise(resolve => {
    const forget = onAbort(signal, () => resolve(no({ why: 'dns', detail: 'timeout', address: null })))
    void asked.then(resolve).finally(forget)
  })

const visit = async (url: URL, addressesOf: AddressesOf, options: FetchOptions, signal: AbortSignal): Promise<Result<Visit, Trouble>> => {
  const addresses = await inTime(addressesOf(url.hostname), signal)
  if (!addresses.ok) return addresses
  const connected = await connectFirst(addresses.value, portOf(options, url), options.connectMs ?? connectMs, signal)
  if (!connected.ok) return connected
  const { address } = connected.value
  const shaken =
    url.protocol === 'https:' ? await shakeHands(connected.value.socket, url.hostname, options.authorities ?? [], signal) : yes({ socket: connected.value.socket, certificate: 'none' as const })
  if (!shaken.ok) return no({ ...shaken.why, address })
  const reply = await get(shaken.value.socket, url, options.userAgent, mostBytes, signal)
  return reply.ok ? yes({ ...reply.value, address, certificate: shaken.value.certificate }) : no({ ...reply.why, address })
}

const isHtml = (contentType: string | null): boolean => contentType === null || /^\s*(text\/html|application\/xhtml)/i.test(contentType)

/** A long page is a page, and its beginning says which; anything else that is long is only that. A refusal's length says nothing. */
const answer = (url: URL, hops: readonly string[], { status, headers, bytes, isWhole, address, certificate }: Visit): WebFetch => {
  const contentType = headers['content-type'] ?? null
  if (!isWhole && status === 200 && !isHtml(contentType)) return { state: 'failed', url: url.href, hops, why: 'too-big', detail: `more than ${mostBytes} bytes`, address }
  return { state: 'answered', url: url.href, hops, status, contentType, server: [headers.server ?? []].flat()[0] ?? null, body: readText(bytes, contentType), address, certificate }
}

const follow = async (first: string, name: string, addressesOf: AddressesOf, options: FetchOptions): Promise<WebFetch> => {
  const signal = AbortSignal.timeout(options.overallMs ?? overallMs)
  const hops: string[] = []
  let url = new URL(first)
  for (;;) {
    const visited = await visit(url, addressesOf, options, signal)
    if (!visited.ok) return { state: 'failed', url: url.href, hops, ...visited.why }
    const { status, headers, address } = visited.value
    if (!isRedirect(status)) return answer(url, hops, visited.value)
    const next = nextUrl(headers.location, url.href, name, options.isForbidden)
    if (!next.ok) return { state: 'failed', url: url.href, hops, ...next.why }
    if (hops.length === mostRedirects) return { state: 'failed', url: url.href, hops, why: 'too-many-redirects', detail: `${mostRedirects + 1}`, address }
    hops.push(url.href)
    url = next.value
  }
}

/**
 * Fetches the file that proves a domain, over http and over https at the same time.
 * @param name A-labels
 * @param dns the configured resolver
 * @returns what each came to; never throws, and ends by its deadline
 */
export const fetchProof = async (name: string, dns: AddressBook, options: FetchOptions): Promise<{ http: WebFetch; https: WebFetch }> => {
  const addressesOf = pinnedAddresses(dns, options.isForbidden, options.connectMs ?? connectMs)
  const [http, https] = await Promise.all([follow(`http://${name}/webauth.html`, name, addressesOf, options), follow(`https://${name}/webauth.html`, name, addressesOf, options)])
  return { http, https }
}
