/** Ends a claim because its owner says so. What was prepared under the name goes to the trash; a proven domain is removed as a domain. */
import type { TrashItem } from '../base/trash.ts'
import type { Refusal } from '../core/values/refusal.ts'
import { no, type Result, yes } from '../core/values/result.ts'
import { checkSoon, type Claim, endClaims } from '../store/claims.ts'
import { findDomainById } from '../store/domains.ts'
import { findOpenHandOver, updateHandOver } from '../store/hand-overs.ts'
import { insertRelease, lockName } from '../store/names.ts'
import { type Installation, operator, type Whose } from './installation.ts'
import { readClaim } from './read-claims.ts'
import { withSetAside } from './set-domain-aside.ts'

/** A claim that ended, and where waits what was prepared; null when nothing was. */
export interface WithdrawnClaim {
  readonly claim: Claim
  readonly trash: TrashItem | null
}

/**
 * Lets an owner's name go, inside a transaction that has it locked: his claim and a hand-over of it end, and whoever else waits for it is looked at again.
 * @param wasProven it is remembered for a while: that a name still points here proves nothing for the next who claims it
 */
export const letGo = async (transaction: Installation['db'], { name, ownerId }: Pick<Claim, 'name' | 'ownerId'>, wasProven: boolean, now: Date): Promise<void> => {
  const handOver = await findOpenHandOver(transaction, operator, name)
  if (handOver && [handOver.fromOwnerId, handOver.toOwnerId].includes(ownerId)) await updateHandOver(transaction, operator, handOver.id, { state: 'withdrawn', endedAt: now })
  await endClaims(transaction, operator, { name, ownerId }, 'withdrawn', now)
  if (wasProven) await insertRelease(transaction, { name, ownerId }, now)
  await checkSoon(transaction, name, now)
}

/** Withdraws. @param owner whose claim, where several may be meant. @returns refused when there is none such, when it is proven, or when what was prepared is on another server */
export const withdrawClaim = async (installation: Installation, whose: Whose, name: string, owner?: string): Promise<Result<WithdrawnClaim, Refusal>> => {
  const now = new Date()
  const asked = await readClaim(installation, whose, name, owner)
  if (!asked.ok) return asked
  return withSetAside(installation, now, async (transaction, setAside) => {
    await lockName(transaction, asked.value.name)
    const found = await readClaim({ ...installation, db: transaction }, whose, name, owner)
    if (!found.ok) return found
    const claim = found.value
    if (claim.state === 'proven') return no({ kind: 'is-proven', name: claim.name })
    const domain = claim.domainId === null ? null : await findDomainById(transaction, operator, claim.domainId)
    if (domain && domain.serverId !== installation.config.server.id) return no({ kind: 'lives-elsewhere', name: domain.name, server: domain.serverId })
    const aside = domain && (await setAside(domain))
    await letGo(transaction, claim, false, now)
    return yes({ claim, trash: aside?.trash ?? null })
  })
}
