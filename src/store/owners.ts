/** Owners: the tenants. Each has domains; none sees another's. */
import { type Page, type PageRequest, pageOf } from './page.ts'
import type { Db } from './schema.ts'
import { ownSelf, type Whose } from './whose.ts'

export interface Owner {
  readonly id: number
  readonly name: string
  readonly language: 'ja' | 'en'
  /** Where notices about all his mailboxes go; null: nowhere but to the mailboxes. */
  readonly contact: string | null
  readonly domains: number
  readonly createdAt: Date
}

const owners = (db: Db, whose: Whose) =>
  db
    .selectFrom('owners')
    .select(eb => [
      'id',
      'name',
      'language',
      'contact',
      'created_at as createdAt',
      eb
        .selectFrom('domains')
        .whereRef('domains.owner_id', '=', 'owners.id')
        .select(count => count.fn.countAll<number>().as('count'))
        .$asScalar()
        .$notNull()
        .as('domains'),
    ])
    .where(ownSelf(whose))

/** Adds an owner. @returns null when the name is taken */
export const insertOwner = async (db: Db, { name, language, contact = null }: Pick<Owner, 'name' | 'language'> & Partial<Pick<Owner, 'contact'>>): Promise<number | null> => {
  const row = await db
    .insertInto('owners')
    .values({ name, language, contact })
    .onConflict(conflict => conflict.column('name').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

/** A page of owners by name. */
export const listOwners = async (db: Db, whose: Whose, { limit, after }: PageRequest): Promise<Page<Owner>> => {
  const rows = await owners(db, whose)
    .$if(after !== undefined, query => query.where('name', '>', after!))
    .orderBy('name')
    .limit(limit + 1)
    .execute()
  return pageOf(rows, limit, ({ name }) => name)
}

/** One owner by name. */
export const findOwner = async (db: Db, whose: Whose, name: string): Promise<Owner | null> => (await owners(db, whose).where('name', '=', name).executeTakeFirst()) ?? null

/** Changes name, language or contact. @returns false when there is no such owner here. @throws a duplicate when the name is taken */
export const updateOwner = async (db: Db, whose: Whose, id: number, change: Partial<Pick<Owner, 'name' | 'language' | 'contact'>>): Promise<boolean> => {
  const { numUpdatedRows } = await db.updateTable('owners').set(change).where('id', '=', id).where(ownSelf(whose)).executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Removes an owner who has no domain. Only the operator does. @returns false when there is none such, or one with domains */
export const deleteOwner = async (db: Db, id: number): Promise<boolean> => {
  const { numDeletedRows } = await db
    .deleteFrom('owners')
    .where('id', '=', id)
    .where(eb => eb.not(eb.exists(eb.selectFrom('domains').where('owner_id', '=', id))))
    .executeTakeFirst()
  return numDeletedRows > 0n
}
