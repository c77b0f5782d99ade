/** Takes a domain out of service: all of it goes to the trash, mail too, from where it can be brought back. Whoever gets the name next finds none of it. */
import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { deleteTrash, makeTrashItem, moveFromTrash, moveToTrash, type TrashItem } from '../base/trash.ts'
import { copyDomain, type DomainCopy } from '../store/copies.ts'
import { deleteDomain, type Domain, findDomainById } from '../store/domains.ts'
import { listMailboxes, type Mailbox } from '../store/mailboxes.ts'
import { endSessions } from './end-sessions.ts'
import { type Installation, operator } from './installation.ts'
import { domainFiles } from './mail-files.ts'

/** What was set aside, and where it waits. */
export interface SetAside {
  readonly domain: Domain
  readonly trash: TrashItem
  readonly copy: DomainCopy
  readonly addresses: readonly string[]
}

/** After a lost connection the database is asked for so long what became of it. */
const mostTries = 10
const pauseMs = 1000

const allMailboxes = async (db: Installation['db'], domainId: number): Promise<Mailbox[]> => {
  const all: Mailbox[] = []
  for (let after: string | undefined; ; ) {
    const { items, next } = await listMailboxes(db, operator, { limit: 1000, after, domainId })
    all.push(...items)
    if (next === null) return all
    after = next
  }
}

const setAside = async ({ home }: Installation, transaction: Installation['db'], domain: Domain, at: Date): Promise<SetAside> => {
  const mailboxes = await allMailboxes(transaction, domain.id)
  const copy = await copyDomain(transaction, operator, domain, mailboxes)
  await deleteDomain(transaction, operator, domain.id)
  const trash = makeTrashItem(home, domain.name, at, { kind: 'domain', domain: copy })
  moveToTrash(trash, domainFiles(home, domain.name))
  return { domain, trash, copy, addresses: mailboxes.map(({ address }) => address) }
}

/** Ends the sessions of a domain that is set aside; what was being delivered meanwhile follows the rest. */
const finish = async (installation: Installation, { domain: { name }, copy, addresses }: SetAside, at: Date): Promise<void> => {
  await endSessions(installation, addresses)
  const files = domainFiles(installation.home, name)
  if (existsSync(files)) moveToTrash(makeTrashItem(installation.home, name, at, { kind: 'domain', domain: copy }), files)
}

/** Whether a domain is there although it was to be set aside. A commit whose answer got lost may have been carried out; null: the database cannot say. */
const isStillThere = async ({ db }: Installation, id: number): Promise<boolean | null> => {
  for (let tries = 0; tries < mostTries; tries++) {
    try {
      return (await findDomainById(db, operator, id)) !== null
    } catch {
      await sleep(pauseMs)
    }
  }
  return null
}

/**
 * Runs a transaction in which domains of this server may be set aside; the name of each must be locked in it.
 * @param work is handed the transaction, and what sets a domain aside
 * @returns what the work returned
 * @throws what the work threw, and then nothing is set aside; only when the database is gone for good the files of what it may have set aside stay in the trash, where nobody else
 *   finds them
 */
export const withSetAside = async <T>(
  installation: Installation,
  at: Date,
  work: (transaction: Installation['db'], set: (domain: Domain) => Promise<SetAside>) => Promise<T>,
): Promise<T> => {
  const asides: SetAside[] = []
  let result: T
  try {
    result = await installation.db.transaction().execute(transaction =>
      work(transaction, async domain => {
        const aside = await setAside(installation, transaction, domain, at)
        asides.push(aside)
        return aside
      }),
    )
  } catch (error) {
    for (const { domain, trash } of asides) {
      if ((await isStillThere(installation, domain.id)) !== true) continue
      moveFromTrash(trash, domainFiles(installation.home, domain.name))
      deleteTrash(trash)
    }
    throw error
  }
  for (const aside of asides) await finish(installation, aside, at)
  return result
}
