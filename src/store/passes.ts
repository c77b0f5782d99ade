/** Passes: what a country rule lets through all the same: a cloud service that fetches mail, a journey, a network. */
import { sql } from 'kysely'
import type { Pass } from '../core/authentication/country.ts'
import { type Page, type PageRequest, pageOf } from './page.ts'
import { ownPlace, type Place } from './places.ts'
import type { Db } from './schema.ts'
import { ownDomains, type Whose } from './whose.ts'

/** As people see it. */
export interface ListedPass extends Pass {
  readonly id: number
  readonly domain: string
  /** Null: everybody's in the domain. */
  readonly mailbox: string | null
  readonly createdAt: Date
}

/** Adds a pass, or sets anew until when one like it holds. @returns its id, null when there is no such place here */
export const insertPass = async (db: Db, whose: Whose, place: Place, { kind, value, until }: Pass): Promise<number | null> => {
  const row = await db
    .insertInto('passes')
    .columns(['domain_id', 'mailbox_id', 'kind', 'value', 'until'])
    .expression(
      ownPlace(db, whose, place).select([sql<Pass['kind']>`${kind}::text`.as('kind'), sql<string>`${value}::text`.as('value'), sql<Date | null>`${until}::timestamptz`.as('until')]),
    )
    .onConflict(conflict => conflict.columns(['domain_id', 'mailbox_id', 'kind', 'value']).doUpdateSet({ until }))
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

const passes = (db: Db, whose: Whose) =>
  db
    .selectFrom('passes')
    .innerJoin('domains', 'domains.id', 'passes.domain_id')
    .leftJoin('mailboxes', 'mailboxes.id', 'passes.mailbox_id')
    .select([
      'passes.id',
      'domains.name as domain',
      sql<string | null>`mailboxes.local_part || '@' || domains.name`.as('mailbox'),
      'passes.kind',
      'passes.value',
      'passes.until',
      'passes.created_at as createdAt',
    ])
    .where(ownDomains(whose))

/** A page of passes, the oldest first: of a mailbox with those of its domain, or of a whole domain with all its mailboxes'. `after` is an id. */
export const listPasses = async (db: Db, whose: Whose, { limit, after, place }: PageRequest & { readonly place?: Place | undefined }): Promise<Page<ListedPass>> => {
  const rows = await passes(db, whose)
    .$if(after !== undefined, query => query.where('passes.id', '>', Number(after)))
    .$if(place !== undefined, query => query.where('passes.domain_id', '=', place!.domainId))
    .$if(typeof place?.mailboxId === 'number', query => query.where(eb => eb.or([eb('passes.mailbox_id', 'is', null), eb('passes.mailbox_id', '=', place!.mailboxId)])))
    .orderBy('passes.id')
    .limit(limit + 1)
    .execute()
  return pageOf(rows, limit, ({ id }) => String(id))
}

/** One pass by its id. */
export const findPass = async (db: Db, whose: Whose, id: number): Promise<ListedPass | null> => (await passes(db, whose).where('passes.id', '=', id).executeTakeFirst()) ?? null

/** Removes a pass. @returns false when there is none such here */
export const deletePass = async (db: Db, whose: Whose, id: number): Promise<boolean> => {
  const { numDeletedRows } = await db
    .deleteFrom('passes')
    .where('id', '=', id)
    .where('domain_id', 'in', db.selectFrom('domains').select('domains.id').where(ownDomains(whose)))
    .executeTakeFirst()
  return numDeletedRows > 0n
}

/** Removes passes that ended before a moment. @returns how many went */
export const prunePasses = async (db: Db, before: Date): Promise<number> => {
  const { numDeletedRows } = await db.deleteFrom('passes').where('until', '<', before).executeTakeFirst()
  return Number(numDeletedRows)
}
