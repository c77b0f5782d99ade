/** `todoku lab causes`: plays every mistake with a real client, and holds the stream of attempts to the cause of each. */
import { globSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Language } from '../../src/base/language.ts'
import { run, until } from '../process.ts'
import type { Report, Screen } from '../story.ts'
import { cases } from './cases/index.ts'
import { comparedPage } from './compared.ts'
import type { SeenAttempt } from './judge.ts'
import { type CausesOrder, isWanted } from './order.ts'
import { linesAbout } from './peer/log.ts'
import { type Played, playAll } from './plays.ts'
import { type CaseResult, resultOf, totalsOf } from './result.ts'
import { secretsIn, spokenCount } from './spoken.ts'
import { printTable } from './table.ts'
import { type CausesWorld, makeWorld } from './world.ts'

const readStream = async ({ installation }: CausesWorld): Promise<string> => {
  const { ok, stdout, output } = await installation.todoku(['attempts', '--json', '-n', '1000'])
  if (!ok) throw new Error(`todoku attempts --json: ${output}`)
  return stdout
}

/** What is found out after the reply, and Postfix's log, come a moment later: the stream has to be still for two looks. */
const stillStream = async (world: CausesWorld): Promise<string> => {
  let before = ''
  const still = await until(async () => {
    const now = await readStream(world)
    const isStill = now === before && now !== ''
    before = now
    return isStill ? now : null
  }, 30_000, 2000)
  return still ?? before
}

const attemptsOf = (stream: string): SeenAttempt[] =>
  stream
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as SeenAttempt)

const logsOf = ({ installation }: CausesWorld): string =>
  globSync(join(installation.home.log, '**/*'))
    .filter(path => statSync(path).isFile())
    .map(path => readFileSync(path, 'utf8'))
    .join('\n')

const collect = async (world: CausesWorld, ours: ReadonlyMap<string, Played>, theirs: ReadonlyMap<string, Played> | null, attempts: readonly SeenAttempt[]): Promise<CaseResult[]> => {
  const peerLog = world.peer?.log() ?? ''
  return world.cast.map(({ play, place }) =>
    resultOf(
      play,
      ours.get(play.name)!,
      attempts.filter(({ address }) => address === place.address),
      theirs?.has(play.name) ? { played: theirs.get(play.name)!, log: linesAbout(peerLog, place.address) } : null,
    ),
  )
}

const versionsOf = async (): Promise<string> => {
  const [postfix, dovecot] = [await run('postconf', ['-dh', 'mail_version']), await run('dovecot', ['--version'])]
  return `Postfix ${postfix.stdout.trim()}, Dovecot ${dovecot.stdout.trim().split(' ')[0]}`
}

const reportOf = (results: readonly CaseResult[], leaked: readonly string[]): Report => {
  const played = results.map(({ play, ok, wanted, got, ms }) => ({ name: play.name, ok, wanted, got, ms }))
  const secrets = { name: 'no-secret-in-logs-or-attempts', ok: leaked.length === 0, wanted: `0 of ${spokenCount()}`, got: `${leaked.length} of ${spokenCount()}`, ms: 0 }
  const all = [...played, secrets]
  return { lab: 'causes', passed: all.filter(({ ok }) => ok).length, failed: all.filter(({ ok }) => !ok).length, cases: all }
}

const page = join(import.meta.dirname, '../../docs/causes-compared.md')

/**
 * Plays the lab. For inside a namespace.
 * @param directory the lab's own
 * @returns the report, and what ends the world
 */
export const playCauses = async (order: CausesOrder, language: Language, directory: string, screen: Screen): Promise<{ readonly report: Report; readonly end: () => Promise<void> }> => {
  const wanted = cases.filter(play => isWanted(order, play))
  const world = await makeWorld(directory, wanted, order.withPeer)
  const began = (play: { readonly name: string }): void => void (screen.isTerminal && !order.json && screen.write(`\r\u001b[2K  · ${play.name}`))
  const ours = await playAll(world, world.ours, began)
  const stream = await stillStream(world)
  const theirs = world.peer && (await playAll(world, world.theirs, began))
  if (screen.isTerminal && !order.json) screen.write('\r\u001b[2K')
  const results = await collect(world, ours, theirs, attemptsOf(stream))
  const totals = totalsOf(results)
  const leaked = secretsIn(stream + logsOf(world))
  if (!order.json) printTable(screen, language, results, totals, { spoken: spokenCount(), found: leaked.length })
  if (totals.peer && !order.only.length) writeFileSync(page, comparedPage(results, totals, { day: new Date().toISOString().slice(0, 10), versions: await versionsOf(), leaked: [leaked.length, secretsIn(world.peer?.log() ?? '').length] }))
  return { report: reportOf(results, leaked), end: world.stop }
}
