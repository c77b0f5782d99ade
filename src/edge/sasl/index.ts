/** The sign-in methods that are offered, in all three protocols. Both send the password as it is, so both are for TLS only. */
import type { Finding } from '../../core/causes/index.ts'
import { login } from './login.ts'
import { plain } from './plain.ts'
import { failed, type Step } from './step.ts'

export { longestLine } from './response.ts'
export { credentialOf, textOf } from './credential.ts'
export { play, type Outcome, type Step } from './step.ts'

/** Names as capabilities list them: the better-defined one first. */
export const offeredMechanisms = ['PLAIN', 'LOGIN'] as const

/** Methods that apps are set to by a check mark or a list of their own, so that the fix can name it. */
const families: readonly (readonly [id: 'mechanism.ntlm' | 'mechanism.challenge-response' | 'mechanism.oauth', names: RegExp])[] = [
  ['mechanism.ntlm', /^(?:NTLM|MSN|GSSAPI|GSS-SPNEGO|SPNEGO|NEGOTIATE|KERBEROS.*)$/],
  ['mechanism.challenge-response', /^(?:CRAM-.+|DIGEST-.+|SCRAM-.+|APOP|LOGIN-MD5)$/],
  ['mechanism.oauth', /^(?:XOAUTH2?|OAUTHBEARER|OAUTH10A)$/],
]

/** What to say of a method that is not offered. */
const notOffered = (mechanism: string): Finding => ({ id: families.find(([, names]) => names.test(mechanism))?.[0] ?? 'mechanism.not-offered', facts: { mechanism } })

const begin = { PLAIN: plain, LOGIN: login }

const isOffered = (name: string): name is keyof typeof begin => Object.hasOwn(begin, name)

/** A mechanism's name fit to be kept and shown: RFC 4422 3.1 allows at most 20 of these; what is none of them is left out. */
export const mechanismName = (sent: string): string =>
  sent
    .toUpperCase()
    .replace(/[^A-Z0-9_-]/g, '')
    .slice(0, 20) || '?'

/**
 * Begins an exchange.
 * @param name of the mechanism as it was sent, in any case
 * @param initial initial response as it stood behind the name (base64 or `=`), null when there was none
 */
export const beginSasl = (name: string, initial: Buffer | null): Step => {
  const upper = name.toUpperCase()
  return isOffered(upper) ? begin[upper](initial) : failed(notOffered(mechanismName(name)))
}
