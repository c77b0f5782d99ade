/**
 * The keys of a zone outlive the time in which it is not answered for. A domain that is removed and comes back, or passes to another owner, is still vouched for at its
 * registry (DS): with other keys, whoever checks signatures would refuse all of it until somebody tells the registry.
 */
import { open, seal } from '../base/seal.ts'
import type { Powerdns } from '../engines/powerdns/api.ts'
import { findZoneKeys, forgetZoneKeys, keepZoneKeys } from '../store/zone-keys.ts'
import type { Installation } from './installation.ts'

/** What sealed keys belong to. */
const place = (zone: string): string => `dnssec ${zone}`

/** Takes a zone away from the name server, and keeps its keys. */
export const removeKeepingKeys = async ({ db, secrets }: Installation, powerdns: Powerdns, zone: string): Promise<void> => {
  const keys = await powerdns.exportKeys(zone)
  if (keys.length) await keepZoneKeys(db, zone, seal(secrets.master, place(zone), JSON.stringify(keys)))
  await powerdns.removeZone(zone)
}

/** Signs a zone, with the keys that are kept for it if there are any; or signs it no more, and then none are kept. */
export const signWithKeptKeys = async ({ db, secrets }: Installation, powerdns: Powerdns, zone: string, isSigned: boolean): Promise<void> => {
  const sealed = isSigned ? await findZoneKeys(db, zone) : null
  await powerdns.signZone(zone, isSigned, sealed === null ? [] : (JSON.parse(open(secrets.master, place(zone), sealed)) as string[]))
  await forgetZoneKeys(db, zone)
}
