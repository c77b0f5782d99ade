/** Forgets attempts that are too old to help anybody, and the oldest of those that are too many. */
import { type AttemptBounds, pruneAttempts as prune, pruneCrowdedAttempts } from '../store/attempts.ts'
import type { Installation } from './installation.ts'

/** Long enough to find out what went wrong last month; no longer, since addresses and times are personal data. */
const keepDays = 30
const batch = 10_000
/** They are folded by the hour: a mailbox with seven busy devices stays below. Whoever guesses at names must not fill the disk. */
const bounds: AttemptBounds = { ofMailbox: 5000, ofStrangers: 20_000, referencesOfAttempt: 200 }
/** The job runs every hour; a run that failed is made up for. */
const busySinceMs = 6 * 3_600_000

/** Forgets, some at a time. @returns how many went */
export const pruneAttempts = async ({ db }: Installation, now: Date): Promise<number> => {
  const olderThan = new Date(now.getTime() - keepDays * 86_400_000)
  let total = await pruneCrowdedAttempts(db, new Date(now.getTime() - busySinceMs), bounds)
  for (let gone = batch; gone === batch; total += gone) gone = await prune(db, olderThan, batch)
  return total
}
