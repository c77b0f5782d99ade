/** What is wrong with the records of a zone as a whole, and what an owner is told although nothing is. */
import type { Finding } from '../causes/index.ts'
import { isWithin } from './within.ts'
import { identityOf, setOf, type ZoneRecord } from './zone-record.ts'
import { byteLength, longestString } from './zone-text.ts'

/** Bounds of how long a record may be remembered, s. */
export const shortestTtl = 60
export const longestTtl = 604_800

/** Records of one zone. A host of mail has a few dozen; what is far above is a mistake, or a burden for everybody. */
export const mostRecords = 5000

const byName = (records: readonly ZoneRecord[]): Map<string, readonly ZoneRecord[]> => Map.groupBy(records, ({ name }) => name)

const aliases = (zone: string, records: readonly ZoneRecord[]): Finding[] =>
  [...byName(records)].flatMap(([name, all]): Finding[] => {
    if (!all.some(({ type }) => type === 'CNAME')) return []
    if (name === zone) return [{ id: 'zone.apex-cname', facts: { zone } }]
    return all.length > 1 ? [{ id: 'zone.cname-and-other', facts: { name } }] : []
  })

const repeated = (records: readonly ZoneRecord[]): Finding[] =>
  [...Map.groupBy(records, identityOf).values()].flatMap(([first, second]): Finding[] => (second ? [{ id: 'zone.duplicate', facts: { name: second.name, type: first!.type } }] : []))

const lifetimes = (records: readonly ZoneRecord[]): Finding[] =>
  [...new Set(records.map(({ ttl }) => ttl))].flatMap((ttl): Finding[] => (ttl < shortestTtl || ttl > longestTtl ? [{ id: 'zone.ttl-out-of-range', facts: { ttl } }] : []))

/** Who has the name is asked for all below it; only the addresses of those servers may still stand there (glue). */
const delegations = (zone: string, records: readonly ZoneRecord[]): Finding[] => {
  const servers = records.filter(({ type }) => type === 'NS')
  if (servers.some(({ name }) => name === zone)) return [{ id: 'zone.own-name-servers', facts: { zone } }]
  const given = new Set(servers.map(({ name }) => name))
  const glue = new Set(servers.map(({ value }) => value))
  return [...given].flatMap(at =>
    records
      .filter(({ name, type }) => isWithin(name, at) && !(name === at && type === 'NS') && !((type === 'A' || type === 'AAAA') && glue.has(name)))
      .map(({ name }): Finding => ({ id: 'zone.below-delegation', facts: { name, at } })),
  )
}

/** Everything that keeps these records from being published; none when they are good. */
export const checkZone = (zone: string, records: readonly ZoneRecord[]): Finding[] => [
  ...(records.length > mostRecords ? [{ id: 'zone.too-many', facts: { count: records.length, most: mostRecords } } as const] : []),
  ...aliases(zone, records),
  ...repeated(records),
  ...lifetimes(records),
  ...delegations(zone, records),
]

/** What is told of records that are accepted. */
export const notesOn = (records: readonly ZoneRecord[]): Finding[] =>
  records
    .filter(({ type, value }) => type === 'TXT' && byteLength(value) > longestString)
    .map(({ name, value }): Finding => ({ id: 'zone.txt-too-long', facts: { name, length: byteLength(value) } }))

/** Records in the order in which people read them: the zone itself first, then by name, type and value. */
export const inOrder = (zone: string, records: readonly ZoneRecord[]): ZoneRecord[] =>
  records.toSorted((a, b) => Number(b.name === zone) - Number(a.name === zone) || compareText(setOf(a), setOf(b)) || compareText(a.value, b.value))

const compareText = (a: string, b: string): number => (a < b ? -1 : Number(a > b))
