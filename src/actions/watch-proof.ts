/** What follows from what was seen of a proven domain: as long as something shows that it is its owner's, nothing; a loss is told, and stops no mail. */
import { watch, type Watched } from '../core/ownership/watch.ts'
import { nextWatch } from '../core/ownership/schedule.ts'
import { type LastCheck, updateClaim } from '../store/claims.ts'
import { endFinding, raiseFinding, wrongSince } from '../store/domain-findings.ts'
import { findOpenHandOver } from '../store/hand-overs.ts'
import { readStanding } from '../store/names.ts'
import { noteDomain } from '../store/notices.ts'
import { operator } from './installation.ts'
import { judgeProofs } from './judge-claim.ts'
import type { Settling } from './settle-claim.ts'

const cause = 'ownership.proof-lost'

/** Until this is known of a domain, it is taken from the first look at which all was well. */
const learnServers = async ({ transaction, claim, seen: { clock } }: Settling, watched: Watched): Promise<void> => {
  if (claim.nameServers === null && watched.state === 'held' && clock.state !== 'unknown') await updateClaim(transaction, operator, claim.id, { nameServers: clock.servers })
}

const tell = async ({ transaction, installation, claim, now }: Settling, domainId: number, watched: Watched): Promise<void> => {
  if (watched.state === 'held') await endFinding(transaction, operator, domainId, cause, '', now)
  if (watched.state !== 'lost' || !(await raiseFinding(transaction, operator, domainId, watched.finding, '', now))) return
  const facts = { domain: claim.name, proof: claim.provenBy, findings: [watched.finding] }
  await noteDomain(transaction, { ownerId: claim.ownerId, kind: 'proof-lost', facts, serverId: installation.config.server.id }, now)
}

/** Watches the proof of a domain. @returns what was seen, and when it is looked at next */
export const watchProof = async (settling: Settling): Promise<LastCheck & { readonly next: Date }> => {
  const { transaction, installation, claim, seen, now } = settling
  const handOver = await findOpenHandOver(transaction, operator, claim.name)
  const { results, notes } = judgeProofs(claim, seen, installation.config.dns.name_servers, now, handOver?.startedAt ?? null)
  const { above } = await readStanding(transaction, claim.name, claim.ownerId)
  const watched = watch({
    domain: claim.name,
    provenBy: claim.provenBy ?? 'operator',
    clock: seen.clock,
    nameServersThen: claim.nameServers,
    leads: seen.leads,
    results,
    holdsAbove: above[0]?.ownerId === claim.ownerId,
    lostSince: claim.domainId === null ? null : await wrongSince(transaction, operator, claim.domainId, cause, ''),
    now,
  })
  await learnServers(settling, watched)
  if (claim.domainId !== null) await tell(settling, claim.domainId, watched)
  return { results, notes, findings: watched.state === 'lost' ? [watched.finding] : [], next: nextWatch(watched.state === 'held', now, Math.random()) }
}
