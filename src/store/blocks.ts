/** Blocks: networks from which nobody signs in to a domain, or to one mailbox. */
import { sql } from 'kysely'
import { type Page, type PageRequest, pageOf } from './page.ts'
import { ownPlace, type Place } from './places.ts'
import type { Db } from './schema.ts'
import { ownDomains, type Whose } from './whose.ts'

export interface Block {
  readonly id: number
  readonly domain: string
  /** Null: the whole domain. */
  readonly mailbox: string | null
  /** In CIDR form. */
  readonly network: string
  readonly createdAt: Date
}

/** Adds a block. @returns its id, also when it was there already; null when there is no such place here */
export const insertBlock = async (db: Db, whose: Whose, place: Place, network: string): Promise<number | null> => {
  const row = await db
    .insertInto('blocks')
    .columns(['domain_id', 'mailbox_id', 'network'])
    .expression(ownPlace(db, whose, place).select(sql<string>`${network}::cidr`.as('network')))
    .onConflict(conflict => conflict.columns(['domain_id', 'mailbox_id', 'network']).doUpdateSet({ network }))
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

const blocks = (db: Db, whose: Whose) =>
  db
    .selectFrom('blocks')
    .innerJoin('domains', 'domains.id', 'blocks.domain_id')
    .leftJoin('mailboxes', 'mailboxes.id', 'blocks.mailbox_id')
    .select([
      'blocks.id',
      'domains.name as domain',
      sql<string | null>`mailboxes.local_part || '@' || domains.name`.as('mailbox'),
      sql<string>`blocks.network::text`.as('network'),
      'blocks.created_at as createdAt',
    ])
    .where(ownDomains(whose))

/** A page of blocks, the oldest first: of a mailbox with those of its domain, or of a whole domain with all its mailboxes'. `after` is an id. */
export const listBlocks = async (db: Db, whose: Whose, { limit, after, place }: PageRequest & { readonly place?: Place | undefined }): Promise<Page<Block>> => {
  const rows = await blocks(db, whose)
    .$if(after !== undefined, query => query.where('blocks.id', '>', Number(after)))
    .$if(place !== undefined, query => query.where('blocks.domain_id', '=', place!.domainId))
    .$if(typeof place?.mailboxId === 'number', query => query.where(eb => eb.or([eb('blocks.mailbox_id', 'is', null), eb('blocks.mailbox_id', '=', place!.mailboxId)])))
    .orderBy('blocks.id')
    .limit(limit + 1)
    .execute()
  return pageOf(rows, limit, ({ id }) => String(id))
}

/** One block by its id. */
export const findBlock = async (db: Db, whose: Whose, id: number): Promise<Block | null> => (await blocks(db, whose).where('blocks.id', '=', id).executeTakeFirst()) ?? null

/** Removes a block. @returns false when there is none such here */
export const deleteBlock = async (db: Db, whose: Whose, id: number): Promise<boolean> => {
  const { numDeletedRows } = await db
    .deleteFrom('blocks')
    .where('id', '=', id)
    .where('domain_id', 'in', db.selectFrom('domains').select('domains.id').where(ownDomains(whose)))
    .executeTakeFirst()
  return numDeletedRows > 0n
}
