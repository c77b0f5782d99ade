/** What keeps records out of a zone, one line each: where, what, and what to do. */
import type { Language, Words } from '../base/language.ts'
import type { Finding } from '../core/causes/index.ts'
import { wordsOf } from './finding-words.ts'

interface Complaint {
  /** 0: no line in particular. */
  readonly line: number
  readonly finding: Finding
}

const place: Words<(line: number) => string> = { ja: line => `${line}行目: `, en: line => `line ${line}: ` }

const meet: Words<(title: string, fix: string) => string> = { ja: (title, fix) => `${title}。${fix}`, en: (title, fix) => `${title}. ${fix}` }

/** The lines, to stand behind a sentence. */
export const complaintLines = (language: Language, complaints: readonly Complaint[]): string => {
  const lines = complaints.map(({ line, finding }) => {
    const { title, fix } = wordsOf(finding, language)
    return `  ${line ? place[language](line) : ''}${meet[language](title, fix)}`
  })
  return `:\n${lines.join('\n')}`
}
