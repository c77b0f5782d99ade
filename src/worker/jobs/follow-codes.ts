/** Job: whoever had a code mailed is told where the letter is. */
import { codeLetterFollower } from '../../actions/follow-code-letters.ts'
import type { Installation } from '../../actions/installation.ts'
import type { Logger } from '../../base/log.ts'
import type { WorkerJob } from '../job.ts'
import { repeated } from '../repeated.ts'

/** Somebody looks at the screen meanwhile. */
const everyMs = 1000

/** Runs at the start and every second; while no letter is under way, that is one small question to the database. */
export const followCodes = (installation: Installation, log: Logger): WorkerJob => {
  const follow = codeLetterFollower(installation)
  return repeated(
    everyMs,
    async again => {
      const { letters, hasMore } = await follow(new Date())
      if (letters) log.debug({ letters }, 'letters with codes followed')
      if (hasMore) again()
    },
    error => log.warn({ error }, 'letters with codes wait to be followed'),
  )
}
