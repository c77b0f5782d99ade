/** Makes DKIM key pairs (RFC 6376, RFC 8301: RSA of 2048 bits is what every receiver verifies). */
import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'

export interface DkimKeyPair {
  readonly algorithm: 'rsa'
  /** base64 of the SubjectPublicKeyInfo: the `p=` of the record. */
  readonly publicKey: string
  /** PKCS #8, PEM. */
  readonly privateKey: string
}

const generate = promisify(generateKeyPair)

/** Makes an RSA key pair off the event loop; takes about a tenth of a second. */
export const makeDkimKeyPair = async (): Promise<DkimKeyPair> => {
  const { publicKey, privateKey } = await generate('rsa', { modulusLength: 2048, publicKeyEncoding: { type: 'spki', format: 'der' }, privateKeyEncoding: { type: 'pkcs8', format: 'pem' } })
  return { algorithm: 'rsa', publicKey: publicKey.toString('base64'), privateKey }
}
