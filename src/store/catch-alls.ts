/** Catch-alls: where mail for names goes that a domain does not have. */
import { sql } from 'kysely'
import type { Db } from './schema.ts'
import { ownDomains, type Whose } from './whose.ts'

const ownDomain = (db: Db, whose: Whose, id: number) => db.selectFrom('domains').select('domains.id').where('domains.id', '=', id).where(ownDomains(whose))

/** Sets where it goes. @returns false when there is no such domain here */
export const setCatchAll = async (db: Db, whose: Whose, domainId: number, target: string): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('catch_alls')
    .columns(['domain_id', 'target'])
    .expression(ownDomain(db, whose, domainId).select(sql<string>`${target}::text`.as('target')))
    .onConflict(conflict => conflict.column('domain_id').doUpdateSet({ target }))
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Takes it away: unknown names are refused again. @returns false when there was none here */
export const deleteCatchAll = async (db: Db, whose: Whose, domainId: number): Promise<boolean> => {
  const { numDeletedRows } = await db.deleteFrom('catch_alls').where('domain_id', 'in', ownDomain(db, whose, domainId)).executeTakeFirst()
  return numDeletedRows > 0n
}
