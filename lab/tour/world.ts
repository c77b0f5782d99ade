/** What the chapters of the tour share: the two installations, the people, and ways to look into a mailbox. */
import type { Account } from '../clients/account.ts'
import { imapClient } from '../clients/fetch.ts'
import type { Installation } from '../installation.ts'
import type { Internet } from '../internet.ts'
import { until } from '../process.ts'

/** Everybody with a mailbox here, by the name that they sign in with. */
export interface People {
  /** kaede.example, writes the letters. */
  readonly hanako: Account
  /** kaede.example, forwards to the outside. */
  readonly taro: Account
  /** momiji.test, reads the letters; takes what nobody else does. */
  readonly jiro: Account
  /** momiji.test, is away. */
  readonly saburo: Account
  /** momiji.test, has little room. */
  readonly shiro: Account
}

export interface World {
  readonly internet: Internet
  readonly installation: Installation
  readonly people: People
}

/**
 * Waits for a message, up to 30 s.
 * @param mark stands in its Message-ID, Subject or body
 * @param where its folder
 * @returns the whole message. @throws Error when it does not come
 */
export const arrival = async (account: Account, mark: string, where = 'INBOX'): Promise<Buffer> => {
  const client = imapClient(account)
  client.on('error', () => {})
  await client.connect()
  try {
    await client.mailboxOpen(where)
    const found = await until(async () => {
      await client.noop()
      const numbers = (await client.search({ text: mark })) || []
      const last = numbers.at(-1)
      if (last === undefined) return null
      const message = await client.fetchOne(String(last), { source: true })
      return message && message.source ? message.source : null
    }, 30_000)
    if (!found) throw new Error(`${account.address} has nothing marked "${mark}" in ${where}`)
    return found
  } finally {
    await client.logout()
  }
}

/** How many of a mailbox's Message-IDs hold each mark. */
export const countMarks = (ids: readonly string[], marks: readonly string[]): Map<string, number> => {
  const counts = new Map(marks.map(mark => [mark, 0]))
  for (const id of ids) {
    const mark = id.slice(1, id.lastIndexOf('@'))
    const count = counts.get(mark)
    if (count !== undefined) counts.set(mark, count + 1)
  }
  return counts
}

let serial = 0

/** A mark that no other message of this lab has. */
export const newMark = (what: string): string => `${what}-${++serial}-${process.pid}`
