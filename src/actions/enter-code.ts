/** Enters a code that was mailed. */
import { isSameDigest, proofCodeDigest } from '../base/proof-code.ts'
import type { Finding } from '../core/causes/index.ts'
import { codeDigits, mostTries, refuseCode } from '../core/ownership/code.ts'
import type { Refusal } from '../core/values/refusal.ts'
import { type Result, yes } from '../core/values/result.ts'
import { demandCheck } from '../store/claims.ts'
import { listProofCodes, takeTry, useProofCode } from '../store/proof-codes.ts'
import type { Installation, Whose } from './installation.ts'
import { readClaim } from './read-claims.ts'

/** What was entered, and for which claim. */
export interface GivenCode {
  readonly name: string
  readonly code: string
  /** Whose claim, where several owners have one. */
  readonly owner?: string | undefined
}

/** `right`: the proof by mail holds from now on; what follows from that, the next check of the claim decides. */
export type CodeEntered = { readonly state: 'right'; readonly recipient: string } | { readonly state: 'wrong'; readonly finding: Finding }

/**
 * Enters it. Any code of the last day fits, for who asked twice may read the first letter first.
 * @returns refused when there is no such claim here
 */
export const enterCode = async (installation: Installation, whose: Whose, { name, code, owner }: GivenCode, now: Date): Promise<Result<CodeEntered, Refusal>> => {
  const { db, secrets } = installation
  const found = await readClaim(installation, whose, name, owner)
  if (!found.ok) return found
  const claim = found.value
  if (claim.state === 'lapsed') return yes({ state: 'wrong', finding: { id: 'ownership.claim-lapsed', facts: { domain: claim.name } } })
  const digits = codeDigits(code)
  // What is no code at all is a slip, and guesses nothing.
  const tried = digits === null ? [] : await takeTry(db, whose, claim.id, mostTries, now)
  const digest = proofCodeDigest(secrets.master)(claim.id, digits ?? '')
  const right = tried.filter(one => isSameDigest(one.digest, digest))[0]
  if (right) {
    await useProofCode(db, right.id, now)
    await demandCheck(db, whose, claim.id, now)
  }
  const codes = await listProofCodes(db, whose, claim.id)
  const used = right && codes.find(({ id }) => id === right.id)
  return yes(used ? { state: 'right', recipient: used.recipient } : { state: 'wrong', finding: refuseCode(codes, claim.name, now) })
}
