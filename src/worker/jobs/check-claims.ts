/** Job: claims are checked when they are due, and at once when one is made or somebody has done something for it; proven domains are watched. */
import { claimChecker } from '../../actions/check-claims.ts'
import type { Installation } from '../../actions/installation.ts'
import type { Logger } from '../../base/log.ts'
import type { WorkerJob } from '../job.ts'
import { job } from '../schedule.ts'

/** The fastest claims are due every thirty seconds. */
const everyMs = 5000

/** Runs every five seconds, and when a claim changes. */
export const checkClaims = (installation: Installation, log: Logger): WorkerJob => {
  const checker = claimChecker(installation, error => {
    if (error !== null) log.warn({ error }, 'a claim waits to be checked')
    run.request()
  })
  const run = job(
    () => checker.begin(new Date()),
    error => log.warn({ error }, 'claims wait to be checked'),
  )
  const timer = setInterval(run.request, everyMs)
  return {
    catchUp: run.request,
    onChange: ({ table }) => {
      if (table === 'claims') run.request()
    },
    stop: async () => {
      clearInterval(timer)
      await run.stop()
      await checker.settled()
    },
  }
}
