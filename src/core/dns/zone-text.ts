/** The texts of TXT records: bytes, in strings of at most 255 (RFC 1035, 3.3.14), written with quotes and backslashes in zone files (5.1). */

/** Longest string within one record, bytes. */
export const longestString = 255

/** One string of a zone file, without its quotes: `\"`, `\\`, `\255`. @returns its bytes */
export const unescapedBytes = (text: string): number[] =>
  [...text.matchAll(/\\(\d{3})|\\?([^])/gu)].flatMap(([, code, character]) => (code === undefined ? [...new TextEncoder().encode(character)] : [Number(code) & 0xff]))

/** Bytes as text: UTF-8, as people write it. */
export const textOf = (bytes: readonly number[]): string => new TextDecoder().decode(Uint8Array.from(bytes))

const escaped = (byte: number): string => {
  const character = String.fromCharCode(byte)
  if (character === '"' || character === '\\') return `\\${character}`
  return byte >= 0x20 && byte < 0x7f ? character : `\\${String(byte).padStart(3, '0')}`
}

/** A text as a zone file writes it: in quotes, split where one string is full. */
export const quotedText = (text: string): string => {
  const bytes = [...new TextEncoder().encode(text)]
  const count = Math.max(1, Math.ceil(bytes.length / longestString))
  return Array.from({ length: count }, (_, i) => `"${bytes.slice(i * longestString, (i + 1) * longestString).map(escaped).join('')}"`).join(' ')
}

/** Length of a text as the DNS counts it, bytes. */
export const byteLength = (text: string): number => new TextEncoder().encode(text).length

const quoted = /"((?:[^"\\]|\\[^])*)"/g

/** What was meant: people paste a text with the quotes of a zone file around it, or in parts. */
export const meantText = (typed: string): string => {
  const text = typed.trim()
  if (!/^("((?:[^"\\]|\\[^])*)"\s*)+$/.test(text)) return text
  return textOf([...text.matchAll(quoted)].flatMap(([, inner]) => unescapedBytes(inner!)))
}
