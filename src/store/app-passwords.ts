/** App passwords: one for each mail app, with its own name, scope and end. Only a keyed digest is kept. */
import { sql } from 'kysely'
import { ownMailbox } from './mailboxes.ts'
import type { Db } from './schema.ts'
import type { Whose } from './whose.ts'

export type Scope = 'imap' | 'pop3' | 'smtp' | 'sieve'

/** As the decision about a sign-in takes it. */
export interface AppPassword {
  readonly id: number
  readonly name: string
  readonly digest: string
  readonly scopes: readonly Scope[]
  /** Null: never. */
  readonly expiresAt: Date | null
}

/** As people see it. */
export interface ListedAppPassword extends Omit<AppPassword, 'digest'> {
  readonly lastUsedAt: Date | null
  readonly createdAt: Date
}

/** Adds one. @returns its id, null when there is no such mailbox here, or the name is taken there */
export const insertAppPassword = async (db: Db, whose: Whose, mailboxId: number, { name, digest, scopes, expiresAt }: Omit<AppPassword, 'id'>): Promise<number | null> => {
  const row = await db
    .insertInto('app_passwords')
    .columns(['mailbox_id', 'name', 'digest', 'scopes', 'expires_at'])
    .expression(
      ownMailbox(db, whose, mailboxId).select([
        sql<string>`${name}::text`.as('name'),
        sql<string>`${digest}::text`.as('digest'),
        sql<Scope[]>`${scopes}::text[]`.as('scopes'),
        sql<Date | null>`${expiresAt}::timestamptz`.as('expires_at'),
      ]),
    )
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

/** Those of a mailbox, by name; there are few. Empty when there is no such mailbox here. */
export const listAppPasswords = (db: Db, whose: Whose, mailboxId: number): Promise<ListedAppPassword[]> =>
  db
    .selectFrom('app_passwords')
    .select(['id', 'name', 'scopes', 'expires_at as expiresAt', 'last_used_at as lastUsedAt', 'created_at as createdAt'])
    .where('mailbox_id', 'in', ownMailbox(db, whose, mailboxId))
    .orderBy('name')
    .execute()

/** Removes one by its name. @returns false when there is none such here */
export const deleteAppPassword = async (db: Db, whose: Whose, mailboxId: number, name: string): Promise<boolean> => {
  const { numDeletedRows } = await db.deleteFrom('app_passwords').where('mailbox_id', 'in', ownMailbox(db, whose, mailboxId)).where('name', '=', name).executeTakeFirst()
  return numDeletedRows > 0n
}

/** Notes when one was last used; an earlier time than the one kept changes nothing. */
export const noteAppPasswordUse = async (db: Db, id: number, at: Date): Promise<void> => {
  await db
    .updateTable('app_passwords')
    .set({ last_used_at: at })
    .where('id', '=', id)
    .where(eb => eb.or([eb('last_used_at', 'is', null), eb('last_used_at', '<', at)]))
    .execute()
}
