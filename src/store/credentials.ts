/** Credentials: one password per mailbox, hashed, with a version that each change raises; and all that a sign-in needs to know of an account. */
import { sql } from 'kysely'
import type { CountryRule, Pass } from '../core/authentication/country.ts'
import type { AppPassword } from './app-passwords.ts'
import type { KnownDevice } from './known-devices.ts'
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

/** JSON has no dates: those that the functions of the schema give are read here. */
interface PassJson extends Omit<Pass, 'until'> {
  readonly until: string | null
}
interface AccountJson extends Omit<Account, 'changedAt' | 'appPasswords' | 'devices' | 'passes'> {
  readonly changedAt: string | null
  readonly appPasswords: readonly (Omit<AppPassword, 'expiresAt'> & { readonly expiresAt: string | null })[]
  readonly devices: readonly (Omit<KnownDevice, 'lastAt'> & { readonly lastAt: string })[]
  readonly passes: readonly PassJson[]
}
type DomainRulesJson = Omit<DomainRules, 'passes'> & Pick<AccountJson, 'passes'>

const dateOrNull = (text: string | null): Date | null => (text === null ? null : new Date(text))
const readPasses = (passes: readonly PassJson[]): Pass[] => passes.map(pass => ({ ...pass, until: dateOrNull(pass.until) }))

/** One query, by the unique indexes. @param address normalised: lower case, domain as A-label */
export const findAccount = async (db: Db, address: string): Promise<Account | null> => {
  const at = address.lastIndexOf('@')
  // PostgreSQL takes no NUL, and no address has one.
  if (at < 1 || address.includes('\0')) return null
  const { rows } = await sql<{ found: AccountJson | null }>`select account_of(${address.slice(0, at)}, ${address.slice(at + 1)}) as found`.execute(db)
  const found = rows[0]?.found
  if (!found) return null
  return {
    ...found,
    changedAt: dateOrNull(found.changedAt),
    appPasswords: found.appPasswords.map(each => ({ ...each, expiresAt: dateOrNull(each.expiresAt) })),
    devices: found.devices.map(each => ({ ...each, lastAt: new Date(each.lastAt) })),
    passes: readPasses(found.passes),
  }
}

/** What a domain says about sign-ins, for a name in it that is no mailbox. @param name as A-label @returns null when it is not hosted here */
export const findDomainRules = async (db: Db, name: string): Promise<DomainRules | null> => {
  if (name.includes('\0')) return null
  const { rows } = await sql<{ found: DomainRulesJson | null }>`select domain_rules_of(${name}) as found`.execute(db)
  const found = rows[0]?.found
  return found ? { ...found, passes: readPasses(found.passes) } : null
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

/** How strong the password of a mailbox is: null when it was not judged, undefined when there is none, or no such mailbox here. */
export const findGrade = async (db: Db, whose: Whose, mailboxId: number): Promise<number | null | undefined> =>
  (await db.selectFrom('credentials').select('grade').where('mailbox_id', 'in', ownMailbox(db, whose, mailboxId)).executeTakeFirst())?.grade
