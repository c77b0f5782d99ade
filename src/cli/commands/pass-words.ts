/** How a pass is shown, alone and beside its country rule. */
import type { ListedPass } from '../../actions/change-passes.ts'
import type { Language, Words } from '../../base/language.ts'
import { countryName, serviceName } from '../../core/causes/words.ts'
import { time } from '../text.ts'

const words: Words<{ readonly forGood: string; readonly until: (at: string) => string; readonly ended: (at: string) => string }> = {
  ja: { forGood: '無期限', until: at => `${at} まで`, ended: at => `${at} に終了` },
  en: { forGood: 'for good', until: at => `until ${at}`, ended: at => `ended ${at}` },
}

const valueOf = (language: Language, { kind, value }: ListedPass): string => {
  if (kind === 'country') return `${value} ${countryName(language, value)}`
  return kind === 'service' ? serviceName(value) : value
}

/** The cells of a row: for whom, what, until when. */
export const passRow = (language: Language, pass: ListedPass, now: Date): readonly string[] => [
  pass.mailbox ?? pass.domain,
  valueOf(language, pass),
  pass.until === null ? words[language].forGood : words[language][pass.until > now ? 'until' : 'ended'](time(pass.until)),
]
