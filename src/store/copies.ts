/**
 * Whole copies of a mailbox or a domain with all that hangs on it: what is kept when one is removed, so that the removal can be undone.
 * Passwords stay hashed and keys sealed in them.
 */
import type { ZoneRecord } from '../core/dns/zone-record.ts'
import type { ProvenBy } from '../core/ownership/proof.ts'
import type { RouteChoice } from '../core/ownership/route.ts'
import { insertAlias } from './aliases.ts'
import { setCatchAll } from './catch-alls.ts'
import { findClaimOfDomain } from './claims.ts'
import { type DkimKey, insertDkimKey, listDkimKeys } from './dkim-keys.ts'
import type { Domain } from './domains.ts'
import { insertForward, listForwards } from './forwards.ts'
import { insertMailbox, type Mailbox, ownMailbox, updateMailbox } from './mailboxes.ts'
import type { Db } from './schema.ts'
import { findRoute } from './routes.ts'
import { type AppPasswordCopy, copyAppPasswords, copyPlace, insertAppPasswordCopies, insertPlaceCopy, type PlaceCopy } from './sign-in-copies.ts'
import { findVacation, setVacation, type Vacation } from './vacations.ts'
import { mayActFor, ownDomains, type Whose } from './whose.ts'
import { findZone, insertZone, listZoneRecords } from './zones.ts'

export interface CredentialCopy {
  readonly hash: string
  readonly version: number
  readonly previousHash: string | null
  readonly grade: number | null
  /** Null in copies from before it was kept. */
  readonly changedAt: string | null
}

export interface MailboxCopy {
  readonly localPart: string
  readonly quotaBytes: number
  readonly smtpEnabled: boolean
  readonly imapEnabled: boolean
  readonly pop3Enabled: boolean
  readonly keepsCopy: boolean
  readonly appPasswordRequired: boolean
  readonly suspended: boolean
  readonly credential: CredentialCopy | null
  readonly appPasswords: readonly AppPasswordCopy[]
  readonly signInRules: PlaceCopy
  readonly forwards: readonly string[]
  readonly vacation: Vacation | null
}

/** Where its mail goes. */
export interface RouteCopy {
  readonly choice: RouteChoice
  readonly mxElsewhere: boolean
}

/** By what the claim is found again: its row stays when the domain goes. */
export interface ClaimCopy {
  readonly token: string
}

/** Its zone, without the changes that led to it. */
export interface ZoneCopy {
  readonly isSigned: boolean
  readonly records: readonly ZoneRecord[]
}

export interface DomainCopy {
  readonly name: string
  readonly owner: string
  readonly provenAt: string | null
  readonly provenBy: ProvenBy | null
  readonly suspended: boolean
  readonly route: RouteCopy
  /** What it stood on; null in copies from before there were claims. */
  readonly claim: ClaimCopy | null
  readonly catchAll: string | null
  readonly signInRules: PlaceCopy
  readonly aliases: readonly { readonly localPart: string; readonly target: string }[]
  readonly dkimKeys: readonly (Pick<DkimKey, 'selector' | 'algorithm' | 'publicKey' | 'privateKeySealed' | 'signs'> & { readonly createdAt: string })[]
  /** Null: there was none. */
  readonly zone: ZoneCopy | null
  readonly mailboxes: readonly MailboxCopy[]
}

/** Copies a mailbox. */
export const copyMailbox = async (db: Db, whose: Whose, mailbox: Omit<Mailbox, 'address' | 'domain'>): Promise<MailboxCopy> => {
  const credential = await db
    .selectFrom('credentials')
    .select(['hash', 'version', 'previous_hash as previousHash', 'grade', 'changed_at as changedAt'])
    .where('mailbox_id', 'in', ownMailbox(db, whose, mailbox.id))
    .executeTakeFirst()
  const { localPart, quotaBytes, smtpEnabled, imapEnabled, pop3Enabled, keepsCopy, appPasswordRequired, suspendedAt } = mailbox
  return {
    localPart,
    quotaBytes,
    smtpEnabled,
    imapEnabled,
    pop3Enabled,
    keepsCopy,
    appPasswordRequired,
    suspended: suspendedAt !== null,
    credential: credential ? { ...credential, changedAt: credential.changedAt.toISOString() } : null,
    appPasswords: await copyAppPasswords(db, whose, mailbox.id),
    signInRules: await copyPlace(db, whose, { domainId: mailbox.domainId, mailboxId: mailbox.id }),
    forwards: await listForwards(db, whose, mailbox.id),
    vacation: await findVacation(db, whose, mailbox.id),
  }
}

/** Puts a copy back into a domain. @returns false when the name is taken there */
export const insertMailboxCopy = async (db: Db, whose: Whose, domainId: number, copy: MailboxCopy): Promise<boolean> => {
  const id = await insertMailbox(db, whose, { domainId, localPart: copy.localPart, quotaBytes: copy.quotaBytes })
  if (id === null) return false
  await updateMailbox(db, whose, id, copy)
  if (copy.credential) {
    const { hash, version, previousHash, grade, changedAt } = copy.credential
    const changed = changedAt === null ? {} : { changed_at: new Date(changedAt) }
    await db.insertInto('credentials').values({ mailbox_id: id, hash, version, grade, previous_hash: previousHash, ...changed }).execute()
  }
  await insertAppPasswordCopies(db, whose, id, copy.appPasswords)
  await insertPlaceCopy(db, whose, { domainId, mailboxId: id }, copy.signInRules)
  for (const target of copy.forwards) await insertForward(db, whose, id, target)
  if (copy.vacation) await setVacation(db, whose, id, copy.vacation)
  return true
}

const copyClaim = async (db: Db, whose: Whose, domainId: number): Promise<ClaimCopy | null> => {
  const claim = await findClaimOfDomain(db, whose, domainId)
  return claim && { token: claim.token }
}

const copyRoute = async (db: Db, whose: Whose, name: string): Promise<RouteCopy> => {
  const route = await findRoute(db, whose, name)
  return { choice: route?.choice ?? 'automatic', mxElsewhere: route?.mxElsewhere ?? false }
}

const copyZone = async (db: Db, whose: Whose, name: string): Promise<ZoneCopy | null> => {
  const zone = await findZone(db, whose, name)
  return zone && { isSigned: zone.isSigned, records: await listZoneRecords(db, whose, zone.id) }
}

/**
 * Copies a domain.
 * @param mailboxes all of its mailboxes
 */
export const copyDomain = async (db: Db, whose: Whose, domain: Domain, mailboxes: readonly Mailbox[]): Promise<DomainCopy> => {
  const copies: MailboxCopy[] = []
  for (const mailbox of mailboxes) copies.push(await copyMailbox(db, whose, mailbox))
  const keys = await listDkimKeys(db, whose, domain.id)
  return {
    name: domain.name,
    owner: domain.owner,
    provenAt: domain.provenAt?.toISOString() ?? null,
    provenBy: domain.provenBy,
    suspended: domain.suspendedAt !== null,
    route: await copyRoute(db, whose, domain.name),
    claim: await copyClaim(db, whose, domain.id),
    catchAll: domain.catchAll,
    signInRules: await copyPlace(db, whose, { domainId: domain.id, mailboxId: null }),
    aliases: await db
      .selectFrom('aliases')
      .innerJoin('domains', 'domains.id', 'aliases.domain_id')
      .select(['aliases.local_part as localPart', 'aliases.target'])
      .where('aliases.domain_id', '=', domain.id)
      .where(ownDomains(whose))
      .orderBy('aliases.id')
      .execute(),
    dkimKeys: keys.map(({ selector, algorithm, publicKey, privateKeySealed, signs, createdAt }) => ({ selector, algorithm, publicKey, privateKeySealed, signs, createdAt: createdAt.toISOString() })),
    zone: await copyZone(db, whose, domain.name),
    mailboxes: copies,
  }
}

/** Puts a copy back for an owner. @returns false when the name is taken by anybody, or the owner is another */
export const insertDomainCopy = async (db: Db, whose: Whose, place: { readonly ownerId: number; readonly serverId: string }, copy: DomainCopy): Promise<boolean> => {
  if (!mayActFor(whose, place.ownerId)) return false
  const row = await db
    .insertInto('domains')
    .values({
      owner_id: place.ownerId,
      server_id: place.serverId,
      name: copy.name,
      proven_at: copy.provenAt === null ? null : new Date(copy.provenAt),
      proven_by: copy.provenBy,
      suspended_at: copy.suspended ? new Date() : null,
    })
    .onConflict(conflict => conflict.column('name').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!row) return false
  // The proof alone takes the mail to be elsewhere; the copy knows.
  await db.updateTable('domains').set({ mail_route: copy.route.choice, mx_elsewhere: copy.route.mxElsewhere }).where('id', '=', row.id).execute()
  for (const key of copy.dkimKeys) await insertDkimKey(db, whose, row.id, { ...key, createdAt: new Date(key.createdAt) })
  if (copy.catchAll) await setCatchAll(db, whose, row.id, copy.catchAll)
  await insertPlaceCopy(db, whose, { domainId: row.id, mailboxId: null }, copy.signInRules)
  for (const alias of copy.aliases) await insertAlias(db, whose, row.id, alias)
  for (const mailbox of copy.mailboxes) await insertMailboxCopy(db, whose, row.id, mailbox)
  if (copy.zone) await insertZone(db, whose, row.id, copy.zone.isSigned, copy.zone.records)
  return true
}
