/** The table that a person reads. */
import type { Language, Words } from '../../src/base/language.ts'
import { widthOf } from '../../src/base/width.ts'
import type { Screen } from '../story.ts'
import type { CaseResult, Family } from './case.ts'

const ja = {
  families: {
    'name-servers': 'ネームサーバーによる確認',
    web: 'Web認証',
    mail: 'メール認証',
    txt: 'TXT認証',
    rules: '追加できる名前、できない名前',
    thefts: '他人のドメインを取ろうとする試みと、引き渡し',
    routes: '移転中のメールの行き先',
    records: 'DNSレコードの照合',
    zones: 'ネームサーバーとしての応答',
  } satisfies Record<Family, string>,
  wanted: '期待',
  got: '結果',
  all: (count: number, time: string) => `${count} 件すべて期待どおり (${time})`,
  some: (failed: number, count: number, time: string) => `${count} 件のうち ${failed} 件が期待と違う (${time})`,
}

const words: Words<typeof ja> = {
  ja,
  en: {
    families: {
      'name-servers': 'Proof by name servers',
      web: 'Proof by a web page',
      mail: 'Proof by mail',
      txt: 'Proof by a TXT record',
      rules: 'Names that can be claimed, and those that cannot',
      thefts: "Attempts on somebody else's domain, and hand-overs",
      routes: 'Where mail goes while a domain moves',
      records: 'Records compared',
      zones: 'Our own name service',
    },
    wanted: 'wanted',
    got: 'got',
    all: (count, time) => `all ${count} cases as they should be (${time})`,
    some: (failed, count, time) => `${failed} of ${count} cases are not as they should be (${time})`,
  },
}

const titleWidth = 96
const wantedWidth = 40

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`

const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(1, width - widthOf(text)))

/** Prints the whole table; the last line says how many are as they should be. `ms` is how long it all took. */
export const printTable = ({ write, isTerminal }: Screen, language: Language, results: readonly CaseResult[], ms: number): void => {
  const say = words[language]
  const colour = (code: number, text: string): string => (isTerminal ? `\u001b[${code}m${text}\u001b[0m` : text)
  const line = ({ play, ok, got, ms: took }: CaseResult): string => {
    const head = `  ${ok ? colour(32, '✓') : colour(31, '✗')} ${padded(play.title[language], titleWidth)}${padded(play.wanted, wantedWidth)}${colour(2, seconds(took).padStart(8))}\n`
    return ok ? head : `${head}      ${say.wanted}: ${play.wanted}\n      ${say.got}: ${got}  [${play.name}]\n`
  }
  for (const family of Object.keys(say.families) as Family[]) {
    const those = results.filter(({ play }) => play.family === family)
    if (those.length) write(`\n${colour(1, say.families[family])}\n${those.map(line).join('')}`)
  }
  const failed = results.filter(({ ok }) => !ok).length
  write(`\n${failed ? colour(31, say.some(failed, results.length, seconds(ms))) : colour(32, say.all(results.length, seconds(ms)))}\n`)
}
