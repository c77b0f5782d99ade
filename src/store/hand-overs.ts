/** Hand-overs: a name that one owner holds and another has proven, until it passes, or does not. The newcomer is told of his own only; so is the holder. */
import { type ExpressionBuilder, sql } from 'kysely'
import type { HandOverState } from '../core/ownership/hand-over.ts'
import type { Proof } from '../core/ownership/proof.ts'
import { type Page, type PageRequest, pageOf } from './page.ts'
import type { Db, Schema } from './schema.ts'
import type { Whose } from './whose.ts'

export type { HandOverState }

export interface HandOver {
  readonly id: number
  readonly name: string
  /** Null when the domain has gone since. */
  readonly domainId: number | null
  /** Of the newcomer. */
  readonly claimId: number
  readonly fromOwnerId: number
  /** "" to the other side: neither learns here who the other is. */
  readonly from: string
  readonly toOwnerId: number
  /** Likewise. */
  readonly to: string
  /** What the newcomer showed. */
  readonly provenBy: Proof
  readonly state: HandOverState
  readonly startedAt: Date
  /** When it passes by itself. */
  readonly endsAt: Date
  readonly endedAt: Date | null
}

/** What beginning one needs. */
export type NewHandOver = Pick<HandOver, 'name' | 'claimId' | 'fromOwnerId' | 'toOwnerId' | 'provenBy' | 'startedAt' | 'endsAt'> & { readonly domainId: number }

/** Both sides see it. */
const ownHandOvers = (whose: Whose) => (eb: ExpressionBuilder<Schema, 'hand_overs'>) =>
  whose.kind === 'operator' ? eb.and([]) : eb.or([eb('hand_overs.from_owner_id', '=', whose.ownerId), eb('hand_overs.to_owner_id', '=', whose.ownerId)])

/** The name of an owner, to himself and to the operator. */
const nameFor = (whose: Whose, owners: 'givers' | 'takers') =>
  whose.kind === 'operator' ? sql<string>`${sql.ref(`${owners}.name`)}` : sql<string>`case when ${sql.ref(`${owners}.id`)} = ${whose.ownerId} then ${sql.ref(`${owners}.name`)} else '' end`

const handOvers = (db: Db, whose: Whose) =>
  db
    .selectFrom('hand_overs')
    .innerJoin('owners as givers', 'givers.id', 'hand_overs.from_owner_id')
    .innerJoin('owners as takers', 'takers.id', 'hand_overs.to_owner_id')
    .select([
      'hand_overs.id',
      'hand_overs.name',
      'hand_overs.domain_id as domainId',
      'hand_overs.claim_id as claimId',
      'hand_overs.from_owner_id as fromOwnerId',
      'hand_overs.to_owner_id as toOwnerId',
      'hand_overs.proven_by as provenBy',
      'hand_overs.state',
      'hand_overs.started_at as startedAt',
      'hand_overs.ends_at as endsAt',
      'hand_overs.ended_at as endedAt',
    ])
    .select([nameFor(whose, 'givers').as('from'), nameFor(whose, 'takers').as('to')])
    .where(ownHandOvers(whose))

/** Begins one; for the checks alone. @returns null when one of that name is open */
export const insertHandOver = async (db: Db, { name, domainId, claimId, fromOwnerId, toOwnerId, provenBy, startedAt, endsAt }: NewHandOver): Promise<number | null> => {
  const row = await db
    .insertInto('hand_overs')
    .values({ name, domain_id: domainId, claim_id: claimId, from_owner_id: fromOwnerId, to_owner_id: toOwnerId, proven_by: provenBy, started_at: startedAt, ends_at: endsAt })
    .onConflict(conflict => conflict.column('name').where('state', 'in', ['waiting', 'contested']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

/** The one of a name that is open; null when there is none, or it is between others. */
export const findOpenHandOver = async (db: Db, whose: Whose, name: string): Promise<HandOver | null> =>
  (await handOvers(db, whose).where('hand_overs.name', '=', name).where('hand_overs.state', 'in', ['waiting', 'contested']).executeTakeFirst()) ?? null

/** A page of hand-overs, the oldest first; only those that wait for a word or for their time, where that is wanted. `after` is an id. */
export const listHandOvers = async (db: Db, whose: Whose, { limit, after, isOpen = false }: PageRequest & { readonly isOpen?: boolean | undefined }): Promise<Page<HandOver>> => {
  const rows = await handOvers(db, whose)
    .$if(after !== undefined, query => query.where('hand_overs.id', '>', Number(after)))
    .$if(isOpen, query => query.where('hand_overs.state', 'in', ['waiting', 'contested']))
    .orderBy('hand_overs.id')
    .limit(limit + 1)
    .execute()
  return pageOf(rows, limit, ({ id }) => String(id))
}

/** Those of a name, the newest first. */
export const handOversOf = (db: Db, whose: Whose, name: string): Promise<HandOver[]> => handOvers(db, whose).where('hand_overs.name', '=', name).orderBy('hand_overs.id', 'desc').execute()

/** When an owner was last refused a name; null when he never was. For the checks alone. */
export const lastRefusal = async (db: Db, { name, toOwnerId }: Pick<HandOver, 'name' | 'toOwnerId'>): Promise<Date | null> => {
  const row = await db
    .selectFrom('hand_overs')
    .select(eb => eb.fn.max('ended_at').as('at'))
    .where('name', '=', name)
    .where('to_owner_id', '=', toOwnerId)
    .where('state', '=', 'refused')
    .executeTakeFirst()
  return row?.at ?? null
}

/** Moves one on. @param endedAt null while it is open. @returns false when there is none such here, or it has ended */
export const updateHandOver = async (db: Db, whose: Whose, id: number, change: { readonly state?: HandOverState; readonly endsAt?: Date; readonly endedAt?: Date | null }): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('hand_overs')
    .set({ state: change.state, ends_at: change.endsAt, ended_at: change.endedAt })
    .where('hand_overs.id', '=', id)
    .where('hand_overs.state', 'in', ['waiting', 'contested'])
    .where(ownHandOvers(whose))
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
