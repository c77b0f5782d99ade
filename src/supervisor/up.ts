/** `todoku up`: in the foreground, kept by the keeper, or detached. */
import { spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from '../base/config.ts'
import type { Home } from '../base/home.ts'
import type { Language } from '../base/language.ts'
import { type Logger, newLog } from '../base/log.ts'
import { makeSecrets } from '../base/secrets.ts'
import { board } from './board.ts'
import { ensureCertificate } from './certificate.ts'
import { ask, NoSupervisor, openControl } from './control.ts'
import { countryTableOf } from './country-table.ts'
import { keeperFile, keeperOf } from './keeper.ts'
import { endLeftovers } from './leftovers.ts'
import { logOf } from './launch.ts'
import { lockHome } from './lock.ts'
import { preflight } from './preflight.ts'
import { follow } from './progress.ts'
import { type Hooks, supervise, type Status } from './supervisor.ts'
import type { SupervisorWords } from './words.ts'

/** How a command speaks and what it may use. */
export interface Context {
  readonly home: Home
  readonly language: Language
  readonly words: SupervisorWords
  readonly hooks: Hooks
}

/** Exit code that tells the keeper not to try again before the operator has changed something (sysexits(3) EX_CONFIG). */
const notYet = 78
const detachPatienceMs = 120_000

const print = (line: string): void => void process.stdout.write(`${line}\n`)
const complain = (line: string): void => void process.stderr.write(`${line}\n`)

const refuse = (words: SupervisorWords, complaints: readonly string[]): void => {
  complain(`todoku: ${words.cannotStart}`)
  for (const text of complaints) complain(`  ✗ ${text.replaceAll('\n', '\n    ')}`)
}

const isRunning = async (home: Home): Promise<boolean> => {
  try {
    await ask(home, 'status')
    return true
  } catch (error) {
    return !(error instanceof NoSupervisor) || error.denied
  }
}

/** A country table that cannot be used stops nothing: another one serves, and the operator is told. */
const warnOfTable = async ({ language }: Context, config: Config): Promise<void> => {
  for (const line of (await countryTableOf(config, language)).warnings) complain(`⚠ ${line}`)
}

/** @returns the configuration, or null after it has said what stands in the way */
const clear = async ({ home, words }: Context): Promise<Config | null> => {
  const { complaints, config } = await preflight(home, await isRunning(home))
  if (complaints.length) refuse(words, complaints.map(words.complaint))
  return complaints.length ? null : config
}

const layOut = (home: Home): void => {
  for (const directory of [home.root, home.log, home.run, home.mail]) mkdirSync(directory, { recursive: true, mode: 0o755 })
}

const untilSignal = (): Promise<void> =>
  new Promise(resolve => {
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => resolve())
  })

/** Runs until it is told to stop. @returns 0 after an orderly stop */
const keepRunning = async (context: Context, config: Config, log: Logger, showProgress: boolean): Promise<number> => {
  const { home, words, hooks } = context
  await endLeftovers(home.root, null)
  const secrets = makeSecrets(home)
  if ((await ensureCertificate(home, config)) && showProgress) print(`✓ ${words.certificateMade(join(home.tls, 'cert.pem'))}`)
  const supervisor = await supervise({ home, config, secrets }, hooks, (text, facts) => log.info(facts ?? {}, text))

  const asked = Promise.withResolvers<void>()
  const stopped = Promise.withResolvers<void>()
  const control = await openControl(home, async request => {
    if (request === 'status') return supervisor.status()
    if (request === 'reload') return supervisor.reload()
    asked.resolve()
    return stopped.promise
  })
  const signalled = untilSignal()
  let isOver = false
  const over = Promise.race([signalled, asked.promise]).then(() => (isOver = true))
  const started = supervisor.start()
  if (showProgress) {
    const followed = await Promise.race([follow(async () => supervisor.status(), () => isOver, print, words, Infinity), over])
    if (followed === 'ready') {
      print(`\n${board(supervisor.status(), home, config, words, false, new Date())}`)
      await warnOfTable(context, config)
    }
  }
  await over
  log.info('stopping')
  await supervisor.stop()
  await started
  log.info('stopped')
  stopped.resolve()
  control.close()
  return 0
}

/** Runs the supervisor in this process. */
export const upHere = async (context: Context, isKept: boolean): Promise<number> => {
  const { home, words } = context
  const config = await clear(context)
  if (!config) return isKept ? notYet : 1
  const lock = await lockHome(home)
  if (!lock) {
    refuse(words, [words.complaint({ kind: 'already-running' })])
    return isKept ? notYet : 1
  }
  layOut(home)
  writeFileSync(join(home.run, 'supervisor.pid'), `${process.pid}\n`)
  return keepRunning(context, config, newLog('supervisor', isKept ? config.log.level : 'error'), !isKept)
}

const startKeeper = (home: Home): number => {
  const log = openSync(logOf(home, 'supervisor'), 'a', 0o640)
  const main = join(import.meta.dirname, '../main.ts')
  const keeper = spawn('/bin/sh', [join(import.meta.dirname, 'keep.sh'), process.execPath, main], {
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...process.env, TODOKU_HOME: home.root },
  })
  closeSync(log)
  keeper.unref()
  writeFileSync(keeperFile(home), `${keeper.pid}\n`, { mode: 0o600 })
  return keeper.pid ?? 0
}

const statusOf = async (home: Home): Promise<Status | null> => {
  try {
    return (await ask(home, 'status')) as Status
  } catch (error) {
    if (error instanceof NoSupervisor) return null
    throw error
  }
}

/** Starts a keeper, which starts the supervisor; returns when everything is ready, or says what is not. */
export const upDetached = async (context: Context): Promise<number> => {
  const { home, words } = context
  const config = await clear(context)
  if (!config) return 1
  layOut(home)
  startKeeper(home)
  const log = logOf(home, 'supervisor')
  const followed = await follow(() => statusOf(home), () => keeperOf(home) === null, print, words, detachPatienceMs)
  const status = await statusOf(home)
  if (followed === 'ready' && status) {
    print(`\n${board(status, home, config, words, true, new Date())}`)
    await warnOfTable(context, config)
    return 0
  }
  const late = status?.parts.filter(({ state }) => state !== 'running').map(({ name, note }) => (note ? `${name} (${note})` : name)) ?? []
  complain(`todoku: ${followed === 'gone' ? words.died(log) : words.slow(late.join(', '), home.log)}`)
  return 1
}
