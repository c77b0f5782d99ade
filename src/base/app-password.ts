/**
 * App passwords: made by us, for one mail app each. They hold 99 bits, so a keyed digest keeps them safe and costs no time; a slow hash is for what people make up.
 */
import { createHmac, hkdfSync, randomInt } from 'node:crypto'

/** Without 0 o, 1 l i: 31 characters, so twenty of them hold 99 bits. Lower case only, since phones begin words with a capital. */
const alphabet = '23456789abcdefghjkmnpqrstuvwxyz'
const groups = 5
const groupLength = 4

/** Makes one, in groups that are easy to copy by eye: `x3kp-…`. */
export const makeAppPassword = (): string => Array.from({ length: groups }, () => Array.from({ length: groupLength }, () => alphabet[randomInt(alphabet.length)]).join('')).join('-')

/** However it was typed: without hyphens, with spaces, in capitals or full-width. */
const normalForm = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Pd}]/gu, '')

/** Whether a text could be one at all, so that nobody looks for what it cannot be. */
export const isAppPasswordForm = (text: string): boolean => {
  const letters = normalForm(text)
  return letters.length === groups * groupLength && [...letters].every(letter => alphabet.includes(letter))
}

/**
 * Makes the function that gives an app password's digest, as it is stored.
 * @param master secrets.master, 32 bytes in hex
 */
export const appPasswordDigest = (master: string): ((text: string) => string) => {
  const key = Buffer.from(hkdfSync('sha256', Buffer.from(master, 'hex'), '', 'todoku app passwords v1', 32))
  return text => createHmac('sha256', key).update(normalForm(text)).digest('base64url')
}
