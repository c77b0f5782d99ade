/** Reads one command off the wire, literals and all, within what a stranger may make us hold. */
import type { Wire } from '../wire.ts'
import { parseCommand, type Parsed } from './parse.ts'

/** Octets. A user name, a password, a field of ID: the longest that means anything has 1,024. */
const longestLiteral = 8192
/** Octets of a whole command: one line of the longest kind, and a literal or two. */
const longestCommand = 16_384
/** ID has at most 30 pairs (RFC 2971 3.3). */
const mostLiterals = 64

export type Read = Exclude<Parsed, { readonly is: 'literal' }> | { readonly is: 'too-big'; readonly tag: string; readonly isWaiting: boolean }

/**
 * Reads the rest of a command. `+` is sent for each literal that waits for it and is small enough.
 * @param firstLine without its end
 * @returns `too-big` before a byte of the literal was read: without `isWaiting` it is on its way, and only closing gets rid of it (RFC 7888 4)
 * @throws WireEnded
 */
export const readCommand = async (wire: Wire, firstLine: Buffer): Promise<Read> => {
  const parts = [firstLine]
  let held = firstLine.length
  for (;;) {
    const parsed = parseCommand(parts)
    if (parsed.is !== 'literal') return parsed
    const { tag, length, isWaiting } = parsed
    held += length
    if (length > longestLiteral || held > longestCommand || parts.length > 2 * mostLiterals) return { is: 'too-big', tag, isWaiting }
    if (isWaiting) await wire.write('+ OK\r\n')
    const literal = await wire.readBytes(length)
    const line = await wire.readLine(longestCommand - held + 2)
    held += line.length
    parts.push(literal, line)
  }
}
