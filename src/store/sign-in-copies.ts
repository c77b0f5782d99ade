/** The part of a copy that sign-ins look at: app passwords, and what a place says about from where. */
import { sql } from 'kysely'
import type { CountryRule, Pass } from '../core/authentication/country.ts'
import { type AppPassword, insertAppPassword } from './app-passwords.ts'
import { insertBlock } from './blocks.ts'
import { findCountryRule, setCountryRule } from './country-rules.ts'
import { ownMailbox } from './mailboxes.ts'
import { insertPass } from './passes.ts'
import type { Place } from './places.ts'
import type { Db } from './schema.ts'
import { ownDomains, type Whose } from './whose.ts'

export interface PlaceCopy {
  readonly countryRule: CountryRule
  readonly passes: readonly (Omit<Pass, 'until'> & { readonly until: string | null })[]
  readonly blocks: readonly string[]
}

export type AppPasswordCopy = Omit<AppPassword, 'id' | 'expiresAt'> & { readonly expiresAt: string | null }

/** Copies what is said of one place alone. */
export const copyPlace = async (db: Db, whose: Whose, place: Place): Promise<PlaceCopy> => {
  const ofPlace = (table: 'passes' | 'blocks') => sql<boolean>`${sql.table(table)}.domain_id = ${place.domainId} and ${sql.table(table)}.mailbox_id is not distinct from ${place.mailboxId}::bigint`
  const passes = await db
    .selectFrom('passes')
    .innerJoin('domains', 'domains.id', 'passes.domain_id')
    .select(['passes.kind', 'passes.value', 'passes.until'])
    .where(ofPlace('passes'))
    .where(ownDomains(whose))
    .orderBy('passes.id')
    .execute()
  const blocks = await db
    .selectFrom('blocks')
    .innerJoin('domains', 'domains.id', 'blocks.domain_id')
    .select(sql<string>`blocks.network::text`.as('network'))
    .where(ofPlace('blocks'))
    .where(ownDomains(whose))
    .orderBy('blocks.id')
    .execute()
  return {
    countryRule: await findCountryRule(db, whose, place),
    passes: passes.map(({ kind, value, until }) => ({ kind, value, until: until?.toISOString() ?? null })),
    blocks: blocks.map(({ network }) => network),
  }
}

/** Puts it back. */
export const insertPlaceCopy = async (db: Db, whose: Whose, place: Place, { countryRule, passes, blocks }: PlaceCopy): Promise<void> => {
  if (Object.values(countryRule).some(said => said !== null)) await setCountryRule(db, whose, place, countryRule)
  for (const pass of passes) await insertPass(db, whose, place, { ...pass, until: pass.until === null ? null : new Date(pass.until) })
  for (const network of blocks) await insertBlock(db, whose, place, network)
}

/** Copies the app passwords of a mailbox; empty when there is no such mailbox here. */
export const copyAppPasswords = async (db: Db, whose: Whose, mailboxId: number): Promise<AppPasswordCopy[]> => {
  const rows = await db
    .selectFrom('app_passwords')
    .select(['name', 'digest', 'scopes', 'expires_at'])
    .where('mailbox_id', 'in', ownMailbox(db, whose, mailboxId))
    .orderBy('id')
    .execute()
  return rows.map(({ name, digest, scopes, expires_at }) => ({ name, digest, scopes, expiresAt: expires_at?.toISOString() ?? null }))
}

/** Puts them back. */
export const insertAppPasswordCopies = async (db: Db, whose: Whose, mailboxId: number, copies: readonly AppPasswordCopy[]): Promise<void> => {
  for (const { expiresAt, ...copy } of copies) await insertAppPassword(db, whose, mailboxId, { ...copy, expiresAt: expiresAt === null ? null : new Date(expiresAt) })
}
