/** Vacation answers: one per mailbox, while it is there it is on. */
import { sql } from 'kysely'
import { ownMailbox } from './mailboxes.ts'
import type { Db } from './schema.ts'
import type { Whose } from './whose.ts'

export interface Vacation {
  readonly subject: string
  readonly body: string
  /** One sender gets at most one answer in so many days, 1 to 30. */
  readonly days: number
}

/** The answer of a mailbox; null when it is off, or there is no such mailbox here. */
export const findVacation = async (db: Db, whose: Whose, mailboxId: number): Promise<Vacation | null> =>
  (await db.selectFrom('vacations').select(['subject', 'body', 'days']).where('mailbox_id', 'in', ownMailbox(db, whose, mailboxId)).executeTakeFirst()) ?? null

/** Sets the answer. @returns false when there is no such mailbox here */
export const setVacation = async (db: Db, whose: Whose, mailboxId: number, { subject, body, days }: Vacation): Promise<boolean> => {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('vacations')
    .columns(['mailbox_id', 'subject', 'body', 'days'])
    .expression(ownMailbox(db, whose, mailboxId).select([sql<string>`${subject}::text`.as('subject'), sql<string>`${body}::text`.as('body'), sql<number>`${days}::integer`.as('days')]))
    .onConflict(conflict => conflict.column('mailbox_id').doUpdateSet({ subject, body, days, created_at: sql`now()` }))
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Takes the answer away. @returns false when there was none here */
export const deleteVacation = async (db: Db, whose: Whose, mailboxId: number): Promise<boolean> => {
  const { numDeletedRows } = await db.deleteFrom('vacations').where('mailbox_id', 'in', ownMailbox(db, whose, mailboxId)).executeTakeFirst()
  return numDeletedRows > 0n
}

/** Every answer of the mailboxes on one server, some at a time by mailbox id, for publishing. */
export const listVacations = (db: Db, serverId: string, afterMailbox: number, limit: number): Promise<(Vacation & { readonly mailboxId: number; readonly localPart: string; readonly domain: string })[]> =>
  db
    .selectFrom('vacations')
    .innerJoin('mailboxes', 'mailboxes.id', 'vacations.mailbox_id')
    .innerJoin('domains', 'domains.id', 'mailboxes.domain_id')
    .select(['vacations.subject', 'vacations.body', 'vacations.days', 'mailboxes.id as mailboxId', 'mailboxes.local_part as localPart', 'domains.name as domain'])
    .where('mailboxes.server_id', '=', serverId)
    .where('mailboxes.id', '>', afterMailbox)
    .orderBy('mailboxes.id')
    .limit(limit)
    .execute()
