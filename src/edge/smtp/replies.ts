/**
 * What SMTP says. Refusals come from one table: the kind of a cause gives code and enhanced code (RFC 4954 6, RFC 3463), a few causes have an exact one.
 * 334 asks and never refuses; 535 is never a fault of ours, which are 454 and 421.
 */
import { kindOf, type CauseId, type Finding } from '../../core/causes/index.ts'
import type { Kind } from '../../core/causes/define.ts'
import { refusalSentence } from '../refusal-sentence.ts'

interface Status {
  readonly code: number
  readonly enhanced: string
}

/** Credentials are invalid (RFC 4954 6): also for whatever a stranger must not tell from it. */
const refused: Status = { code: 535, enhanced: '5.7.8' }
/** Authentication, or STARTTLS, comes first (RFC 4954 6, RFC 3207 4). */
const signInFirst: Status = { code: 530, enhanced: '5.7.0' }
/** The mechanism is not known here (RFC 4954 4). */
const noSuchMechanism: Status = { code: 504, enhanced: '5.5.4' }

const byKind = {
  'bad-credentials': refused,
  'denied-by-policy': refused,
  expired: refused,
  disabled: refused,
  // RFC 4954 6: this mechanism needs encryption; 530 would send the app back to its user for a password.
  'tls-required': { code: 538, enhanced: '5.7.11' },
  'too-many': { code: 421, enhanced: '4.7.0' },
  temporary: { code: 454, enhanced: '4.7.0' },
  misconfigured: { code: 501, enhanced: '5.5.2' },
} as const satisfies Record<Kind, Status>

const byCause: { readonly [I in CauseId]?: Status } = {
  'transport.starttls-not-used': signInFirst,
  'mechanism.not-offered': noSuchMechanism,
  'mechanism.ntlm': noSuchMechanism,
  'mechanism.challenge-response': noSuchMechanism,
  'mechanism.oauth': noSuchMechanism,
  'mechanism.cancelled': { code: 501, enhanced: '5.7.0' },
  'mechanism.no-sign-in': signInFirst,
  'mechanism.pop-before-smtp': signInFirst,
  'credential.app-password-required': { code: 534, enhanced: '5.7.9' },
  'network.throttled': { code: 454, enhanced: '4.7.0' },
  'network.too-slow': { code: 421, enhanced: '4.4.2' },
  'network.not-mail': { code: 554, enhanced: '5.5.1' },
  'network.spoke-first': { code: 554, enhanced: '5.5.1' },
  'network.proxy-header': { code: 421, enhanced: '4.3.0' },
  // Postfix says these itself; the codes are its own.
  'envelope.sender-not-owned': { code: 553, enhanced: '5.7.1' },
  'envelope.relay-without-sign-in': { code: 454, enhanced: '4.7.1' },
  'envelope.domain-not-here': { code: 454, enhanced: '4.7.1' },
  'envelope.recipient-unknown': { code: 550, enhanced: '5.1.1' },
  'envelope.mailbox-full': { code: 452, enhanced: '4.2.2' },
  'envelope.message-too-big': { code: 552, enhanced: '5.3.4' },
  'envelope.unicode-address': { code: 553, enhanced: '5.6.7' },
  'envelope.bad-helo': { code: 501, enhanced: '5.5.2' },
}

/** A reply of one line, CRLF included. */
export const reply = (code: number, enhanced: string, text: string): string => `${code} ${enhanced} ${text}\r\n`

/**
 * A reply of several lines, without enhanced codes, as EHLO has.
 * @param lines at least one
 */
export const replyLines = (code: number, lines: readonly string[]): string => lines.map((line, at) => `${code}${at < lines.length - 1 ? '-' : ' '}${line}\r\n`).join('')

/** Code and enhanced code of a refusal. */
export const statusOf = (finding: Finding): Status => byCause[finding.id] ?? byKind[kindOf(finding)]

/**
 * The line for a refusal.
 * @param ref what its owner can open in the panel
 */
export const refusal = (finding: Finding, ref: string): string => {
  const { code, enhanced } = statusOf(finding)
  return reply(code, enhanced, refusalSentence(finding, ref))
}
