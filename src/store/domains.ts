/** Domains, by their A-label name. Until one is proven it neither sends nor receives here. */
import { sql } from 'kysely'
import type { ProvenBy } from '../core/ownership/proof.ts'
import { type Page, type PageRequest, pageOf } from './page.ts'
import type { Db } from './schema.ts'
import { mayActFor, ownDomains, type Whose } from './whose.ts'

export interface Domain {
  readonly id: number
  readonly name: string
  readonly ownerId: number
  readonly owner: string
  readonly serverId: string
  readonly provenAt: Date | null
  readonly provenBy: ProvenBy | null
  readonly suspendedAt: Date | null
  readonly catchAll: string | null
  readonly mailboxes: number
  readonly createdAt: Date
}

/** What adding one needs. */
export interface NewDomain {
  readonly name: string
  readonly ownerId: number
  readonly serverId: string
  /** By whom or what it is proven; null while it is not. */
  readonly provenBy: ProvenBy | null
}

const domains = (db: Db, whose: Whose) =>
  db
    .selectFrom('domains')
    .innerJoin('owners', 'owners.id', 'domains.owner_id')
    .leftJoin('catch_alls', 'catch_alls.domain_id', 'domains.id')
    .select(eb => [
      'domains.id',
      'domains.name',
      'domains.owner_id as ownerId',
      'owners.name as owner',
      'domains.server_id as serverId',
      'domains.proven_at as provenAt',
      'domains.suspended_at as suspendedAt',
      'catch_alls.target as catchAll',
      'domains.created_at as createdAt',
      eb
        .selectFrom('mailboxes')
        .whereRef('mailboxes.domain_id', '=', 'domains.id')
        .select(count => count.fn.countAll<number>().as('count'))
        .$asScalar()
        .$notNull()
        .as('mailboxes'),
      // What is in the column was written from this type.
      sql<ProvenBy | null>`domains.proven_by`.as('provenBy'),
    ])
    .where(ownDomains(whose))

/** Adds a domain. @returns null when the name is taken by anybody, or the owner is another */
export const insertDomain = async (db: Db, whose: Whose, { name, ownerId, serverId, provenBy }: NewDomain): Promise<number | null> => {
  if (!mayActFor(whose, ownerId)) return null
  const row = await db
    .insertInto('domains')
    .values({ name, owner_id: ownerId, server_id: serverId, proven_by: provenBy, proven_at: provenBy === null ? null : new Date() })
    .onConflict(conflict => conflict.column('name').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

/** A page of domains by name, of one owner where that is wanted. */
export const listDomains = async (db: Db, whose: Whose, { limit, after, ownerId }: PageRequest & { readonly ownerId?: number | undefined }): Promise<Page<Domain>> => {
  const rows = await domains(db, whose)
    .$if(after !== undefined, query => query.where('domains.name', '>', after!))
    .$if(ownerId !== undefined, query => query.where('domains.owner_id', '=', ownerId!))
    .orderBy('domains.name')
    .limit(limit + 1)
    .execute()
  return pageOf(rows, limit, ({ name }) => name)
}

/** One domain by its A-label name. */
export const findDomain = async (db: Db, whose: Whose, name: string): Promise<Domain | null> =>
  (await domains(db, whose).where('domains.name', '=', name).executeTakeFirst()) ?? null

/** One domain by its id, as a change announces it. */
export const findDomainById = async (db: Db, whose: Whose, id: number): Promise<Domain | null> => (await domains(db, whose).where('domains.id', '=', id).executeTakeFirst()) ?? null

/** Suspends or resumes a domain. @returns false when there is none such here */
export const suspendDomain = async (db: Db, whose: Whose, id: number, suspended: boolean): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('domains')
    .set({ suspended_at: suspended ? new Date() : null })
    .where('domains.id', '=', id)
    .where(ownDomains(whose))
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Notes that a domain is proven, or proven anew in another way. @returns false when there is none such here */
export const proveDomain = async (db: Db, whose: Whose, id: number, provenBy: ProvenBy, at: Date): Promise<boolean> => {
  const { numUpdatedRows } = await db.updateTable('domains').set({ proven_by: provenBy, proven_at: at }).where('domains.id', '=', id).where(ownDomains(whose)).executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Gives a domain to another owner with all that hangs on it; only a hand-over that was agreed to does. */
export const giveDomain = async (db: Db, id: number, ownerId: number, provenBy: ProvenBy, at: Date): Promise<void> => {
  await db.updateTable('domains').set({ owner_id: ownerId, proven_by: provenBy, proven_at: at }).where('id', '=', id).execute()
}

/** Removes a domain and all that hangs on it. @returns false when there is none such here */
export const deleteDomain = async (db: Db, whose: Whose, id: number): Promise<boolean> => {
  const { numDeletedRows } = await db.deleteFrom('domains').where('domains.id', '=', id).where(ownDomains(whose)).executeTakeFirst()
  return numDeletedRows > 0n
}
