/** The four proofs in words: what each stands at, with a mark that is seen at a glance. */
import type { Language, Words } from '../base/language.ts'
import type { Finding } from '../core/causes/index.ts'
import { proofName } from '../core/causes/words.ts'
import { codeLocalParts } from '../core/ownership/code.ts'
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

/** Whose proofs they are: what the fixes need. */
export interface ProofPlace {
  /** A-labels. */
  readonly name: string
  readonly token: string
}

const labels: Words<{ readonly content: string; readonly command: string }> = { ja: { content: 'ファイルの内容', command: 'コマンド' }, en: { content: 'the file', command: 'command' } }

/** Where the file is wanted, or another one. */
const wantsFile = /^ownership\.web-(not-found|page-instead|old-token|wrong-token|too-big)$/
/** Where a code must be sent; where it can be entered. */
const wantsCode = /^ownership\.(mail-not-sent|mail-bounced|code-expired|code-spent)$/
const hasCode = /^ownership\.mail-(delivered|waiting|queued)$/

/** What the fix is done with: the line to copy, or the command. */
const means = ({ id }: Finding, { name, token }: ProofPlace, language: Language): (readonly [string, string])[] => {
  const { content, command } = labels[language]
  if (wantsFile.test(id)) return [[content, token]]
  if (wantsCode.test(id)) return [[command, `./todoku domain prove ${name} --mail ${codeLocalParts[0]}`]]
  return hasCode.test(id) ? [[command, `./todoku domain prove ${name} --code`]] : []
}

/** A proof with its finding beneath, and what its fix is done with. */
export const proofText = (result: ProofResult, place: ProofPlace, language: Language): string => {
  const line = proofLine(result, language).join(': ')
  if (!('finding' in result)) return line
  const screen = screenWidth()
  const { finding } = result
  return `${line}\n${pairs([...whyAndFix(finding, language), ...means(finding, place, language)], screen === null ? null : screen - 4).replace(/^/gm, '    ')}`
}

/** How a program reads one. */
export const proofJson = (result: ProofResult, language: Language): object => ('finding' in result ? { ...result, finding: findingJson(result.finding, language) } : result)
