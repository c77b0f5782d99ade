/** Codes that are mailed to show who reads a domain's mail. Only a keyed digest is kept: eight digits would be found out from a plain one within a second. */
import { createHmac, hkdfSync, randomInt, timingSafeEqual } from 'node:crypto'

const digits = 8

/** Makes one: eight digits, each as likely as any other. */
export const makeProofCode = (): string => String(randomInt(10 ** digits)).padStart(digits, '0')

/**
 * Makes the function that gives a code's digest, as it is stored.
 * @param master secrets.master, 32 bytes in hex
 * @returns a function of the code and the claim it proves: the same code is another digest for another claim
 */
export const proofCodeDigest = (master: string): ((claimId: number, code: string) => string) => {
  const key = Buffer.from(hkdfSync('sha256', Buffer.from(master, 'hex'), '', 'todoku proof codes v1', 32))
  return (claimId, code) => createHmac('sha256', key).update(`${claimId} ${code}`).digest('base64url')
}

/** Whether two digests are equal, in a time that tells nothing of where they differ. */
export const isSameDigest = (one: string, other: string): boolean => one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))
