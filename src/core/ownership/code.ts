/** The proof by mail: a code to an address that only who runs the domain's mail reads. When one may be sent, what entering one comes to, where it is now. Pure. */
import type { Finding } from '../causes/index.ts'
import type { ProofResult } from './proof.ts'

/** Who reads these has the domain in hand (RFC 2142; the same five that certificate authorities write to). */
export const codeLocalParts = ['admin', 'administrator', 'webmaster', 'hostmaster', 'postmaster'] as const
export type CodeLocalPart = (typeof codeLocalParts)[number]

/** Whether a code may be sent to this name of a domain. */
export const isCodeLocalPart = (text: string): text is CodeLocalPart => codeLocalParts.some(name => name === text)

const hourMs = 3_600_000
/** Letters of one claim in an hour: a stranger's mailbox must not be flooded from here. */
export const mostInAnHour = 3
/** How long a code is good. */
export const codeLastsMs = 24 * hourMs
/** Wrong entries that a code survives; with 10^8 codes and three an hour, guessing for a month finds one in fifty thousand. */
export const mostTries = 10

/** Where a letter is. `host` and `address` are of the mail server that has it, or was asked last; `reply` is what that server, or our own, said. */
export interface CodeDelivery {
  readonly state: 'queued' | 'delivered' | 'waiting' | 'bounced' | 'expired'
  readonly host: string | null
  readonly address: string | null
  readonly reply: string | null
  /** ISO 8601: since when it is so. */
  readonly at: string
}

/** A code that was sent. */
export interface SentCode {
  readonly recipient: string
  readonly sentAt: Date
  readonly expiresAt: Date
  /** Wrong entries. */
  readonly tries: number
  readonly usedAt: Date | null
  readonly delivery: CodeDelivery | null
}

/**
 * When the next letter of a claim may be sent.
 * @param sent when its letters were sent
 * @returns null: now
 */
export const nextSend = (sent: readonly Date[], now: Date): Date | null => {
  const lately = sent.map(at => at.getTime()).filter(at => at > now.getTime() - hourMs).toSorted((a, b) => a - b)
  const counts = lately.at(-mostInAnHour)
  return counts === undefined ? null : new Date(counts + hourMs)
}

/** What may be entered still. */
export const isLive = ({ expiresAt, tries, usedAt }: Pick<SentCode, 'expiresAt' | 'tries' | 'usedAt'>, now: Date): boolean =>
  usedAt === null && tries < mostTries && expiresAt.getTime() > now.getTime()

/** The eight digits, however they were typed; null where it can be no code. */
export const codeDigits = (text: string): string | null => {
  const digits = text.normalize('NFKC').replace(/[\s\p{Pd}]/gu, '')
  return /^\d{8}$/.test(digits) ? digits : null
}

const newest = (codes: readonly SentCode[]): SentCode | undefined => codes.toSorted((a, b) => b.sentAt.getTime() - a.sentAt.getTime())[0]

/** What is wrong with the codes of a claim, where none of them can be entered; null while one can. */
const unusable = (codes: readonly SentCode[], domain: string, now: Date): Finding | null => {
  const last = newest(codes)
  if (!last) return { id: 'ownership.mail-not-sent', facts: { domain } }
  if (codes.some(code => isLive(code, now))) return null
  if (last.tries >= mostTries || last.usedAt !== null) return { id: 'ownership.code-spent', facts: {} }
  return { id: 'ownership.code-expired', facts: { sentAt: last.sentAt.toISOString() } }
}

/**
 * What a code that fits none comes to. Whatever was wrong with it, the words are the same, and so is what was done: every code that could be meant lost a try.
 * @param codes of the claim, as they are after that
 */
export const refuseCode = (codes: readonly SentCode[], domain: string, now: Date): Finding => {
  const triesLeft = Math.max(0, ...codes.filter(code => isLive(code, now)).map(({ tries }) => mostTries - tries))
  return unusable(codes, domain, now) ?? { id: 'ownership.code-wrong', facts: { triesLeft } }
}

/** Texts of servers, and of our own about servers that do not answer, and what they mean. */
const meanings: readonly (readonly [RegExp, string])[] = [
  [/Host (or domain name )?not found|Host not found/i, 'name-not-found'],
  [/Connection refused/, 'connection-refused'],
  [/Connection timed out|timed out while|conversation with .* timed out/, 'timeout'],
  [/Network is unreachable|No route to host/, 'unreachable'],
  [/lost connection|Connection reset/, 'cut'],
  [/\b4\.2\.2\b|mailbox (is )?full|over ?quota/i, 'mailbox-full'],
  [/grey|gray|try (again )?(later|in)|\b45[01] 4\.[27]\.[01]\b/i, 'greylisted'],
  [/TLS is required|Cannot start TLS|certificate verification failed/i, 'tls'],
]

/** Why a letter waits: a word that `words` knows, or else what was said. */
export const whyWaiting = (reply: string | null): string => meanings.find(([says]) => says.test(reply ?? ''))?.[1] ?? reply ?? 'unknown'

/** What our own server said is no server's address: then the domain is what can be named. */
const mailServer = ({ host, address }: CodeDelivery, recipient: string): string => host ?? address ?? recipient.slice(recipient.lastIndexOf('@') + 1)

/** Where the letter is, for who waits for it. */
export const whereItIs = ({ recipient, sentAt, delivery }: SentCode): Finding => {
  if (delivery === null || delivery.state === 'queued') return { id: 'ownership.mail-queued', facts: { recipient } }
  const mx = mailServer(delivery, recipient)
  switch (delivery.state) {
    case 'delivered':
      return { id: 'ownership.mail-delivered', facts: { recipient, mx, at: delivery.at } }
    case 'waiting':
      return { id: 'ownership.mail-waiting', facts: { recipient, mx, why: whyWaiting(delivery.reply), since: sentAt.toISOString() } }
    case 'bounced':
    case 'expired':
      return { id: 'ownership.mail-bounced', facts: { recipient, mx, reply: delivery.reply ?? '' } }
  }
}

/** What the codes of a claim come to. */
export const mailProof = (codes: readonly SentCode[], domain: string, now: Date): ProofResult => {
  if (codes.some(({ usedAt }) => usedAt !== null)) return { proof: 'mail', state: 'proven' }
  return { proof: 'mail', state: 'waiting', finding: unusable(codes, domain, now) ?? whereItIs(newest(codes.filter(code => isLive(code, now)))!) }
}

const overStates: readonly CodeDelivery['state'][] = ['delivered', 'bounced', 'expired']

/** Follows a letter, by what was known of it and what is heard now. What has come to an end stays so. */
export const followDelivery = (known: CodeDelivery | null, heard: CodeDelivery): CodeDelivery => {
  if (known === null) return heard
  if (overStates.includes(known.state)) return known
  // The queue gives up without any server's words: the last ones say why.
  return heard.state === 'expired' ? { ...heard, host: known.host, address: known.address, reply: heard.reply ?? known.reply } : heard
}
