/** Forgets attempts that are too old to help anybody. */
import { pruneAttempts as prune } from '../store/attempts.ts'
import type { Installation } from './installation.ts'

/** Long enough to find out what went wrong last month; no longer, since addresses and times are personal data. */
const keepDays = 30
const batch = 10_000

/** Forgets, some at a time. @returns how many went */
export const pruneAttempts = async ({ db }: Installation, now: Date): Promise<number> => {
  const olderThan = new Date(now.getTime() - keepDays * 86_400_000)
  let total = 0
  for (let gone = batch; gone === batch; total += gone) gone = await prune(db, olderThan, batch)
  return total
}
