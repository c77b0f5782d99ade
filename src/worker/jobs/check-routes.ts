/** Job: mail to each domain goes where its MX, or its owner, says. */
import { checkRoutes as check } from '../../actions/check-routes.ts'
import type { Installation } from '../../actions/installation.ts'
import { openInstallationDns } from '../../actions/open-dns.ts'
import type { Logger } from '../../base/log.ts'
import type { WorkerJob } from '../job.ts'
import { repeated } from '../repeated.ts'

/** What is due within minutes is looked for somewhat oftener. */
const everyMs = 30_000

/** Runs every half minute; at once when a domain becomes proven, or when mail comes for one whose mail goes elsewhere. */
export const checkRoutes = (installation: Installation, log: Logger): WorkerJob => {
  const dns = openInstallationDns(installation)
  const askedFor = new Set<number>()
  const { catchUp, stop } = repeated(
    everyMs,
    async again => {
      const ids = [...askedFor]
      const { changed, hasMore } = await check(installation, dns, ids, new Date())
      for (const id of ids) askedFor.delete(id)
      for (const { domain, goes, mx } of changed) log.info({ domain, goes, mx }, 'mail goes another way')
      if (hasMore) again()
    },
    error => log.warn({ error }, 'routes wait to be looked at'),
  )
  return {
    catchUp,
    onChange: ({ table, domain }) => {
      if (table !== 'domains' && table !== 'routes') return
      if (table === 'routes' && domain !== null) askedFor.add(domain)
      // The very run that asks for what is due: a domain that was just proven is.
      catchUp()
    },
    stop,
  }
}
