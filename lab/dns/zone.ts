/** A zone as data, and its text in master file form (RFC 1035 §5). Pure. */

export type RecordType = 'A' | 'AAAA' | 'CAA' | 'CNAME' | 'DS' | 'MX' | 'NS' | 'PTR' | 'SRV' | 'TLSA' | 'TXT'

/** All values of one type at one name. */
export interface RecordSet {
  /** Relative to the zone: `www`, `_dmarc`; `@` is the zone itself. */
  readonly name: string
  readonly type: RecordType
  /** As in a master file, names absolute with their final dot; TXT values plain, without quotes. */
  readonly values: readonly string[]
  /** Seconds; the zone's default when absent. */
  readonly ttl?: number
}

export interface Zone {
  /** Without the final dot; "" is the root. */
  readonly name: string
  /** Host names of its name servers, without the final dot. */
  readonly servers: readonly string[]
  readonly serial: number
  /** Seconds: default of its records and of negative answers (RFC 2308). */
  readonly ttl: number
  readonly records: readonly RecordSet[]
}

const dotted = (name: string): string => `${name}.`

/** Longest character-string within a TXT record, in bytes (RFC 1035 §3.3). */
const chunk = 255

const quoted = (value: string): string =>
  (Buffer.from(value).toString('latin1').match(new RegExp(`[\\s\\S]{1,${chunk}}`, 'g')) ?? [''])
    .map(part => `"${part.replace(/["\\]/g, '\\$&').replace(/[^ -~]/g, byte => `\\${String(byte.charCodeAt(0)).padStart(3, '0')}`)}"`)
    .join(' ')

const line = ({ name, type, values, ttl }: RecordSet): string[] =>
  values.map(value => [name, ttl ?? '', 'IN', type, type === 'TXT' ? quoted(value) : value].filter(part => part !== '').join(' '))

/** Writes a zone as a master file. */
export const zoneText = ({ name, servers, serial, ttl, records }: Zone): string =>
  [
    `$ORIGIN ${name === '' ? '.' : dotted(name)}`,
    `$TTL ${ttl}`,
    `@ IN SOA ${dotted(servers[0] ?? 'invalid')} hostmaster.${dotted(servers[0] ?? 'invalid')} ${serial} 3600 600 86400 ${ttl}`,
    ...servers.map(server => `@ IN NS ${dotted(server)}`),
    ...records.flatMap(line),
    '',
  ].join('\n')

/**
 * Replaces record sets of the same name and type; a set without values is taken away.
 * @returns the zone's records afterwards
 */
export const replaceRecords = (records: readonly RecordSet[], changes: readonly RecordSet[]): RecordSet[] => [
  ...records.filter(old => !changes.some(({ name, type }) => name === old.name && type === old.type)),
  ...changes.filter(({ values }) => values.length > 0),
]

/** The name under which an address's PTR record stands: `10.2.0.192.in-addr.arpa`. */
export const reverseName = (address: string): string => {
  if (!address.includes(':')) return `${address.split('.').toReversed().join('.')}.in-addr.arpa`
  const [head = '', tail] = address.split('::')
  const groups = (part: string | undefined): string[] => (part ? part.split(':') : [])
  const missing = tail === undefined ? 0 : 8 - groups(head).length - groups(tail).length
  const full = [...groups(head), ...Array<string>(missing).fill('0'), ...groups(tail)]
  return `${full.flatMap(group => [...group.padStart(4, '0')]).toReversed().join('.')}.ip6.arpa`
}
