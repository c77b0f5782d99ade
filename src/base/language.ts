/** Which language a person at a terminal reads. Pure: it is handed the environment. */
import type { Language } from '../core/causes/define.ts'

export type { Language } from '../core/causes/define.ts'

/** Words of one group of texts: no language may be missing. */
export type Words<T> = Readonly<Record<Language, T>>

/** The language that the environment asks for, as gettext does it: the first of LC_ALL, LC_MESSAGES, LANG that says something. */
export const language = (env: Readonly<Record<string, string | undefined>>): Language => {
  const wanted = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || ''
  return /^ja($|[_.@-])/i.test(wanted) ? 'ja' : 'en'
}
