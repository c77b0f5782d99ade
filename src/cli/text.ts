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

/** Lines up names and values, one pair a line. */
export const pairs = (list: readonly (readonly [name: string, value: string])[]): string => {
  const width = Math.max(...list.map(([name]) => widthOf(name)))
  return list.map(([name, value]) => `${padTo(name, width)}  ${printable(value)}`).join('\n')
}

/** The reader's own zone, an IANA name. */
export const ownTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

/** A moment in the reader's own zone: `2026-11-24 16:05:12`. Swedish is written as ISO 8601 is. */
export const time = (at: Date): string => at.toLocaleString('sv-SE')
