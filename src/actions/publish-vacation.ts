/** Gives Dovecot the vacation answers of this server's mailboxes. */
import { publishedVacations, publishVacation as publish } from '../engines/dovecot/vacation.ts'
import { findMailbox, findMailboxById } from '../store/mailboxes.ts'
import { findVacation, listVacations } from '../store/vacations.ts'
import { type Installation, operator } from './installation.ts'

/** Publishes one mailbox's answer, or that it has none; safe to repeat. A mailbox of another server is left to that server. */
export const publishVacation = async ({ db, home, config }: Installation, mailboxId: number): Promise<void> => {
  const mailbox = await findMailboxById(db, operator, mailboxId)
  if (mailbox && mailbox.serverId === config.server.id) publish(home, mailbox, await findVacation(db, operator, mailboxId))
}

const batch = 1000

/** Publishes every answer there is, and takes away those that there are no more; for catching up. */
export const publishVacations = async ({ db, home, config }: Installation): Promise<void> => {
  for await (const place of publishedVacations(home)) {
    const mailbox = await findMailbox(db, operator, place)
    if (!mailbox || !(await findVacation(db, operator, mailbox.id))) publish(home, place, null)
  }
  for (let after = 0; ; ) {
    const answers = await listVacations(db, config.server.id, after, batch)
    for (const answer of answers) publish(home, answer, answer)
    if (answers.length < batch) return
    after = answers.at(-1)!.mailboxId
  }
}
