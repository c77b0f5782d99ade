/** Forgets passes and throttles that have ended, and notices of long ago. */
import { memoryMs } from '../core/limits/throttle.ts'
import { pruneNotices } from '../store/notices.ts'
import { prunePasses } from '../store/passes.ts'
import { pruneThrottles } from '../store/throttles.ts'
import type { Installation } from './installation.ts'

/** Whoever comes home from a journey may still wonder until when the pass was. */
const keepPassesMs = 30 * 86_400_000
/** Edges forget what is gone here, and until then it counts for the length of the next. */
const keepThrottlesMs = memoryMs + 3_600_000
/** As long as attempts, to which they refer. */
const keepNoticesMs = 30 * 86_400_000

/** Forgets them. @returns how many went */
export const pruneEnded = async ({ db }: Installation, now: Date): Promise<number> => {
  const before = (ms: number): Date => new Date(now.getTime() - ms)
  return (await prunePasses(db, before(keepPassesMs))) + (await pruneThrottles(db, before(keepThrottlesMs))) + (await pruneNotices(db, before(keepNoticesMs)))
}
