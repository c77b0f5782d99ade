/** Sizes as people write them: `10GB`, `500 MB`, `1.5G`. One GB is 1024 MB, as mail apps and Dovecot count. */

const units = { '': 1, K: 1024, M: 1024 ** 2, G: 1024 ** 3, T: 1024 ** 4 } as const

const pattern = /^(\d{1,9}(?:\.\d{1,3})?)\s*([KMGT]?)(?:I?B)?$/

/**
 * Reads a size.
 * @returns whole bytes, at least 1 MB and at most 1024 TB; null when the text is not such a size
 */
export const parseSize = (text: string): number | null => {
  const [, number, unit] = pattern.exec(text.trim().normalize('NFKC').toUpperCase()) ?? []
  if (number === undefined) return null
  const bytes = Math.round(Number(number) * units[unit as keyof typeof units])
  return bytes >= units.M && bytes <= 1024 * units.T ? bytes : null
}

/** Writes a size with at most one decimal: `1.5 GB`. */
export const formatSize = (bytes: number): string => {
  const [unit, factor] = Object.entries(units).findLast(([, size]) => bytes >= size) ?? ['', 1]
  return `${Number((bytes / factor).toFixed(1))} ${unit}B`
}
