/** `todoku bench NAME [--json] [--rows a,b] [--pairs N] [--lang ja|en]`; `store` takes `--mailboxes N --attempts N` instead of rows and pairs, `oracle` and `checks` only pairs. */
import { parseArgs } from 'node:util'
import { enterNamespace, labDirectory } from '../lab/namespace.ts'
import { language, type Language } from '../src/base/language.ts'
import { benchChecks } from './checks/run.ts'
import type { Watch } from './compare.ts'
import { type BenchName, benchNames, run } from './edge.ts'
import { measureLimits } from './limits.ts'
import { machine } from './machine.ts'
import { benchDirectory, runInside } from './namespace.ts'
import { benchOracle, usualTurns } from './oracle/run.ts'
import { present } from './present.ts'
import type { ResultRow } from './result.ts'
import { rows } from './rows/index.ts'
import { benchStore, wholeSize } from './store/run.ts'

const fewestPairs = 5

const usage: Record<Language, string> = {
  en: `Usage: todoku bench NAME [--json] [--rows a,b] [--pairs N] [--lang ja|en]
  edge   our edge against plain Postfix and Dovecot, in turns
  noise  two plain Postfix and Dovecot against each other: by how much equals differ here
  store  how long the store takes to answer with [--mailboxes N] (1,000,000) and [--attempts N] (10,000,000) in it
  oracle whether refusals can be told apart by their time, in [--pairs N] (${usualTurns}) turns of each protocol
  checks how many domains a second are compared with what they should be, and whether a name server that hangs slows the others
Rows: ${rows.map(({ name }) => name).join(', ')}`,
  ja: `使い方: todoku bench 名前 [--json] [--rows a,b] [--pairs N] [--lang ja|en]
  edge   素の Postfix と Dovecot を相手に、エッジを交互に測る
  noise  素の Postfix と Dovecot どうしを測る: 同じものでどれだけ揺れるか
  store  メールボックス [--mailboxes N] (100万)、試行 [--attempts N] (1000万) が入ったデータベースの応答時間
  oracle 拒否の理由が応答時間から見分けられないか。プロトコルごとに [--pairs N] (${usualTurns}) 巡
  checks DNSレコードの照合は毎秒いくつか。応答しないネームサーバーが1つあっても、ほかが遅くならないか
項目: ${rows.map(({ name }) => name).join(', ')}`,
}

const watchOn = (isQuiet: boolean): Watch =>
  isQuiet
    ? () => {}
    : ({ name, unit }, side, pair, { value, cpuMs }) =>
        process.stderr.write(`${name} ${pair} ${side.name} ${value.toPrecision(4)} ${unit}${cpuMs === null ? '' : ` (CPU ${cpuMs.toPrecision(3)} ms)`}\n`)

/** The words behind `bench`, read. Null: they are wrong. */
const orderOf = (args: readonly string[]) => {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      rows: { type: 'string', default: rows.map(({ name }) => name).join() },
      pairs: { type: 'string' },
      mailboxes: { type: 'string', default: String(wholeSize.mailboxes) },
      attempts: { type: 'string', default: String(wholeSize.attempts) },
      lang: { type: 'string' },
    },
  })
  const lang: Language = values.lang === 'ja' || values.lang === 'en' ? values.lang : language(process.env)
  const wanted = values.rows.split(',')
  const usualPairs = positionals[0] === 'oracle' ? usualTurns : fewestPairs
  const [pairs, mailboxes, attempts] = [values.pairs ?? usualPairs, values.mailboxes, values.attempts].map(Number) as [number, number, number]
  const isRight = wanted.every(name => rows.some(row => row.name === name)) && [pairs, mailboxes, attempts].every(count => Number.isInteger(count) && count >= 1)
  const order = { json: values.json, rows: rows.filter(({ name }) => wanted.includes(name)), pairs, size: { mailboxes, attempts } }
  return { lang, bench: isRight ? positionals[0] : undefined, order }
}

type Order = ReturnType<typeof orderOf>['order']

const isSided = (bench: string | undefined): bench is BenchName => benchNames.some(name => name === bench)

/** A network of one's own: bare, or the laboratory's with all its addresses. */
interface Walls {
  readonly directory: () => string | null
  /** @returns exit code */
  readonly enter: () => Promise<number>
}

const bare: Walls = { directory: benchDirectory, enter: runInside }
const laboratory: Walls = { directory: labDirectory, enter: () => enterNamespace() }

/** In a network of its own. @returns exit code */
const measured = async (bench: string, { json, pairs }: Order, lang: Language, measure: (directory: string) => Promise<ResultRow[]>, walls = bare): Promise<number> => {
  const directory = walls.directory()
  if (!directory) return walls.enter()
  const results = await measure(directory)
  const limits = await measureLimits()
  process.stdout.write(json ? `${JSON.stringify({ bench, machine: { ...machine(), limits }, pairs, rows: results })}\n` : `\n${present(results, limits, lang)}\n`)
  return results.every(({ met }) => met) ? 0 : 1
}

/**
 * Runs a benchmark and prints its result.
 * @param args the words behind `bench`
 * @returns exit code: 0 all goals met, 1 a goal missed, 2 wrong words
 */
export const main = async (args: readonly string[]): Promise<number> => {
  const { lang, bench, order } = orderOf(args)
  if (isSided(bench)) return measured(bench, order, lang, directory => run(bench, directory, order.rows, order.pairs, watchOn(order.json)))
  if (bench === 'store') return measured(bench, order, lang, () => benchStore(order.size, line => order.json || process.stderr.write(`${line}\n`)))
  if (bench === 'oracle') return measured(bench, order, lang, () => benchOracle(order.pairs, line => order.json || process.stderr.write(`${line}\n`)))
  if (bench === 'checks') return measured(bench, order, lang, directory => benchChecks(directory, order.pairs, line => order.json || process.stderr.write(`${line}\n`)), laboratory)
  process.stderr.write(`${usage[lang]}\n`)
  return 2
}
