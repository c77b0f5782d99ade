/** Changes a mailbox's quota, protocol switches, suspension, and whether forwarded mail stays, too. */
import type { Refusal } from '../core/values/refusal.ts'
import type { Result } from '../core/values/result.ts'
import { type Mailbox, type MailboxChange, updateMailbox } from '../store/mailboxes.ts'
import type { Installation, Whose } from './installation.ts'
import { readMailbox } from './read-accounts.ts'

export type { MailboxChange } from '../store/mailboxes.ts'

/** Changes what is given. @returns the mailbox as it is now; refused when there is none such */
export const changeMailbox = async (installation: Installation, whose: Whose, address: string, change: MailboxChange): Promise<Result<Mailbox, Refusal>> => {
  const found = await readMailbox(installation, whose, address)
  if (!found.ok) return found
  await updateMailbox(installation.db, whose, found.value.id, change)
  return readMailbox(installation, whose, address)
}
