/**
 * PowerDNS's own HTTP API, as far as zones are published by it (https://doc.powerdns.com/authoritative/http-api/). Loopback only.
 * Names come and go here as everywhere else, without a final dot; contents of records are as PowerDNS writes them.
 */
import type { Endpoint } from '../../base/config.ts'
import { Fault } from '../../base/fault.ts'
import type { RrSet } from '../../core/dns/zone-rr-set.ts'

/** A zone as the list shows it. */
export interface ServedZone {
  readonly name: string
  /** As it was given; what is answered may be greater, in a signed zone. */
  readonly serial: number
  /** Null where it was not looked up. */
  readonly isSigned: boolean | null
}

/** A key that signs a zone, as its registrar wants it. */
export interface ZoneKey {
  /** The DNSKEY record's value: `257 3 13 …`. */
  readonly dnskey: string
  /** DS records' values for the parent, the strongest digest that every registry takes first: `12345 13 2 …`. */
  readonly ds: readonly string[]
}

export interface Powerdns {
  version(): Promise<string>
  /** @param withSignatures looks up for each whether it is signed */
  listZones(withSignatures: boolean): Promise<readonly ServedZone[]>
  /** Null when there is no such zone. */
  readZone(name: string): Promise<{ readonly sets: readonly RrSet[]; readonly isSigned: boolean } | null>
  createZone(name: string, sets: readonly RrSet[]): Promise<void>
  /** A set without values goes. All at once or not at all. */
  changeZone(name: string, sets: readonly RrSet[]): Promise<void>
  removeZone(name: string): Promise<void>
  /** Signs with these keys, or a new one where there are none; or forgets the keys that there were. */
  signZone(name: string, isSigned: boolean, keys: readonly string[]): Promise<void>
  /** The keys that sign, private parts and all, as `signZone` takes them. */
  exportKeys(name: string): Promise<readonly string[]>
  listKeys(name: string): Promise<readonly ZoneKey[]>
}

const deadlineMs = 10_000

interface ZoneBody {
  readonly name: string
  readonly serial: number
  readonly dnssec: boolean
  readonly rrsets?: readonly { readonly name: string; readonly type: string; readonly ttl: number; readonly records: readonly { readonly content: string; readonly disabled: boolean }[] }[]
}

const dotted = (name: string): string => `${name}.`
const undotted = (name: string): string => name.replace(/\.$/, '')

const bodyOf = ({ name, type, ttl, contents }: RrSet): object => ({
  name: dotted(name),
  type,
  ttl,
  changetype: contents.length ? 'REPLACE' : 'DELETE',
  records: contents.map(content => ({ content, disabled: false })),
})

const setsOf = ({ rrsets = [] }: ZoneBody): RrSet[] =>
  rrsets.map(({ name, type, ttl, records }) => ({ name: undotted(name), type, ttl, contents: records.filter(({ disabled }) => !disabled).map(({ content }) => content) }))

/** NSEC3 with no salt and no more rounds (RFC 9276): names cannot simply be walked through, and it costs next to nothing. */
const nsec3 = '1 0 0 -'

/** Digest type 2, SHA-256, is what every registry takes; type 1 is of yesterday. */
const usefulDs = (ds: readonly string[]): string[] => ds.filter(value => !/^\d+ \d+ 1 /.test(value)).toSorted()

/** Opens it; connects when first asked. Every call throws Fault `engine` when PowerDNS does not answer, or not as it should. */
export const openPowerdns = ({ address, port }: Endpoint, key: string): Powerdns => {
  const base = `http://${address}:${port}/api/v1/servers/localhost`
  const ask = async (method: string, path: string, body?: object): Promise<unknown> => {
    try {
      const response = await fetch(`${base}${path}`, {
        method,
        headers: { 'x-api-key': key, ...(body ? { 'content-type': 'application/json' } : {}) },
        ...(body ? { body: JSON.stringify(body) } : {}),
        signal: AbortSignal.timeout(deadlineMs),
      })
      const text = await response.text()
      if (response.status === 404) return null
      if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 500)}`)
      return text === '' ? null : (JSON.parse(text) as unknown)
    } catch (error) {
      throw new Fault('engine', `PowerDNS: ${((error as Error).cause as Error | undefined)?.message ?? (error as Error).message}`, error)
    }
  }
  const zonePath = (name: string): string => `/zones/${encodeURIComponent(dotted(name))}`
  return {
    version: async () => ((await ask('GET', '')) as { version: string }).version,
    listZones: async withSignatures =>
      ((await ask('GET', `/zones?dnssec=${withSignatures}`)) as ZoneBody[]).map(({ name, serial, dnssec }) => ({ name: undotted(name), serial, isSigned: withSignatures ? dnssec : null })),
    readZone: async name => {
      const zone = (await ask('GET', zonePath(name))) as ZoneBody | null
      return zone && { sets: setsOf(zone), isSigned: zone.dnssec }
    },
    createZone: async (name, sets) => {
      // The serial is ours alone to raise.
      await ask('POST', '/zones', { name: dotted(name), kind: 'Native', nameservers: [], soa_edit_api: '', api_rectify: true, rrsets: sets.map(bodyOf) })
      // Only a change makes it forget that it has just refused names of this zone.
      await ask('PATCH', zonePath(name), { rrsets: sets.slice(0, 1).map(bodyOf) })
    },
    changeZone: async (name, sets) => void (await ask('PATCH', zonePath(name), { rrsets: sets.map(bodyOf) })),
    removeZone: async name => void (await ask('DELETE', zonePath(name))),
    signZone: async (name, isSigned, keys) => {
      for (const content of keys) await ask('POST', `${zonePath(name)}/cryptokeys`, { keytype: 'csk', active: true, published: true, content })
      await ask('PUT', zonePath(name), isSigned ? { dnssec: true, nsec3param: nsec3 } : { dnssec: false })
      const zone = (await ask('GET', zonePath(name))) as ZoneBody | null
      // It remembers answers with and without signatures until something in the zone changes, if only to what it was.
      await ask('PATCH', zonePath(name), { rrsets: zone ? setsOf(zone).filter(({ type }) => type === 'SOA').map(bodyOf) : [] })
    },
    exportKeys: async name => {
      const keys = ((await ask('GET', `${zonePath(name)}/cryptokeys`)) ?? []) as { id: number; active: boolean }[]
      const active = keys.filter(key => key.active)
      return Promise.all(active.map(async ({ id }) => ((await ask('GET', `${zonePath(name)}/cryptokeys/${id}`)) as { privatekey: string }).privatekey))
    },
    listKeys: async name => {
      const keys = (await ask('GET', `${zonePath(name)}/cryptokeys`)) as { active: boolean; dnskey: string; ds?: string[] }[] | null
      return (keys ?? []).filter(({ active, ds }) => active && ds).map(({ dnskey, ds = [] }) => ({ dnskey, ds: usefulDs(ds) }))
    },
  }
}
