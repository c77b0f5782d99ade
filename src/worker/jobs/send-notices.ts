/** Job: owners are told what happened to their mailboxes. */
import type { Installation } from '../../actions/installation.ts'
import { sendNotices as send } from '../../actions/send-notices.ts'
import type { Logger } from '../../base/log.ts'
import type { WorkerJob } from '../job.ts'
import { repeated } from '../repeated.ts'

/** What happens together is told together. */
const everyMs = 30_000

/** Runs at the start and every half minute. */
export const sendNotices = (installation: Installation, log: Logger): WorkerJob =>
  repeated(
    everyMs,
    async () => {
      const { letters, refused } = await send(installation, new Date())
      if (letters) log.info({ letters }, 'notices sent')
      for (const each of refused) log.warn(each, 'a notice is not wanted')
    },
    error => log.warn({ error }, 'notices wait to be sent'),
  )
