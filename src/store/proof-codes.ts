/** Codes that were mailed for claims: their digests, how often they were tried, and where each letter is. */
import { sql } from 'kysely'
import type { CodeDelivery, SentCode } from '../core/ownership/code.ts'
import { asJson } from './json.ts'
import type { Db } from './schema.ts'
import { ownClaims, type Whose } from './whose.ts'

/** One with what it is looked up by. */
export interface ProofCode extends SentCode {
  readonly id: number
  readonly claimId: number
}

/** What sending one needs. */
export interface NewProofCode {
  readonly claimId: number
  readonly recipient: string
  readonly digest: string
  readonly messageId: string
  readonly sentAt: Date
  readonly expiresAt: Date
}

const openClaims = (db: Db, whose: Whose) => db.selectFrom('claims').select('claims.id').where(ownClaims(whose))

const columns = ['id', 'claim_id as claimId', 'recipient', 'sent_at as sentAt', 'expires_at as expiresAt', 'tries', 'used_at as usedAt'] as const
/** What is in the column was written by this file. */
const delivery = sql<CodeDelivery | null>`delivery`.as('delivery')

/** The codes of a claim, the newest first; long after a code is of no use, it still says where the letter went. */
export const listProofCodes = (db: Db, whose: Whose, claimId: number): Promise<ProofCode[]> =>
  db.selectFrom('proof_codes').select(columns).select(delivery).where('claim_id', '=', claimId).where('claim_id', 'in', openClaims(db, whose)).orderBy('sent_at', 'desc').orderBy('id', 'desc').execute()

/**
 * Enters a code, unless so many were sent since a moment for this owner's claims to the name, ended ones too: who withdraws and claims again floods nobody's mailbox,
 * and keeps no other owner from a letter of his. Claims are locked for it: of two requests at the same time one sees the other's.
 * @returns its id, or null when that many were sent, or there is no such claim here
 */
export const insertProofCode = (db: Db, whose: Whose, { claimId, recipient, digest, messageId, sentAt, expiresAt }: NewProofCode, { most, since }: { readonly most: number; readonly since: Date }): Promise<number | null> =>
  db.transaction().execute(async transaction => {
    const claim = await openClaims(transaction, whose).select(['name', 'owner_id']).where('claims.id', '=', claimId).forUpdate().executeTakeFirst()
    if (!claim) return null
    const { sent } = await transaction
      .selectFrom('proof_codes')
      .innerJoin('claims', 'claims.id', 'proof_codes.claim_id')
      .select(eb => eb.fn.countAll<number>().as('sent'))
      .where('claims.name', '=', claim.name)
      .where('claims.owner_id', '=', claim.owner_id)
      .where('proof_codes.sent_at', '>', since)
      .executeTakeFirstOrThrow()
    if (sent >= most) return null
    const row = await transaction
      .insertInto('proof_codes')
      .values({ claim_id: claimId, recipient, digest, message_id: messageId, sent_at: sentAt, expires_at: expiresAt })
      .returning('id')
      .executeTakeFirstOrThrow()
    return row.id
  })

/** Takes back a code whose letter was never handed over: it counts for nothing. */
export const deleteProofCode = async (db: Db, id: number): Promise<void> => {
  await db.deleteFrom('proof_codes').where('id', '=', id).execute()
}

/** Notes under what name Postfix has the letter, and where it is. */
export const noteHandedIn = async (db: Db, id: number, queueId: string | null, where: CodeDelivery): Promise<void> => {
  await db.updateTable('proof_codes').set({ queue_id: queueId, delivery: asJson(where) }).where('id', '=', id).execute()
}

/**
 * Takes a try from every code of a claim that can be entered, before anything is compared: who tries many at a time gets no more tries than who waits.
 * @returns the codes that had one left, with their digests
 */
export const takeTry = (db: Db, whose: Whose, claimId: number, mostTries: number, now: Date): Promise<{ readonly id: number; readonly digest: string }[]> =>
  db
    .updateTable('proof_codes')
    .set(eb => ({ tries: eb('tries', '+', 1) }))
    .where('claim_id', '=', claimId)
    .where('claim_id', 'in', openClaims(db, whose))
    .where('used_at', 'is', null)
    .where('tries', '<', mostTries)
    .where('expires_at', '>', now)
    .returning(['id', 'digest'])
    .execute()

/** Notes that a code was entered, and gives back the try that it took: the right one is no wrong entry. */
export const useProofCode = async (db: Db, id: number, at: Date): Promise<void> => {
  await db.updateTable('proof_codes').set(eb => ({ used_at: at, tries: eb('tries', '-', 1) })).where('id', '=', id).execute()
}

/** A letter that is under way. */
export interface OpenLetter {
  readonly id: number
  /** Null while it is being handed over. */
  readonly queueId: string | null
  readonly recipient: string
  readonly sentAt: Date
  readonly delivery: CodeDelivery | null
}

/** Letters sent since a moment whose end is not known. */
export const openLetters = async (db: Db, since: Date): Promise<OpenLetter[]> =>
  db
    .selectFrom('proof_codes')
    .select(['id', 'queue_id as queueId', 'recipient', 'sent_at as sentAt'])
    .select(delivery)
    .where('sent_at', '>', since)
    .where(sql<boolean>`coalesce(delivery ->> 'state', 'queued') in ('queued', 'waiting')`)
    .orderBy('id')
    .execute()

/** Notes where letters are. */
export const noteDeliveries = async (db: Db, deliveries: ReadonlyMap<number, CodeDelivery>): Promise<void> => {
  for (const [id, where] of deliveries) await db.updateTable('proof_codes').set({ delivery: asJson(where) }).where('id', '=', id).execute()
}

/** Forgets codes from before a moment that nobody entered. @returns how many went */
export const pruneProofCodes = async (db: Db, before: Date): Promise<number> => {
  const { numDeletedRows } = await db.deleteFrom('proof_codes').where('sent_at', '<', before).where('used_at', 'is', null).executeTakeFirst()
  return Number(numDeletedRows)
}
