/** The bytes of a page as text. Editors of Windows save small files as UTF-16, with or without saying so; Japanese sites speak Shift_JIS and EUC-JP. */

const decode = (bytes: Uint8Array, charset: string): string | null => {
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    // Only an unknown name of a charset comes here: broken bytes become replacement characters.
    return null
  }
}

const marked = (bytes: Uint8Array): string | null => {
  const [first, second, third] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return first === 0xef && second === 0xbb && third === 0xbf ? 'utf-8' : null
}

/** ASCII in UTF-16 has a zero in every other byte, and no other text has. */
const unmarked = (bytes: Uint8Array): string | null => {
  if (bytes.length < 4) return null
  const head = bytes.subarray(0, 64)
  const zeros = (odd: number): boolean => head.every((byte, i) => i % 2 !== odd || byte === 0)
  return zeros(1) ? 'utf-16le' : zeros(0) ? 'utf-16be' : null
}

const declared = (contentType: string | null): string | null => /charset\s*=\s*"?([^\s";]+)/i.exec(contentType ?? '')?.[1] ?? null

/**
 * Reads bytes as text.
 * @param contentType the Content-Type header; what the bytes themselves say goes before it
 * @returns without a byte order mark; what is broken becomes U+FFFD
 */
export const readText = (bytes: Uint8Array, contentType: string | null): string =>
  decode(bytes, marked(bytes) ?? unmarked(bytes) ?? declared(contentType) ?? 'utf-8') ?? new TextDecoder().decode(bytes)
