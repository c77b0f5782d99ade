/** Runs one engine as the supervisor would, for tests of the engine alone. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Engine, EngineSettings } from '../../src/engines/engine.ts'

/** An engine that runs. */
export interface RunningEngine {
  readonly pid: number
  /** Orderly. */
  stop(): Promise<void>
  /** SIGKILL, as a crash would. */
  kill(): Promise<void>
  /** All that it logged. */
  log(): string
}

const patienceMs = 30_000

const ended = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null

/**
 * Prepares and starts an engine, and waits until it answers.
 * @throws Error with the end of its log when it does not
 */
export const startEngine = async (engine: Engine, { home }: EngineSettings): Promise<RunningEngine> => {
  await engine.prepare()
  const { command, args, user, opensLowPorts, env, stopSignal } = engine.program()
  mkdirSync(home.log, { recursive: true })
  const logPath = join(home.log, `${engine.name}.log`)
  const log = openSync(logPath, 'a')
  const identity = user ? ['--reuid', user, '--regid', user, '--init-groups'] : []
  const ports = opensLowPorts ? ['--inh-caps', '+net_bind_service', '--ambient-caps', '+net_bind_service'] : []
  const child = spawn('/usr/bin/setpriv', ['--pdeathsig', 'SIGKILL', ...identity, ...ports, command, ...args], {
    stdio: ['ignore', log, log],
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', ...env },
  })
  closeSync(log)
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (ended(child)) return
    const exit = once(child, 'exit')
    child.kill(signal)
    await exit
  }
  const begun = Date.now()
  for (;;) {
    const lack = await engine.unready()
    if (lack === null) break
    if (ended(child) || Date.now() - begun > patienceMs) {
      await end('SIGKILL')
      throw new Error(`${engine.name}: ${lack}\n${readFileSync(logPath, 'utf8').slice(-3000)}`)
    }
    await sleep(100)
  }
  await engine.afterStart?.()
  return { pid: child.pid ?? 0, stop: () => end(stopSignal), kill: () => end('SIGKILL'), log: () => readFileSync(logPath, 'utf8') }
}
