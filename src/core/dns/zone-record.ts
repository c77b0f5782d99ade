/** The records that an owner keeps in a zone here. SOA and the zone's own NS records are not among them: they are the installation's. */
import type { DnsRecord } from './observed.ts'

/** The types that can be kept. */
export const zoneTypes = ['A', 'AAAA', 'CAA', 'CNAME', 'MX', 'NS', 'SRV', 'TLSA', 'TXT'] as const
export type ZoneType = (typeof zoneTypes)[number]

/** A record of a zone; name and value are written as in every `DnsRecord`. */
export interface ZoneRecord extends DnsRecord {
  readonly type: ZoneType
}

/** Is this a type that can be kept? */
export const isZoneType = (text: string): text is ZoneType => (zoneTypes as readonly string[]).includes(text)

/** What makes two records the same: all but how long they may be remembered. */
export const identityOf = ({ name, type, value }: Pick<ZoneRecord, 'name' | 'type' | 'value'>): string => `${name} ${type} ${value}`

/** What makes two records one set. */
export const setOf = ({ name, type }: Pick<ZoneRecord, 'name' | 'type'>): string => `${name} ${type}`
