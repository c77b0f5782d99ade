/** Removes a mailbox. Its mail is moved aside, not deleted, together with what is needed to bring it back. */
import { makeTrashItem, moveToTrash, type TrashItem } from '../base/trash.ts'
import type { Refusal } from '../core/values/refusal.ts'
import { no, type Result, yes } from '../core/values/result.ts'
import { copyMailbox } from '../store/copies.ts'
import { deleteMailbox, type Mailbox } from '../store/mailboxes.ts'
import { endSessions } from './end-sessions.ts'
import type { Installation, Whose } from './installation.ts'
import { mailboxFiles } from './mail-files.ts'
import { readDomain, readMailbox } from './read-accounts.ts'

/** What was removed, and where it waits. */
export interface RemovedMailbox {
  readonly mailbox: Mailbox
  readonly trash: TrashItem
}

/**
 * Removes a mailbox of this server: first what would bring it back is on disk, then nobody can sign in or deliver, then the files move.
 * @returns refused when there is none such, or it lives on another server
 */
export const removeMailbox = async (installation: Installation, whose: Whose, address: string): Promise<Result<RemovedMailbox, Refusal>> => {
  const { db, home, config } = installation
  const found = await readMailbox(installation, whose, address)
  if (!found.ok) return found
  const mailbox = found.value
  if (mailbox.serverId !== config.server.id) return no({ kind: 'lives-elsewhere', name: mailbox.address, server: mailbox.serverId })
  const domain = await readDomain(installation, whose, mailbox.domain)
  if (!domain.ok) return domain
  const copy = await copyMailbox(db, whose, mailbox)
  const trash = makeTrashItem(home, mailbox.address, new Date(), { kind: 'mailbox', domain: mailbox.domain, owner: domain.value.owner, mailbox: copy })
  await deleteMailbox(db, whose, mailbox.id)
  await endSessions(installation, [mailbox.address])
  moveToTrash(trash, mailboxFiles(home, mailbox))
  return yes({ mailbox, trash })
}
