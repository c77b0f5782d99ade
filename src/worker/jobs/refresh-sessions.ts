/** Job: Dovecot remembers nothing that has changed, and suspended mailboxes have no sessions. */
import type { Installation } from '../../actions/installation.ts'
import { forgetAllMailboxes, refreshDomain, refreshMailbox } from '../../actions/refresh-sessions.ts'
import type { Logger } from '../../base/log.ts'
import type { WorkerJob } from '../job.ts'
import { job } from '../schedule.ts'

/** An import changes thousands at once; then forgetting everything is the cheaper way. */
const mostOneByOne = 100

/** Runs for what changes, and once for everything at the start. */
export const refreshSessions = (installation: Installation, log: Logger): WorkerJob => {
  const mailboxes = new Set<number>()
  const domains = new Set<number>()
  let isAll = false

  const runEach = async (ids: Set<number>, refresh: typeof refreshMailbox, isForgotten: boolean): Promise<void> => {
    for (const id of ids) {
      await refresh(installation, id, isForgotten)
      ids.delete(id)
    }
  }
  const run = job(
    async () => {
      const isForgotten = isAll || mailboxes.size > mostOneByOne
      if (isForgotten) await forgetAllMailboxes(installation)
      isAll = false
      await runEach(domains, refreshDomain, isForgotten)
      await runEach(mailboxes, refreshMailbox, isForgotten)
    },
    error => log.warn({ error }, 'sessions wait to be refreshed'),
  )
  return {
    catchUp: () => {
      isAll = true
      run.request()
    },
    onChange: ({ table, mailbox, domain }) => {
      if (table === 'mailboxes' && mailbox !== null) mailboxes.add(mailbox)
      else if (table === 'domains' && domain !== null) domains.add(domain)
      else return
      run.request()
    },
    stop: run.stop,
  }
}
