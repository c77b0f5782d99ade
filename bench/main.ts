/** `todoku bench NAME [--json] [--rows a,b] [--pairs N] [--lang ja|en]`. */
import { parseArgs } from 'node:util'
import { language, type Language } from '../src/base/language.ts'
import type { Watch } from './compare.ts'
import { benchNames, run } from './edge.ts'
import { measureLimits } from './limits.ts'
import { machine } from './machine.ts'
import { benchDirectory, runInside } from './namespace.ts'
import { present } from './present.ts'
import { rows } from './rows/index.ts'

const fewestPairs = 5

const usage: Record<Language, string> = {
  en: `Usage: todoku bench NAME [--json] [--rows a,b] [--pairs N] [--lang ja|en]
  edge   our edge against plain Postfix and Dovecot, in turns
  noise  two plain Postfix and Dovecot against each other: by how much equals differ here
Rows: ${rows.map(({ name }) => name).join(', ')}`,
  ja: `使い方: todoku bench 名前 [--json] [--rows a,b] [--pairs N] [--lang ja|en]
  edge   素の Postfix と Dovecot を相手に、エッジを交互に測る
  noise  素の Postfix と Dovecot どうしを測る: 同じものでどれだけ揺れるか
項目: ${rows.map(({ name }) => name).join(', ')}`,
}

const watchOn = (isQuiet: boolean): Watch =>
  isQuiet
    ? () => {}
    : ({ name, unit }, side, pair, { value, cpuMs }) =>
        process.stderr.write(`${name} ${pair} ${side.name} ${value.toPrecision(4)} ${unit}${cpuMs === null ? '' : ` (CPU ${cpuMs.toPrecision(3)} ms)`}\n`)

/**
 * Runs a benchmark and prints its result.
 * @param args the words behind `bench`
 * @returns exit code: 0 all goals met, 1 a goal missed, 2 wrong words
 */
export const main = async (args: readonly string[]): Promise<number> => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { json: { type: 'boolean', default: false }, rows: { type: 'string' }, pairs: { type: 'string', default: String(fewestPairs) }, lang: { type: 'string' } },
  })
  const lang: Language = values.lang === 'ja' || values.lang === 'en' ? values.lang : language(process.env)
  const bench = benchNames.find(name => name === positionals[0])
  const wanted = values.rows?.split(',') ?? rows.map(({ name }) => name)
  const pairs = Number(values.pairs)
  const isWrong = !bench || wanted.some(name => !rows.some(row => row.name === name)) || !Number.isInteger(pairs) || pairs < 1
  if (isWrong) {
    process.stderr.write(`${usage[lang]}\n`)
    return 2
  }
  const directory = benchDirectory()
  if (!directory) return runInside()
  const results = await run(
    bench,
    directory,
    rows.filter(({ name }) => wanted.includes(name)),
    pairs,
    watchOn(values.json),
  )
  const limits = await measureLimits()
  process.stdout.write(values.json ? `${JSON.stringify({ bench, machine: { ...machine(), limits }, pairs, rows: results })}\n` : `\n${present(results, limits, lang)}\n`)
  return results.every(({ met }) => met) ? 0 : 1
}
