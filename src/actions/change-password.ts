/** Changes a mailbox's password. Its credential's version rises, so no cache takes the old one any more, and edges end the sessions that the old one opened. */
import { gradePassword } from '../base/password-grade.ts'
import { hashPassword } from '../base/password-hash.ts'
import { makePassword } from '../base/random-password.ts'
import { complaintOfPassword, type Grade, madeGrade } from '../core/values/password.ts'
import type { Refusal } from '../core/values/refusal.ts'
import { no, type Result, yes } from '../core/values/result.ts'
import { setCredential } from '../store/credentials.ts'
import type { Mailbox } from '../store/mailboxes.ts'
import { isTooWeak } from './change-country-rule.ts'
import type { Installation, Whose } from './installation.ts'
import { readDomain, readMailbox } from './read-accounts.ts'

/** A password that was set, and that password itself where we made it: this is the only time that it can be seen. */
export interface ChangedPassword {
  readonly mailbox: Mailbox
  readonly madePassword: string | null
  /** How strong it is; null when that could not be judged. */
  readonly grade: Grade | null
}

const gradeOf = async (installation: Installation, whose: Whose, mailbox: Mailbox, password: string | null): Promise<Grade | null> => {
  if (password === null) return madeGrade
  const domain = await readDomain(installation, whose, mailbox.domain)
  return gradePassword(password, { ...mailbox, name: domain.ok ? domain.value.owner : undefined })
}

/**
 * Changes the password.
 * @param password null lets us make one up
 * @returns what was set; refused when there is no such mailbox, or the password is one that nobody should have
 * @throws Fault `busy` when too many passwords wait to be hashed, or when one that must be strong could not be judged in time
 */
export const changePassword = async (
  installation: Installation,
  whose: Whose,
  address: string,
  password: string | null,
): Promise<Result<ChangedPassword, Refusal>> => {
  const found = await readMailbox(installation, whose, address)
  if (!found.ok) return found
  const mailbox = found.value
  const complaint = password === null ? null : complaintOfPassword(password, mailbox)
  if (complaint) return no({ kind: 'weak-password', complaint })
  const made = password ?? makePassword()
  const grade = await gradeOf(installation, whose, mailbox, password)
  const place = { domainId: mailbox.domainId, mailboxId: mailbox.id }
  if (!mailbox.appPasswordRequired && (await isTooWeak(installation, whose, place, grade))) return no({ kind: 'guessable-password', name: mailbox.address })
  const version = await setCredential(installation.db, whose, mailbox.id, await hashPassword(made), grade)
  if (version === null) return no({ kind: 'not-found', noun: 'mailbox', name: mailbox.address })
  return yes({ mailbox, madePassword: password === null ? made : null, grade })
}
