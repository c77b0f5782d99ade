/** When the DNS records of each domain were last looked at, what was remembered of it, and when to look next. Each server looks after its own domains. */
import { sql } from 'kysely'
import type { Remembered } from '../core/dns/watch.ts'
import { asJson } from './json.ts'
import type { Db } from './schema.ts'

/** A domain whose time has come. */
export interface DueWatch {
  readonly domainId: number
  readonly domain: string
  readonly ownerId: number
  /** Null: it was never looked at. */
  readonly remembered: Remembered | null
}

/** Begins to watch the proven domains of a server that nobody watches. @returns how many there were */
export const beginWatches = async (db: Db, serverId: string, now: Date): Promise<number> => {
  const { numAffectedRows } = await sql`
    insert into record_watches (domain_id, next_at) select d.id, ${now} from domains d
    where d.server_id = ${serverId} and d.proven_at is not null on conflict do nothing`.execute(db)
  return Number(numAffectedRows ?? 0n)
}

/** Those whose time has come, the longest due first. @param most how many */
export const listDueWatches = async (db: Db, serverId: string, now: Date, most: number): Promise<DueWatch[]> =>
  db
    .selectFrom('record_watches')
    .innerJoin('domains', 'domains.id', 'record_watches.domain_id')
    .select(['domains.id as domainId', 'domains.name as domain', 'domains.owner_id as ownerId'])
    .select(sql<Remembered | null>`case when record_watches.seen_at is not null then record_watches.seen end`.as('remembered'))
    .where('domains.server_id', '=', serverId)
    .where('domains.proven_at', 'is not', null)
    .where('record_watches.next_at', '<=', now)
    .orderBy('record_watches.next_at')
    .orderBy('domains.id')
    .limit(most)
    .execute()

/** Keeps what a look came to. */
export const noteWatched = async (db: Db, domainId: number, { remembered, seenAt, nextAt }: { readonly remembered: Remembered; readonly seenAt: Date; readonly nextAt: Date }): Promise<void> => {
  await db
    .updateTable('record_watches')
    .set({ seen: asJson(remembered), seen_at: seenAt, next_at: nextAt })
    .where('domain_id', '=', domainId)
    .execute()
}

/** Has a domain looked at by a moment, where it was to be later. */
export const hastenWatch = async (db: Db, domainId: number, at: Date): Promise<void> => {
  await db.updateTable('record_watches').set({ next_at: at }).where('domain_id', '=', domainId).where('next_at', '>', at).execute()
}
