/** Draws lines where the last ones were, at a terminal. */

/** Up so many lines, to the first column, and everything from there on away (ECMA-48: CPL, ED). */
const over = (lines: number): string => (lines ? `\u001b[${lines}F\u001b[J` : '')

/** @param write to the terminal. @returns draws; the lines must fit its width */
export const redrawer = (write: (text: string) => void): ((lines: readonly string[]) => void) => {
  let drawn: readonly string[] = []
  return lines => {
    if (lines.join('\n') === drawn.join('\n')) return
    write(`${over(drawn.length)}${lines.join('\n')}\n`)
    drawn = lines
  }
}
