/** Brings the zones to the name server: what it answers becomes what the store holds. Safe to repeat, and to be broken off anywhere. */
import { nextSerial, rrSetChanges, rrSetsOf } from '../core/dns/zone-rr-set.ts'
import { openPowerdns, type Powerdns, type ServedZone } from '../engines/powerdns/api.ts'
import { notifySecondary } from '../engines/powerdns/notify.ts'
import { listServedZones, listZoneRecords, markPublished, type Zone } from '../store/zones.ts'
import { type Installation, operator } from './installation.ts'
import { zoneFrame } from './zone-frame.ts'
import { removeKeepingKeys, signWithKeptKeys } from './zone-keys.ts'

/** What a run came to, by name. */
export interface PublishedZones {
  readonly published: readonly string[]
  readonly removed: readonly string[]
}

/** What must be published anew when the installation's own settings change. */
const settingsOf = (installation: Installation): string => JSON.stringify(zoneFrame(installation))

const isPublished = ({ version, publishedVersion, publishedAs, isSigned }: Zone, settings: string, served: ServedZone | undefined): boolean =>
  publishedVersion === version && publishedAs === settings && served !== undefined && (served.isSigned ?? isSigned) === isSigned

/** What the zone holds is read with its version before: a change in between is published by the run that it announces. */
const publish = async (installation: Installation, powerdns: Powerdns, zone: Zone, settings: string, now: Date): Promise<void> => {
  const { id, name, version, isSigned, serial: last } = zone
  const records = await listZoneRecords(installation.db, operator, id)
  const there = await powerdns.readZone(name)
  const next = nextSerial(last, now.getTime() / 1000)
  const wanted = rrSetsOf(name, records, zoneFrame(installation), next)
  const changes = there ? rrSetChanges(there.sets, wanted) : wanted
  if (!there) await powerdns.createZone(name, wanted)
  else if (changes.length) await powerdns.changeZone(name, changes)
  if ((there?.isSigned ?? false) !== isSigned) await signWithKeptKeys(installation, powerdns, name, isSigned)
  await markPublished(installation.db, id, version, settings, changes.length || last === null ? next : last)
}

const tellSecondaries = async ({ config }: Installation, names: readonly string[]): Promise<void> => {
  await Promise.all(config.dns.secondaries.flatMap(secondary => names.map(name => notifySecondary(secondary, name, config.listen.dns))))
}

/**
 * Publishes every zone whose answers are not those of the store, and takes away those that are to be answered for no more.
 * @param isThorough also sees what only the name server can have lost; after a change, which must answer soon, that can wait
 * @throws Fault `engine` when the name server is away: what was not published waits
 */
export const publishZones = async (installation: Installation, now: Date, isThorough = true): Promise<PublishedZones> => {
  const { config, secrets, db } = installation
  const powerdns = openPowerdns(config.behind.powerdns, secrets.powerdnsApi)
  const settings = settingsOf(installation)
  const [zones, served] = [await listServedZones(db), await powerdns.listZones(isThorough)]
  const there = new Map(served.map(zone => [zone.name, zone]))
  const wanted = new Set(zones.map(({ name }) => name))
  const removed = served.filter(({ name }) => !wanted.has(name)).map(({ name }) => name)
  for (const name of removed) await removeKeepingKeys(installation, powerdns, name)
  const due = zones.filter(zone => !isPublished(zone, settings, there.get(zone.name)))
  for (const zone of due) await publish(installation, powerdns, zone, settings, now)
  const published = due.map(({ name }) => name)
  // A secondary that does not answer is asked three times; the next change does not wait for that.
  void tellSecondaries(installation, published)
  return { published, removed }
}
