/** Short references that people can read aloud: `K7Q2-9F`. */
import { randomBytes } from 'node:crypto'

/** Crockford's base 32: no I, L, O, U, so that nothing reads as something else. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A new reference of 30 random bits: rare enough within the 30 days that attempts are kept, and the address and time tell twins apart. */
export const newReference = (): string => {
  const letters = Array.from(randomBytes(6), byte => alphabet[byte & 31]).join('')
  return `${letters.slice(0, 4)}-${letters.slice(4)}`
}

/**
 * A reference as it was told, from how it was read aloud and typed: small letters, blanks, an O for a zero (Crockford's rules).
 * @returns the text in that form; what is no reference simply opens nothing
 */
export const plainReference = (text: string): string => {
  const letters = text.normalize('NFKC').toUpperCase().replace(/\bREF\b/, '').replace(/[^0-9A-Z]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
  return `${letters.slice(0, 4)}-${letters.slice(4)}`
}
