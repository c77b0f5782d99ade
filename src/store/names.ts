/** All that is known here of a name, whoever asks: who has it, who waits for it, who let go of it. For deciding only; none of it may be shown to a claimant. */
import { sql } from 'kysely'
import type { Db } from './schema.ts'

/** Who has a name, as a domain row. */
export interface Holder {
  readonly domainId: number
  readonly name: string
  readonly ownerId: number
  readonly serverId: string
  readonly isProven: boolean
}

/** How a name stands, to one claimant. */
export interface NameStanding {
  /** Whoever has the domain of exactly this name, the claimant too; null when nobody has. */
  readonly holder: Holder | null
  /** Proven domains above it, the nearest first. */
  readonly above: readonly Holder[]
  /** Whether another owner has an open claim. */
  readonly isClaimedByOthers: boolean
  /** When another owner last let go of it; null when none did. */
  readonly releasedByOtherAt: Date | null
}

/** `shop.kaede.example.jp` → `kaede.example.jp`, `example.jp`, `jp`. */
const namesAbove = (name: string): string[] => {
  const labels = name.split('.')
  return labels.slice(1).map((_, i) => labels.slice(i + 1).join('.'))
}

/**
 * Keeps everybody else from deciding about a name until the transaction ends. Whoever decides about two locks them in the order given by `toSorted`.
 * @param transaction not a pool
 */
export const lockName = async (transaction: Db, name: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended('todoku name ' || ${name}, 0))`.execute(transaction)
}

/** How a name stands to a claimant. */
export const readStanding = async (db: Db, name: string, claimantId: number): Promise<NameStanding> => {
  const rows = await db
    .selectFrom('domains')
    .select(['id as domainId', 'name', 'owner_id as ownerId', 'server_id as serverId'])
    .select(eb => eb('proven_at', 'is not', null).$castTo<boolean>().as('isProven'))
    .where('name', 'in', [name, ...namesAbove(name)])
    .execute()
  const others = await db
    .selectFrom('claims')
    .select('id')
    .where('name', '=', name)
    .where('owner_id', '<>', claimantId)
    .where('state', 'in', ['waiting', 'proven'])
    .limit(1)
    .execute()
  const released = await db
    .selectFrom('releases')
    .select(eb => eb.fn.max('released_at').as('at'))
    .where('name', '=', name)
    .where(eb => eb.or([eb('owner_id', 'is', null), eb('owner_id', '<>', claimantId)]))
    .executeTakeFirst()
  return {
    holder: rows.find(row => row.name === name) ?? null,
    above: rows.filter(row => row.name !== name && row.isProven).toSorted((a, b) => b.name.length - a.name.length),
    isClaimedByOthers: others.length > 0,
    releasedByOtherAt: released?.at ?? null,
  }
}

/** Remembers that an owner let go of a name that was proven to be his. */
export const insertRelease = async (db: Db, { name, ownerId }: { readonly name: string; readonly ownerId: number }, at: Date): Promise<void> => {
  await db.insertInto('releases').values({ name, owner_id: ownerId, released_at: at }).execute()
}

/** When an owner last let go of a name; null when he did not lately. */
export const lastRelease = async (db: Db, { name, ownerId }: { readonly name: string; readonly ownerId: number }): Promise<Date | null> => {
  const row = await db
    .selectFrom('releases')
    .select(eb => eb.fn.max('released_at').as('at'))
    .where('name', '=', name)
    .where('owner_id', '=', ownerId)
    .executeTakeFirst()
  return row?.at ?? null
}

/** Forgets releases from before a moment. @returns how many went */
export const pruneReleases = async (db: Db, before: Date): Promise<number> => {
  const { numDeletedRows } = await db.deleteFrom('releases').where('released_at', '<', before).executeTakeFirst()
  return Number(numDeletedRows)
}
