/** What is wrong with a domain: since when, and until when it was seen. One is open per cause and subject. */
import { sql } from 'kysely'
import type { Finding } from '../core/causes/index.ts'
import { asJson } from './json.ts'
import { type Page, type PageRequest, pageOf } from './page.ts'
import type { Db } from './schema.ts'
import { ownDomains, type Whose } from './whose.ts'

export interface DomainFinding {
  readonly id: number
  readonly domain: string
  readonly finding: Finding
  /** What of the domain it is about, such as a record's name and type; "" for the whole of it. */
  readonly subject: string
  readonly since: Date
  readonly seenAt: Date
  readonly endedAt: Date | null
}

/** A subquery: the domain, if it is there for this one. */
const ownDomain = (db: Db, whose: Whose, domainId: number) => db.selectFrom('domains').select('domains.id').where('domains.id', '=', domainId).where(ownDomains(whose))

/**
 * Notes that something is wrong; what is open already keeps its beginning and takes the newer facts.
 * @returns whether it is new; false also when the domain is not there for this one
 */
export const raiseFinding = async (db: Db, whose: Whose, domainId: number, { id, facts }: Finding, subject: string, at: Date): Promise<boolean> => {
  const text = asJson(facts)
  const { numUpdatedRows } = await db
    .updateTable('domain_findings')
    .set({ facts: text, seen_at: at })
    .where('domain_findings.domain_id', 'in', ownDomain(db, whose, domainId))
    .where('cause', '=', id)
    .where('subject', '=', subject)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows > 0n) return false
  const row = await db
    .insertInto('domain_findings')
    .columns(['domain_id', 'cause', 'facts', 'subject', 'since', 'seen_at'])
    .expression(
      ownDomain(db, whose, domainId).select([
        sql<string>`${id}::text`.as('cause'),
        sql<string>`${text}::jsonb`.as('facts'),
        sql<string>`${subject}::text`.as('subject'),
        sql<Date>`${at}::timestamptz`.as('since'),
        sql<Date>`${at}::timestamptz`.as('seen_at'),
      ]),
    )
    .onConflict(conflict => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Notes that something is in order again. @returns false when it was not wrong, or the domain is not there for this one */
export const endFinding = async (db: Db, whose: Whose, domainId: number, cause: Finding['id'], subject: string, at: Date): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('domain_findings')
    .set({ ended_at: at })
    .where('domain_findings.domain_id', 'in', ownDomain(db, whose, domainId))
    .where('cause', '=', cause)
    .where('subject', '=', subject)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Since when something is wrong; null when it is not, or the domain is not there for this one. */
export const wrongSince = async (db: Db, whose: Whose, domainId: number, cause: Finding['id'], subject: string): Promise<Date | null> => {
  const row = await db
    .selectFrom('domain_findings')
    .select('since')
    .where('domain_findings.domain_id', 'in', ownDomain(db, whose, domainId))
    .where('cause', '=', cause)
    .where('subject', '=', subject)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return row?.since ?? null
}

/** A page of what is wrong, the oldest first; of one domain, and what has ended too, where that is wanted. `after` is an id. */
export const listFindings = async (
  db: Db,
  whose: Whose,
  { limit, after, domainId, isEndedToo = false }: PageRequest & { readonly domainId?: number | undefined; readonly isEndedToo?: boolean | undefined },
): Promise<Page<DomainFinding>> => {
  const rows = await db
    .selectFrom('domain_findings')
    .innerJoin('domains', 'domains.id', 'domain_findings.domain_id')
    .select([
      'domain_findings.id',
      'domains.name as domain',
      'domain_findings.subject',
      'domain_findings.since',
      'domain_findings.seen_at as seenAt',
      'domain_findings.ended_at as endedAt',
    ])
    // What is in the columns was written by `raiseFinding`; a cause of another release is worded by whoever knows it (`isCause`).
    .select(sql<Finding>`jsonb_build_object('id', domain_findings.cause, 'facts', domain_findings.facts)`.as('finding'))
    .where(ownDomains(whose))
    .$if(after !== undefined, query => query.where('domain_findings.id', '>', Number(after)))
    .$if(domainId !== undefined, query => query.where('domain_findings.domain_id', '=', domainId!))
    .$if(!isEndedToo, query => query.where('domain_findings.ended_at', 'is', null))
    .orderBy('domain_findings.id')
    .limit(limit + 1)
    .execute()
  return pageOf(rows, limit, ({ id }) => String(id))
}

/** Forgets what ended before a moment. @returns how many went */
export const pruneFindings = async (db: Db, before: Date): Promise<number> => {
  const { numDeletedRows } = await db.deleteFrom('domain_findings').where('ended_at', '<', before).executeTakeFirst()
  return Number(numDeletedRows)
}
