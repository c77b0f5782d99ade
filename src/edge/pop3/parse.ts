/** Command lines of POP3 (RFC 1939 3) before sign-in: a keyword and the rest. */

export type Parsed = { readonly name: string; readonly argument: Buffer | null } | { readonly bad: string }

const space = 0x20
const keyword = /^[A-Za-z][A-Za-z0-9-]{0,31}$/

/**
 * Parses a command.
 * @param line without its end
 * @returns keyword in capitals; the argument is everything behind one blank, since a password may hold and end with blanks; null when there is none
 */
export const parseCommand = (line: Buffer): Parsed => {
  if (line.includes(0) || line.includes(0x0d)) return { bad: 'A NUL or a bare CR does not belong in a line.' }
  const blank = line.indexOf(space)
  const name = line.toString('latin1', 0, blank < 0 ? line.length : blank)
  if (!keyword.test(name)) return { bad: 'A line begins with a command.' }
  const argument = blank < 0 ? null : line.subarray(blank + 1)
  return { name: name.toUpperCase(), argument: argument?.length ? argument : null }
}

/** Arguments without the blanks around them, for commands whose arguments are words. */
export const wordsOf = (argument: Buffer | null): string[] => argument?.toString('latin1').trim().split(/ +/).filter(Boolean) ?? []
