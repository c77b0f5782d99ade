/**
 * What SMTP says. Refusals come from one table: the kind of a cause gives code and enhanced code (RFC 4954 6, RFC 3463), a few causes have an exact one.
 * The wire says little: a cause that follows from what the client itself sent is named, all others share one neutral sentence.
 */
import { causes, explain, kindOf, type CauseId, type Finding } from '../../core/causes/index.ts'
import type { Kind } from '../../core/causes/define.ts'

interface Status {
  readonly code: number
  readonly enhanced: string
  /** For causes that the wire may not name. */
  readonly neutral: string
}

/** One line for a wrong password, an unknown, suspended, expired or forbidden account: a stranger cannot tell them apart. */
const refused: Status = { code: 535, enhanced: '5.7.8', neutral: 'Sign-in failed. Check the user name and the password.' }

const byKind = {
  'bad-credentials': refused,
  'denied-by-policy': refused,
  expired: refused,
  disabled: refused,
  'tls-required': { code: 538, enhanced: '5.7.11', neutral: 'Encryption is required.' },
  'too-many': { code: 421, enhanced: '4.7.0', neutral: 'Too many at once. Try again later.' },
  temporary: { code: 454, enhanced: '4.7.0', neutral: 'A temporary fault of ours. Try again later.' },
  misconfigured: { code: 501, enhanced: '5.5.2', neutral: 'This is a mail server.' },
} as const satisfies Record<Kind, Status>

const byCause: { readonly [I in CauseId]?: { readonly code: number; readonly enhanced: string } } = {
  'mechanism.not-offered': { code: 504, enhanced: '5.5.4' },
  'mechanism.cancelled': { code: 501, enhanced: '5.7.0' },
  'mechanism.no-sign-in': { code: 530, enhanced: '5.7.0' },
  'network.too-slow': { code: 421, enhanced: '4.4.2' },
  'network.not-mail': { code: 554, enhanced: '5.5.1' },
  'network.spoke-first': { code: 554, enhanced: '5.5.1' },
}

/** RFC 5321 4.5.3.1.5: a reply line has 512 octets, its end included. The reference must survive the cut. */
const longestText = 470

const asciiOnly = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?').slice(0, longestText)

/** A reply of one line, CRLF included. */
export const reply = (code: number, enhanced: string, text: string): string => `${code} ${enhanced} ${text}\r\n`

/**
 * A reply of several lines, without enhanced codes, as EHLO has.
 * @param lines at least one
 */
export const replyLines = (code: number, lines: readonly string[]): string => lines.map((line, at) => `${code}${at < lines.length - 1 ? '-' : ' '}${line}\r\n`).join('')

/**
 * The line for a refusal.
 * @param ref what its owner can open in the panel
 */
export const refusal = (finding: Finding, ref: string): string => {
  const { neutral, ...status } = byKind[kindOf(finding)]
  const { code, enhanced } = byCause[finding.id] ?? status
  const { title, fix } = explain(finding, 'en')
  const text = causes[finding.id].tell === 'client' ? `${title}. ${fix}` : neutral
  return reply(code, enhanced, `${asciiOnly(text)} (ref ${ref})`)
}
