/** Claims: who says that a name is theirs, how they may show it, and what the last check saw. Several owners may wait for one name. */
import { sql } from 'kysely'
import type { Finding } from '../core/causes/index.ts'
import type { NameServersBefore } from '../core/dns/clock.ts'
import type { ProofResult, ProvenBy } from '../core/ownership/proof.ts'
import { asJson } from './json.ts'
import { type Page, type PageRequest, pageOf } from './page.ts'
import type { Db } from './schema.ts'
import { mayActFor, ownClaims, type Whose } from './whose.ts'

export type ClaimState = 'waiting' | 'proven' | 'lapsed' | 'withdrawn' | 'passed'

/** What one check came to. */
export interface LastCheck {
  /** One of each proof. */
  readonly results: readonly ProofResult[]
  /** What was accepted but deserves to be told. */
  readonly notes: readonly Finding[]
  /** About the name as such: others, hand-overs. */
  readonly findings: readonly Finding[]
}

export interface Claim {
  readonly id: number
  readonly name: string
  readonly ownerId: number
  readonly owner: string
  /** The domain that it is about, where that is the claimant's own; null while somebody else has the name. */
  readonly domainId: number | null
  /** What `webauth.html` and the TXT record hold. */
  readonly token: string
  /** Those before it: somebody may have put one of them there. */
  readonly oldTokens: readonly string[]
  readonly state: ClaimState
  readonly provenAt: Date | null
  readonly provenBy: ProvenBy | null
  readonly createdAt: Date
  /** When it ends if it is not proven until then. */
  readonly lapsesAt: Date
  readonly remindedAt: Date | null
  readonly endedAt: Date | null
  readonly checks: number
  readonly checkedAt: Date | null
  readonly nextCheckAt: Date | null
  /** When a person last wanted to know; null when nobody did since it was made. */
  readonly askedAt: Date | null
  /** Of the last check; empty before the first. */
  readonly lastCheck: LastCheck
  /** The name servers when it was proven; null when nobody knew. */
  readonly nameServers: readonly string[] | null
  /** Those that were last seen and were not ours; null when none were. */
  readonly nameServersBefore: NameServersBefore | null
}

/** What making one needs. */
export interface NewClaim {
  readonly ownerId: number
  readonly name: string
  readonly domainId: number | null
  readonly token: string
  readonly createdAt: Date
  readonly lapsesAt: Date
}

/** What can be changed of one. */
export type ClaimChange = Partial<Pick<Claim, 'domainId' | 'token' | 'oldTokens' | 'state' | 'provenAt' | 'provenBy' | 'lapsesAt' | 'remindedAt' | 'endedAt' | 'nextCheckAt' | 'askedAt' | 'nameServers' | 'nameServersBefore'>>

const claims = (db: Db, whose: Whose) =>
  db
    .selectFrom('claims')
    .innerJoin('owners', 'owners.id', 'claims.owner_id')
    .select([
      'claims.id',
      'claims.name',
      'claims.owner_id as ownerId',
      'owners.name as owner',
      'claims.domain_id as domainId',
      'claims.token',
      'claims.old_tokens as oldTokens',
      'claims.state',
      'claims.proven_at as provenAt',
      'claims.proven_by as provenBy',
      'claims.created_at as createdAt',
      'claims.lapses_at as lapsesAt',
      'claims.reminded_at as remindedAt',
      'claims.ended_at as endedAt',
      'claims.checks',
      'claims.checked_at as checkedAt',
      'claims.next_check_at as nextCheckAt',
      'claims.asked_at as askedAt',
      'claims.name_servers as nameServers',
    ])
    // What is in these columns was written by `noteCheck` and `updateClaim`.
    .select([sql<LastCheck>`claims.findings`.as('lastCheck'), sql<NameServersBefore | null>`claims.name_servers_before`.as('nameServersBefore')])
    .where(ownClaims(whose))

/** Makes a claim, to be checked at once. @returns null when the owner has an open one for the name, or is another */
export const insertClaim = async (db: Db, whose: Whose, { ownerId, name, domainId, token, createdAt, lapsesAt }: NewClaim): Promise<number | null> => {
  if (!mayActFor(whose, ownerId)) return null
  const row = await db
    .insertInto('claims')
    .values({ owner_id: ownerId, name, domain_id: domainId, token, created_at: createdAt, lapses_at: lapsesAt, next_check_at: createdAt })
    .onConflict(conflict => conflict.columns(['owner_id', 'name']).where('state', 'in', ['waiting', 'proven']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id ?? null
}

/** One claim by its id. */
export const findClaim = async (db: Db, whose: Whose, id: number): Promise<Claim | null> => (await claims(db, whose).where('claims.id', '=', id).executeTakeFirst()) ?? null

/** The claims of a name, the oldest first: all that are open, and those that ended where that is wanted. */
export const claimsOf = (db: Db, whose: Whose, name: string, isEndedToo = false): Promise<Claim[]> =>
  claims(db, whose)
    .where('claims.name', '=', name)
    .$if(!isEndedToo, query => query.where('claims.state', 'in', ['waiting', 'proven']))
    .orderBy('claims.id')
    .execute()

/** The open claim of an owner to a name; null when there is none here. */
export const openClaimOf = async (db: Db, whose: Whose, name: string, ownerId: number): Promise<Claim | null> =>
  (await claims(db, whose).where('claims.name', '=', name).where('claims.owner_id', '=', ownerId).where('claims.state', 'in', ['waiting', 'proven']).executeTakeFirst()) ?? null

/** The claim that a domain stands on; null when it stands on none. */
export const findClaimOfDomain = async (db: Db, whose: Whose, domainId: number): Promise<Claim | null> =>
  (await claims(db, whose).where('claims.domain_id', '=', domainId).where('claims.state', 'in', ['waiting', 'proven']).executeTakeFirst()) ?? null

/** A page of claims, the oldest first; of one owner, and only open ones, where that is wanted. `after` is an id. */
export const listClaims = async (
  db: Db,
  whose: Whose,
  { limit, after, ownerId, isOpen = false }: PageRequest & { readonly ownerId?: number | undefined; readonly isOpen?: boolean | undefined },
): Promise<Page<Claim>> => {
  const rows = await claims(db, whose)
    .$if(after !== undefined, query => query.where('claims.id', '>', Number(after)))
    .$if(ownerId !== undefined, query => query.where('claims.owner_id', '=', ownerId!))
    .$if(isOpen, query => query.where('claims.state', 'in', ['waiting', 'proven']))
    .orderBy('claims.id')
    .limit(limit + 1)
    .execute()
  return pageOf(rows, limit, ({ id }) => String(id))
}

/** Changes what is named. @returns false when there is no such claim here */
export const updateClaim = async (db: Db, whose: Whose, id: number, change: ClaimChange): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('claims')
    .set({
      domain_id: change.domainId,
      token: change.token,
      old_tokens: change.oldTokens === undefined ? undefined : [...change.oldTokens],
      state: change.state,
      proven_at: change.provenAt,
      proven_by: change.provenBy,
      lapses_at: change.lapsesAt,
      reminded_at: change.remindedAt,
      ended_at: change.endedAt,
      next_check_at: change.nextCheckAt,
      asked_at: change.askedAt,
      name_servers: change.nameServers === undefined || change.nameServers === null ? change.nameServers : [...change.nameServers],
      name_servers_before: change.nameServersBefore === undefined || change.nameServersBefore === null ? change.nameServersBefore : asJson(change.nameServersBefore),
    })
    .where('claims.id', '=', id)
    .where(ownClaims(whose))
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/**
 * Open claims that are due, the most overdue first: to be checked, lapsed, or, when its hand-over has ended, to be settled. None that somebody is checking now.
 * @param serverId what another server holds is its own worker's to check
 */
export const dueClaims = async (db: Db, serverId: string, now: Date, limit: number): Promise<number[]> => {
  const rows = await db
    .selectFrom('claims')
    .leftJoin('domains', 'domains.name', 'claims.name')
    .select('claims.id')
    .where('claims.state', 'in', ['waiting', 'proven'])
    .where('claims.next_check_at', '<=', now)
    .where(eb => eb.or([eb('claims.checking_until', 'is', null), eb('claims.checking_until', '<', now)]))
    .where(eb => eb.or([eb('domains.id', 'is', null), eb('domains.server_id', '=', serverId)]))
    .orderBy('claims.next_check_at')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/**
 * Takes an open claim to check it; nobody else gets it until a moment, or until the check is noted.
 * @param notCheckedSince a check from this moment or later is new enough, unless the next is due
 * @returns false when somebody has it, it is checked newly enough, or it is not there
 */
export const takeClaim = async (db: Db, whose: Whose, id: number, now: Date, until: Date, notCheckedSince: Date): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable('claims')
    .set({ checking_until: until })
    .where('claims.id', '=', id)
    .where('claims.state', 'in', ['waiting', 'proven'])
    .where(eb => eb.or([eb('claims.checking_until', 'is', null), eb('claims.checking_until', '<', now)]))
    .where(eb => eb.or([eb('claims.checked_at', 'is', null), eb('claims.checked_at', '<', notCheckedSince), eb('claims.next_check_at', '<=', now)]))
    .where(ownClaims(whose))
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Whether somebody is checking a claim now. */
export const isBeingChecked = async (db: Db, whose: Whose, id: number, now: Date): Promise<boolean> =>
  (await db.selectFrom('claims').select('claims.id').where('claims.id', '=', id).where('claims.checking_until', '>=', now).where(ownClaims(whose)).executeTakeFirst()) !== undefined

/** Has an open claim checked at once: there is something new to see. @returns false when there is none such here */
export const demandCheck = async (db: Db, whose: Whose, id: number, at: Date): Promise<boolean> => {
  const { numUpdatedRows } = await db.updateTable('claims').set({ next_check_at: at }).where('claims.id', '=', id).where('claims.state', 'in', ['waiting', 'proven']).where(ownClaims(whose)).executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Notes what a check saw, and lets go of the claim. @param next null: it is not checked again */
export const noteCheck = async (db: Db, whose: Whose, id: number, { results, notes, findings }: LastCheck, at: Date, next: Date | null): Promise<void> => {
  await db
    .updateTable('claims')
    .set(eb => ({ findings: asJson({ results, notes, findings }), checks: eb('checks', '+', 1), checked_at: at, next_check_at: next, checking_until: null }))
    .where('claims.id', '=', id)
    .where(ownClaims(whose))
    .execute()
}

/**
 * Forgets claims that ended before a moment, with their codes and hand-overs.
 * @returns how many went
 */
export const pruneClaims = async (db: Db, before: Date): Promise<number> => {
  const { numDeletedRows } = await db.deleteFrom('claims').where('state', 'in', ['lapsed', 'withdrawn', 'passed']).where('ended_at', '<', before).executeTakeFirst()
  return Number(numDeletedRows)
}

/** Lets go of a claim without a check. */
export const letGoOfClaim = async (db: Db, whose: Whose, id: number): Promise<void> => {
  await db.updateTable('claims').set({ checking_until: null }).where('claims.id', '=', id).where(ownClaims(whose)).execute()
}

/** Ends what an owner has open for a name. @returns the claims that ended */
export const endClaims = async (db: Db, whose: Whose, { name, ownerId }: Pick<Claim, 'name' | 'ownerId'>, state: 'withdrawn' | 'passed', at: Date): Promise<number[]> => {
  const rows = await db
    .updateTable('claims')
    .set({ state, ended_at: at, next_check_at: null, domain_id: null })
    .where('claims.name', '=', name)
    .where('claims.owner_id', '=', ownerId)
    .where('claims.state', 'in', ['waiting', 'proven'])
    .where(ownClaims(whose))
    .returning('claims.id')
    .execute()
  return rows.map(({ id }) => id)
}

/** Has the open claims of a name, and those of names below it that stand on it alone, checked at the next opportunity. */
export const checkSoon = async (db: Db, name: string, at: Date): Promise<void> => {
  await db
    .updateTable('claims')
    .set({ next_check_at: at })
    .where('state', 'in', ['waiting', 'proven'])
    .where(eb => eb.or([eb('name', '=', name), eb.and([eb('proven_by', '=', 'parent'), eb(eb.fn('right', ['name', sql.lit(name.length + 1)]), '=', `.${name}`)])]))
    .execute()
}
