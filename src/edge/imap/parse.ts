/**
 * Commands of IMAP (RFC 9051 9, RFC 3501 9) before sign-in, as pure parsing: lines and literals in, a command out, or what is missing or wrong.
 * Kind to scripts (more than one blank, `"` inside an atom, 8-bit bytes), strict where a mistake would be ambiguous (NUL, bare CR, open quotes).
 */

/** An atom or a string (`bytes`), or a list in parentheses. */
export type Argument = { readonly is: 'atom' | 'string'; readonly bytes: Buffer } | { readonly is: 'list'; readonly items: readonly Argument[] }

export interface ParsedCommand {
  readonly tag: string
  /** In capitals. */
  readonly name: string
  readonly args: readonly Argument[]
}

/** A literal is announced at the end of the last line. `isWaiting`: the client sends it only after `+` (not LITERAL+, RFC 7888). */
interface LiteralAhead {
  readonly is: 'literal'
  readonly tag: string
  readonly length: number
  readonly isWaiting: boolean
}

/** `tag` is null when not even that could be read. */
interface Bad {
  readonly is: 'bad'
  readonly tag: string | null
  readonly why: string
}

export type Parsed = { readonly is: 'command'; readonly command: ParsedCommand } | LiteralAhead | Bad

interface Cursor {
  readonly parts: readonly Buffer[]
  readonly tag: string
  /** Index of the line that is read; the part after it is the literal that it announces. */
  part: number
  at: number
}

const space = 0x20
const quote = 0x22
const opening = 0x28
const closing = 0x29
const backslash = 0x5c
const brace = 0x7b

/** ID has a list of strings; nothing before sign-in nests deeper. */
const deepestList = 2

/** ASTRING-CHAR without "+" (RFC 9051 9, `tag`). The length is ours. */
const tagPattern = /^[!#$&',./0-9:;<=>?@A-Z[\]^_`a-z|}~-]{1,128}$/
const namePattern = /^[A-Za-z][A-Za-z0-9.-]{0,31}$/
const literalPattern = /^\{(\d+)(\+?)\}$/

const skipSpaces = (cursor: Cursor): void => {
  const line = cursor.parts[cursor.part]!
  while (line[cursor.at] === space) cursor.at += 1
}

const bad = ({ tag }: Cursor, why: string): Bad => ({ is: 'bad', tag, why })

const readQuoted = (cursor: Cursor): Argument | Bad => {
  const line = cursor.parts[cursor.part]!
  const bytes: number[] = []
  for (let at = cursor.at + 1; at < line.length; at++) {
    let byte = line[at]!
    if (byte === quote) {
      cursor.at = at + 1
      return { is: 'string', bytes: Buffer.from(bytes) }
    }
    if (byte === backslash) {
      at += 1
      if (line[at] !== quote && line[at] !== backslash) return bad(cursor, 'Only " and \\ may stand behind \\ in a quoted string.')
      byte = line[at]!
    }
    bytes.push(byte)
  }
  return bad(cursor, 'A quoted string has no end.')
}

const readLiteral = (cursor: Cursor): Argument | LiteralAhead | Bad => {
  const match = literalPattern.exec(cursor.parts[cursor.part]!.toString('latin1', cursor.at))
  if (!match) return bad(cursor, 'A literal is announced as {length} at the end of a line.')
  const bytes = cursor.parts[cursor.part + 1]
  if (!bytes) return { is: 'literal', tag: cursor.tag, length: Number(match[1]), isWaiting: match[2] === '' }
  cursor.part += 2
  cursor.at = 0
  return { is: 'string', bytes }
}

const readAtom = (cursor: Cursor, depth: number): Argument | Bad => {
  const line = cursor.parts[cursor.part]!
  const from = cursor.at
  let at = from
  while (at < line.length && line[at] !== space && (depth === 0 || line[at] !== closing)) at += 1
  cursor.at = at
  return { is: 'atom', bytes: line.subarray(from, at) }
}

const readList = (cursor: Cursor, depth: number): Argument | LiteralAhead | Bad => {
  if (depth >= deepestList) return bad(cursor, 'Too many parentheses.')
  cursor.at += 1
  const items = readArguments(cursor, depth + 1)
  if (!Array.isArray(items)) return items
  if (cursor.parts[cursor.part]![cursor.at] !== closing) return bad(cursor, 'A list has no end.')
  cursor.at += 1
  return { is: 'list', items }
}

const readArgument = (cursor: Cursor, depth: number): Argument | LiteralAhead | Bad => {
  switch (cursor.parts[cursor.part]![cursor.at]) {
    case quote:
      return readQuoted(cursor)
    case brace:
      return readLiteral(cursor)
    case opening:
      return readList(cursor, depth)
    default:
      return readAtom(cursor, depth)
  }
}

/** Reads to the end of the command, or of the list. */
const readArguments = (cursor: Cursor, depth: number): Argument[] | LiteralAhead | Bad => {
  const args: Argument[] = []
  for (;;) {
    skipSpaces(cursor)
    const byte = cursor.parts[cursor.part]![cursor.at]
    if (byte === undefined || (depth > 0 && byte === closing)) return args
    const argument = readArgument(cursor, depth)
    if (argument.is === 'literal' || argument.is === 'bad') return argument
    args.push(argument)
    const behind = cursor.parts[cursor.part]![cursor.at]
    if (behind !== undefined && behind !== space && !(depth > 0 && behind === closing)) return bad(cursor, 'A blank is missing between two arguments.')
  }
}

/**
 * Parses what has been read of a command so far.
 * @param parts a line without its end, the literal that it announces, the line behind that, and so on: always an odd number
 */
export const parseCommand = (parts: readonly Buffer[]): Parsed => {
  const first = parts[0]!.toString('latin1')
  const tagEnd = first.indexOf(' ')
  const tag = tagEnd < 0 ? first : first.slice(0, tagEnd)
  if (!tagPattern.test(tag)) return { is: 'bad', tag: null, why: 'A command begins with a tag.' }
  const cursor: Cursor = { parts, tag, part: 0, at: tag.length }
  for (let part = 0; part < parts.length; part += 2) {
    if (parts[part]!.includes(0) || parts[part]!.includes(0x0d)) return bad(cursor, 'A NUL or a bare CR does not belong in a line.')
  }
  skipSpaces(cursor)
  const name = readAtom(cursor, 0)
  if (name.is !== 'atom' || !namePattern.test(name.bytes.toString('latin1'))) return bad(cursor, 'A tag is followed by a command.')
  const args = readArguments(cursor, 0)
  return Array.isArray(args) ? { is: 'command', command: { tag, name: name.bytes.toString('latin1').toUpperCase(), args } } : args
}
