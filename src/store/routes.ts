/** Where mail to a domain goes, as its owner wants and as its MX was seen; whom Postfix's look-ups obey. */
import { sql } from 'kysely'
import type { ProvenBy } from '../core/ownership/proof.ts'
import type { MxSeen, RouteChoice, routePace } from '../core/ownership/route.ts'
import { asJson } from './json.ts'
import type { Db } from './schema.ts'
import { ownDomains, type Whose } from './whose.ts'

export interface DomainRoute {
  readonly id: number
  readonly name: string
  readonly ownerId: number
  readonly serverId: string
  readonly provenAt: Date | null
  readonly provenBy: ProvenBy | null
  readonly choice: RouteChoice
  readonly mxElsewhere: boolean
  /** As it was last seen; null: never yet. */
  readonly mxSeen: MxSeen | null
  readonly mxSeenAt: Date | null
}

const routes = (db: Db, whose: Whose) =>
  db
    .selectFrom('domains')
    .select(['domains.id', 'domains.name', 'domains.owner_id as ownerId', 'domains.server_id as serverId', 'domains.proven_at as provenAt', 'domains.mail_route as choice', 'domains.mx_elsewhere as mxElsewhere', 'domains.mx_seen_at as mxSeenAt'])
    // What is in these columns was written from these types.
    .select([sql<ProvenBy | null>`domains.proven_by`.as('provenBy'), sql<MxSeen | null>`domains.mx_seen`.as('mxSeen')])
    .where(ownDomains(whose))

/** The route of a domain by its A-label name. */
export const findRoute = async (db: Db, whose: Whose, name: string): Promise<DomainRoute | null> => (await routes(db, whose).where('domains.name', '=', name).executeTakeFirst()) ?? null

/** The same by its id, as a change announces it. */
export const findRouteById = async (db: Db, whose: Whose, id: number): Promise<DomainRoute | null> => (await routes(db, whose).where('domains.id', '=', id).executeTakeFirst()) ?? null

/** Sets what the owner wants. @returns false when there is no such domain here */
export const setRouteChoice = async (db: Db, whose: Whose, id: number, choice: RouteChoice): Promise<boolean> => {
  const { numUpdatedRows } = await db.updateTable('domains').set({ mail_route: choice }).where('domains.id', '=', id).where(ownDomains(whose)).executeTakeFirst()
  return numUpdatedRows > 0n
}

/**
 * Notes how the MX was seen.
 * @returns false when something newer was noted meanwhile, or there is no such domain here
 */
export const noteMxSeen = async (db: Db, whose: Whose, id: number, seen: MxSeen, mxElsewhere: boolean, at: Date): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('domains')
    .set({ mx_seen: asJson(seen), mx_elsewhere: mxElsewhere, mx_seen_at: at })
    .where('domains.id', '=', id)
    .where(eb => eb.or([eb('domains.mx_seen_at', 'is', null), eb('domains.mx_seen_at', '<=', at)]))
    .where(ownDomains(whose))
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Names of proven domains of a server whose MX is to be looked at now, the longest unseen first. */
export const dueRoutes = async (db: Db, serverId: string, now: Date, { newForMs, newMovingMs, movingMs, settledMs }: typeof routePace, limit: number): Promise<string[]> => {
  const ago = (ms: number) => sql<Date>`${now}::timestamptz - ${ms} * interval '1 millisecond'`
  const { rows } = await sql<{ name: string }>`
    select name from domains
    where server_id = ${serverId} and proven_at is not null and (mx_seen_at is null or mx_seen_at < proven_at or mx_seen_at <= case
      when not mx_elsewhere and mx_seen ->> 'state' <> 'unknown' then ${ago(settledMs)}
      when proven_at > ${ago(newForMs)} then ${ago(newMovingMs)}
      else ${ago(movingMs)} end)
    order by mx_seen_at nulls first, id limit ${limit}`.execute(db)
  return rows.map(({ name }) => name)
}

/** Tells whoever looks after routes that one is in question now: mail came for it that was not taken. */
export const askForRoutes = async (db: Db, names: readonly string[]): Promise<void> => {
  if (!names.length) return
  await sql`select pg_notify('todoku', jsonb_build_object('table', 'routes', 'id', id, 'domain', id)::text) from domains where name = any(${names}::text[]) and proven_at is not null`.execute(db)
}

/** Whether mail to this address would be taken into a mailbox here, or passed on by an alias, a forward or a catch-all: what Postfix would find. */
export const isDeliveredHere = async (db: Db, localPart: string, domain: string): Promise<boolean> => {
  const { rows } = await sql`
    select from lookup_domain(${domain}) where exists (select from lookup_alias(${`${localPart}@${domain}`})) or exists (select from lookup_alias(${`@${domain}`}))`.execute(db)
  return rows.length > 0
}

/** Whether mail of one of these domains comes into its mailboxes here. */
export const areLocal = async (db: Db, ids: readonly number[]): Promise<boolean> => {
  const { rows } = await sql`select from local_domains where id = any(${ids}::bigint[]) limit 1`.execute(db)
  return rows.length > 0
}
