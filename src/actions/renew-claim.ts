/** Gives a claim more time, and begins one anew that has lapsed. */
import { lapsesAt } from '../core/ownership/lapse.ts'
import type { Refusal } from '../core/values/refusal.ts'
import { no, type Result, yes } from '../core/values/result.ts'
import { type Claim, findClaim, openClaimOf, updateClaim } from '../store/claims.ts'
import { lockName, readStanding } from '../store/names.ts'
import { type Installation, operator, type Whose } from './installation.ts'
import { readClaim } from './read-claims.ts'

/**
 * Renews: thirty days from now, and it is looked at at once.
 * @param owner whose, where several owners have one
 * @returns the claim; refused when there is none, or it is proven
 */
export const renewClaim = async (installation: Installation, whose: Whose, name: string, owner?: string, now = new Date()): Promise<Result<Claim, Refusal>> => {
  const asked = await readClaim(installation, whose, name, owner)
  if (!asked.ok) return asked
  return installation.db.transaction().execute(async transaction => {
    await lockName(transaction, asked.value.name)
    const claim = (await openClaimOf(transaction, whose, asked.value.name, asked.value.ownerId)) ?? asked.value
    if (claim.state === 'proven') return no({ kind: 'is-proven', name: claim.name })
    const { holder } = await readStanding(transaction, claim.name, claim.ownerId)
    const domainId = holder?.ownerId === claim.ownerId ? holder.domainId : null
    await updateClaim(transaction, operator, claim.id, { state: 'waiting', lapsesAt: lapsesAt(now), remindedAt: null, endedAt: null, askedAt: now, nextCheckAt: now, domainId })
    return yes((await findClaim(transaction, whose, claim.id))!)
  })
}
