/** Job: Postfix knows within seconds which domains are served here. */
import type { Installation } from '../../actions/installation.ts'
import { refreshPostfix as refresh } from '../../actions/refresh-postfix.ts'
import type { Logger } from '../../base/log.ts'
import type { WorkerJob } from '../job.ts'
import { job } from '../schedule.ts'

/** Domains that come by the hundred are one reload in so long. */
const leastMs = 10_000

/** Runs when a domain comes, goes, or its mail goes another way. What happened while nobody listened is forgotten by Postfix itself, with time. */
export const refreshPostfix = (installation: Installation, log: Logger): WorkerJob => {
  const changed = new Set<number>()
  let lastAt = -Infinity
  let timer: NodeJS.Timeout | undefined
  const run = job(
    async () => {
      const ids = [...changed]
      changed.clear()
      lastAt = performance.now()
      if (!ids.length) return
      await refresh(installation, ids).then(
        () => log.debug({ domains: ids.length }, 'Postfix reloaded for domains'),
        // A Postfix that starts later knows.
        (error: Error) => log.info({ error: error.message }, 'Postfix could not be reloaded for domains'),
      )
    },
    error => log.warn({ error }, 'Postfix waits to be reloaded'),
  )
  return {
    catchUp: () => {},
    onChange: ({ table, domain }) => {
      if (table !== 'domains' || domain === null) return
      changed.add(domain)
      clearTimeout(timer)
      timer = setTimeout(run.request, Math.max(0, lastAt + leastMs - performance.now()))
    },
    stop: () => {
      clearTimeout(timer)
      return run.stop()
    },
  }
}
