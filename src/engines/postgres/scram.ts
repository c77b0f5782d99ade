/** The SCRAM-SHA-256 verifier that PostgreSQL keeps in place of a password (RFC 5802, RFC 7677). Sent instead of it, no log can show the password. */
import { createHash, createHmac, pbkdf2Sync } from 'node:crypto'

/** PostgreSQL's own default; the passwords are 256 random bits, so more would only cost time. */
const iterations = 4096

/**
 * Makes a verifier.
 * @param password ASCII, so that SASLprep changes nothing
 * @param salt 16 random bytes
 * @returns `SCRAM-SHA-256$<iterations>:<salt>$<StoredKey>:<ServerKey>`, as `pg_authid.rolpassword` holds it
 */
export const scramVerifier = (password: string, salt: Buffer): string => {
  const salted = pbkdf2Sync(password, salt, iterations, 32, 'sha256')
  const keyed = (text: string): Buffer => createHmac('sha256', salted).update(text).digest()
  const storedKey = createHash('sha256').update(keyed('Client Key')).digest('base64')
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey}:${keyed('Server Key').toString('base64')}`
}
