/** Text for terminals: tables whose columns line up in Japanese too, and times in the reader's zone. */

import { padTo, widthOf } from '../base/width.ts'

/** Names come from people and logins from strangers: nothing of them may move a cursor. */
export const printable = (text: string): string => text.replace(/[\p{Cc}\p{Cf}]/gu, '\ufffd')

/**
 * Lines up rows under a heading.
 * @returns the lines, without a line end after the last
 */
export const table = (heading: readonly string[], rows: readonly (readonly string[])[]): string => {
  const lines = [heading, ...rows.map(row => row.map(printable))]
  const widths = heading.map((_, column) => Math.max(...lines.map(line => widthOf(line[column] ?? ''))))
  return lines.map(line => line.map((cell, column) => padTo(cell, widths[column]!)).join('  ').trimEnd()).join('\n')
}

/** What stays together: a word, also one of katakana, or a Japanese character with the marks that may not end or begin a line. */
const piece = /[「『（【]*(?:[ァ-ヺー]+|[\u3001-\u9fff\uf900-\uffef])[、。，．・」』）】！？ーぁぃぅぇぉっゃゅょァィゥェォッャュョ]*|[^\s\u3001-\u9fff\uf900-\uffef]+[、。，．」』）】]*|\s+/gu

/** The terminal's width in cells; null where nobody looks at one: then lines are for other programs, and stay whole. */
export const screenWidth = (): number | null => (process.stdout.isTTY ? process.stdout.columns : null)

/** Breaks a text into lines of no more than `width` cells, if its words are no longer. */
export const wrapped = (text: string, width: number): string[] => {
  const lines = ['']
  for (const part of text.match(piece) ?? []) {
    if (widthOf(lines.at(-1)! + part.trimEnd()) <= width) lines.push(lines.pop()! + part)
    else lines.push(part.trimStart())
  }
  return lines.map(line => line.trimEnd()).filter((line, i) => line !== '' || i === 0)
}

/** No text is broken into a column narrower than this. */
const narrowest = 24

/** Lines up names and values, one pair a line, or more where the terminal is narrow. */
export const pairs = (list: readonly (readonly [name: string, value: string])[], screen = screenWidth()): string => {
  const width = Math.max(...list.map(([name]) => widthOf(name)))
  const left = screen === null ? Infinity : screen - width - 2
  // A command stays in one piece, so that it can be copied.
  const lines = (value: string): string[] => (left < narrowest || value.startsWith('./todoku ') ? [value] : wrapped(value, left))
  return list.map(([name, value]) => `${padTo(name, width)}  ${lines(printable(value)).join(`\n${' '.repeat(width + 2)}`)}`).join('\n')
}

/** The reader's own zone, an IANA name. */
export const ownTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

/** A moment in the reader's own zone: `2026-11-24 16:05:12`. Swedish is written as ISO 8601 is. */
export const time = (at: Date): string => at.toLocaleString('sv-SE')
