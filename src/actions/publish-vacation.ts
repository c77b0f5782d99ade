/** Gives Dovecot the vacation answers of this server's mailboxes. */
import { publishedVacations, publishVacation as publish, type VacationPlace } from '../engines/dovecot/vacation.ts'
import { listAliasesTo } from '../store/aliases.ts'
import { findMailbox, findMailboxById } from '../store/mailboxes.ts'
import { findVacation, listVacations, type Vacation } from '../store/vacations.ts'
import { type Installation, operator } from './installation.ts'

/** Only the aliases of the moment; the worker's next catching up brings later ones. */
const publishAnswer = async ({ db, home }: Installation, place: VacationPlace, answer: Vacation): Promise<boolean> =>
  publish(home, place, { ...answer, addresses: await listAliasesTo(db, `${place.localPart}@${place.domain}`) })

/** Publishes one mailbox's answer, or that it has none; safe to repeat. A mailbox of another server is left to that server. */
export const publishVacation = async (installation: Installation, mailboxId: number): Promise<void> => {
  const { db, home, config } = installation
  const mailbox = await findMailboxById(db, operator, mailboxId)
  if (mailbox?.serverId !== config.server.id) return
  const answer = await findVacation(db, operator, mailboxId)
  if (answer) await publishAnswer(installation, mailbox, answer)
  else publish(home, mailbox, null)
}

const batch = 1000

/** Publishes every answer there is, and takes away those that there are no more; for catching up. */
export const publishVacations = async (installation: Installation): Promise<void> => {
  const { db, home, config } = installation
  for await (const place of publishedVacations(home)) {
    const mailbox = await findMailbox(db, operator, place)
    if (!mailbox || !(await findVacation(db, operator, mailbox.id))) publish(home, place, null)
  }
  for (let after = 0; ; ) {
    const answers = await listVacations(db, config.server.id, after, batch)
    for (const answer of answers) await publishAnswer(installation, answer, answer)
    if (answers.length < batch) return
    after = answers.at(-1)!.mailboxId
  }
}
