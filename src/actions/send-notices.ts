/** Tells owners what happened to their mailboxes and domains: finds what is worth a notice, and sends what waits as letters; of sign-ins one an hour to each reader. */
import { createHash } from 'node:crypto'
import { domainToUnicode } from 'node:url'
import type { Config } from '../base/config.ts'
import { writeLetter } from '../base/plain-letter.ts'
import type { Language } from '../core/causes/define.ts'
import { type Finding, isCause } from '../core/causes/index.ts'
import { composeDigest, type Digest, type Notice, readerZone } from '../core/notices/digest.ts'
import { composeDomainLetter, type DomainNotice } from '../core/notices/domains.ts'
import { handIn } from '../engines/postfix/hand-in.ts'
import {
  lastDigests,
  listWaitingDomainNotices,
  listWaitingNotices,
  markDomainNoticesSent,
  markTold,
  noteExposedPasswords,
  noteStaleDevices,
  noteThrottles,
  type WaitingDomainNotice,
  type WaitingNotice,
} from '../store/notices.ts'
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
const messageId = (reader: string, notices: readonly { readonly id: number }[], hostName: string): string =>
  `notice.${createHash('sha256').update(JSON.stringify([reader, notices.map(({ id }) => id)])).digest('hex').slice(0, 24)}@${hostName}`

/** The letters of one installation: what of a reader's goes into each, and the handing in. */
const letterSender = ({ behind, server }: Config, now: Date) => {
  const { host_name: hostName, time_zone: zone } = server
  return (to: string, notices: readonly { readonly id: number }[], language: Language, compose: (hostName: string, zone: string) => Digest) =>
    handIn(
      behind.reinjection,
      hostName,
      to,
      writeLetter({
        ...compose(hostName, readerZone(zone, machineZone(), language)),
        from: { name: `Todoku ${hostName}`, address: `postmaster@${hostName}` },
        to,
        date: now,
        messageId: messageId(to, notices, hostName),
        language,
      }),
    )
}

const domainNoticeOf = ({ kind, at, facts }: WaitingDomainNotice): DomainNotice => {
  const until = text(facts['until'])
  return {
    kind,
    at,
    domain: domainToUnicode(text(facts['domain']) ?? ''),
    side: facts['side'] === 'to' ? 'to' : 'from',
    proof: text(facts['proof']),
    until: until === null ? null : new Date(until),
    isWithMail: facts['isWithMail'] === true,
    isCalledOff: facts['isCalledOff'] === true,
    findings: Array.isArray(facts['findings']) ? (facts['findings'] as Finding[]).filter(({ id }) => isCause(id)) : [],
  }
}

/**
 * Sends what waits about domains: each happens once, and some of it cannot wait an hour.
 * @throws Error when the store or Postfix is away: what was not sent waits
 */
const sendDomainNotices = async ({ db, config }: Installation, now: Date): Promise<SentNotices> => {
  const sendLetter = letterSender(config, now)
  const readers = Map.groupBy(await listWaitingDomainNotices(db, config.server.id), ({ contact }) => contact)
  const refused: { recipient: string; reply: string }[] = []
  for (const [reader, notices] of readers) {
    const { language } = notices.at(-1)!
    const handed = await sendLetter(reader, notices, language, (hostName, zone) => composeDomainLetter(notices.map(domainNoticeOf), language, hostName, zone))
    if (handed.state === 'refused') refused.push({ recipient: reader, reply: handed.reply })
    await markDomainNoticesSent(
      db,
      notices.map(({ id }) => id),
      now,
    )
  }
  return { letters: readers.size - refused.length, refused }
}

/** Finds and sends what is about sign-ins. Whoever was told within the hour waits for the next run. */
const sendSignInNotices = async ({ db, config }: Installation, now: Date): Promise<SentNotices> => {
  for (const note of [noteStaleDevices, noteExposedPasswords, noteThrottles]) await note(db, config.server.id, now)
  const waiting = await listWaitingNotices(db, config.server.id)
  const readers = byReader(waiting)
  const last = await lastDigests(db, [...readers.keys()])
  const isDue = (reader: string): boolean => now.getTime() - (last.get(reader)?.getTime() ?? 0) >= hourMs
  const sendLetter = letterSender(config, now)
  const told = new Map(waiting.map(notice => [notice.id, new Set(untold(notice))]))
  const refused: { recipient: string; reply: string }[] = []
  let letters = 0
  for (const [reader, notices] of readers) {
    if (!isDue(reader)) continue
    const { language } = notices.at(-1)!
    const handed = await sendLetter(reader, notices, language, (hostName, zone) => composeDigest(notices.map(noticeOf), language, hostName, zone))
    if (handed.state === 'refused') refused.push({ recipient: reader, reply: handed.reply })
    else letters += 1
    const ids = notices.map(({ id }) => id)
    for (const id of ids) told.get(id)?.delete(reader)
    await markTold(db, reader, ids, ids.filter(id => told.get(id)?.size === 0), now)
  }
  return { letters, refused }
}

/**
 * Finds and sends.
 * @throws Error when the store or Postfix is away: what was not sent waits
 */
export const sendNotices = async (installation: Installation, now: Date): Promise<SentNotices> => {
  const ofDomains = await sendDomainNotices(installation, now)
  const ofSignIns = await sendSignInNotices(installation, now)
  return { letters: ofDomains.letters + ofSignIns.letters, refused: [...ofDomains.refused, ...ofSignIns.refused] }
}
