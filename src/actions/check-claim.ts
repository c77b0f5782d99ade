/**
 * Checks a claim now: everything that can show whose the name is, and what follows from it. Pressing too early, too often or at the same time as somebody else does no harm:
 * one checks, at most every five seconds, and everybody gets what he saw.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Refusal } from '../core/values/refusal.ts'
import { type Result, yes } from '../core/values/result.ts'
import { type Claim, findClaim, isBeingChecked, type LastCheck, letGoOfClaim, takeClaim, updateClaim } from '../store/claims.ts'
import { findOpenHandOver } from '../store/hand-overs.ts'
import { type Installation, operator, type Whose } from './installation.ts'
import { observeClaim, openOutlook, type Outlook } from './observe-claim.ts'
import { readClaim } from './read-claims.ts'
import { settleClaim } from './settle-claim.ts'

export type { Claim, LastCheck } from '../store/claims.ts'

/** Whoever asks sooner gets the last answer. */
const leastMs = 5000
/** A check takes some ten seconds where servers hang; a checker that died keeps a claim from others for so long. */
const takenForMs = 60_000
/** Whoever finds another checking waits for what he sees. */
const pauseMs = 200
const mostPauses = 150

/** How a claim stands. `unknown`: of no proof can anybody say anything now, since our resolver or all the ways are away. `lost`: proven, and what showed it is gone. */
export type ClaimOutcome = 'proven' | 'lost' | 'waiting' | 'unknown' | 'hand-over' | 'contested' | 'lapsed' | 'ended'

/** A claim, and what the last check of it came to. */
export interface CheckedClaim extends LastCheck {
  readonly claim: Claim
  readonly outcome: ClaimOutcome
}

/** Codes wait for a person, and are no sight. */
const isUnseen = ({ results }: LastCheck): boolean => {
  const seen = results.filter(({ proof, state }) => proof !== 'mail' && state !== 'not-offered')
  return seen.length > 0 && seen.every(({ state }) => state === 'unknown')
}

const outcomeOf = ({ state, lastCheck, ownerId }: Claim, handOver: Awaited<ReturnType<typeof findOpenHandOver>>): ClaimOutcome => {
  if (state === 'lapsed') return 'lapsed'
  if (state === 'withdrawn' || state === 'passed') return 'ended'
  if (state === 'proven') return lastCheck.findings.some(({ id }) => id === 'ownership.proof-lost') ? 'lost' : 'proven'
  if (handOver?.toOwnerId === ownerId) return handOver.state === 'contested' ? 'contested' : 'hand-over'
  return isUnseen(lastCheck) ? 'unknown' : 'waiting'
}

/** A claim as the last check left it. */
export const describeClaim = async ({ db }: Installation, whose: Whose, claim: Claim): Promise<CheckedClaim> => ({
  claim,
  ...claim.lastCheck,
  outcome: outcomeOf(claim, await findOpenHandOver(db, whose, claim.name)),
})

/** Lets go of a claim that could not be checked; the worker does not come back to it at once. */
const putOff = async (db: Installation['db'], id: number, until: Date): Promise<void> => {
  await updateClaim(db, operator, id, { nextCheckAt: until })
  await letGoOfClaim(db, operator, id)
}

/**
 * Checks one that is open, unless somebody does already or has done so a moment ago.
 * @returns whether it was checked now
 * @throws Error when the store is away: then nothing has changed, and the next check goes on
 */
export const checkNow = async (installation: Installation, outlook: Outlook, { id }: Pick<Claim, 'id'>): Promise<boolean> => {
  const { db } = installation
  const now = new Date()
  const after = (ms: number): Date => new Date(now.getTime() + ms)
  if (!(await takeClaim(db, operator, id, now, after(takenForMs), after(-leastMs)))) return false
  try {
    const claim = await findClaim(db, operator, id)
    if (claim) await settleClaim(installation, id, await observeClaim(installation, outlook, claim, now))
    return claim !== null
  } catch (error) {
    // Where the store is away it is let go by itself, a little later.
    await putOff(db, id, after(takenForMs)).catch(() => {})
    throw error
  }
}

const waitForOther = async ({ db }: Installation, { id }: Claim): Promise<void> => {
  for (let pauses = 0; pauses < mostPauses && (await isBeingChecked(db, operator, id, new Date())); pauses++) await sleep(pauseMs)
}

/**
 * Checks the claim to a name, as a person types it.
 * @param owner whose, where several owners have one
 * @param outlook by what the world is looked at
 * @returns what was seen; refused when there is no such claim here
 * @throws Error when the store is away
 */
export const checkClaim = async (installation: Installation, whose: Whose, name: string, owner?: string, outlook: Outlook = openOutlook(installation)): Promise<Result<CheckedClaim, Refusal>> => {
  const found = await readClaim(installation, whose, name, owner)
  if (!found.ok) return found
  await updateClaim(installation.db, whose, found.value.id, { askedAt: new Date() })
  if (!(await checkNow(installation, outlook, found.value))) await waitForOther(installation, found.value)
  return yes(await describeClaim(installation, whose, (await findClaim(installation.db, whose, found.value.id)) ?? found.value))
}
