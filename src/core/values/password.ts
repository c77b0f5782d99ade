/** What a new password must be. Guide S7: twelve random characters, or more. */

export type PasswordComplaint = 'too-short' | 'too-long' | 'control-characters' | 'too-few-different' | 'holds-the-address'

const shortest = 12
/** In octets: SASL PLAIN must fit one line of every protocol. */
const longest = 256
const fewestDifferent = 6

/**
 * Checks a password that somebody wants to set.
 * @param address the mailbox's own: its local part must not be the password's core
 * @returns what is wrong with it, or null
 */
export const complaintOfPassword = (password: string, address: { readonly localPart: string }): PasswordComplaint | null => {
  const characters = [...password.normalize('NFC')]
  if (characters.length < shortest) return 'too-short'
  if (new TextEncoder().encode(password).length > longest) return 'too-long'
  if (/\p{Cc}/u.test(password)) return 'control-characters'
  if (new Set(characters).size < fewestDifferent) return 'too-few-different'
  return address.localPart.length >= 4 && password.toLowerCase().includes(address.localPart) ? 'holds-the-address' : null
}

/** How strong a password is, as zxcvbn grades: 0 is guessed at once, 4 withstands a guesser who has stolen its hash. */
export type Grade = 0 | 1 | 2 | 3 | 4

/** Passwords that we make up ourselves. */
export const madeGrade: Grade = 4

/** From here on a password withstands guessing over the network. */
export const strongGrade: Grade = 3

/** Whether a password could be guessed. One that was never judged could not be called so. */
export const isWeakGrade = (grade: number | null): boolean => grade !== null && grade < strongGrade
