/** Keyed hashes by which processes recognise a secret again without keeping it. They stay in memory. */
import { createHmac, hkdfSync } from 'node:crypto'

/** 32 bits: ten wrong secrets hardly ever collide, and one in four thousand million of all secrets has the same, so a tag gives nothing away. */
const tagLetters = 8

const keyFor = (master: string, what: string): Buffer => Buffer.from(hkdfSync('sha256', Buffer.from(master, 'hex'), '', `todoku ${what} v1`, 32))

/** Key of the hashes of passwords that matched before; the same in every worker. @param master secrets.master, 32 bytes in hex */
export const knownGoodKey = (master: string): Buffer => keyFor(master, 'known good passwords')

/**
 * Makes the function that gives a wrong secret's tag: equal for equal secrets, and shared by many others; every edge of an installation makes the same.
 * @param master secrets.master, 32 bytes in hex
 */
export const secretTag = (master: string): ((secret: string) => string) => {
  const key = keyFor(master, 'wrong secrets')
  return secret => createHmac('sha256', key).update(secret).digest('hex').slice(0, tagLetters)
}
