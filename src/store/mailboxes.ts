/** Mailboxes. An address is a local part at the name of its domain; both are kept once, in their own table. */
import { sql } from 'kysely'
import { type Page, type PageRequest, pageOf } from './page.ts'
import type { Db } from './schema.ts'
import { ownDomains, type Whose } from './whose.ts'

export interface Mailbox {
  readonly id: number
  readonly address: string
  readonly localPart: string
  readonly domain: string
  readonly domainId: number
  readonly serverId: string
  readonly quotaBytes: number
  readonly smtpEnabled: boolean
  readonly imapEnabled: boolean
  readonly pop3Enabled: boolean
  /** Whether a forwarded message stays here, too. */
  readonly keepsCopy: boolean
  /** Whether only app passwords sign in. */
  readonly appPasswordRequired: boolean
  readonly suspendedAt: Date | null
  readonly createdAt: Date
}

/** What can be changed of a mailbox. */
export interface MailboxChange {
  readonly quotaBytes?: number | undefined
  readonly smtpEnabled?: boolean | undefined
  readonly imapEnabled?: boolean | undefined
  readonly pop3Enabled?: boolean | undefined
  readonly keepsCopy?: boolean | undefined
  readonly appPasswordRequired?: boolean | undefined
  readonly suspended?: boolean | undefined
}

const mailboxes = (db: Db, whose: Whose) =>
  db
    .selectFrom('mailboxes')
    .innerJoin('domains', 'domains.id', 'mailboxes.domain_id')
    .select([
      'mailboxes.id',
      sql<string>`mailboxes.local_part || '@' || domains.name`.as('address'),
      'mailboxes.local_part as localPart',
      'domains.name as domain',
      'mailboxes.domain_id as domainId',
      'mailboxes.server_id as serverId',
      'mailboxes.quota_bytes as quotaBytes',
      'mailboxes.smtp_enabled as smtpEnabled',
      'mailboxes.imap_enabled as imapEnabled',
      'mailboxes.pop3_enabled as pop3Enabled',
      'mailboxes.keeps_copy as keepsCopy',
      'mailboxes.app_password_required as appPasswordRequired',
      'mailboxes.suspended_at as suspendedAt',
      'mailboxes.created_at as createdAt',
    ])
    .where(ownDomains(whose))

/** Adds a mailbox to a domain, on the domain's server. @returns null when the address is taken, or the domain is not there for this one */
export const insertMailbox = async (db: Db, whose: Whose, { domainId, localPart, quotaBytes }: Pick<Mailbox, 'domainId' | 'localPart'> & { readonly quotaBytes?: number | undefined }): Promise<number | null> => {
  const domain = await db.selectFrom('domains').select('server_id').where('domains.id', '=', domainId).where(ownDomains(whose)).executeTakeFirst()
  if (!domain) return null
  const row = await db
    .insertInto('mailboxes')
    .values({ domain_id: domainId, server_id: domain.server_id, local_part: localPart, ...(quotaBytes === undefined ? {} : { quota_bytes: quotaBytes }) })
    .onConflict(conflict => conflict.columns(['domain_id', 'local_part']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

/** A page of mailboxes by domain and local part; of one domain where that is wanted. `after` is an address. */
export const listMailboxes = async (db: Db, whose: Whose, { limit, after, domainId }: PageRequest & { readonly domainId?: number | undefined }): Promise<Page<Mailbox>> => {
  const rows = await mailboxes(db, whose)
    .$if(after !== undefined, query => query.where(sql<boolean>`(domains.name, mailboxes.local_part) > (domain_of(${after}), local_part_of(${after}))`))
    .$if(domainId !== undefined, query => query.where('mailboxes.domain_id', '=', domainId!))
    .orderBy('domains.name')
    .orderBy('mailboxes.local_part')
    .limit(limit + 1)
    .execute()
  return pageOf(rows, limit, ({ address }) => address)
}

/** One mailbox by its parts, as `parseAddress` gives them. */
export const findMailbox = async (db: Db, whose: Whose, { localPart, domain }: Pick<Mailbox, 'localPart' | 'domain'>): Promise<Mailbox | null> =>
  (await mailboxes(db, whose).where('domains.name', '=', domain).where('mailboxes.local_part', '=', localPart).executeTakeFirst()) ?? null

/** One mailbox by its id, as a change announces it. */
export const findMailboxById = async (db: Db, whose: Whose, id: number): Promise<Mailbox | null> =>
  (await mailboxes(db, whose).where('mailboxes.id', '=', id).executeTakeFirst()) ?? null

/** A subquery for statements on tables that hang on a mailbox: its id, if it is there for this one. */
export const ownMailbox = (db: Db, whose: Whose, id: number) =>
  db.selectFrom('mailboxes').innerJoin('domains', 'domains.id', 'mailboxes.domain_id').select('mailboxes.id').where('mailboxes.id', '=', id).where(ownDomains(whose))

/** Changes what is named. @returns false when there is no such mailbox here */
export const updateMailbox = async (db: Db, whose: Whose, id: number, change: MailboxChange): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('mailboxes')
    .set({
      quota_bytes: change.quotaBytes,
      smtp_enabled: change.smtpEnabled,
      imap_enabled: change.imapEnabled,
      pop3_enabled: change.pop3Enabled,
      keeps_copy: change.keepsCopy,
      app_password_required: change.appPasswordRequired,
      suspended_at: change.suspended === undefined ? undefined : change.suspended ? new Date() : null,
    })
    .where('mailboxes.id', 'in', ownMailbox(db, whose, id))
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Removes a mailbox and all that hangs on it. @returns false when there is none such here */
export const deleteMailbox = async (db: Db, whose: Whose, id: number): Promise<boolean> => {
  const { numDeletedRows } = await db.deleteFrom('mailboxes').where('mailboxes.id', 'in', ownMailbox(db, whose, id)).executeTakeFirst()
  return numDeletedRows > 0n
}
