/**
 * Gives a domain to who has proven it. All of this happens inside one transaction that has the name locked. What somebody else has under the name goes to the trash, never
 * to the newcomer; of a domain that is proven to be somebody's a hand-over begins instead, and he is told.
 */
import { makeProofToken } from '../base/proof-token.ts'
import { beginHandOver, type HandOverStep } from '../core/ownership/hand-over.ts'
import type { Proof, ProvenBy } from '../core/ownership/proof.ts'
import type { MxSeen } from '../core/ownership/route.ts'
import { type Claim, endClaims, openClaimOf, updateClaim } from '../store/claims.ts'
import type { NewDkimKey } from '../store/dkim-keys.ts'
import { type Domain, findDomainById, giveDomain, proveDomain } from '../store/domains.ts'
import { type HandOver, insertHandOver, updateHandOver } from '../store/hand-overs.ts'
import type { Holder } from '../store/names.ts'
import { noteDomain } from '../store/notices.ts'
import { noteMxSeen } from '../store/routes.ts'
import { insertDomainWithKey } from './insert-domain.ts'
import { type Installation, operator } from './installation.ts'
import type { SetAside } from './set-domain-aside.ts'

/** A transaction that decides about one name. */
export interface Deciding {
  readonly installation: Installation
  readonly transaction: Installation['db']
  readonly setAside: (domain: Domain) => Promise<SetAside>
  readonly now: Date
}

/** What a new domain begins with. */
export interface Beginning {
  readonly key: () => Promise<NewDkimKey>
  /** Where its mail goes from the first moment on; null: here. */
  readonly route: { readonly seen: MxSeen; readonly mxElsewhere: boolean } | null
}

const tell = ({ transaction, installation, now }: Deciding, ownerId: number, kind: Parameters<typeof noteDomain>[1]['kind'], facts: Readonly<Record<string, unknown>>): Promise<void> =>
  noteDomain(transaction, { ownerId, kind, facts, serverId: installation.config.server.id }, now)

const begin = async (deciding: Deciding, domainId: number, { route }: Beginning): Promise<void> => {
  if (route) await noteMxSeen(deciding.transaction, operator, domainId, route.seen, route.mxElsewhere, deciding.now)
}

const settle = ({ transaction, now }: Deciding, claim: Claim, domainId: number, provenBy: ProvenBy): Promise<boolean> =>
  updateClaim(transaction, operator, claim.id, { state: 'proven', provenAt: now, provenBy, domainId })

/** Makes the domain. Its route is noted after the proof, in the same transaction: the proof alone takes the mail to be elsewhere. */
const make = async (deciding: Deciding, claim: Claim, provenBy: ProvenBy, beginning: Beginning): Promise<void> => {
  const { transaction, installation, now } = deciding
  const unproven = { name: claim.name, ownerId: claim.ownerId, serverId: installation.config.server.id, provenBy: null }
  const id = await insertDomainWithKey(transaction, operator, unproven, await beginning.key())
  if (id === null) throw new Error(`${claim.name} is taken although its name is locked`)
  await proveDomain(transaction, operator, id, provenBy, now)
  await begin(deciding, id, beginning)
  await settle(deciding, claim, id, provenBy)
}

const proveOwn = async (deciding: Deciding, claim: Claim, holder: Holder, provenBy: ProvenBy, beginning: Beginning): Promise<void> => {
  if (!holder.isProven) {
    await proveDomain(deciding.transaction, operator, holder.domainId, provenBy, deciding.now)
    await begin(deciding, holder.domainId, beginning)
  }
  await settle(deciding, claim, holder.domainId, provenBy)
}

/** What proved it then may lie there still: who objects, or comes back after he was refused, shows that he has the name now, with a token that is new. */
const renewToken = async ({ transaction }: Deciding, name: string, ownerId: number): Promise<void> => {
  const claim = await openClaimOf(transaction, operator, name, ownerId)
  if (claim) await updateClaim(transaction, operator, claim.id, { token: makeProofToken(), oldTokens: [...claim.oldTokens, claim.token] })
}

/** Begins a hand-over: the name is proven to be its holder's, and now to be the newcomer's. Both are told; mail goes on as before. @returns when it passes by itself */
export const openHandOver = async (deciding: Deciding, claim: Claim, holder: Holder, provenBy: Proof): Promise<Date> => {
  const { transaction, now } = deciding
  const { name } = claim
  const { startedAt, endsAt } = beginHandOver(now)
  await insertHandOver(transaction, { name, domainId: holder.domainId, claimId: claim.id, fromOwnerId: holder.ownerId, toOwnerId: claim.ownerId, provenBy, startedAt, endsAt })
  await renewToken(deciding, name, holder.ownerId)
  for (const [ownerId, side] of [[holder.ownerId, 'from'], [claim.ownerId, 'to']] as const) {
    await tell(deciding, ownerId, 'hand-over-started', { domain: name, proof: provenBy, until: endsAt.toISOString(), side })
  }
  return endsAt
}

/**
 * Gives a name to a claim that is proven, where nobody else has proven it.
 * @param holder who has a domain of this name now: the claimant, somebody who has only prepared it, or nobody
 * @returns false when what somebody has prepared is on another server: that one sees to it
 */
export const giveName = async (deciding: Deciding, claim: Claim, holder: Holder | null, provenBy: ProvenBy, beginning: Beginning): Promise<boolean> => {
  const { transaction, installation } = deciding
  if (holder?.ownerId === claim.ownerId) await proveOwn(deciding, claim, holder, provenBy, beginning)
  else {
    if (holder && holder.serverId !== installation.config.server.id) return false
    const other = holder && (await findDomainById(transaction, operator, holder.domainId))
    if (other) {
      await deciding.setAside(other)
      await tell(deciding, other.ownerId, 'hand-over-done', { domain: claim.name, side: 'from' })
    }
    await make(deciding, claim, provenBy, beginning)
  }
  if (provenBy !== 'operator' && provenBy !== 'parent') await tell(deciding, claim.ownerId, 'claim-proven', { domain: claim.name, proof: provenBy })
  return true
}

const pass = async (deciding: Deciding, handOver: HandOver, claim: Claim, isWithMail: boolean, beginning: Beginning): Promise<boolean> => {
  const { transaction, installation, now } = deciding
  const { name, provenBy, fromOwnerId } = handOver
  const old = handOver.domainId === null ? null : await findDomainById(transaction, operator, handOver.domainId)
  if (old && !isWithMail && old.serverId !== installation.config.server.id) return false
  await endClaims(transaction, operator, { name, ownerId: fromOwnerId }, 'passed', now)
  if (old && isWithMail) {
    await giveDomain(transaction, old.id, claim.ownerId, provenBy, now)
    await settle(deciding, claim, old.id, provenBy)
  } else {
    if (old) await deciding.setAside(old)
    await make(deciding, claim, provenBy, beginning)
  }
  return true
}

const isOver = ({ state }: HandOverStep): boolean => state === 'done' || state === 'refused' || state === 'withdrawn'

/**
 * Carries out what became of a hand-over, and tells both sides when it has ended.
 * @param claim the newcomer's
 * @returns whether the domain is the newcomer's now; it is not, and nothing has changed, where what its holder has is on another server
 */
export const stepHandOver = async (deciding: Deciding, handOver: HandOver, claim: Claim, step: HandOverStep, beginning: Beginning): Promise<boolean> => {
  const { transaction, now } = deciding
  const isWithMail = step.passes === 'with-mail'
  if (step.passes !== 'no' && !(await pass(deciding, handOver, claim, isWithMail, beginning))) return false
  await updateHandOver(transaction, operator, handOver.id, { state: step.state, endsAt: step.endsAt, endedAt: isOver(step) ? now : null })
  if (step.state === 'refused') await renewToken(deciding, handOver.name, handOver.toOwnerId)
  const kind = isOver(step) ? 'hand-over-done' : 'hand-over-contested'
  const isNews = isOver(step) || step.state !== handOver.state
  for (const [ownerId, side] of isNews ? ([[handOver.fromOwnerId, 'from'], [handOver.toOwnerId, 'to']] as const) : []) {
    await tell(deciding, ownerId, kind, { domain: handOver.name, side, isWithMail, isCalledOff: step.passes === 'no' })
  }
  return step.passes !== 'no'
}
