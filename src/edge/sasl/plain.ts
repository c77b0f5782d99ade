/** SASL PLAIN (RFC 4616): `authzid NUL authcid NUL passwd` in one response. */
import { credentialOf } from './credential.ts'
import { malformed, readInitialResponse, readResponse } from './response.ts'
import { failed, type Outcome, type Step } from './step.ts'

const NUL = 0

const parse = (message: Buffer): Outcome => {
  const first = message.indexOf(NUL)
  const second = first < 0 ? -1 : message.indexOf(NUL, first + 1)
  if (second < 0 || message.includes(NUL, second + 1)) return failed(malformed('plain-fields'))
  return credentialOf('PLAIN', message.subarray(0, first), message.subarray(first + 1, second), message.subarray(second + 1))
}

const end = (message: Buffer | Outcome): Step => ('is' in message ? message : parse(message))

/**
 * Begins PLAIN.
 * @param initial the initial response as it stood behind the mechanism's name; null: there was none
 */
export const plain = (initial: Buffer | null): Step =>
  initial ? end(readInitialResponse(initial, 'PLAIN')) : { is: 'challenge', challenge: '', next: line => end(readResponse(line, 'PLAIN')) }
