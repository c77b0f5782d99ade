/** Tells all about a zone: its records, its last changes, and whether the world can check its signatures. */
import type { Finding } from '../core/causes/index.ts'
import type { Answer } from '../core/dns/observed.ts'
import { inOrder } from '../core/dns/zone-check.ts'
import { dsFindings } from '../core/dns/zone-ds.ts'
import { writeZoneFile } from '../core/dns/zone-file-write.ts'
import type { ZoneRecord } from '../core/dns/zone-record.ts'
import { rrSetsOf } from '../core/dns/zone-rr-set.ts'
import type { Refusal } from '../core/values/refusal.ts'
import { no, type Result, yes } from '../core/values/result.ts'
import { openPowerdns } from '../engines/powerdns/api.ts'
import { findZone, listServedZones, listZoneChanges, listZoneRecords, listZones, setZoneSigned, type Zone, type ZoneChange } from '../store/zones.ts'
import type { Installation, Whose } from './installation.ts'
import type { Dns } from './open-dns.ts'
import { zoneFrame } from './zone-frame.ts'
import { noZone, zoneName } from './zone-name.ts'

export type { Zone, ZoneChange } from '../store/zones.ts'

export interface ZoneDescription {
  readonly zone: Zone
  /** In the order in which people read them. */
  readonly records: readonly ZoneRecord[]
  /** The newest first. */
  readonly changes: readonly ZoneChange[]
  /** What our name servers answer is what is here. */
  readonly isPublished: boolean
  /** It waits: the domain is not proven yet, or the zone above does not hand the name on. */
  readonly isServed: boolean
}

export interface ZoneSignatures {
  readonly zone: Zone
  /** DS records' values for the registrar; none while the zone is not signed, or not published yet. */
  readonly ds: readonly string[]
  /** What the parent has; null when nobody could say. */
  readonly parentDs: readonly string[] | null
  readonly findings: readonly Finding[]
}

/** Changes that are shown. */
const mostChanges = 10

const find = async (installation: Installation, whose: Whose, text: string): Promise<Result<Zone, Refusal>> => {
  const { db } = installation
  const name = await zoneName(db, whose, text)
  if (!name.ok) return name
  const zone = await findZone(db, whose, name.value)
  return zone ? yes(zone) : no(noZone(installation, name.value))
}

/** Every zone of whoever asks. */
export const readZones = ({ db }: Installation, whose: Whose): Promise<Zone[]> => listZones(db, whose)

/** Describes a zone. @returns refused when there is none such here */
export const describeZone = async (installation: Installation, whose: Whose, name: string): Promise<Result<ZoneDescription, Refusal>> => {
  const { db } = installation
  const found = await find(installation, whose, name)
  if (!found.ok) return found
  const zone = found.value
  const [records, changes, served] = [await listZoneRecords(db, whose, zone.id), await listZoneChanges(db, whose, zone.id, mostChanges), await listServedZones(db)]
  return yes({ zone, records: inOrder(zone.name, records), changes, isPublished: zone.publishedVersion === zone.version, isServed: served.some(({ id }) => id === zone.id) })
}

/** The zone as a file. @returns refused when there is none such here */
export const exportZone = async (installation: Installation, whose: Whose, name: string): Promise<Result<string, Refusal>> => {
  const found = await find(installation, whose, name)
  if (!found.ok) return found
  const { id, name: zone, serial } = found.value
  const records = inOrder(zone, await listZoneRecords(installation.db, whose, id))
  return yes(writeZoneFile(zone, rrSetsOf(zone, records, zoneFrame(installation), serial ?? 1)))
}

const parentDs = (answer: Answer): readonly string[] | null => {
  if (answer.state === 'unknown') return null
  return answer.state === 'records' ? answer.records.map(({ value }) => value) : []
}

const dsOf = async ({ config, secrets }: Installation, { name, isSigned }: Zone): Promise<string[]> =>
  isSigned ? (await openPowerdns(config.behind.powerdns, secrets.powerdnsApi).listKeys(name)).flatMap(({ ds }) => ds) : []

const signatures = async (installation: Installation, dns: Dns, zone: Zone): Promise<ZoneSignatures> => {
  const [ds, answer] = await Promise.all([dsOf(installation, zone), dns.ask(zone.name, 'DS')])
  return { zone, ds, parentDs: parentDs(answer), findings: dsFindings(zone.name, ds, answer) }
}

/**
 * How a zone is signed, and what the registrar must be told.
 * @throws Fault `engine` when the name server is away
 */
export const describeSignatures = async (installation: Installation, dns: Dns, whose: Whose, name: string): Promise<Result<ZoneSignatures, Refusal>> => {
  const found = await find(installation, whose, name)
  return found.ok ? yes(await signatures(installation, dns, found.value)) : found
}

/**
 * Signs a zone, or no more. Signatures do not go while the parent has a DS record: without them the domain would be gone for half of the world.
 * @returns refused while the parent has one, or nobody could say
 */
export const signZone = async (installation: Installation, dns: Dns, whose: Whose, name: string, isSigned: boolean): Promise<Result<Zone, Refusal>> => {
  const found = await find(installation, whose, name)
  if (!found.ok || found.value.isSigned === isSigned) return found
  const zone = found.value
  if (!isSigned) {
    const answer = await dns.ask(zone.name, 'DS')
    if (answer.state === 'unknown') return no({ kind: 'zone-stands', name: zone.name, finding: { id: 'dns.no-answer', facts: { name: zone.name, type: 'DS', why: answer.why } } })
    if (answer.state === 'records') return no({ kind: 'zone-stands', name: zone.name, finding: { id: 'zone.ds-in-force', facts: { domain: zone.name } } })
  }
  await setZoneSigned(installation.db, whose, zone.id, isSigned)
  return yes({ ...zone, isSigned, version: zone.version + 1 })
}
