/** "That was me": takes the attempt behind a reference, and lets its network in for some days. */
import { surroundingNetwork } from '../core/values/network.ts'
import type { Refusal } from '../core/values/refusal.ts'
import { no, type Result, yes } from '../core/values/result.ts'
import { addPass, type ListedPass } from './change-passes.ts'
import { liftThrottles } from './change-throttles.ts'
import type { Installation, Whose } from './installation.ts'
import { type Attempt, readAttempt } from './read-attempts.ts'

export interface TrustedAttempt {
  readonly attempt: Attempt
  readonly pass: ListedPass
  /** How many throttles held that mailbox from that network, and were lifted. */
  readonly lifted: number
}

/**
 * Gives the network of an attempt a pass for its mailbox, and lifts its throttle.
 * @param ref as the client was told it
 * @param until the pass's end
 * @returns refused when there is no such attempt, or nobody knows whose it was
 */
export const trustAttempt = async (installation: Installation, whose: Whose, ref: string, until: Date): Promise<Result<TrustedAttempt, Refusal>> => {
  const attempt = await readAttempt(installation, whose, ref)
  if (!attempt) return no({ kind: 'not-found', noun: 'attempt', name: ref })
  const network = surroundingNetwork(attempt.address)
  if (attempt.mailbox === null || network === null) return no({ kind: 'attempt-of-nobody', ref: attempt.ref })
  const pass = await addPass(installation, whose, attempt.mailbox, { kind: 'network', value: network, until })
  if (!pass.ok) return pass
  const lifted = await liftThrottles(installation, whose, { login: attempt.mailbox, network })
  return lifted.ok ? yes({ attempt, pass: pass.value, lifted: lifted.value }) : lifted
}
