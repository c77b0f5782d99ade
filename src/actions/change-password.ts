/** Changes a mailbox's password. Its credential's version rises, so no cache takes the old one any more. */
import { hashPassword } from '../base/password-hash.ts'
import { makePassword } from '../base/random-password.ts'
import { complaintOfPassword } from '../core/values/password.ts'
import type { Refusal } from '../core/values/refusal.ts'
import { no, type Result, yes } from '../core/values/result.ts'
import { setCredential } from '../store/credentials.ts'
import type { Mailbox } from '../store/mailboxes.ts'
import type { Installation, Whose } from './installation.ts'
import { readMailbox } from './read-accounts.ts'

/**
 * Changes the password.
 * @param password null lets us make one up
 * @returns the mailbox, and the password where we made it: this is the only time that it can be seen
 * @throws Fault `busy` when too many passwords wait to be hashed
 */
export const changePassword = async (
  installation: Installation,
  whose: Whose,
  address: string,
  password: string | null,
): Promise<Result<{ readonly mailbox: Mailbox; readonly madePassword: string | null }, Refusal>> => {
  const found = await readMailbox(installation, whose, address)
  if (!found.ok) return found
  const mailbox = found.value
  const complaint = password === null ? null : complaintOfPassword(password, mailbox)
  if (complaint) return no({ kind: 'weak-password', complaint })
  const made = password ?? makePassword()
  const version = await setCredential(installation.db, whose, mailbox.id, await hashPassword(made))
  if (version === null) return no({ kind: 'not-found', noun: 'mailbox', name: mailbox.address })
  return yes({ mailbox, madePassword: password === null ? made : null })
}
