/** The first content of a zone: what mail here needs, and what was found at the name servers that answered until now, so that a website stays where it is. */
import type { DnsRecord } from './observed.ts'
import { isSpf, mergedSpf } from './spf.ts'
import type { WantedRecord } from './wanted.ts'
import { checkZone, inOrder, longestTtl, shortestTtl } from './zone-check.ts'
import { usualTtl } from './zone-edit.ts'
import { identityOf, isZoneType, type ZoneRecord } from './zone-record.ts'
import { readZoneText, readZoneValue } from './zone-value.ts'

export interface FirstContent {
  readonly zone: string
  readonly wanted: readonly WantedRecord[]
  /** Whatever the old name servers said of the zone, `www` and `_dmarc`. */
  readonly found: readonly DnsRecord[]
  /** Mail goes on to where it went: the owner has not moved in yet. */
  readonly keepsMail: boolean
}

/** A record that was found, as it is kept; null for one that is not. */
const kept = (zone: string, { name, type, ttl, value }: DnsRecord): ZoneRecord | null => {
  if (!isZoneType(type) || (type === 'NS' && name === zone) || (type === 'CNAME' && name === zone)) return null
  const read = type === 'TXT' ? readZoneText(value) : readZoneValue(type, value.replace(/ $/, ' .'), zone)
  return read.ok ? { name, type, ttl: Math.min(longestTtl, Math.max(shortestTtl, ttl)), value: read.value } : null
}

const isDmarc = ({ name, zone }: { readonly name: string; readonly zone: string }): boolean => name === `_dmarc.${zone}`

/** Whether a record that was found gives way to one that is wanted here. */
const givesWay = ({ zone, keepsMail }: FirstContent, { name, type, value }: ZoneRecord): boolean => {
  if (name === zone && type === 'MX') return !keepsMail
  // Ours is put into it instead.
  return name === zone && type === 'TXT' && isSpf(value)
}

/** Our server's term in the SPF record that is wanted. */
const ownMechanism = (spf: string): string => spf.split(' ')[1]!

/** What is wanted, fitted to what was found: other senders stay allowed, and a DMARC record of the owner's own stays as it is. */
const fitted = ({ zone, wanted, keepsMail }: FirstContent, found: readonly ZoneRecord[]): ZoneRecord[] =>
  wanted.flatMap(({ purpose, name, type, value }) => {
    if (purpose === 'mx' && keepsMail && found.some(record => record.name === name && record.type === 'MX')) return []
    if (purpose === 'dmarc' && found.some(record => isDmarc({ name: record.name, zone }))) return []
    if (purpose !== 'spf') return [{ name, type, ttl: usualTtl, value }]
    const texts = found.filter(record => record.name === name && record.type === 'TXT' && isSpf(record.value)).map(record => record.value)
    return [{ name, type, ttl: usualTtl, value: texts.length ? mergedSpf(texts, ownMechanism(value)) : value }]
  })

/** What has to go so that the rest can be published: nothing does, unless old name servers said what they may not. */
const publishable = (zone: string, records: readonly ZoneRecord[]): ZoneRecord[] => {
  const bad = new Set(checkZone(zone, records).map(({ facts }) => (facts as { readonly name?: string }).name))
  return records.filter(({ name, type }) => !(bad.has(name) && (type === 'CNAME' || type === 'NS')))
}

/** The records that a new zone begins with, in order. */
export const firstRecords = (content: FirstContent): ZoneRecord[] => {
  const { zone } = content
  const found = content.found.map(record => kept(zone, record)).filter(record => record !== null)
  const all = [...found.filter(record => !givesWay(content, record)), ...fitted(content, found)]
  const once = [...new Map(all.map(record => [identityOf(record), record])).values()]
  // One set has one TTL: the shortest that any of it had.
  const lowest = (one: ZoneRecord): number => Math.min(...once.filter(({ name, type }) => name === one.name && type === one.type).map(({ ttl }) => ttl))
  return inOrder(zone, publishable(zone, once.map(record => ({ ...record, ttl: lowest(record) }))))
}
