/** A finding at a terminal: what it is, why, and what to do; its moments in the reader's own zone. */
import type { Language, Words } from '../base/language.ts'
import type { Explanation } from '../core/causes/define.ts'
import { explain, type Finding } from '../core/causes/index.ts'
import { ownTimeZone, pairs } from './text.ts'

const words: Words<{ readonly why: string; readonly fix: string }> = { ja: { why: '理由', fix: '対処' }, en: { why: 'why', fix: 'what to do' } }

/** The words for it, in the reader's language and zone. */
export const wordsOf = (finding: Finding, language: Language): Explanation => explain(finding, language, ownTimeZone())

/** Its why and its fix, as pairs below a title. */
export const whyAndFix = (finding: Finding, language: Language): readonly (readonly [string, string])[] => {
  const { why, fix } = wordsOf(finding, language)
  return [
    [words[language].why, why],
    [words[language].fix, fix],
  ]
}

/** All of it: the title, and beneath it why and fix. */
export const findingText = (finding: Finding, language: Language): string => `${wordsOf(finding, language).title}\n${pairs(whyAndFix(finding, language)).replace(/^/gm, '  ')}`

/** How a program reads one: id and facts, and the words for people. */
export const findingJson = (finding: Finding, language: Language): object => {
  const { title, why, fix } = wordsOf(finding, language)
  return { ...finding, title, why, fix }
}
