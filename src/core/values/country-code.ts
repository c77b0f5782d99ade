/** Countries: kept as the two letters of ISO 3166-1, written by people as those or by name. */

/** What the names' table has besides countries: groups of them, and its own test entries. */
const noCountries: ReadonlySet<string> = new Set(['EU', 'EZ', 'QO', 'UN', 'XA', 'XB', 'ZZ'])

const namesIn = (language: 'ja' | 'en'): Intl.DisplayNames => new Intl.DisplayNames(language, { type: 'region', fallback: 'none' })

const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
const pairs = letters.flatMap(first => letters.map(second => first + second))

/** A code in its place today: `UK` is `GB`, `DD` is `DE`. */
const today = (code: string): string => new Intl.Locale(`und-${code}`).region!

const isCountry = (code: string): boolean => !noCountries.has(code) && namesIn('en').of(code) !== undefined

/**
 * Reads a country: `TH`, `th`, `ＴＨ`, `Thailand`, `タイ`.
 * @returns its code, or null when there is no such country
 */
export const parseCountry = (text: string): string | null => {
  const wanted = text.normalize('NFKC').trim()
  if (/^[a-z]{2}$/i.test(wanted)) {
    const code = today(wanted.toUpperCase())
    return isCountry(code) ? code : null
  }
  const [english, japanese] = [namesIn('en'), namesIn('ja')]
  const named = pairs.find(code => english.of(code)?.toLowerCase() === wanted.toLowerCase() || japanese.of(code) === wanted)
  return named !== undefined && isCountry(named) ? today(named) : null
}
