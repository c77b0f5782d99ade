/** Forwards: where else a mailbox's mail goes. Whether a copy stays is the mailbox's own `keepsCopy`. */
import { sql } from 'kysely'
import { ownMailbox } from './mailboxes.ts'
import type { Db } from './schema.ts'
import type { Whose } from './whose.ts'

/** The targets of a mailbox, in order; empty when there is no such mailbox here. */
export const listForwards = async (db: Db, whose: Whose, mailboxId: number): Promise<string[]> => {
  const rows = await db.selectFrom('forwards').select('target').where('mailbox_id', 'in', ownMailbox(db, whose, mailboxId)).orderBy('target').execute()
  return rows.map(({ target }) => target)
}

/** Adds a target. @returns false when it is there already, or there is no such mailbox here */
export const insertForward = async (db: Db, whose: Whose, mailboxId: number, target: string): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('forwards')
    .columns(['mailbox_id', 'target'])
    .expression(ownMailbox(db, whose, mailboxId).select(sql<string>`${target}::text`.as('target')))
    .onConflict(conflict => conflict.doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Removes a target. @returns false when it is not there */
export const deleteForward = async (db: Db, whose: Whose, mailboxId: number, target: string): Promise<boolean> => {
  const { numDeletedRows } = await db.deleteFrom('forwards').where('mailbox_id', 'in', ownMailbox(db, whose, mailboxId)).where('target', '=', target).executeTakeFirst()
  return numDeletedRows > 0n
}
