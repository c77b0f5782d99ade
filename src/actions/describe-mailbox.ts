/** Tells all about a mailbox: its settings, where its mail goes, and what it holds. */
import type { Refusal } from '../core/values/refusal.ts'
import { type Result, yes } from '../core/values/result.ts'
import { readUsage, type Usage } from '../engines/dovecot/doveadm.ts'
import { listForwards } from '../store/forwards.ts'
import type { Mailbox } from '../store/mailboxes.ts'
import { findServer } from '../store/servers.ts'
import { findVacation, type Vacation } from '../store/vacations.ts'
import type { Installation, Whose } from './installation.ts'
import { readMailbox } from './read-accounts.ts'

export interface MailboxDescription {
  readonly mailbox: Mailbox
  /** The name that mail apps are set to. */
  readonly hostName: string
  readonly forwards: readonly string[]
  readonly vacation: Vacation | null
  /** Null when Dovecot does not say. */
  readonly usage: Usage | null
}

/** Describes a mailbox. @returns refused when there is none such */
export const describeMailbox = async (installation: Installation, whose: Whose, address: string): Promise<Result<MailboxDescription, Refusal>> => {
  const { db, home, config } = installation
  const found = await readMailbox(installation, whose, address)
  if (!found.ok) return found
  const mailbox = found.value
  const server = await findServer(db, mailbox.serverId)
  return yes({
    mailbox,
    hostName: server?.hostName ?? config.server.host_name,
    forwards: await listForwards(db, whose, mailbox.id),
    vacation: await findVacation(db, whose, mailbox.id),
    usage: mailbox.serverId === config.server.id ? await readUsage(home, mailbox.address) : null,
  })
}
