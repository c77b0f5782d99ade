/** Passwords that a machine makes up and a person may have to type once. */
import { randomInt } from 'node:crypto'

/** Without 0 O, 1 l I: 56 characters, so twenty of them hold 116 bits. */
const alphabet = '23456789abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ'
const groups = 4
const groupLength = 5

/** Makes one, in groups that are easy to copy by eye: `Xk3pq-…`. */
export const makePassword = (): string => Array.from({ length: groups }, () => Array.from({ length: groupLength }, () => alphabet[randomInt(alphabet.length)]).join('')).join('-')
