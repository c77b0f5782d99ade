/**
 * What POP3 says. Refusals come from one table: the kind of a cause gives the response code (RFC 3206, RFC 2449 8).
 * AUTH makes apps ask for the password; it is never a fault of ours, which are SYS/TEMP. SYS/PERM: only a changed setting helps.
 */
import { kindOf, type CauseId, type Finding } from '../../core/causes/index.ts'
import type { Kind } from '../../core/causes/define.ts'
import { refusalSentence } from '../refusal-sentence.ts'

type ResponseCode = 'AUTH' | 'SYS/TEMP' | 'SYS/PERM'

const byKind = {
  'bad-credentials': 'AUTH',
  'denied-by-policy': 'AUTH',
  expired: 'AUTH',
  disabled: 'AUTH',
  'tls-required': 'SYS/PERM',
  'too-many': 'SYS/TEMP',
  temporary: 'SYS/TEMP',
  misconfigured: 'SYS/PERM',
} as const satisfies Record<Kind, ResponseCode>

const byCause: { readonly [I in CauseId]?: ResponseCode } = {
  // Another password would not help: the client asked to act for somebody else.
  'mechanism.another-identity': 'SYS/PERM',
}

/** The response code of a refusal. */
export const responseCodeOf = (finding: Finding): ResponseCode => byCause[finding.id] ?? byKind[kindOf(finding)]

/** The line of a refusal, with the reference that its owner can open in the panel, CRLF included. */
export const refusal = (finding: Finding, ref: string): string => `-ERR [${responseCodeOf(finding)}] ${refusalSentence(finding, ref)}\r\n`
