/** Job: every domain has a zone. */
import type { Installation } from '../../actions/installation.ts'
import { makeZones as make, type Zoneless } from '../../actions/make-zones.ts'
import { openInstallationDns } from '../../actions/open-dns.ts'
import { hasNameService } from '../../base/config.ts'
import type { Logger } from '../../base/log.ts'
import { idle, type WorkerJob } from '../job.ts'
import { repeated } from '../repeated.ts'

/** Where the name servers of before did not answer, they are asked again so often. */
const everyMs = 30_000

/** A domain that is proven since is another matter. */
const keyOf = ({ name, isProven }: Zoneless): string => `${name} ${isProven}`

/** Runs at the start, when a domain comes, and again for those whose name servers did not answer. */
export const makeZones = (installation: Installation, log: Logger): WorkerJob => {
  if (!hasNameService(installation.config)) return idle
  const dns = openInstallationDns(installation)
  // Those whose name servers hang would be looked at with every domain that comes, and keep it waiting.
  const lookedAt = new Map<string, number>()
  const making = repeated(
    everyMs,
    async () => {
      const now = Date.now()
      for (const [key, at] of lookedAt) if (at + everyMs <= now) lookedAt.delete(key)
      const { made, left } = await make(installation, dns, new Date(now), domain => !lookedAt.has(keyOf(domain)))
      for (const domain of left) lookedAt.set(keyOf(domain), now)
      if (made.length) log.info({ made }, 'zones made')
    },
    error => log.warn({ error }, 'zones wait to be made'),
  )
  return {
    ...making,
    onChange: ({ table }) => {
      if (table === 'domains') making.catchUp()
    },
  }
}
