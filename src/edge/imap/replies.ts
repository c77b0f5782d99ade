/**
 * What IMAP says. Refusals come from one table: the kind of a cause gives the response code (RFC 5530, RFC 9051 7.1), a few causes have an exact one.
 * The wire says little: a cause that follows from what the client itself sent is named, all others share one neutral sentence.
 */
import { causes, explain, kindOf, type CauseId, type Finding } from '../../core/causes/index.ts'
import type { Kind } from '../../core/causes/define.ts'

interface Status {
  readonly status: 'NO' | 'BAD'
  readonly code: string
}

/** One answer for a wrong password and an unknown or suspended account: a stranger cannot tell them apart. */
const refused = { status: 'NO', code: 'AUTHENTICATIONFAILED', neutral: 'Sign-in failed. Check the user name and the password.' } as const

const byKind = {
  'bad-credentials': refused,
  disabled: refused,
  'denied-by-policy': { status: 'NO', code: 'AUTHORIZATIONFAILED', neutral: 'Sign-in is not allowed this way.' },
  expired: { status: 'NO', code: 'EXPIRED', neutral: 'This password has expired.' },
  'tls-required': { status: 'NO', code: 'PRIVACYREQUIRED', neutral: 'Encryption is required.' },
  'too-many': { status: 'NO', code: 'LIMIT', neutral: 'Too many at once. Try again later.' },
  temporary: { status: 'NO', code: 'UNAVAILABLE', neutral: 'A temporary fault of ours. Try again later.' },
  // ALERT must be shown to the person (RFC 9051 7.1): only a changed setting helps.
  misconfigured: { status: 'NO', code: 'ALERT', neutral: 'This is a mail server.' },
} as const satisfies Record<Kind, Status & { readonly neutral: string }>

/** A broken or cancelled exchange is BAD (RFC 9051 6.2.2). */
const byCause: { readonly [I in CauseId]?: Status } = {
  'mechanism.malformed': { status: 'BAD', code: 'CLIENTBUG' },
  'mechanism.cancelled': { status: 'BAD', code: 'ALERT' },
}

const asciiOnly = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?')

/** The sentence of a refusal, with the reference that its owner can open in the panel. */
const sentenceOf = (finding: Finding, ref: string): string => {
  const { title, fix } = explain(finding, 'en')
  return `${asciiOnly(causes[finding.id].tell === 'client' ? `${title}. ${fix}` : byKind[kindOf(finding)].neutral)} (ref ${ref})`
}

/** The tagged answer of a refused sign-in, CRLF included. */
export const refusal = (tag: string, finding: Finding, ref: string): string => {
  const { status, code } = byCause[finding.id] ?? byKind[kindOf(finding)]
  return `${tag} ${status} [${code}] ${sentenceOf(finding, ref)}\r\n`
}

/** The last line to a client that is turned away, CRLF included. */
export const farewell = (finding: Finding, ref: string): string => `* BYE [${byKind[kindOf(finding)].code}] ${sentenceOf(finding, ref)}\r\n`

/** A command that is wrong. `why` is a sentence; a null tag could not be read. */
export const badCommand = (tag: string | null, why: string): string => `${tag ?? '*'} BAD ${why}\r\n`
