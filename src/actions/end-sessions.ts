/** Lets what Dovecot remembers of mailboxes go, and ends their sessions; for a mailbox that was removed or suspended. */
import { flushAuthCache, kick } from '../engines/dovecot/doveadm.ts'
import type { Installation } from './installation.ts'

/** Ends sessions, best effort: a Dovecot that does not run has none. */
export const endSessions = async ({ home }: Installation, addresses: readonly string[]): Promise<void> => {
  if (!addresses.length || !(await flushAuthCache(home))) return
  for (const address of addresses) await kick(home, address)
}
