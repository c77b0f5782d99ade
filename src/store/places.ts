/** Where a rule, a pass or a block holds: in a whole domain, or in one mailbox of it. */
import { sql } from 'kysely'
import type { Db } from './schema.ts'
import { ownDomains, type Whose } from './whose.ts'

export interface Place {
  readonly domainId: number
  /** Null: the whole domain. */
  readonly mailboxId: number | null
}

/** A subquery for statements on tables that hang on a place: its two ids, if it is there for this one. */
export const ownPlace = (db: Db, whose: Whose, { domainId, mailboxId }: Place) =>
  db
    .selectFrom('domains')
    .leftJoin('mailboxes', join => join.onRef('mailboxes.domain_id', '=', 'domains.id').on('mailboxes.id', '=', mailboxId))
    .select(['domains.id as domain_id', 'mailboxes.id as mailbox_id'])
    .where('domains.id', '=', domainId)
    .where(ownDomains(whose))
    .where(sql<boolean>`(${mailboxId}::bigint is null or mailboxes.id is not null)`)
