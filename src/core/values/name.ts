/** Names that people give to owners. */

/**
 * Reads a name: composed, without spaces at its ends or control characters, 1 to 100 characters.
 * @returns the name, or null when the text is not one
 */
export const parseName = (text: string): string | null => {
  const name = text.normalize('NFC').trim()
  return /^[^\p{Cc}\p{Cs}]{1,100}$/u.test(name) ? name : null
}
