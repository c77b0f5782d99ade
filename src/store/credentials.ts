/** Credentials: one password per mailbox, hashed, with a version that each change raises; and all that a sign-in needs to know of an account. */
import { sql } from 'kysely'
import type { CountryRule, Pass } from '../core/authentication/country.ts'
import type { AppPassword, Scope } from './app-passwords.ts'
import { type KnownDevice, mostDevices } from './known-devices.ts'
import { ownMailbox } from './mailboxes.ts'
import type { Db } from './schema.ts'
import type { Whose } from './whose.ts'

/** From where people may sign in: what their domain says, and where they are known, their mailbox. */
export interface SignInRules {
  /** Nearest first: the mailbox's, the domain's; those that are there. */
  readonly countryRules: readonly CountryRule[]
  /** Those that have not ended. */
  readonly passes: readonly Pass[]
  /** Blocked networks in CIDR form. */
  readonly blocks: readonly string[]
}

/** All that a sign-in needs to know of a mailbox. */
export interface Account extends SignInRules {
  readonly mailboxId: number
  readonly address: string
  readonly domainId: number
  readonly ownerId: number
  readonly ownerLanguage: 'ja' | 'en'
  readonly serverId: string
  /** argon2id PHC string; null while no password is set. */
  readonly hash: string | null
  /** That of the password before this one; null when there was none. */
  readonly previousHash: string | null
  /** When the password was set; null while none is. */
  readonly changedAt: Date | null
  /** How strong the password is, 0 to 4; null when it was not judged. */
  readonly grade: number | null
  /** 0 while no password is set. */
  readonly version: number
  readonly smtpEnabled: boolean
  readonly imapEnabled: boolean
  readonly pop3Enabled: boolean
  readonly appPasswordRequired: boolean
  readonly appPasswords: readonly AppPassword[]
  /** The latest first, 50 at most. */
  readonly devices: readonly KnownDevice[]
  readonly mailboxSuspended: boolean
  readonly domainSuspended: boolean
  readonly domainProven: boolean
}

/** Of a domain whose mailbox is not there. */
export interface DomainRules extends SignInRules {
  readonly domainId: number
  readonly ownerId: number
}

/** JSON has no dates. */
type FromJson<T> = { readonly [K in keyof T]: T[K] extends Date ? string : T[K] extends Date | null ? string | null : T[K] }

/** What the subqueries give: null instead of an empty list. */
interface RuleRows {
  readonly rules: readonly CountryRule[] | null
  readonly livePasses: readonly FromJson<Pass>[] | null
  readonly blocks: readonly string[] | null
}

const dateOrNull = (text: string | null): Date | null => (text === null ? null : new Date(text))

/** The rows of a domain, and of a mailbox where one is named. */
const ruleColumns = (mailboxId: string) => {
  const place = (table: string) => sql.raw(`${table}.domain_id = domains.id and (${table}.mailbox_id is null or ${table}.mailbox_id = ${mailboxId})`)
  return [
    sql<RuleRows['rules']>`(select jsonb_agg(jsonb_build_object('smtp', r.smtp, 'retrieval', r.retrieval, 'countries', r.countries) order by r.mailbox_id nulls last)
      from country_rules r where ${place('r')})`.as('rules'),
    sql<RuleRows['livePasses']>`(select jsonb_agg(jsonb_build_object('kind', p.kind, 'value', p.value, 'until', p.until))
      from passes p where ${place('p')} and (p.until is null or p.until > now()))`.as('livePasses'),
    sql<RuleRows['blocks']>`(select jsonb_agg(b.network) from blocks b where ${place('b')})`.as('blocks'),
  ] as const
}

const signInRules = ({ rules, livePasses, blocks }: RuleRows): SignInRules => ({
  countryRules: rules ?? [],
  passes: (livePasses ?? []).map(pass => ({ ...pass, until: dateOrNull(pass.until) })),
  blocks: blocks ?? [],
})

/** One query, by the unique indexes. @param address normalised: lower case, domain as A-label */
export const findAccount = async (db: Db, address: string): Promise<Account | null> => {
  const at = address.lastIndexOf('@')
  // PostgreSQL takes no NUL, and no address has one.
  if (at < 1 || address.includes('\0')) return null
  const row = await db
    .selectFrom('mailboxes')
    .innerJoin('domains', 'domains.id', 'mailboxes.domain_id')
    .innerJoin('owners', 'owners.id', 'domains.owner_id')
    .leftJoin('credentials', 'credentials.mailbox_id', 'mailboxes.id')
    .select([
      'mailboxes.id as mailboxId',
      sql<string>`mailboxes.local_part || '@' || domains.name`.as('address'),
      'mailboxes.domain_id as domainId',
      'domains.owner_id as ownerId',
      'owners.language as ownerLanguage',
      'mailboxes.server_id as serverId',
      'credentials.hash',
      'credentials.previous_hash as previousHash',
      'credentials.changed_at as changedAt',
      'credentials.grade',
      sql<number>`coalesce(credentials.version, 0)`.as('version'),
      'mailboxes.smtp_enabled as smtpEnabled',
      'mailboxes.imap_enabled as imapEnabled',
      'mailboxes.pop3_enabled as pop3Enabled',
      'mailboxes.app_password_required as appPasswordRequired',
      sql<boolean>`mailboxes.suspended_at is not null`.as('mailboxSuspended'),
      sql<boolean>`domains.suspended_at is not null`.as('domainSuspended'),
      sql<boolean>`domains.proven_at is not null`.as('domainProven'),
      sql<readonly (FromJson<Omit<AppPassword, 'scopes'>> & { readonly scopes: readonly Scope[] })[] | null>`(select jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'digest', a.digest, 'scopes', a.scopes, 'expiresAt', a.expires_at))
        from app_passwords a where a.mailbox_id = mailboxes.id)`.as('appPasswordRows'),
      sql<readonly FromJson<KnownDevice>[] | null>`(select jsonb_agg(jsonb_build_object('network', k.network, 'client', k.client, 'country', k.country, 'lastAt', k.last_at) order by k.last_at desc)
        from (select * from known_devices where mailbox_id = mailboxes.id order by last_at desc limit ${sql.lit(mostDevices)}) k)`.as('deviceRows'),
      ...ruleColumns('mailboxes.id'),
    ])
    .where('domains.name', '=', address.slice(at + 1))
    .where('mailboxes.local_part', '=', address.slice(0, at))
    .executeTakeFirst()
  if (!row) return null
  const { rules, livePasses, blocks, appPasswordRows, deviceRows, ...account } = row
  return {
    ...account,
    ...signInRules({ rules, livePasses, blocks }),
    appPasswords: (appPasswordRows ?? []).map(each => ({ ...each, expiresAt: dateOrNull(each.expiresAt) })),
    devices: (deviceRows ?? []).map(each => ({ ...each, lastAt: new Date(each.lastAt) })),
  }
}

/** What a domain says about sign-ins, for a name in it that is no mailbox. @param name as A-label @returns null when it is not hosted here */
export const findDomainRules = async (db: Db, name: string): Promise<DomainRules | null> => {
  const row = await db
    .selectFrom('domains')
    .select(['domains.id as domainId', 'domains.owner_id as ownerId', ...ruleColumns('null')])
    .where('domains.name', '=', name)
    .executeTakeFirst()
  return row ? { domainId: row.domainId, ownerId: row.ownerId, ...signInRules(row) } : null
}

/**
 * Sets the password's hash and raises its version; the hash before it is kept, so that a device that was not told is known by it.
 * @param grade how strong it is, 0 to 4; null when that was not judged
 * @returns the new version, null when there is no such mailbox here
 */
export const setCredential = async (db: Db, whose: Whose, mailboxId: number, hash: string, grade: number | null = null): Promise<number | null> => {
  const row = await db
    .insertInto('credentials')
    .columns(['mailbox_id', 'hash', 'grade'])
    .expression(ownMailbox(db, whose, mailboxId).select([sql<string>`${hash}::text`.as('hash'), sql<number | null>`${grade}::smallint`.as('grade')]))
    .onConflict(conflict =>
      conflict.column('mailbox_id').doUpdateSet({ previous_hash: sql`credentials.hash`, hash, grade, version: sql`credentials.version + 1`, changed_at: sql`now()` }),
    )
    .returning('version')
    .executeTakeFirst()
  return row?.version ?? null
}
