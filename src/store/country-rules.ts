/** Country rules: from where a domain's people, or those of one mailbox, may sign in. What is not said is as the domain, and above it the installation, says. */
import { sql } from 'kysely'
import type { CountryRule } from '../core/authentication/country.ts'
import { strongGrade } from '../core/values/password.ts'
import { ownPlace, type Place } from './places.ts'
import type { Db } from './schema.ts'
import { ownDomains, type Whose } from './whose.ts'

/** What is not named stays as it was; null takes it back, so that what is above holds. */
export type CountryRuleChange = { readonly [K in keyof CountryRule]?: CountryRule[K] | undefined }

/** Nothing is said. */
export const silentRule: CountryRule = { smtp: null, retrieval: null, countries: null }

/** The rule of one place alone; silent when there is none, or no such place here. */
export const findCountryRule = async (db: Db, whose: Whose, { domainId, mailboxId }: Place): Promise<CountryRule> => {
  const row = await db
    .selectFrom('country_rules')
    .innerJoin('domains', 'domains.id', 'country_rules.domain_id')
    .select(['country_rules.smtp', 'country_rules.retrieval', 'country_rules.countries'])
    .where('country_rules.domain_id', '=', domainId)
    .where(sql<boolean>`country_rules.mailbox_id is not distinct from ${mailboxId}::bigint`)
    .where(ownDomains(whose))
    .executeTakeFirst()
  return row ?? silentRule
}

/** Changes the rule of a place. @returns false when there is no such place here */
export const setCountryRule = async (db: Db, whose: Whose, place: Place, change: CountryRuleChange): Promise<boolean> => {
  const { smtp, retrieval, countries } = { ...silentRule, ...change }
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('country_rules')
    .columns(['domain_id', 'mailbox_id', 'smtp', 'retrieval', 'countries'])
    .expression(
      ownPlace(db, whose, place).select([
        sql<boolean | null>`${smtp}::boolean`.as('smtp'),
        sql<boolean | null>`${retrieval}::boolean`.as('retrieval'),
        sql<string[] | null>`${countries}::text[]`.as('countries'),
      ]),
    )
    .onConflict(conflict =>
      conflict.columns(['domain_id', 'mailbox_id']).doUpdateSet({
        ...(change.smtp === undefined ? {} : { smtp }),
        ...(change.retrieval === undefined ? {} : { retrieval }),
        ...(change.countries === undefined ? {} : { countries: countries === null ? null : [...countries] }),
        // Something must be set, so that an empty change is no error.
        created_at: sql`country_rules.created_at`,
      }),
    )
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/**
 * Mailboxes that would be left with a guessable password if sending were allowed from everywhere: those with a password of unknown or low grade that may send,
 * take the main password, and have no rule of their own that stays on.
 * @returns the first addresses of a place, and how many there are
 */
export const listWeakMailboxes = async (db: Db, whose: Whose, { domainId, mailboxId }: Place, limit: number): Promise<{ readonly addresses: readonly string[]; readonly count: number }> => {
  const rows = await db
    .selectFrom('mailboxes')
    .innerJoin('domains', 'domains.id', 'mailboxes.domain_id')
    .innerJoin('credentials', 'credentials.mailbox_id', 'mailboxes.id')
    .leftJoin('country_rules', 'country_rules.mailbox_id', 'mailboxes.id')
    .select([sql<string>`mailboxes.local_part || '@' || domains.name`.as('address'), sql<number>`count(*) over ()`.as('count')])
    .where('mailboxes.domain_id', '=', domainId)
    .$if(mailboxId !== null, query => query.where('mailboxes.id', '=', mailboxId!))
    .$if(mailboxId === null, query => query.where(sql<boolean>`country_rules.smtp is not true`))
    .where('mailboxes.smtp_enabled', '=', true)
    .where('mailboxes.app_password_required', '=', false)
    .where(sql<boolean>`coalesce(credentials.grade, 0) < ${strongGrade}`)
    .where(ownDomains(whose))
    .orderBy('mailboxes.local_part')
    .limit(limit)
    .execute()
  return { addresses: rows.map(({ address }) => address), count: rows[0]?.count ?? 0 }
}
