/** A zone file as entries of words (RFC 1035, 5.1): comments gone, brackets joined, quotes and escapes still as they were written. */

export interface Word {
  readonly text: string
  /** It stood in quotes. */
  readonly isQuoted: boolean
}

export interface Entry {
  /** Counted from 1. */
  readonly line: number
  /** It begins with a blank: the name is that of the entry before. */
  readonly isContinued: boolean
  readonly words: readonly Word[]
}

/** A quoted string, open or closed; a comment; a bracket; the end of a line; blanks; a word. */
const piece = /"((?:[^"\\\n]|\\[^\n])*)("?)|;[^\n]*|([()])|(\n)|[ \t\r\f\ufeff]+|((?:[^\s"();\\]|\\[^\n])+)|[^]/gu

/**
 * Takes a file apart.
 * @returns its entries, or the line where a quote or a bracket is not closed
 */
export const entriesOf = (text: string): { readonly entries: readonly Entry[] } | { readonly openSince: number } => {
  const entries: Entry[] = []
  let line = 1
  let bracketSince: number | null = null
  let words: Word[] = []
  let begun: { line: number; isContinued: boolean } | null = null
  const end = (): void => {
    if (begun && words.length) entries.push({ ...begun, words })
    words = []
    begun = null
  }
  for (const [whole, quoted, closing, bracket, newline, plain] of text.matchAll(piece)) {
    if (newline) {
      line++
      if (bracketSince === null) end()
      continue
    }
    if (quoted !== undefined && closing === '') return { openSince: line }
    const isBlank = /^\s/u.test(whole) && quoted === undefined
    begun ??= { line, isContinued: isBlank }
    if (bracket === '(') bracketSince ??= line
    else if (bracket === ')') bracketSince = null
    else if (quoted !== undefined) words.push({ text: quoted, isQuoted: true })
    else if (plain !== undefined) words.push({ text: plain, isQuoted: false })
  }
  if (bracketSince !== null) return { openSince: bracketSince }
  end()
  return { entries }
}
