/** Job: attempts that are too old are forgotten, once an hour. */
import type { Installation } from '../../actions/installation.ts'
import { pruneAttempts as prune } from '../../actions/prune-attempts.ts'
import type { Logger } from '../../base/log.ts'
import type { WorkerJob } from '../job.ts'
import { repeated } from '../repeated.ts'

const everyMs = 3_600_000

/** Runs at the start and every hour. */
export const pruneAttempts = (installation: Installation, log: Logger): WorkerJob =>
  repeated(
    everyMs,
    async () => {
      const gone = await prune(installation, new Date())
      if (gone) log.info({ gone }, 'old attempts forgotten')
    },
    error => log.warn({ error }, 'old attempts wait to be forgotten'),
  )
