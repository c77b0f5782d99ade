/** Job: attempts that are too old are forgotten, once an hour. */
import type { Installation } from '../../actions/installation.ts'
import { pruneAttempts as prune } from '../../actions/prune-attempts.ts'
import type { Logger } from '../../base/log.ts'
import type { WorkerJob } from '../job.ts'
import { job } from '../schedule.ts'

const everyMs = 3_600_000

/** Runs at the start and every hour. */
export const pruneAttempts = (installation: Installation, log: Logger): WorkerJob => {
  const run = job(
    async () => {
      const gone = await prune(installation, new Date())
      if (gone) log.info({ gone }, 'old attempts forgotten')
    },
    error => log.warn({ error }, 'old attempts wait to be forgotten'),
  )
  const timer = setInterval(run.request, everyMs)
  return {
    catchUp: run.request,
    onChange: () => {},
    stop: () => {
      clearInterval(timer)
      return run.stop()
    },
  }
}
