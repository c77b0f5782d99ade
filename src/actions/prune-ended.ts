/** Forgets passes and throttles that have ended. */
import { prunePasses } from '../store/passes.ts'
import { pruneThrottles } from '../store/throttles.ts'
import type { Installation } from './installation.ts'

/** Whoever comes home from a journey may still wonder until when the pass was. */
const keepPassesMs = 30 * 86_400_000
/** An edge may still lengthen one that has just ended. */
const keepThrottlesMs = 3_600_000

/** Forgets them. @returns how many went */
export const pruneEnded = async ({ db }: Installation, now: Date): Promise<number> =>
  (await prunePasses(db, new Date(now.getTime() - keepPassesMs))) + (await pruneThrottles(db, new Date(now.getTime() - keepThrottlesMs)))
