/** Moments as people write them at a terminal: a day, in their own zone, or a time from now. */

const units = { h: 3_600_000, d: 86_400_000, w: 7 * 86_400_000 } as const

/** Nobody plans further. */
const furthestMs = 3660 * units.d

/**
 * Reads `2026-12-31` as the end of that day where the reader is, and `90d`, `12h` or `4w` from now.
 * @returns null when the text is neither, already over, or more than ten years away
 */
export const parseWhen = (text: string, now: Date): Date | null => {
  const [, number, unit] = /^(\d{1,4})([hdw])$/.exec(text) ?? []
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? []
  const date = new Date(Number(year), Number(month) - 1, Number(day), 23, 59, 59)
  const at = unit ? new Date(now.getTime() + Number(number) * units[unit as keyof typeof units]) : date
  // The 31st of February is no day, and would be read as one of March.
  const isDay = unit !== undefined || (date.getMonth() === Number(month) - 1 && date.getDate() === Number(day))
  return isDay && at > now && at.getTime() - now.getTime() <= furthestMs ? at : null
}
