/** Words of strangers inside our own letters. */

/**
 * What somebody calls himself or his device, for a letter of ours: letters and digits of any script, and what stands in names.
 * A name must not carry a link, or lines of its own, to whoever reads the letter.
 */
export const plainWords = (text: string, most = 60): string =>
  text
    .replace(/[^\p{L}\p{N} ()+,_-]+/gu, ' ')
    .replace(/ +/g, ' ')
    .trim()
    .slice(0, most)
