/** Which language a browser asks for (RFC 9110 12.5.4). */
import type { Language } from '../base/language.ts'

/**
 * Chooses between Japanese and English.
 * @param header Accept-Language, such as `ja,en-US;q=0.9`
 * @param query the `lang` of the address, which wins
 */
export const languageFor = (header: string | undefined, query: string | undefined): Language => {
  if (query === 'ja' || query === 'en') return query
  const weights: Record<Language, number> = { ja: 0, en: 0 }
  for (const range of (header ?? '').split(',')) {
    const [tag = '', ...parameters] = range.trim().toLowerCase().split(/\s*;\s*/)
    const quality = Number(parameters.find(text => text.startsWith('q='))?.slice(2) ?? 1)
    const language = tag.split('-')[0]
    if (language === 'ja' || language === 'en') weights[language] = Math.max(weights[language], Number.isFinite(quality) ? quality : 0)
  }
  return weights.ja > weights.en ? 'ja' : 'en'
}
