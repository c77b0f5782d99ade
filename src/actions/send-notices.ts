/** Tells owners what happened to their mailboxes: finds what is worth a notice, and sends what waits as letters, one an hour to each reader. */
import { createHash } from 'node:crypto'
import { writeLetter } from '../base/plain-letter.ts'
import { composeDigest, type Notice, readerZone } from '../core/notices/digest.ts'
import { handIn } from '../engines/postfix/hand-in.ts'
import { lastDigests, listWaitingNotices, markTold, noteExposedPasswords, noteStaleDevices, noteThrottles, type WaitingNotice } from '../store/notices.ts'
import type { Installation } from './installation.ts'

const hourMs = 3_600_000

/** What a run came to. */
export interface SentNotices {
  readonly letters: number
  /** Addresses that take no mail, with what was said: they are not tried again for the same. */
  readonly refused: readonly { readonly recipient: string; readonly reply: string }[]
}

/** Whom to tell: the mailbox itself, and its owner. */
const readersOf = ({ mailbox, contact }: WaitingNotice): string[] => [...new Set(contact === null ? [mailbox] : [mailbox, contact])]

const untold = (notice: WaitingNotice): string[] => readersOf(notice).filter(reader => !notice.told.includes(reader))

const byReader = (waiting: readonly WaitingNotice[]): Map<string, WaitingNotice[]> => {
  const readers = new Map<string, WaitingNotice[]>()
  for (const notice of waiting) for (const reader of untold(notice)) readers.set(reader, [...(readers.get(reader) ?? []), notice])
  return readers
}

const text = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

const noticeOf = ({ kind, at, mailbox, facts }: WaitingNotice): Notice => {
  const until = text(facts['until'])
  return {
    kind,
    at,
    mailbox,
    network: text(facts['network']),
    country: text(facts['country']),
    client: text(facts['client']),
    count: typeof facts['count'] === 'number' ? facts['count'] : 1,
    until: until === null ? null : new Date(until),
    ref: text(facts['ref']),
  }
}

const machineZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone

/** The same letter tried twice has one id: a reader whose server had it already may see that. */
const messageId = (reader: string, notices: readonly WaitingNotice[], hostName: string): string =>
  `notice.${createHash('sha256').update(JSON.stringify([reader, notices.map(({ id }) => id)])).digest('hex').slice(0, 24)}@${hostName}`

/**
 * Finds and sends. Whoever was told within the hour waits for the next run.
 * @throws Error when the store or Postfix is away: what was not sent waits
 */
export const sendNotices = async ({ db, config }: Installation, now: Date): Promise<SentNotices> => {
  for (const note of [noteStaleDevices, noteExposedPasswords, noteThrottles]) await note(db, config.server.id, now)
  const waiting = await listWaitingNotices(db, config.server.id)
  const readers = byReader(waiting)
  const last = await lastDigests(db, [...readers.keys()])
  const isDue = (reader: string): boolean => now.getTime() - (last.get(reader)?.getTime() ?? 0) >= hourMs
  const { host_name: hostName, time_zone: zone } = config.server
  const told = new Map(waiting.map(notice => [notice.id, new Set(untold(notice))]))
  const refused: { recipient: string; reply: string }[] = []
  let letters = 0
  for (const [reader, notices] of readers) {
    if (!isDue(reader)) continue
    const { language } = notices.at(-1)!
    const digest = composeDigest(notices.map(noticeOf), language, hostName, readerZone(zone, machineZone(), language))
    const letter = writeLetter({
      ...digest,
      from: { name: `Todoku ${hostName}`, address: `postmaster@${hostName}` },
      to: reader,
      date: now,
      messageId: messageId(reader, notices, hostName),
      language,
    })
    const handed = await handIn(config.behind.reinjection, hostName, reader, letter)
    if (handed.state === 'refused') refused.push({ recipient: reader, reply: handed.reply })
    else letters += 1
    const ids = notices.map(({ id }) => id)
    for (const id of ids) told.get(id)?.delete(reader)
    await markTold(db, reader, ids, ids.filter(id => told.get(id)?.size === 0), now)
  }
  return { letters, refused }
}
