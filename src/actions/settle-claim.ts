/**
 * What follows from what was seen of a claim: the domain is its owner's; or a hand-over begins, goes on or ends; or nothing yet. One transaction with the name locked: of
 * two owners who prove a name at the same moment, one has it, and of the other a hand-over begins.
 */
import type { Finding } from '../core/causes/index.ts'
import { nextHandOver } from '../core/ownership/hand-over.ts'
import { lapseDue } from '../core/ownership/lapse.ts'
import { isServedHere } from '../core/ownership/name-servers.ts'
import type { ProvenBy } from '../core/ownership/proof.ts'
import { prove, refusalHoldsMs, stillHolds, type Verdict } from '../core/ownership/prove.ts'
import { judgeRoute } from '../core/ownership/route.ts'
import { nextWatch } from '../core/ownership/schedule.ts'
import { type Claim, findClaim, type LastCheck, letGoOfClaim, noteCheck, updateClaim } from '../store/claims.ts'
import type { NewDkimKey } from '../store/dkim-keys.ts'
import { findOpenHandOver, type HandOver, lastRefusal } from '../store/hand-overs.ts'
import { lockName, readStanding } from '../store/names.ts'
import { noteDomain } from '../store/notices.ts'
import { makeFirstKey } from './insert-domain.ts'
import { type Installation, operator } from './installation.ts'
import { judgeProofs, nextLook } from './judge-claim.ts'
import type { ClaimSeen } from './observe-claim.ts'
import { type Beginning, type Deciding, giveName, openHandOver, stepHandOver } from './pass-domain.ts'
import { withSetAside } from './set-domain-aside.ts'
import { watchProof } from './watch-proof.ts'

/** A claim, what was seen of it, and the transaction that decides. */
export interface Settling extends Deciding {
  readonly claim: Claim
  readonly seen: ClaimSeen
  readonly key: () => Promise<NewDkimKey>
}

/**
 * Where mail goes from the first moment on. Whoever moves in by web page, code or TXT record has his mail elsewhere until it is seen to be here; whoever has moved his name
 * servers has his records from us.
 */
export const beginningOf = (
  { claim, seen, installation, key }: Pick<Settling, 'claim' | 'installation' | 'key'> & { readonly seen: Pick<ClaimSeen, 'mx' | 'leads'> },
  provenBy: ProvenBy,
): Beginning => {
  if (provenBy === 'name-servers' || provenBy === 'parent' || provenBy === 'operator') return { key, route: null }
  const facts = { domain: claim.name, hostName: installation.config.server.host_name, choice: 'automatic', wasElsewhere: true, provenBy, seen: seen.mx, leads: seen.leads } as const
  return { key, route: { seen: seen.mx, mxElsewhere: judgeRoute(facts).mxElsewhere } }
}

const tellOwner = ({ transaction, installation, claim, now }: Settling, kind: 'claim-lapsing' | 'claim-lapsed'): Promise<void> =>
  noteDomain(transaction, { ownerId: claim.ownerId, kind, facts: { domain: claim.name, until: claim.lapsesAt.toISOString() }, serverId: installation.config.server.id }, now)

/** Its end, or the reminder before. @returns whether it has ended */
const lapse = async (settling: Settling): Promise<boolean> => {
  const { transaction, claim, now } = settling
  const due = lapseDue(claim, now)
  if (due === 'remind') {
    await tellOwner(settling, 'claim-lapsing')
    await updateClaim(transaction, operator, claim.id, { remindedAt: now })
  }
  if (due !== 'lapse') return false
  await tellOwner(settling, 'claim-lapsed')
  await updateClaim(transaction, operator, claim.id, { state: 'lapsed', endedAt: now })
  return true
}

/** The newcomer's proof is asked for once more when the time has come. @returns whether the domain is his now */
const endHandOver = async (settling: Settling, handOver: HandOver, { results }: Verdict): Promise<boolean> => {
  const { claim, now } = settling
  const step = nextHandOver(handOver, { kind: 'end', by: 'clock', holds: stillHolds(handOver.provenBy, results) }, now)
  return step.ok && (await stepHandOver(settling, handOver, claim, step.value, beginningOf(settling, handOver.provenBy)))
}

interface Settled {
  readonly findings: readonly Finding[]
  /** Null: never. */
  readonly next: Date | null
}

const follow = async (settling: Settling, verdict: Verdict, handOver: HandOver | null, next: Date): Promise<Settled> => {
  const { transaction, claim, now } = settling
  const { outcome } = verdict
  const watched: Settled = { findings: [], next: nextWatch(true, now, Math.random()) }
  const { holder } = await readStanding(transaction, claim.name, claim.ownerId)
  switch (outcome.kind) {
    case 'proven':
      await updateClaim(transaction, operator, claim.id, { nameServers: provenServers(settling.seen) })
      return (await giveName(settling, claim, holder, outcome.by, beginningOf(settling, outcome.by))) ? watched : { findings: [], next }
    case 'hand-over': {
      const endsAt = await openHandOver(settling, claim, holder!, outcome.by)
      return { findings: [{ id: 'ownership.hand-over-waiting', facts: { domain: claim.name, endsAt: endsAt.toISOString() } }], next }
    }
    case 'waiting': {
      const isMine = handOver?.toOwnerId === claim.ownerId
      if (isMine && (await endHandOver(settling, handOver, verdict))) return watched
      return { findings: outcome.findings, next: !isMine && (await lapse(settling)) ? null : next }
    }
  }
}

/** The name servers of a domain that is proven, where somebody could say: that they have changed is what shows later that it was sold. */
export const provenServers = ({ clock }: ClaimSeen): readonly string[] | null => (clock.state === 'unknown' ? null : clock.servers)

/** What the name servers were before they are ours: until their time has run out, resolvers may answer with them. */
const rememberServers = async ({ transaction, claim, seen: { clock, delegation } }: Settling): Promise<void> => {
  if (clock.state !== 'others') return
  const { parentTtl, childTtl, at: seenAt } = delegation
  await updateClaim(transaction, operator, claim.id, { nameServersBefore: { servers: clock.servers, parentTtl, childTtl, seenAt } })
}

const settleWaiting = async (settling: Settling): Promise<LastCheck & Pick<Settled, 'next'>> => {
  const { transaction, installation, claim, seen, now } = settling
  const { name, ownerId } = claim
  const handOver = await findOpenHandOver(transaction, operator, name)
  const next = nextLook(claim, seen, handOver, now)
  const refusedAt = await lastRefusal(transaction, { name, toOwnerId: ownerId })
  const { results, notes } = judgeProofs(claim, seen, installation.config.dns.name_servers, next, refusedAt)
  const verdict = prove({
    ...(await readStanding(transaction, name, ownerId)),
    name,
    claimantId: ownerId,
    results,
    isServedHere: isServedHere(seen.clock),
    handOver: handOver && { ...handOver, state: handOver.state === 'contested' ? 'contested' : 'waiting' },
    wasRefused: refusedAt !== null && now.getTime() - refusedAt.getTime() < refusalHoldsMs,
    now,
  })
  await rememberServers(settling)
  return { results: verdict.results, notes, ...(await follow(settling, verdict, handOver, next)) }
}

/** Settles a claim that was taken (`takeClaim`), and lets go of it. @throws Error when the store is away: then nothing has changed */
export const settleClaim = async (installation: Installation, id: number, seen: ClaimSeen): Promise<void> => {
  const now = new Date()
  const before = await findClaim(installation.db, operator, id)
  if (!before) return
  const isToBeMade = before.domainId === null && judgeProofs(before, seen, installation.config.dns.name_servers, now).results.some(({ state }) => state === 'proven')
  const made = isToBeMade ? await makeFirstKey(installation, before.name) : null
  const key = async (): Promise<NewDkimKey> => made ?? makeFirstKey(installation, before.name)
  await withSetAside(installation, now, async (transaction, setAside) => {
    await lockName(transaction, before.name)
    const claim = await findClaim(transaction, operator, id)
    if (claim?.state !== 'waiting' && claim?.state !== 'proven') return letGoOfClaim(transaction, operator, id)
    const settling = { installation, transaction, setAside, now, claim, seen, key }
    const { next, ...check } = claim.state === 'waiting' ? await settleWaiting(settling) : await watchProof(settling)
    return noteCheck(transaction, operator, id, check, now, next)
  })
}
