/** Changes to the records of a zone: what a person asks for, what becomes of the records, and how it is undone. */
import type { Finding } from '../causes/index.ts'
import { no, type Result, yes } from '../values/result.ts'
import { checkZone, notesOn } from './zone-check.ts'
import { readZoneName } from './zone-name.ts'
import { identityOf, setOf, type ZoneRecord, type ZoneType } from './zone-record.ts'
import { readZoneValue } from './zone-value.ts'

/** How long a record may be remembered where nobody says otherwise, s. */
export const usualTtl = 3600

/** One wish, as it is typed. `set`: exactly these values; `remove`: those that fit what is given. */
export type ZoneEdit =
  | { readonly kind: 'set'; readonly name: string; readonly type: ZoneType; readonly values: readonly string[]; readonly ttl?: number | undefined }
  | { readonly kind: 'add'; readonly name: string; readonly type: ZoneType; readonly value: string; readonly ttl?: number | undefined }
  | { readonly kind: 'remove'; readonly name: string; readonly type?: ZoneType | undefined; readonly value?: string | undefined }

/** What changes take away and put there; a record whose TTL alone is another is both. */
export interface ZoneDifference {
  readonly removed: readonly ZoneRecord[]
  readonly added: readonly ZoneRecord[]
}

const withTtl = (record: ZoneRecord): string => `${record.ttl} ${identityOf(record)}`

/** From one to the other. */
export const zoneDifference = (before: readonly ZoneRecord[], after: readonly ZoneRecord[]): ZoneDifference => {
  const had = new Set(before.map(withTtl))
  const has = new Set(after.map(withTtl))
  return { removed: before.filter(record => !has.has(withTtl(record))), added: after.filter(record => !had.has(withTtl(record))) }
}

/** The records as they were before a change, if it is the last. */
export const withoutChange = (records: readonly ZoneRecord[], { removed, added }: ZoneDifference): ZoneRecord[] => {
  const gone = new Set(added.map(identityOf))
  return [...records.filter(record => !gone.has(identityOf(record))), ...removed]
}

/** A set is remembered as one (RFC 2181, 5.2): its newest TTL is that of all. */
const inOneSet = (records: readonly ZoneRecord[], name: string, type: ZoneType, ttl: number): ZoneRecord[] =>
  records.map(record => (record.name === name && record.type === type ? { ...record, ttl } : record))

const put = (zone: string, records: readonly ZoneRecord[], edit: Exclude<ZoneEdit, { kind: 'remove' }>): Result<ZoneRecord[], readonly Finding[]> => {
  const name = readZoneName(edit.name, zone)
  const typed = edit.kind === 'set' ? edit.values : [edit.value]
  const values = typed.map(value => readZoneValue(edit.type, value, zone))
  const wrong = [name, ...values].flatMap(read => (read.ok ? [] : [read.why]))
  if (!name.ok || wrong.length) return no(wrong)
  const { type } = edit
  const ours = setOf({ name: name.value, type })
  const ttl = edit.ttl ?? records.find(record => setOf(record) === ours)?.ttl ?? usualTtl
  const kept = edit.kind === 'set' ? records.filter(record => setOf(record) !== ours) : records
  const added = values.filter(read => read.ok).map(({ value }) => ({ name: name.value, type, ttl, value }))
  return yes(inOneSet([...kept, ...added], name.value, type, ttl))
}

const take = (zone: string, records: readonly ZoneRecord[], { name: typedName, type, value: typedValue }: Extract<ZoneEdit, { kind: 'remove' }>): Result<ZoneRecord[], readonly Finding[]> => {
  const name = readZoneName(typedName, zone)
  if (!name.ok) return no([name.why])
  const fits = (record: ZoneRecord): boolean => {
    if (record.name !== name.value || (type !== undefined && record.type !== type)) return false
    if (typedValue === undefined) return true
    const value = readZoneValue(record.type, typedValue, zone)
    return value.ok && value.value === record.value
  }
  const kept = records.filter(record => !fits(record))
  return kept.length < records.length ? yes(kept) : no([{ id: 'zone.no-such-record', facts: { name: name.value, type: type ?? '' } }])
}

/**
 * Does what is asked, all of it or nothing.
 * @param records those that are there
 * @returns those that are there then and what is told of the new ones; or everything that stands in the way
 */
export const editZone = (zone: string, records: readonly ZoneRecord[], edits: readonly ZoneEdit[]): Result<{ readonly records: readonly ZoneRecord[]; readonly notes: readonly Finding[] }, readonly Finding[]> => {
  let now = records
  const wrong: Finding[] = []
  for (const edit of edits) {
    const done = edit.kind === 'remove' ? take(zone, now, edit) : put(zone, now, edit)
    if (done.ok) now = done.value
    else wrong.push(...done.why)
  }
  const all = [...wrong, ...checkZone(zone, now)]
  return all.length ? no(all) : yes({ records: now, notes: notesOn(zoneDifference(records, now).added) })
}
