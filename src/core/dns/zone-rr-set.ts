/** What a zone says, as a name server is given it: one set for each name and type (RFC 2181, 5), with SOA and the zone's own NS. */
import { setOf, type ZoneRecord } from './zone-record.ts'
import { quotedText } from './zone-text.ts'

export interface RrSet {
  /** Full name, A-labels in lower case, without a final dot. */
  readonly name: string
  readonly type: string
  /** Seconds. */
  readonly ttl: number
  /** Values in the form of a zone file, every name whole and with its final dot; none means that there is no such set any more. */
  readonly contents: readonly string[]
}

/** What the installation says about each of its zones. */
export interface ZoneFrame {
  /** The first is the one that is named as the source of all. */
  readonly nameServers: readonly string[]
  /** Mail address of who answers for them. */
  readonly hostmaster: string
}

/** For the SOA and NS records, s: short enough that moving away again takes an hour, not days. */
const frameTtl = 3600

/**
 * How often secondaries look, look again, and give up; and how long it may be remembered that a name is not there (RFC 2308), which is what somebody
 * waits for who has just added it.
 */
const soaTimes = { refresh: 10_800, retry: 3600, expire: 1_209_600, minimum: 300 }

/** The value in the form of a zone file. */
export const contentOf = ({ type, value }: Pick<ZoneRecord, 'type' | 'value'>): string => {
  if (type === 'TXT') return quotedText(value)
  return type === 'CNAME' || type === 'NS' || type === 'MX' || type === 'SRV' ? value.replace(/\.?$/, '.') : value
}

/** A mail address as the SOA record writes it: dots before the @ are escaped (RFC 1035, 8). */
const mailName = (address: string): string => {
  const at = address.lastIndexOf('@')
  return `${address.slice(0, at).replaceAll('.', '\\.')}.${address.slice(at + 1)}.`
}

/** The SOA record's set. */
const soaOf = (zone: string, { nameServers, hostmaster }: ZoneFrame, serial: number): RrSet => {
  const { refresh, retry, expire, minimum } = soaTimes
  return { name: zone, type: 'SOA', ttl: frameTtl, contents: [`${nameServers[0]}. ${mailName(hostmaster)} ${serial} ${refresh} ${retry} ${expire} ${minimum}`] }
}

/** Everything that a zone says; the SOA record first. */
export const rrSetsOf = (zone: string, records: readonly ZoneRecord[], frame: ZoneFrame, serial: number): RrSet[] => [
  soaOf(zone, frame, serial),
  { name: zone, type: 'NS', ttl: frameTtl, contents: frame.nameServers.map(name => `${name}.`) },
  ...[...Map.groupBy(records, setOf).values()].map(([first, ...more]): RrSet => ({ name: first!.name, type: first!.type, ttl: first!.ttl, contents: [first!, ...more].map(contentOf) })),
]

const said = ({ ttl, contents }: RrSet): string => JSON.stringify([ttl, contents.map(content => content.toLowerCase()).toSorted()])

/** A text is what it is to the letter; names and numbers are not. */
const saidExactly = (set: RrSet): string => (set.type === 'TXT' || set.type === 'CAA' ? JSON.stringify([set.ttl, set.contents.toSorted()]) : said(set))

const isSoa = ({ type }: RrSet): boolean => type === 'SOA'

/** An SOA record without its serial, which grows only when something else changes. */
const frameOf = (sets: readonly RrSet[]): string => {
  const soa = sets.find(isSoa)
  return soa ? said({ ...soa, contents: soa.contents.map(content => content.split(' ').toSpliced(2, 1).join(' ')) }) : ''
}

/**
 * What a name server must be told so that it says `wanted` where it says `has`: sets that are new or other, and, without contents, those that go.
 * @returns nothing when only the serial differs
 */
export const rrSetChanges = (has: readonly RrSet[], wanted: readonly RrSet[]): RrSet[] => {
  const there = new Map(has.map(set => [`${set.name} ${set.type}`, saidExactly(set)]))
  const keys = new Set(wanted.map(set => `${set.name} ${set.type}`))
  const changes = [
    ...wanted.filter(set => !isSoa(set) && there.get(`${set.name} ${set.type}`) !== saidExactly(set)),
    ...has.filter(set => !keys.has(`${set.name} ${set.type}`)).map(set => ({ ...set, contents: [] })),
  ]
  return changes.length || frameOf(has) !== frameOf(wanted) ? [...wanted.filter(isSoa), ...changes] : []
}

/**
 * The next serial: the time, so that it says when; never less than the last and one (RFC 1982).
 * @param seconds since 1970
 */
export const nextSerial = (last: number | null, seconds: number): number => Math.max((last ?? 0) + 1, Math.floor(seconds))
