/** Tags that tell wrong secrets apart without keeping them: equal for equal secrets, and shared by many others. */
import { createHmac, hkdfSync } from 'node:crypto'

/** 32 bits: ten wrong secrets hardly ever collide, and one in four thousand million of all secrets has the same, so a tag gives nothing away. */
const tagLetters = 8

/**
 * Makes the function that gives a secret's tag; every edge of an installation makes the same.
 * @param master secrets.master, 32 bytes in hex
 */
export const secretTag = (master: string): ((secret: string) => string) => {
  const key = Buffer.from(hkdfSync('sha256', Buffer.from(master, 'hex'), '', 'todoku wrong secrets v1', 32))
  return secret => createHmac('sha256', key).update(secret).digest('hex').slice(0, tagLetters)
}
