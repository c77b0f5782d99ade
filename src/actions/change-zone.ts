/** Changes the records of a zone, all that is asked or nothing; every change can be undone. */
import type { Finding } from '../core/causes/index.ts'
import { checkZone } from '../core/dns/zone-check.ts'
import { editZone, type ZoneDifference, zoneDifference, type ZoneEdit, withoutChange } from '../core/dns/zone-edit.ts'
import { type FileComplaint, readZoneFile } from '../core/dns/zone-file-read.ts'
import { setOf, type ZoneRecord } from '../core/dns/zone-record.ts'
import type { Refusal } from '../core/values/refusal.ts'
import { no, type Result, yes } from '../core/values/result.ts'
import type { Db } from '../store/schema.ts'
import { insertZoneChange, lastZoneChange, listZoneRecords, lockZone, markUndone, writeZone, type Zone } from '../store/zones.ts'
import type { Installation, Whose } from './installation.ts'
import { noZone, zoneName } from './zone-name.ts'

export type { ZoneDifference, ZoneEdit } from '../core/dns/zone-edit.ts'

/** What a change came to; nothing taken away and nothing put there where all was so already. */
export interface ChangedZone {
  readonly zone: string
  readonly difference: ZoneDifference
  /** What is told of records that were accepted. */
  readonly notes: readonly Finding[]
}

/** A change that its owner took back. */
export interface UndoneChange extends ChangedZone {
  /** When it had been made, and by whom. */
  readonly at: Date
  readonly by: string
}

const isNothing = ({ removed, added }: ZoneDifference): boolean => removed.length === 0 && added.length === 0

/** What becomes of the records of a zone that nobody else can change meanwhile. */
type Plan = (zone: Zone, records: readonly ZoneRecord[], db: Db) => Promise<Result<{ readonly records: readonly ZoneRecord[]; readonly notes: readonly Finding[] }, Refusal>>

const withZone = <T>(installation: Installation, whose: Whose, text: string, work: (db: Db, zone: Zone, records: readonly ZoneRecord[]) => Promise<Result<T, Refusal>>): Promise<Result<T, Refusal>> =>
  installation.db.transaction().execute(async db => {
    const name = await zoneName(db, whose, text)
    if (!name.ok) return name
    const zone = await lockZone(db, whose, name.value)
    return zone ? work(db, zone, await listZoneRecords(db, whose, zone.id)) : no(noZone(installation, name.value))
  })

const change = (installation: Installation, whose: Whose, name: string, by: string, plan: Plan): Promise<Result<ChangedZone, Refusal>> =>
  withZone(installation, whose, name, async (db, zone, before) => {
    const planned = await plan(zone, before, db)
    if (!planned.ok) return planned
    const difference = zoneDifference(before, planned.value.records)
    if (!isNothing(difference)) {
      await writeZone(db, zone.id, difference)
      await insertZoneChange(db, zone.id, by, difference)
    }
    return yes({ zone: zone.name, difference, notes: planned.value.notes })
  })

/**
 * Changes it.
 * @param edits in order
 * @param by who does it: kept with the change
 * @returns refused with everything that stands in the way
 */
export const changeZone = (installation: Installation, whose: Whose, name: string, edits: readonly ZoneEdit[], by: string): Promise<Result<ChangedZone, Refusal>> =>
  change(installation, whose, name, by, (zone, records) => {
    const edited = editZone(zone.name, records, edits)
    return Promise.resolve(edited.ok ? edited : no({ kind: 'zone-complaints', name: zone.name, findings: edited.why }))
  })

/** Sets of the file take the place of those there; others stay. */
const merged = (before: readonly ZoneRecord[], file: readonly ZoneRecord[]): ZoneRecord[] => {
  const sets = new Set(file.map(setOf))
  return [...before.filter(record => !sets.has(setOf(record))), ...file]
}

/** Complaints about the file as a whole have no line. */
const wholeFile = (findings: readonly Finding[]): FileComplaint[] => findings.map(finding => ({ line: 0, finding }))

/** A zone that was imported. */
export interface ImportedZone extends ChangedZone {
  /** Records of the file that were left out, since they are made here: SOA, the zone's own NS, signatures. */
  readonly left: number
}

/**
 * Imports a zone file: all of it or nothing.
 * @param replaces also takes away what is not in the file
 * @returns refused with every line that cannot be taken
 */
export const importZone = async (installation: Installation, whose: Whose, name: string, text: string, replaces: boolean, by: string): Promise<Result<ImportedZone, Refusal>> => {
  let left = 0
  const imported = await change(installation, whose, name, by, (zone, before) => {
    const file = readZoneFile(text, zone.name)
    if (!file.ok) return Promise.resolve(no({ kind: 'zone-file', name: zone.name, complaints: file.why }))
    left = file.value.left
    const records = replaces ? file.value.records : merged(before, file.value.records)
    const wrong = checkZone(zone.name, records)
    return Promise.resolve(wrong.length ? no({ kind: 'zone-file', name: zone.name, complaints: wholeFile(wrong) }) : yes({ records, notes: [] }))
  })
  return imported.ok ? yes({ ...imported.value, left }) : imported
}

/**
 * Takes back the last change that was not taken back yet.
 * @returns refused when there is none, or what came by other ways since stands against it
 */
export const undoZone = (installation: Installation, whose: Whose, name: string): Promise<Result<UndoneChange, Refusal>> =>
  withZone(installation, whose, name, async (db, zone, before) => {
    const last = await lastZoneChange(db, whose, zone.id)
    if (!last) return no({ kind: 'nothing-to-undo', name: zone.name })
    const records = withoutChange(before, last)
    const wrong = checkZone(zone.name, records)
    if (wrong.length) return no({ kind: 'zone-complaints', name: zone.name, findings: wrong })
    const difference = zoneDifference(before, records)
    if (!isNothing(difference)) await writeZone(db, zone.id, difference)
    await markUndone(db, last.id)
    return yes({ zone: zone.name, difference, notes: [], at: last.at, by: last.by })
  })
