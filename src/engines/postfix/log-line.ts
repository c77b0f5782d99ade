/** Lines of Postfix's log (3.7 and 3.10) that say why something was refused. Pure. */
import type { EnvelopeRefusal, EnvelopeRefusalKind, EnvelopeService } from '../../core/envelope/refusal.ts'
import { syslogNames } from './master-cf.ts'

/** A client of smtpd as the log writes it: `mx.example.jp[192.0.2.1]`, the name "unknown" where no reverse name is confirmed. */
interface LoggedClient {
  readonly client: string
  readonly clientName: string | null
}

/** What one line says. */
export type LogLine =
  | { readonly says: 'refused'; readonly refusal: EnvelopeRefusal }
  /** A message begins; who sends it. */
  | ({ readonly says: 'begun'; readonly at: Date; readonly service: EnvelopeService; readonly queueId: string; readonly login: string | null } & LoggedClient)
  /** A message in flight grew beyond the limit. */
  | { readonly says: 'too-big'; readonly at: Date; readonly service: EnvelopeService; readonly queueId: string }
  /** A message that was taken cannot be delivered, for a reason that its sender would have been told at once by others. */
  | { readonly says: 'undelivered'; readonly at: Date; readonly kind: EnvelopeRefusalKind; readonly queueId: string; readonly recipient: string; readonly reply: string }

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const dayMs = 86_400_000

/** `Nov  4 09:05:03`, in the machine's zone and without a year: the one that brings it closest before now. */
export const timeOf = (stamp: string, now: Date): Date | null => {
  const [, month = '', day, hour, minute, second] = /^(\w{3}) +(\d+) (\d+):(\d+):(\d+)$/.exec(stamp) ?? []
  if (!months.includes(month)) return null
  const inYear = (year: number): Date => new Date(year, months.indexOf(month), Number(day), Number(hour), Number(minute), Number(second))
  const thisYear = inYear(now.getFullYear())
  return thisYear.getTime() > now.getTime() + dayMs ? inYear(now.getFullYear() - 1) : thisYear
}

const head = /^(\w{3} [ \d]\d \d\d:\d\d:\d\d) \S+ (postfix[\w/-]*)\/(smtpd|lmtp|smtp)\[\d+\]: (.*)$/

const client = /^(\S*)\[([\da-fA-F:.]+)\](?::\d+)?/

const clientOf = (text: string): LoggedClient | null => {
  const [, name = '', address] = client.exec(text) ?? []
  if (address === undefined) return null
  return { client: address, clientName: name === '' || name === 'unknown' || name === 'localhost' ? null : name }
}

/** What smtpd answers, and what it means. The texts are those of Postfix's smtpd_check.c, and of the policy that asks for room. */
const meanings: readonly (readonly [RegExp, EnvelopeRefusalKind])[] = [
  [/: Sender address rejected: not (owned by user .+|logged in)$/, 'sender-not-owned'],
  [/: Relay access denied$/, 'relay'],
  [/^[45]50 [45]\.1\.1 .*: Recipient address rejected: /, 'recipient-unknown'],
  [/^[45]52 [45]\.2\.2 /, 'mailbox-full'],
  [/^552 5\.3\.4 /, 'message-too-big'],
  [/^5\d\d 5\.6\.7 /, 'unicode-address'],
  // A full-width ＠ divides nothing: what is left is no full address.
  [/^504 5\.5\.2 <.*[^\0-\x7f].*>: Recipient address rejected: need fully-qualified address$/, 'unicode-address'],
  [/: Helo command rejected: /, 'bad-helo'],
  // Of `lookup_moving`.
  [/^450 4\.3\.0 .*: Recipient address rejected: Mail for this domain goes to another server/, 'domain-moving-in'],
]

const meaningOf = (reply: string): EnvelopeRefusalKind | null => meanings.find(([says]) => says.test(reply))?.[1] ?? null

const isBeyondAscii = (text: string): boolean => /[^\0-\x7f]/.test(text)

/**
 * The rest of a reject line. Strangers choose sender, recipient and HELO name: the last is taken as widely as it goes, so that what stands in them
 * passes for nothing else; and who signed in is believed only on the service where somebody can.
 */
const context = /^(.*?);(?: from=<(.*?)>)?(?: to=<(.*?)>)?(?: proto=E?SMTP)?(?: helo=<(.*)>)?(?: sasl_method=\S+)?(?: sasl_username=(\S+))?(?: sasl_sender=\S+)?$/

const refusedLine = (text: string, at: Date, service: EnvelopeService): LogLine | null => {
  const [, from = ''] = /^\w+: reject: [\w-]+ from (.*)$/.exec(text) ?? []
  const who = clientOf(from)
  if (!who) return null
  const [, reply = '', sender = null, recipient = null, helo = null, username = null] = context.exec(from.replace(client, '').replace(/^: /, '')) ?? []
  const kind = meaningOf(reply)
  if (!kind) return null
  const owner = / not owned by user (\S+)$/.exec(reply)?.[1] ?? null
  const login = service === 'submission' ? (username ?? owner) : null
  return { says: 'refused', refusal: { kind, at, service, ...who, helo, sender, recipient, login, reply } }
}

/** An address with letters that no SMTP command carries is refused before any rule is asked. */
const illegalLine = (text: string, at: Date, service: EnvelopeService): LogLine | null => {
  const [, from = '', command, address = ''] = /^warning: Illegal address syntax from (\S+) in (MAIL|RCPT) command: <?(.*?)>?$/.exec(text) ?? []
  const who = clientOf(from)
  if (!who || !isBeyondAscii(address)) return null
  const [sender, recipient] = command === 'MAIL' ? [address, null] : [null, address]
  return { says: 'refused', refusal: { kind: 'unicode-address', at, service, ...who, helo: null, sender, recipient, login: null, reply: '501 5.1.3 Bad recipient address syntax' } }
}

const smtpdLine = (text: string, at: Date, service: EnvelopeService): LogLine | null => {
  const [, queueId = '', rest = ''] = /^(\w+): client=(.*)$/.exec(text) ?? []
  const who = clientOf(rest)
  if (who) return { says: 'begun', at, service, queueId, ...who, login: (service === 'submission' && / sasl_username=(\S+)$/.exec(rest)?.[1]) || null }
  const [, tooBig] = /^warning: (\w+): queue file size limit exceeded$/.exec(text) ?? []
  if (tooBig !== undefined) return { says: 'too-big', at, service, queueId: tooBig }
  return refusedLine(text, at, service) ?? illegalLine(text, at, service)
}

/** RFC 3463: an address that cannot be written so, and the one of RFC 6531 for letters that were not announced. */
const unicodeStatus = /^5\.(1\.3|6\.7)$/

/** `QID: to=<x@y>, relay=…, dsn=5.6.7, status=bounced (SMTPUTF8 is required, but was not offered by host …)` */
const deliveryLine = (text: string, at: Date): LogLine | null => {
  const [, queueId = '', recipient = '', dsn = '', reply = ''] = /^(\w+): to=<(.*?)>, .*?\bdsn=(\d\.\d+\.\d+), status=bounced \((.*)\)$/.exec(text) ?? []
  const kind = unicodeStatus.test(dsn) && isBeyondAscii(recipient) ? 'unicode-address' : dsn === '5.2.2' ? 'mailbox-full' : null
  return kind && { says: 'undelivered', at, kind, queueId, recipient, reply }
}

/**
 * Reads one line.
 * @param now gives the line its year
 * @returns null where it says nothing of refusals
 */
export const parseLogLine = (line: string, now: Date): LogLine | null => {
  const [, stamp = '', name = '', program, text = ''] = head.exec(line) ?? []
  const at = timeOf(stamp, now)
  if (!at) return null
  if (program !== 'smtpd') return deliveryLine(text, at)
  if (name === syslogNames.submission) return smtpdLine(text, at, 'submission')
  return name === syslogNames.strangers ? smtpdLine(text, at, 'strangers') : null
}
