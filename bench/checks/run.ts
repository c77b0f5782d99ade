/** `todoku bench checks`: how many domains a second are compared with what they should be, with and without a name server that hangs, in turns. */
import { judged } from '../../src/actions/compare-records.ts'
import { mostTogether, observeDomain } from '../../src/actions/observe-domain.ts'
import { semaphore } from '../../src/base/semaphore.ts'
import { median, type ResultRow, resultRow } from '../result.ts'
import { type ChecksWorld, domainCount, hungCount, startChecksWorld } from './world.ts'

/** Checks a second: a host with 10,000 domains is through within two minutes. */
const fastEnough = 83
/** Of the rate without the hung server: nobody is slowed, but for the noise of a small machine. */
const goal = 0.9
/** s. One deadline of a question is five. */
const longestWait = 6

/** What one look at all domains came to. */
export interface Turn {
  /** Domains whose servers answer, each second, until the last of them is known. */
  readonly rate: number
  /** Until the last domain whose server hangs is given up, s; null without such. */
  readonly waited: number | null
}

/**
 * Looks at all domains as the worker does, so many at a time.
 * @throws Error when a verdict is not what it must be
 */
const takeTurn = async ({ dns, domains, forget }: ChecksWorld, withHung: boolean): Promise<Turn> => {
  await forget()
  const list = domains(withHung)
  const turn = semaphore(mostTogether, list.length)
  const started = performance.now()
  const compared = await Promise.all(
    list.map(asked =>
      turn(async () => {
        const begun = performance.now()
        const { verdicts } = judged(await observeDomain(dns, asked, new Date()), asked, [])
        return { verdicts, begun, ended: performance.now() }
      }),
    ),
  )
  const all = (state: string) => compared.filter(({ verdicts }) => verdicts.every(verdict => verdict.state === state))
  const [right, unknown] = [all('right'), all('unknown')]
  const hung = withHung ? hungCount : 0
  if (unknown.length !== hung || right.length !== domainCount - hung) throw new Error(`${right.length} domains are right and ${unknown.length} unknown, of ${domainCount} with ${hung} that hang`)
  const seconds = (Math.max(...right.map(({ ended }) => ended)) - started) / 1000
  return { rate: right.length / seconds, waited: hung ? Math.max(...unknown.map(({ begun, ended }) => ended - begun)) / 1000 : null }
}

const sampled = (values: readonly number[]): { value: number; cpuMs: null }[] => values.map(value => ({ value, cpuMs: null }))

/** From turns to rows: the rate by itself, the rate with the hung server against it, and how long its own domains wait. */
export const rowsOf = (turns: readonly Turn[]): ResultRow[] => {
  const without = turns.filter(({ waited }) => waited === null).map(({ rate }) => rate)
  const withHung = turns.filter(({ waited }) => waited !== null)
  const other = median(without)
  const rate = resultRow({ name: 'checks', unit: 'checks/s', better: 'more', goal: fastEnough, alone: true }, { ours: sampled(without), peer: [] })
  const share = resultRow({ name: 'checks-hung', unit: 'checks/s', better: 'more', goal: other, alone: true }, { ours: sampled(withHung.map(turn => turn.rate)), peer: sampled(without) })
  const wait = resultRow({ name: 'hung-wait', unit: 's', better: 'less', goal: longestWait, alone: true }, { ours: sampled(withHung.map(({ waited }) => waited!)), peer: [] })
  return [rate, { ...share, goal, met: share.ratio >= goal }, wait]
}

/**
 * Measures.
 * @param directory of the laboratory
 * @param pairs turns of each
 * @param say where it is
 */
export const benchChecks = async (directory: string, pairs: number, say: (line: string) => unknown): Promise<ResultRow[]> => {
  say(`${domainCount} zones`)
  const world = await startChecksWorld(directory)
  try {
    const turns: Turn[] = []
    // Nobody's first: what runs is compiled, and PowerDNS has read its files.
    await takeTurn(world, false)
    for (let pair = 1; pair <= pairs; pair++) {
      for (const withHung of [true, false]) {
        const turn = await takeTurn(world, withHung)
        turns.push(turn)
        say(`${withHung ? 'checks-hung' : 'checks'} ${pair} ${turn.rate.toPrecision(4)} checks/s${turn.waited === null ? '' : `, the hung ${turn.waited.toPrecision(3)} s`}`)
      }
    }
    return rowsOf(turns)
  } finally {
    await world.stop()
  }
}
