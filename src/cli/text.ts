/** Text for terminals: tables whose columns line up in Japanese too, and times in the reader's zone. */

/** East Asian wide and full-width forms take two cells (UAX 11, the ranges that occur in names and addresses here). */
const wide = /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u

/** Cells that a text takes. */
export const widthOf = (text: string): number => [...text].reduce((sum, character) => sum + (wide.test(character) ? 2 : /\p{Mn}/u.test(character) ? 0 : 1), 0)

/** Names come from people and logins from strangers: nothing of them may move a cursor. */
export const printable = (text: string): string => text.replace(/[\p{Cc}\p{Cf}]/gu, '\ufffd')

/**
 * Lines up rows under a heading.
 * @returns the lines, without a line end after the last
 */
export const table = (heading: readonly string[], rows: readonly (readonly string[])[]): string => {
  const lines = [heading, ...rows.map(row => row.map(printable))]
  const widths = heading.map((_, column) => Math.max(...lines.map(line => widthOf(line[column] ?? ''))))
  return lines.map(line => line.map((cell, column) => cell + ' '.repeat(widths[column]! - widthOf(cell))).join('  ').trimEnd()).join('\n')
}

/** Lines up names and values, one pair a line. */
export const pairs = (list: readonly (readonly [name: string, value: string])[]): string => {
  const width = Math.max(...list.map(([name]) => widthOf(name)))
  return list.map(([name, value]) => `${name}${' '.repeat(width - widthOf(name))}  ${printable(value)}`).join('\n')
}

/** A moment in the reader's own zone: `2026-11-24 16:05:12`. Swedish is written as ISO 8601 is. */
export const time = (at: Date): string => at.toLocaleString('sv-SE')
