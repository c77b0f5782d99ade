/** Job: passes and throttles that have ended are forgotten, once an hour. */
import type { Installation } from '../../actions/installation.ts'
import { pruneEnded as prune } from '../../actions/prune-ended.ts'
import type { Logger } from '../../base/log.ts'
import type { WorkerJob } from '../job.ts'
import { repeated } from '../repeated.ts'

const everyMs = 3_600_000

/** Runs at the start and every hour. */
export const pruneEnded = (installation: Installation, log: Logger): WorkerJob =>
  repeated(
    everyMs,
    async () => {
      const gone = await prune(installation, new Date())
      if (gone) log.info({ gone }, 'ended passes and throttles forgotten')
    },
    error => log.warn({ error }, 'ended passes and throttles wait to be forgotten'),
  )
