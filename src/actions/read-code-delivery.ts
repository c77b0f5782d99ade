/** What the codes of a claim come to: as a proof, and as letters that are somewhere. */
import type { Finding } from '../core/causes/index.ts'
import { isLive, mailProof, mostTries, nextSend, whereItIs } from '../core/ownership/code.ts'
import type { ProofResult } from '../core/ownership/proof.ts'
import type { Refusal } from '../core/values/refusal.ts'
import { type Result, yes } from '../core/values/result.ts'
import type { Claim } from '../store/claims.ts'
import { listProofCodes, type ProofCode } from '../store/proof-codes.ts'
import type { Installation, Whose } from './installation.ts'
import { readClaim } from './read-claims.ts'

/** The proof by mail, as it is now: nobody is asked but the store. */
export const readMailProof = async ({ db }: Installation, whose: Whose, { id, name }: Pick<Claim, 'id' | 'name'>, now: Date): Promise<ProofResult> =>
  mailProof(await listProofCodes(db, whose, id), name, now)

/** One letter, and where it is. */
export interface CodeLetterReport extends Pick<ProofCode, 'recipient' | 'sentAt' | 'expiresAt' | 'delivery'> {
  /** Where it is, in the catalogue's words. */
  readonly where: Finding
  /** 0 when it can be entered no more. */
  readonly triesLeft: number
}

export interface CodeDeliveryReport {
  readonly domain: string
  /** The newest first. */
  readonly letters: readonly CodeLetterReport[]
  /** When the next may be sent; null: now. */
  readonly nextSendAt: Date | null
}

/** Where the letters of a claim are. @returns refused when there is no such claim here */
export const readCodeDelivery = async (installation: Installation, whose: Whose, name: string, now: Date, owner?: string): Promise<Result<CodeDeliveryReport, Refusal>> => {
  const claim = await readClaim(installation, whose, name, owner)
  if (!claim.ok) return claim
  const codes = await listProofCodes(installation.db, whose, claim.value.id)
  const letters = codes.map(code => ({
    recipient: code.recipient,
    sentAt: code.sentAt,
    expiresAt: code.expiresAt,
    delivery: code.delivery,
    where: whereItIs(code),
    triesLeft: isLive(code, now) ? mostTries - code.tries : 0,
  }))
  const sent = codes.map(({ sentAt }) => sentAt)
  return yes({ domain: claim.value.name, letters, nextSendAt: nextSend(sent, now) })
}
