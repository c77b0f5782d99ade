/** Job: the DNS records of every domain are looked at daily, hourly while something is awaited, and at once when something here changes. */
import type { Installation } from '../../actions/installation.ts'
import { openInstallationDns } from '../../actions/open-dns.ts'
import type { Change } from '../../actions/watch-changes.ts'
import { watchDomains, watchSoon } from '../../actions/watch-domain.ts'
import type { Logger } from '../../base/log.ts'
import type { WorkerJob } from '../job.ts'
import { repeated } from '../repeated.ts'
import { job } from '../schedule.ts'

const everyMs = 60_000
/** A change of a zone answers on port 53 within two seconds; several that come together are looked at once. */
const settleMs = 5_000

/** Tables whose rows say what a domain should publish, or publish it. */
const about: ReadonlySet<string> = new Set(['zones', 'dkim_keys', 'domains'])

/** Runs at the start, every minute, and after changes. */
export const watchRecords = (installation: Installation, log: Logger): WorkerJob => {
  const dns = openInstallationDns(installation)
  const stopping = new AbortController()
  const watching = repeated(
    everyMs,
    async again => {
      const { looked, changed, isMore } = await watchDomains(installation, dns, new Date(), stopping.signal)
      if (looked) log.debug({ looked }, 'DNS records looked at')
      if (changed.length) log.info({ domains: changed }, 'DNS records changed')
      if (isMore && !stopping.signal.aborted) again()
    },
    error => log.warn({ error }, 'DNS records wait to be looked at'),
  )
  const hasty = new Set<number>()
  let timer: NodeJS.Timeout | undefined
  const hastening = job(
    async () => {
      for (const domainId of hasty) {
        await watchSoon(installation, domainId, new Date())
        hasty.delete(domainId)
      }
      watching.catchUp()
    },
    error => log.warn({ error }, 'changed domains wait to be looked at'),
  )
  return {
    catchUp: watching.catchUp,
    onChange: ({ table, domain }: Change) => {
      if (domain === null || !about.has(table)) return
      hasty.add(domain)
      timer ??= setTimeout(() => {
        timer = undefined
        hastening.request()
      }, settleMs)
    },
    stop: async () => {
      clearTimeout(timer)
      stopping.abort()
      await hastening.stop()
      await watching.stop()
    },
  }
}
