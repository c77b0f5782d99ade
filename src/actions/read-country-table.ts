/** Which country table this installation uses, and of what day. */
import type { CountryTableReport } from '../engines/country/countries.ts'
import type { Language } from '../core/causes/define.ts'
import type { Installation } from './installation.ts'

export type { CountryTableReport } from '../engines/country/countries.ts'

/**
 * Looks at the table; the reader and 5 MB of table are loaded only now.
 * @param now for its age
 * @returns its state, a line about it, and what the operator should do
 */
export const readCountryTable = async ({ config }: Installation, now: Date, language: Language): Promise<CountryTableReport> => {
  const { reportCountryTable } = await import('../engines/country/countries.ts')
  return reportCountryTable(config.country, now, language)
}
