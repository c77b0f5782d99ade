/** Zones: what the name service answers for our domains, how it came to be so, and what of it has been published. */
import { sql } from 'kysely'
import type { ZoneDifference } from '../core/dns/zone-edit.ts'
import { identityOf, type ZoneRecord } from '../core/dns/zone-record.ts'
import { type HandedOn, servedZones } from '../core/dns/zone-served.ts'
import type { Db } from './schema.ts'
import { ownDomains, type Whose } from './whose.ts'

export interface Zone {
  readonly id: number
  readonly domainId: number
  readonly name: string
  readonly isSigned: boolean
  /** Raised by each change. */
  readonly version: number
  /** Null before it was ever answered for. */
  readonly publishedVersion: number | null
  /** With which settings of the installation. */
  readonly publishedAs: string | null
  readonly publishedAt: Date | null
  readonly serial: number | null
  /** Only zones of proven domains are answered for. */
  readonly isProven: boolean
}

/** One change that can be undone, or was. */
export interface ZoneChange extends ZoneDifference {
  readonly id: number
  readonly at: Date
  /** Who made it. */
  readonly by: string
  readonly undoneAt: Date | null
}

/** Changes of a zone that are kept: who needs an older state has a file of it. */
const mostChanges = 100

const zones = (db: Db, whose: Whose) =>
  db
    .selectFrom('zones')
    .innerJoin('domains', 'domains.id', 'zones.domain_id')
    .select(eb => [
      'zones.id',
      'zones.domain_id as domainId',
      'zones.name',
      'zones.dnssec as isSigned',
      'zones.version',
      'zones.published_version as publishedVersion',
      'zones.published_as as publishedAs',
      'zones.published_at as publishedAt',
      'zones.serial',
      eb('domains.proven_at', 'is not', null).as('isProven'),
    ])
    .$narrowType<{ isProven: boolean }>()
    .where(ownDomains(whose))

/** The zone of a domain, by the domain's name. */
export const findZone = async (db: Db, whose: Whose, name: string): Promise<Zone | null> => (await zones(db, whose).where('zones.name', '=', name).executeTakeFirst()) ?? null

/** Every zone, by name. */
export const listZones = (db: Db, whose: Whose): Promise<Zone[]> => zones(db, whose).orderBy('zones.name').execute()

/** NS records of a zone for exactly the name of another one here. */
const listHandedOn = async (db: Db): Promise<HandedOn[]> => {
  const { rows } = await sql<HandedOn>`
    select distinct above.name as zone, below.name
    from zones below
    join zones above on above.name = any(names_above(below.name)) and above.name <> below.name
    join zone_records ns on ns.zone_id = above.id and ns.name = below.name and ns.type = 'NS'`.execute(db)
  return rows
}

/** Zones that are answered for, by name: those of proven domains, but no zone below another one that does not hand the name on. */
export const listServedZones = async (db: Db): Promise<Zone[]> => {
  const [proven, handedOn] = [await zones(db, { kind: 'operator' }).where('domains.proven_at', 'is not', null).orderBy('zones.name').execute(), await listHandedOn(db)]
  const served = servedZones(proven.map(({ name }) => name), handedOn)
  return proven.filter(({ name }) => served.has(name))
}

/** Names of the zones below a name. */
export const listZonesBelow = async (db: Db, name: string): Promise<string[]> => {
  const rows = await db.selectFrom('zones').select('name').where('name', 'like', `%.${name}`).orderBy('name').execute()
  return rows.map(row => row.name)
}

/** A domain that has no zone yet. */
export interface Zoneless {
  readonly name: string
  readonly isProven: boolean
}

/** Domains that have no zone yet, the newest first. */
export const listDomainsWithoutZone = (db: Db): Promise<Zoneless[]> =>
  db
    .selectFrom('domains')
    .leftJoin('zones', 'zones.domain_id', 'domains.id')
    .select('domains.name')
    .select(eb => eb('domains.proven_at', 'is not', null).$castTo<boolean>().as('isProven'))
    .where('zones.id', 'is', null)
    .orderBy('domains.id', 'desc')
    .execute()

/** The records of a zone; none when there is no such zone here. */
export const listZoneRecords = (db: Db, whose: Whose, zoneId: number): Promise<ZoneRecord[]> =>
  db
    .selectFrom('zone_records')
    .innerJoin('zones', 'zones.id', 'zone_records.zone_id')
    .innerJoin('domains', 'domains.id', 'zones.domain_id')
    .select(['zone_records.name', 'zone_records.type', 'zone_records.ttl', 'zone_records.value'])
    .where('zones.id', '=', zoneId)
    .where(ownDomains(whose))
    .orderBy('zone_records.id')
    .execute()

/** Rows for one statement: PostgreSQL takes 65,535 parameters, and each row has five. */
const rowsAtOnce = 1000

const insertRecords = async (db: Db, zoneId: number, records: readonly ZoneRecord[]): Promise<void> => {
  for (let first = 0; first < records.length; first += rowsAtOnce) {
    const rows = records.slice(first, first + rowsAtOnce).map(({ name, type, ttl, value }) => ({ zone_id: zoneId, name, type, ttl, value }))
    await db.insertInto('zone_records').values(rows).execute()
  }
}

/**
 * Adds the zone of a domain, with its first records. Needs a transaction.
 * @returns null when there is one already, or there is no such domain here
 */
export const insertZone = async (db: Db, whose: Whose, domainId: number, isSigned: boolean, records: readonly ZoneRecord[]): Promise<number | null> => {
  const domain = await db.selectFrom('domains').select(['id', 'name']).where('domains.id', '=', domainId).where(ownDomains(whose)).executeTakeFirst()
  if (!domain) return null
  const row = await db
    .insertInto('zones')
    .values({ domain_id: domain.id, name: domain.name, dnssec: isSigned })
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!row) return null
  await insertRecords(db, row.id, records)
  return row.id
}

/** Keeps everybody else from changing a zone until the transaction ends. @returns null when there is none such here */
export const lockZone = async (db: Db, whose: Whose, name: string): Promise<Zone | null> => (await zones(db, whose).where('zones.name', '=', name).forUpdate('zones').executeTakeFirst()) ?? null

/** Takes records away, puts others there, and raises the version. Needs the zone's lock. @returns the new version */
export const writeZone = async (db: Db, zoneId: number, { removed, added }: ZoneDifference): Promise<number> => {
  const gone = new Set(removed.map(identityOf))
  const rows = await db.selectFrom('zone_records').select(['id', 'name', 'type', 'value']).where('zone_id', '=', zoneId).execute()
  const ids = rows.filter(row => gone.has(identityOf(row))).map(({ id }) => id)
  if (ids.length) await db.deleteFrom('zone_records').where('id', 'in', ids).execute()
  await insertRecords(db, zoneId, added)
  const { version } = await db
    .updateTable('zones')
    .set(eb => ({ version: eb('version', '+', 1) }))
    .where('id', '=', zoneId)
    .returning('version')
    .executeTakeFirstOrThrow()
  return version
}

/** Keeps a change, so that it can be undone; of very many, the oldest go. */
export const insertZoneChange = async (db: Db, zoneId: number, by: string, { removed, added }: ZoneDifference): Promise<number> => {
  const { id } = await db
    .insertInto('zone_changes')
    .values({ zone_id: zoneId, by, before: JSON.stringify(removed), after: JSON.stringify(added) })
    .returning('id')
    .executeTakeFirstOrThrow()
  await sql`delete from zone_changes where zone_id = ${zoneId} and id not in (select id from zone_changes where zone_id = ${zoneId} order by id desc limit ${mostChanges})`.execute(db)
  return id
}

const changes = (db: Db, whose: Whose, zoneId: number) =>
  db
    .selectFrom('zone_changes')
    .innerJoin('zones', 'zones.id', 'zone_changes.zone_id')
    .innerJoin('domains', 'domains.id', 'zones.domain_id')
    .select(['zone_changes.id', 'zone_changes.at', 'zone_changes.by', 'zone_changes.before as removed', 'zone_changes.after as added', 'zone_changes.undone_at as undoneAt'])
    .where('zones.id', '=', zoneId)
    .where(ownDomains(whose))
    .orderBy('zone_changes.id', 'desc')

/** The last changes of a zone, the newest first. */
export const listZoneChanges = (db: Db, whose: Whose, zoneId: number, limit: number): Promise<ZoneChange[]> => changes(db, whose, zoneId).limit(limit).execute()

/** The newest change that was not undone. */
export const lastZoneChange = async (db: Db, whose: Whose, zoneId: number): Promise<ZoneChange | null> =>
  (await changes(db, whose, zoneId).where('zone_changes.undone_at', 'is', null).limit(1).executeTakeFirst()) ?? null

/** Notes that a change was undone. */
export const markUndone = async (db: Db, changeId: number): Promise<void> => {
  await db.updateTable('zone_changes').set({ undone_at: new Date() }).where('id', '=', changeId).execute()
}

/** Whether a zone is signed. @returns false when there is none such here */
export const setZoneSigned = async (db: Db, whose: Whose, zoneId: number, isSigned: boolean): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('zones')
    .set(eb => ({ dnssec: isSigned, version: eb('version', '+', 1) }))
    .where('id', '=', zoneId)
    .where('domain_id', 'in', db.selectFrom('domains').select('domains.id').where(ownDomains(whose)))
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Notes what of a zone is answered now. */
export const markPublished = async (db: Db, zoneId: number, version: number, publishedAs: string, serial: number): Promise<void> => {
  await db.updateTable('zones').set({ published_version: version, published_as: publishedAs, published_at: new Date(), serial }).where('id', '=', zoneId).execute()
}
