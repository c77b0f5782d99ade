/** After a change: Dovecot asks anew, and whoever may no longer be signed in is not. */
import { flushAuthCache, kick } from '../engines/dovecot/doveadm.ts'
import { findDomainById } from '../store/domains.ts'
import { findMailboxById } from '../store/mailboxes.ts'
import { type Installation, operator } from './installation.ts'

/** Lets Dovecot forget all that it remembers of mailboxes. */
export const forgetAllMailboxes = async ({ home }: Installation): Promise<void> => {
  await flushAuthCache(home)
}

/**
 * For a mailbox that was added, changed or removed. One that is gone had its sessions ended when it went.
 * @param isForgotten whether Dovecot was made to forget everything just now
 */
export const refreshMailbox = async ({ db, home }: Installation, id: number, isForgotten: boolean): Promise<void> => {
  const mailbox = await findMailboxById(db, operator, id)
  if (!isForgotten) await flushAuthCache(home, mailbox?.address)
  if (mailbox?.suspendedAt) await kick(home, mailbox.address)
}

/** Likewise for a domain. */
export const refreshDomain = async ({ db, home }: Installation, id: number, isForgotten: boolean): Promise<void> => {
  const domain = await findDomainById(db, operator, id)
  if (!isForgotten) await flushAuthCache(home)
  if (domain?.suspendedAt) await kick(home, `*@${domain.name}`)
}
