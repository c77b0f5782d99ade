/** Facts held to what was expected of them. Pure. */

/** For each fact the value, a pattern for its text, or a question about it. What is not named may be anything. */
export type Wanted = Readonly<Record<string, unknown>>

const holdsFor = (wanted: unknown, value: unknown): boolean => {
  if (wanted instanceof RegExp) return wanted.test(String(value))
  if (typeof wanted === 'function') return Boolean((wanted as (value: unknown) => unknown)(value))
  return JSON.stringify(wanted) === JSON.stringify(value)
}

/** @returns null when all hold, else which does not and what it was */
export const fits = (wanted: Wanted, facts: Readonly<Record<string, unknown>>): string | null => {
  const misfits = Object.entries(wanted).filter(([name, value]) => !holdsFor(value, facts[name]))
  return misfits.length ? misfits.map(([name, value]) => `${name} is ${JSON.stringify(facts[name])}, not ${value instanceof RegExp ? String(value) : typeof value === 'function' ? 'as it should be' : JSON.stringify(value)}`).join('; ') : null
}

/**
 * Whether a moment is close to another.
 * @param isMoment ISO 8601 text that was told
 * @param wantedMs Unix time in ms
 * @param toleranceMs to both sides
 */
export const isNear = (moment: unknown, wantedMs: number, toleranceMs: number): boolean => typeof moment === 'string' && Math.abs(Date.parse(moment) - wantedMs) <= toleranceMs
