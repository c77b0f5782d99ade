/**
 * Seals small secrets that must rest in the database: AES-256-GCM with the installation's master secret.
 * What the secret belongs to is authenticated with it, so a sealed key cannot be moved to another row.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { Fault } from './fault.ts'

const version = 'v1'
const nonceBytes = 12
const tagBytes = 16

const keyOf = (master: string): Buffer => Buffer.from(hkdfSync('sha256', Buffer.from(master, 'hex'), '', 'todoku seal v1', 32))

/**
 * Seals a text.
 * @param master secrets.master, 32 bytes in hex
 * @param place what it belongs to, such as `dkim example.jp todoku1`; needed again to open it
 */
export const seal = (master: string, place: string, text: string): string => {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', keyOf(master), nonce, { authTagLength: tagBytes }).setAAD(Buffer.from(place))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return `${version}.${Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64url')}`
}

/**
 * Opens what `seal` made.
 * @throws Fault `corrupt` when it was sealed with another secret, for another place, or has changed
 */
export const open = (master: string, place: string, sealed: string): string => {
  const [found, content = ''] = sealed.split('.')
  const bytes = Buffer.from(content, 'base64url')
  if (found !== version || bytes.length < nonceBytes + tagBytes) throw new Fault('corrupt', `what is sealed for "${place}" is not in a form we know`)
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyOf(master), bytes.subarray(0, nonceBytes), { authTagLength: tagBytes })
      .setAAD(Buffer.from(place))
      .setAuthTag(bytes.subarray(-tagBytes))
    return Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()]).toString('utf8')
  } catch (error) {
    throw new Fault('corrupt', `what is sealed for "${place}" does not open: was secrets/master replaced?`, error)
  }
}
