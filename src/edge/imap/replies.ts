/**
 * What IMAP says. Refusals come from one table: the kind of a cause gives the response code (RFC 5530, RFC 9051 7.1), a few causes have an exact one.
 * AUTHENTICATIONFAILED is never a fault of ours, which are UNAVAILABLE.
 */
import { kindOf, type CauseId, type Finding } from '../../core/causes/index.ts'
import type { Kind } from '../../core/causes/define.ts'
import { refusalSentence } from '../refusal-sentence.ts'

interface Status {
  readonly status: 'NO' | 'BAD'
  readonly code: string
}

/** RFC 5530 3: for credentials that are wrong, and for reasons that a stranger must not learn. EXPIRED and AUTHORIZATIONFAILED would tell that the password was right. */
const refused: Status = { status: 'NO', code: 'AUTHENTICATIONFAILED' }

const byKind = {
  'bad-credentials': refused,
  'denied-by-policy': refused,
  expired: refused,
  disabled: refused,
  'tls-required': { status: 'NO', code: 'PRIVACYREQUIRED' },
  'too-many': { status: 'NO', code: 'LIMIT' },
  temporary: { status: 'NO', code: 'UNAVAILABLE' },
  // ALERT must be shown to the person (RFC 9051 7.1): only a changed setting helps.
  misconfigured: { status: 'NO', code: 'ALERT' },
} as const satisfies Record<Kind, Status>

const byCause: { readonly [I in CauseId]?: Status } = {
  // A broken or cancelled exchange is BAD (RFC 9051 6.2.2).
  'mechanism.malformed': { status: 'BAD', code: 'CLIENTBUG' },
  'mechanism.cancelled': { status: 'BAD', code: 'ALERT' },
  // The client named both identities itself (RFC 5530 3).
  'mechanism.another-identity': { status: 'NO', code: 'AUTHORIZATIONFAILED' },
  // Only a person can make an app password; the code for a wrong one would make the app ask for the same again.
  'credential.app-password-required': { status: 'NO', code: 'ALERT' },
}

/** The response code of a refusal, and whether it is NO or BAD. */
export const statusOf = (finding: Finding): Status => byCause[finding.id] ?? byKind[kindOf(finding)]

/** The tagged answer of a refused sign-in, CRLF included. */
export const refusal = (tag: string, finding: Finding, ref: string): string => {
  const { status, code } = statusOf(finding)
  return `${tag} ${status} [${code}] ${refusalSentence(finding, ref)}\r\n`
}

/** The last line to a client that is turned away, CRLF included. */
export const farewell = (finding: Finding, ref: string): string => `* BYE [${statusOf(finding).code}] ${refusalSentence(finding, ref)}\r\n`

/** A command that is wrong. `why` is a sentence; a null tag could not be read. */
export const badCommand = (tag: string | null, why: string): string => `${tag ?? '*'} BAD ${why}\r\n`
