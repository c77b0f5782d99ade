/** A client's response: one line of base64 (RFC 4648 4), or `*`. */
import type { Finding } from '../../core/causes/index.ts'
import { failed, type Outcome } from './step.ts'

/** RFC 4954 4: a line of AUTH may hold 12,288 octets, its end included. IMAP and POP3 are held to the same. */
export const longestLine = 12288

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/

/** The finding of a broken response. */
export const malformed = (what: Extract<Finding, { id: 'mechanism.malformed' }>['facts']['what']): Finding => ({ id: 'mechanism.malformed', facts: { what } })

/**
 * Reads a response.
 * @param line without its end
 * @returns the bytes, or how the exchange ended
 */
export const readResponse = (line: Buffer, mechanism: string): Buffer | Outcome => {
  const text = line.toString('latin1')
  if (text === '*') return failed({ id: 'mechanism.cancelled', facts: { mechanism } })
  if (line.length >= longestLine) return failed(malformed('too-long'))
  return base64.test(text) ? Buffer.from(text, 'base64') : failed(malformed('base64'))
}

/** Reads an initial response, where `=` stands for an empty one (RFC 4954 4, RFC 4959 3, RFC 5034 4). */
export const readInitialResponse = (line: Buffer, mechanism: string): Buffer | Outcome => (line.length === 1 && line[0] === 0x3d ? Buffer.alloc(0) : readResponse(line, mechanism))
