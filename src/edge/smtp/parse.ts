/** Command lines of SMTP (RFC 5321 4.1.1): a verb and the rest. What is no command is said so before anything looks at it. */

export type ParsedLine = { readonly verb: string; readonly argument: string } | { readonly bad: 'bytes' | 'verb' }

/** Printable ASCII and the tab. A bare CR, a NUL, 8-bit bytes: nothing before sign-in needs them, and they have smuggled mail elsewhere. */
const allowed = /^[\t\x20-\x7e]*$/

const command = /^([A-Za-z]{1,16})(?:[ \t]+(.*))?$/

/**
 * Reads a command line.
 * @param line without its end
 * @returns verb in capitals and argument without the blanks around it, or what is bad
 */
export const parseLine = (line: Buffer): ParsedLine => {
  const text = line.toString('latin1')
  if (!allowed.test(text)) return { bad: 'bytes' }
  const match = command.exec(text.trimEnd())
  return match ? { verb: match[1]!.toUpperCase(), argument: (match[2] ?? '').trim() } : { bad: 'verb' }
}

/** The longest domain name (RFC 1035 2.3.4). */
const longestName = 255

/**
 * The name that a client greets with, made fit for headers and for Postfix: one word, of the characters that names and address literals have.
 * Devices send blanks, quotes and worse.
 */
export const clientNameOf = (argument: string): string => {
  const [word = ''] = argument.split(/[ \t]/, 1)
  return word.slice(0, longestName).replace(/[^A-Za-z0-9.:[\]_-]/g, '?')
}
