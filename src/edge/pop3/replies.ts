/**
 * What POP3 says. Refusals come from one table: the kind of a cause gives the response code (RFC 3206, RFC 2449 8).
 * The wire says little: a cause that follows from what the client itself sent is named, all others share one neutral sentence.
 */
import { causes, explain, kindOf, type Finding } from '../../core/causes/index.ts'
import type { Kind } from '../../core/causes/define.ts'

/** One answer for a wrong password and an unknown or suspended account: a stranger cannot tell them apart. AUTH makes apps ask for the password. */
const refused = { code: 'AUTH', neutral: 'Sign-in failed. Check the user name and the password.' } as const

const byKind = {
  'bad-credentials': refused,
  disabled: refused,
  'denied-by-policy': { code: 'SYS/PERM', neutral: 'Sign-in is not allowed this way.' },
  expired: { code: 'AUTH', neutral: 'This password has expired.' },
  'tls-required': { code: 'SYS/PERM', neutral: 'Encryption is required.' },
  'too-many': { code: 'SYS/TEMP', neutral: 'Too many at once. Try again later.' },
  temporary: { code: 'SYS/TEMP', neutral: 'A temporary fault of ours. Try again later.' },
  misconfigured: { code: 'SYS/PERM', neutral: 'This is a mail server.' },
} as const satisfies Record<Kind, { readonly code: string; readonly neutral: string }>

/** RFC 2449 4: a first line has at most 512 octets, its end included. The reference must survive the cut. */
const longestText = 460

const asciiOnly = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?').slice(0, longestText)

/** The line of a refusal, with the reference that its owner can open in the panel, CRLF included. */
export const refusal = (finding: Finding, ref: string): string => {
  const { code, neutral } = byKind[kindOf(finding)]
  const { title, fix } = explain(finding, 'en')
  return `-ERR [${code}] ${asciiOnly(causes[finding.id].tell === 'client' ? `${title}. ${fix}` : neutral)} (ref ${ref})\r\n`
}
