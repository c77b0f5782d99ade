/** Aliases: an address of a domain that leads elsewhere, to one target or several. */
import { sql } from 'kysely'
import { type Page, type PageRequest, pageOf } from './page.ts'
import type { Db } from './schema.ts'
import { ownDomains, type Whose } from './whose.ts'

export interface Alias {
  readonly address: string
  readonly targets: readonly string[]
}

/** A page of aliases by address, of one domain where that is wanted. */
export const listAliases = async (db: Db, whose: Whose, { limit, after, domainId }: PageRequest & { readonly domainId?: number | undefined }): Promise<Page<Alias>> => {
  const rows = await db
    .selectFrom('aliases')
    .innerJoin('domains', 'domains.id', 'aliases.domain_id')
    .select([sql<string>`aliases.local_part || '@' || domains.name`.as('address'), sql<string[]>`array_agg(aliases.target order by aliases.target)`.as('targets')])
    .where(ownDomains(whose))
    .$if(after !== undefined, query => query.where(sql<boolean>`(domains.name, aliases.local_part) > (domain_of(${after}), local_part_of(${after}))`))
    .$if(domainId !== undefined, query => query.where('aliases.domain_id', '=', domainId!))
    .groupBy(['domains.name', 'aliases.local_part'])
    .orderBy('domains.name')
    .orderBy('aliases.local_part')
    .limit(limit + 1)
    .execute()
  return pageOf(rows, limit, ({ address }) => address)
}

/** Where one alias leads; empty when there is none such here. */
export const listAliasTargets = async (db: Db, whose: Whose, domainId: number, localPart: string): Promise<string[]> => {
  const rows = await db
    .selectFrom('aliases')
    .innerJoin('domains', 'domains.id', 'aliases.domain_id')
    .select('aliases.target')
    .where('aliases.domain_id', '=', domainId)
    .where('aliases.local_part', '=', localPart)
    .where(ownDomains(whose))
    .orderBy('aliases.target')
    .execute()
  return rows.map(({ target }) => target)
}

/** The aliases that lead to one address. */
export const listAliasesTo = async (db: Db, target: string): Promise<string[]> => {
  const rows = await db
    .selectFrom('aliases')
    .innerJoin('domains', 'domains.id', 'aliases.domain_id')
    .select(sql<string>`aliases.local_part || '@' || domains.name`.as('address'))
    .where('aliases.target', '=', target)
    .orderBy('address')
    .execute()
  return rows.map(({ address }) => address)
}

/** Adds a target to an alias, and the alias with its first. @returns false when it is there already, or the domain is not there for this one */
export const insertAlias = async (db: Db, whose: Whose, domainId: number, { localPart, target }: { readonly localPart: string; readonly target: string }): Promise<boolean> => {
  const own = await db.selectFrom('domains').select('id').where('domains.id', '=', domainId).where(ownDomains(whose)).executeTakeFirst()
  if (!own) return false
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('aliases')
    .values({ domain_id: domainId, local_part: localPart, target })
    .onConflict(conflict => conflict.columns(['domain_id', 'local_part', 'target']).doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** Removes one target, or the whole alias. @returns how many targets went */
export const deleteAlias = async (db: Db, whose: Whose, domainId: number, { localPart, target }: { readonly localPart: string; readonly target?: string | undefined }): Promise<number> => {
  const { numDeletedRows } = await db
    .deleteFrom('aliases')
    .where('domain_id', 'in', db.selectFrom('domains').select('domains.id').where('domains.id', '=', domainId).where(ownDomains(whose)))
    .where('local_part', '=', localPart)
    .$if(target !== undefined, query => query.where('target', '=', target!))
    .executeTakeFirst()
  return Number(numDeletedRows)
}
