/** `todoku lab domains`: plays each path to a domain, each failure on it and each attempt to steal one, and holds the installation to cause and clock. */
import type { Language } from '../../src/base/language.ts'
import { type CausesOrder, isWanted } from '../causes/order.ts'
import type { Report, Screen } from '../story.ts'
import type { CaseResult } from './case.ts'
import { cases } from './cases/index.ts'
import { playAll } from './plays.ts'
import { printTable } from './table.ts'
import { makeWorld, stageIn } from './world.ts'

const reportOf = (results: readonly CaseResult[]): Report => ({
  lab: 'domains',
  passed: results.filter(({ ok }) => ok).length,
  failed: results.filter(({ ok }) => !ok).length,
  cases: results.map(({ play, ok, got, ms }) => ({ name: play.name, ok, wanted: play.wanted, got, ms })),
})

/**
 * Plays the lab. For inside a namespace.
 * @param directory the lab's own
 * @returns the report, and what ends the world
 */
export const playDomains = async (order: Pick<CausesOrder, 'json' | 'only'>, language: Language, directory: string, screen: Screen): Promise<{ readonly report: Report; readonly end: () => Promise<void> }> => {
  const started = performance.now()
  const wanted = cases.filter(play => isWanted(order, play))
  const world = await makeWorld(directory, wanted)
  const isWatched = screen.isTerminal && !order.json
  const results = await playAll(wanted, stageIn(world), ({ name }) => isWatched && void screen.write(`\r\u001b[2K  · ${name}`))
  if (isWatched) screen.write('\r\u001b[2K')
  if (!order.json) printTable(screen, language, results, performance.now() - started)
  return { report: reportOf(results), end: world.stop }
}
