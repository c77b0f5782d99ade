/** Job: our name servers answer with what the zones hold. */
import { publishZones as publish } from '../../actions/publish-zones.ts'
import type { Installation } from '../../actions/installation.ts'
import { hasNameService } from '../../base/config.ts'
import type { Logger } from '../../base/log.ts'
import { idle, type WorkerJob } from '../job.ts'
import { job } from '../schedule.ts'

/** Runs for every change of a zone, or of a domain that may have one, and at the start. A change answers on port 53 within two seconds: nothing waits here. */
export const publishZones = (installation: Installation, log: Logger): WorkerJob => {
  if (!hasNameService(installation.config)) return idle
  let isThorough = true
  const run = job(
    async () => {
      const wasThorough = isThorough
      isThorough = false
      const { published, removed } = await publish(installation, new Date(), wasThorough).catch((error: unknown) => {
        isThorough ||= wasThorough
        throw error
      })
      if (published.length || removed.length) log.info({ published, removed }, 'zones published')
    },
    error => log.warn({ error }, 'zones wait to be published'),
  )
  return {
    catchUp: () => {
      isThorough = true
      run.request()
    },
    onChange: ({ table }) => {
      if (table === 'zones' || table === 'domains') run.request()
    },
    stop: run.stop,
  }
}
