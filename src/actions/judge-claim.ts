/** What was seen of a claim, as a verdict on each proof. */
import { mailProof } from '../core/ownership/code.ts'
import { judgeWeb } from '../core/ownership/judge-web.ts'
import { lapseClocks } from '../core/ownership/lapse.ts'
import { judgeNameServers } from '../core/ownership/name-servers.ts'
import type { Judged } from '../core/ownership/proof.ts'
import { nextCheck } from '../core/ownership/schedule.ts'
import { judgeTxt } from '../core/ownership/txt.ts'
import type { Claim, LastCheck } from '../store/claims.ts'
import type { HandOver } from '../store/hand-overs.ts'
import type { ClaimSeen } from './observe-claim.ts'

/** When a claim that waits is looked at next. */
export const nextLook = ({ createdAt, askedAt, lapsesAt, remindedAt }: Claim, { clock }: ClaimSeen, handOver: HandOver | null, now: Date): Date => {
  const clocks = [...lapseClocks({ lapsesAt, remindedAt }), ...(clock.heldUntil === null ? [] : [new Date(clock.heldUntil)]), ...(handOver === null ? [] : [handOver.endsAt])]
  return nextCheck({ since: askedAt ?? createdAt, now, clocks, jitter: Math.random() })
}

/** A code that was sent before this moment shows nothing of now; null: whenever it was sent. */
const sentSince = ({ codes }: ClaimSeen, since: Date | null): ClaimSeen['codes'] => codes.filter(({ sentAt }) => since === null || sentAt >= since)

/**
 * Judges every proof by itself.
 * @param ours host names of our name servers
 * @param nextCheckAt when it is looked at next
 * @param codesSince codes sent before count for nothing
 */
export const judgeProofs = (claim: Claim, seen: ClaimSeen, ours: readonly string[], nextCheckAt: Date, codesSince: Date | null = null): Omit<LastCheck, 'findings'> => {
  const { delegation, clock, at } = seen
  const judged: readonly Judged[] = [
    judgeNameServers({ delegation, clock, before: claim.nameServersBefore, ours, nextCheckAt }),
    judgeWeb(seen.web, claim),
    { result: mailProof(sentSince(seen, codesSince), claim.name, at), notes: [] },
    judgeTxt(seen.txt, claim),
  ]
  return { results: judged.map(({ result }) => result), notes: judged.flatMap(({ notes }) => notes) }
}
