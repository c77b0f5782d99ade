/** Removes a domain with its mailboxes. Their mail is moved aside, not deleted, together with what is needed to bring all of it back. */
import { makeTrashItem, moveToTrash, type TrashItem } from '../base/trash.ts'
import type { Refusal } from '../core/values/refusal.ts'
import { no, type Result, yes } from '../core/values/result.ts'
import { copyDomain } from '../store/copies.ts'
import { deleteDomain, type Domain } from '../store/domains.ts'
import { listMailboxes, type Mailbox } from '../store/mailboxes.ts'
import { endSessions } from './end-sessions.ts'
import type { Installation, Whose } from './installation.ts'
import { domainFiles } from './mail-files.ts'
import { readDomain } from './read-accounts.ts'

/** What was removed, and where it waits. */
export interface RemovedDomain {
  readonly domain: Domain
  readonly trash: TrashItem
}

const allMailboxes = async ({ db }: Installation, whose: Whose, domainId: number): Promise<Mailbox[]> => {
  const all: Mailbox[] = []
  for (let after: string | undefined; ; ) {
    const { items, next } = await listMailboxes(db, whose, { limit: 1000, after, domainId })
    all.push(...items)
    if (next === null) return all
    after = next
  }
}

/** Removes a domain of this server, in the order of `removeMailbox`. @returns refused when there is none such, or it lives on another server */
export const removeDomain = async (installation: Installation, whose: Whose, name: string): Promise<Result<RemovedDomain, Refusal>> => {
  const { db, home, config } = installation
  const found = await readDomain(installation, whose, name)
  if (!found.ok) return found
  const domain = found.value
  if (domain.serverId !== config.server.id) return no({ kind: 'lives-elsewhere', name: domain.name, server: domain.serverId })
  const mailboxes = await allMailboxes(installation, whose, domain.id)
  const copy = await copyDomain(db, whose, domain, mailboxes)
  const trash = makeTrashItem(home, domain.name, new Date(), { kind: 'domain', domain: copy })
  await deleteDomain(db, whose, domain.id)
  await endSessions(
    installation,
    mailboxes.map(({ address }) => address),
  )
  moveToTrash(trash, domainFiles(home, domain.name))
  return yes({ domain, trash })
}
