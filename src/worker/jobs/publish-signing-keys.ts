/** Job: rspamd has the keys of every live domain. */
import type { Installation } from '../../actions/installation.ts'
import { publishSigningKeys as publish } from '../../actions/publish-signing-keys.ts'
import type { Change } from '../../actions/watch-changes.ts'
import type { Logger } from '../../base/log.ts'
import { job } from '../schedule.ts'
import type { WorkerJob } from '../job.ts'

/** Runs when a domain or a key changes, and at the start. */
export const publishSigningKeys = (installation: Installation, log: Logger): WorkerJob => {
  const run = job(
    async () => {
      const files = await publish(installation)
      if (files) log.info({ files }, 'signing keys published')
    },
    error => log.warn({ error }, 'signing keys wait to be published'),
  )
  return {
    catchUp: run.request,
    onChange: ({ table }: Change) => {
      if (table === 'dkim_keys' || table === 'domains') run.request()
    },
    stop: run.stop,
  }
}
