/** From the fields of an exchange to a credential, or to what is wrong with them. */
import type { Credential } from '../contract.ts'
import { malformed } from './response.ts'
import { failed, type Outcome } from './step.ts'

/** Octets. An address has at most 254, a password of ours at most 256; what is beyond costs time and can match nothing. */
const longestLogin = 320
const longestPassword = 1024

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/**
 * Text of a field. SASL wants UTF-8 (RFC 4616 2); old apps send the bytes of their own code page.
 * Those are read as Latin-1, one character a byte, so that they stay what they are and simply match nothing that is not theirs.
 */
export const textOf = (bytes: Buffer): string => {
  try {
    return utf8.decode(bytes)
  } catch {
    return bytes.toString('latin1')
  }
}

/** Full-width forms, capitals and spaces around it do not make another identity. */
const normalForm = (identity: string): string => identity.normalize('NFKC').trim().toLowerCase()

/**
 * Checks the fields.
 * @param authzid whom the client wants to act as; empty: itself
 */
export const credentialOf = (mechanism: Credential['mechanism'], authzid: Buffer, authcid: Buffer, secret: Buffer): Outcome => {
  if (authcid.length > longestLogin || authzid.length > longestLogin || secret.length > longestPassword) return failed(malformed('too-long'))
  const login = textOf(authcid)
  if (authcid.includes(0) || secret.includes(0)) return failed(malformed('nul'), login)
  if (!login.trim()) return failed({ id: 'credential.empty', facts: { field: 'login' } })
  const asked = textOf(authzid)
  if (asked && normalForm(asked) !== normalForm(login)) return failed({ id: 'mechanism.another-identity', facts: { login, authzid: asked } }, login)
  if (!secret.length) return failed({ id: 'credential.empty', facts: { field: 'password' } }, login)
  return { is: 'credential', credential: { mechanism, login, password: textOf(secret) } }
}
