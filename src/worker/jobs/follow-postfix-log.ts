/** Job: what only Postfix sees, refusals after the sign-in and on the port for strangers, becomes attempts. */
import type { Installation } from '../../actions/installation.ts'
import { postfixLogFollower } from '../../actions/follow-postfix-log.ts'
import type { Logger } from '../../base/log.ts'
import type { WorkerJob } from '../job.ts'
import { repeated } from '../repeated.ts'

/** The sign-in before a refusal is written within a quarter of a second; a person who was refused looks a little later. */
const everyMs = 1000

/** Runs at the start and every second. */
export const followPostfixLog = (installation: Installation, log: Logger): WorkerJob => {
  const follow = postfixLogFollower(installation)
  return repeated(
    everyMs,
    async again => {
      const { attempts, hasMore } = await follow(new Date())
      if (attempts) log.debug({ attempts }, 'refusals by Postfix recorded')
      if (hasMore) again()
    },
    error => log.warn({ error }, 'refusals by Postfix wait to be recorded'),
  )
}
