/** Switches a mailbox's vacation answer on and off. */
import type { Refusal } from '../core/values/refusal.ts'
import { no, type Result, yes } from '../core/values/result.ts'
import type { Mailbox } from '../store/mailboxes.ts'
import { deleteVacation, findVacation, setVacation, type Vacation } from '../store/vacations.ts'
import type { Installation, Whose } from './installation.ts'
import { readMailbox } from './read-accounts.ts'

export type { Vacation } from '../store/vacations.ts'

export interface MailboxVacation {
  readonly mailbox: Mailbox
  /** Null while it is off. */
  readonly vacation: Vacation | null
}

/** A subject is one header line; the others are what the table takes. */
const complaintOf = ({ subject, body, days }: Vacation): Refusal | null => {
  if (!/^[^\p{Cc}]{1,200}$/u.test(subject.trim())) return { kind: 'invalid-vacation', part: 'subject' }
  if (body.trim() === '' || body.length > 10_000 || body.includes('\0')) return { kind: 'invalid-vacation', part: 'text' }
  return Number.isInteger(days) && days >= 1 && days <= 30 ? null : { kind: 'invalid-vacation', part: 'days' }
}

/** The vacation answer of a mailbox. */
export const readVacation = async (installation: Installation, whose: Whose, address: string): Promise<Result<MailboxVacation, Refusal>> => {
  const mailbox = await readMailbox(installation, whose, address)
  return mailbox.ok ? yes({ mailbox: mailbox.value, vacation: await findVacation(installation.db, whose, mailbox.value.id) }) : mailbox
}

/**
 * Switches it on with this answer, or off.
 * @param vacation null switches it off
 * @returns as it is now; refused when there is no such mailbox, or a part of the answer will not do
 */
export const changeVacation = async (installation: Installation, whose: Whose, address: string, vacation: Vacation | null): Promise<Result<MailboxVacation, Refusal>> => {
  const mailbox = await readMailbox(installation, whose, address)
  if (!mailbox.ok) return mailbox
  const complaint = vacation && complaintOf(vacation)
  if (complaint) return no(complaint)
  if (vacation) await setVacation(installation.db, whose, mailbox.value.id, { ...vacation, subject: vacation.subject.trim() })
  else await deleteVacation(installation.db, whose, mailbox.value.id)
  return readVacation(installation, whose, address)
}
