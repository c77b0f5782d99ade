/** Job: Dovecot has every mailbox's vacation answer. */
import type { Installation } from '../../actions/installation.ts'
import { publishVacation, publishVacations as publishAll } from '../../actions/publish-vacation.ts'
import type { Logger } from '../../base/log.ts'
import type { WorkerJob } from '../job.ts'
import { job } from '../schedule.ts'

/** Runs for a mailbox whose answer changes, and for all of them at the start. */
export const publishVacations = (installation: Installation, log: Logger): WorkerJob => {
  const mailboxes = new Set<number>()
  let isAll = false
  const run = job(
    async () => {
      if (isAll) {
        await publishAll(installation)
        isAll = false
      }
      for (const id of mailboxes) {
        await publishVacation(installation, id)
        mailboxes.delete(id)
      }
    },
    error => log.warn({ error }, 'vacation answers wait to be published'),
  )
  return {
    catchUp: () => {
      isAll = true
      run.request()
    },
    onChange: ({ table, mailbox }) => {
      if (table !== 'vacations' || mailbox === null) return
      mailboxes.add(mailbox)
      run.request()
    },
    stop: run.stop,
  }
}
