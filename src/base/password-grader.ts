/** The thread that grades passwords: it alone holds the dictionaries, and they go when it goes. Started by `password-grade`. */
import { parentPort } from 'node:worker_threads'
import { ZxcvbnFactory } from '@zxcvbn-ts/core'
import * as common from '@zxcvbn-ts/language-common'
import * as english from '@zxcvbn-ts/language-en'
import * as japanese from '@zxcvbn-ts/language-ja'
import { japanesePhrases } from './password-phrases.ts'

/** A question. */
export interface ToGrade {
  readonly id: number
  readonly password: string
  /** What anybody would try for this mailbox, lower case. */
  readonly words: readonly string[]
}

const meter = new ZxcvbnFactory({
  dictionary: { ...common.dictionary, ...english.dictionary, ...japanese.dictionary, 'phrases-ja': [...japanesePhrases] },
  graphs: common.adjacencyGraphs,
})

/** What is left when the words that everybody knows are taken out: only that was chosen in secret. */
const withoutWords = (password: string, words: readonly string[]): string =>
  words.toSorted((a, b) => b.length - a.length).reduce((rest, word) => rest.replaceAll(word, ''), password.toLowerCase())

const grade = ({ password, words }: ToGrade): number => {
  const whole = meter.check(password, [...words]).score
  const rest = withoutWords(password, words)
  return rest === password.toLowerCase() ? whole : Math.min(whole, rest === '' ? 0 : meter.check(rest, []).score)
}

parentPort?.on('message', (question: ToGrade) => parentPort?.postMessage({ id: question.id, grade: grade(question) }))
