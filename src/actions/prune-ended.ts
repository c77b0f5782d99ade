/** Forgets what has ended: passes, throttles, findings of domains, releases of names, codes that nobody entered, claims that ended; and notices of long ago. */
import { memoryMs } from '../core/limits/throttle.ts'
import { releaseHoldsMs } from '../core/ownership/prove.ts'
import { pruneClaims } from '../store/claims.ts'
import { pruneFindings } from '../store/domain-findings.ts'
import { pruneReleases } from '../store/names.ts'
import { pruneNotices } from '../store/notices.ts'
import { prunePasses } from '../store/passes.ts'
import { pruneProofCodes } from '../store/proof-codes.ts'
import { pruneThrottles } from '../store/throttles.ts'
import type { Installation } from './installation.ts'

/** Whoever comes home from a journey may still wonder until when the pass was. */
const keepPassesMs = 30 * 86_400_000
/** Edges forget what is gone here, and until then it counts for the length of the next. */
const keepThrottlesMs = memoryMs + 3_600_000
/** As long as attempts, to which they refer. */
const keepNoticesMs = 30 * 86_400_000
/** Twice as long as it counts. */
const keepReleasesMs = 2 * releaseHoldsMs
/** Whoever asks what was wrong in spring asks by summer. */
const keepFindingsMs = 90 * 86_400_000
/** Whoever comes back to a name by then may still have the file of the first time; longer than a refusal holds. */
const keepClaimsMs = 180 * 86_400_000
/** As long as a claim waits; where a letter went is asked within days. */
const keepCodesMs = 30 * 86_400_000

/** Forgets them. @returns how many went */
export const pruneEnded = async ({ db }: Installation, now: Date): Promise<number> => {
  const before = (ms: number): Date => new Date(now.getTime() - ms)
  const gone = [
    await prunePasses(db, before(keepPassesMs)),
    await pruneThrottles(db, before(keepThrottlesMs)),
    await pruneNotices(db, before(keepNoticesMs)),
    await pruneReleases(db, before(keepReleasesMs)),
    await pruneFindings(db, before(keepFindingsMs)),
    await pruneProofCodes(db, before(keepCodesMs)),
    await pruneClaims(db, before(keepClaimsMs)),
  ]
  return gone.reduce((sum, count) => sum + count, 0)
}
