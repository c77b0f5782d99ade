/** What `up` and `status` say of the country table: read in this process, since it is a file that anybody may look at. */
import type { Config } from '../base/config.ts'
import type { Language } from '../base/language.ts'
import type { CountryTableReport } from '../engines/country/countries.ts'

/**
 * Looks at the table that a configuration leads to. The reader and 5 MB of table are loaded only now.
 * @returns its state, a line about it, and what the operator should do
 */
export const countryTableOf = async ({ country }: Config, language: Language): Promise<CountryTableReport> => {
  const { reportCountryTable } = await import('../engines/country/countries.ts')
  return reportCountryTable(country, new Date(), language)
}
