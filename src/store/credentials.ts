/** Credentials: one password per mailbox, hashed, with a version that each change raises. */
import { sql } from 'kysely'
import type { Db } from './schema.ts'
import { ownDomains, type Whose } from './whose.ts'

/** All that a sign-in needs to know of a mailbox. */
export interface Account {
  readonly mailboxId: number
  readonly address: string
  readonly domainId: number
  readonly serverId: string
  /** argon2id PHC string; null while no password is set. */
  readonly hash: string | null
  /** 0 while no password is set. */
  readonly version: number
  readonly smtpEnabled: boolean
  readonly imapEnabled: boolean
  readonly pop3Enabled: boolean
  readonly mailboxSuspended: boolean
  readonly domainSuspended: boolean
  readonly domainProven: boolean
}

/** One query, by the unique indexes. @param address normalised: lower case, domain as A-label */
export const findAccount = async (db: Db, address: string): Promise<Account | null> => {
  const at = address.lastIndexOf('@')
  if (at < 1) return null
  const row = await db
    .selectFrom('mailboxes')
    .innerJoin('domains', 'domains.id', 'mailboxes.domain_id')
    .leftJoin('credentials', 'credentials.mailbox_id', 'mailboxes.id')
    .select([
      'mailboxes.id as mailboxId',
      sql<string>`mailboxes.local_part || '@' || domains.name`.as('address'),
      'mailboxes.domain_id as domainId',
      'mailboxes.server_id as serverId',
      'credentials.hash',
      sql<number>`coalesce(credentials.version, 0)`.as('version'),
      'mailboxes.smtp_enabled as smtpEnabled',
      'mailboxes.imap_enabled as imapEnabled',
      'mailboxes.pop3_enabled as pop3Enabled',
      sql<boolean>`mailboxes.suspended_at is not null`.as('mailboxSuspended'),
      sql<boolean>`domains.suspended_at is not null`.as('domainSuspended'),
      sql<boolean>`domains.proven_at is not null`.as('domainProven'),
    ])
    .where('domains.name', '=', address.slice(at + 1))
    .where('mailboxes.local_part', '=', address.slice(0, at))
    .executeTakeFirst()
  return row ?? null
}

/** Sets the password's hash and raises its version. @returns the new version, null when there is no such mailbox here */
export const setCredential = async (db: Db, whose: Whose, mailboxId: number, hash: string): Promise<number | null> => {
  const row = await db
    .insertInto('credentials')
    .columns(['mailbox_id', 'hash'])
    .expression(eb =>
      eb
        .selectFrom('mailboxes')
        .innerJoin('domains', 'domains.id', 'mailboxes.domain_id')
        .select(['mailboxes.id', sql<string>`${hash}::text`.as('hash')])
        .where('mailboxes.id', '=', mailboxId)
        .where(ownDomains(whose)),
    )
    .onConflict(conflict => conflict.column('mailbox_id').doUpdateSet({ hash, version: sql`credentials.version + 1`, changed_at: sql`now()` }))
    .returning('version')
    .executeTakeFirst()
  return row?.version ?? null
}
