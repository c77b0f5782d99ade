/** The four proofs in words: what each stands at, with a mark that is seen at a glance. */
import type { Language, Words } from '../base/language.ts'
import { proofName } from '../core/causes/words.ts'
import type { ProofResult } from '../core/ownership/proof.ts'
import { findingJson, whyAndFix, wordsOf } from './finding-words.ts'
import { pairs, screenWidth } from './text.ts'

/** A proof's state, as a mark. */
export const proofMarks: Readonly<Record<ProofResult['state'], string>> = { proven: '✓', waiting: '…', unknown: '?', 'not-offered': '-' }

const states: Words<Readonly<Record<'proven' | 'not-offered', string>>> = {
  ja: { proven: '確認できました', 'not-offered': 'このサーバーでは使えません' },
  en: { proven: 'proven', 'not-offered': 'not offered here' },
}

/** What it stands at, in a few words. */
export const proofTitle = (result: ProofResult, language: Language): string => ('finding' in result ? wordsOf(result.finding, language).title : states[language][result.state])

/** One line: mark, name, state. */
export const proofLine = (result: ProofResult, language: Language): readonly [string, string] => [`${proofMarks[result.state]} ${proofName(language, result.proof)}`, proofTitle(result, language)]

/** A proof with its finding beneath. */
export const proofText = (result: ProofResult, language: Language): string => {
  const line = proofLine(result, language).join(': ')
  if (!('finding' in result)) return line
  const screen = screenWidth()
  return `${line}\n${pairs(whyAndFix(result.finding, language), screen === null ? null : screen - 4).replace(/^/gm, '    ')}`
}

/** How a program reads one. */
export const proofJson = (result: ProofResult, language: Language): object => ('finding' in result ? { ...result, finding: findingJson(result.finding, language) } : result)
