/** How wide a text is on a terminal: Japanese takes two cells a character. Pure. */

/** East Asian wide and full-width forms take two cells (UAX 11, the ranges that occur in names and addresses here). */
const wide = /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u

/** Cells that a text takes. */
export const widthOf = (text: string): number => [...text].reduce((sum, character) => sum + (wide.test(character) ? 2 : /\p{Mn}/u.test(character) ? 0 : 1), 0)

/** The text, and spaces up to `width` cells. */
export const padTo = (text: string, width: number): string => text + ' '.repeat(Math.max(0, width - widthOf(text)))

/** The beginning of a text that fits into `width` cells. */
export const cutTo = (text: string, width: number): string => {
  let cells = 0
  return [...text].filter(character => (cells += widthOf(character)) <= width).join('')
}
