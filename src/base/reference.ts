/** Short references that people can read aloud: `K7Q2-9F`. */
import { randomBytes } from 'node:crypto'

/** Crockford's base 32: no I, L, O, U, so that nothing reads as something else. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A new reference of 30 random bits: rare enough within the 30 days that attempts are kept, and the address and time tell twins apart. */
export const newReference = (): string => {
  const letters = Array.from(randomBytes(6), byte => alphabet[byte & 31]).join('')
  return `${letters.slice(0, 4)}-${letters.slice(4)}`
}
