/** Starts a part's program so that it cannot outlive the supervisor. */
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, mkdirSync, openSync } from 'node:fs'
import { join } from 'node:path'
import type { Home } from '../base/home.ts'
import type { PartName, Program } from '../engines/engine.ts'
import { marks } from './leftovers.ts'

/** Engines get nothing of the operator's environment but the time zone; what they need is in their files. */
const plainEnvironment = (): Record<string, string> => ({
  PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  LANG: 'C.UTF-8',
  ...(process.env['TZ'] ? { TZ: process.env['TZ'] } : {}),
})

/** Where a part's output goes. */
export const logOf = (home: Home, part: string): string => join(home.log, `${part}.log`)

/**
 * Starts it in a session of its own (Ctrl-C at a terminal is the supervisor's alone), its output appended to the part's log.
 * The kernel sends it its stop signal when this process dies (PR_SET_PDEATHSIG, set by setpriv after it has become `user`).
 */
export const launch = (home: Home, part: PartName, program: Program): ChildProcess => {
  const { command, args, user, opensLowPorts, env, stopSignal } = program
  mkdirSync(home.log, { recursive: true, mode: 0o755 })
  const log = openSync(logOf(home, part), 'a', 0o640)
  const identity = user ? ['--reuid', user, '--regid', user, '--init-groups'] : []
  const ports = opensLowPorts ? ['--inh-caps', '+net_bind_service', '--ambient-caps', '+net_bind_service'] : []
  try {
    return spawn('/usr/bin/setpriv', ['--pdeathsig', stopSignal.slice(3), ...identity, ...ports, '--', command, ...args], {
      cwd: '/',
      detached: true,
      stdio: ['ignore', log, log],
      env: { ...plainEnvironment(), ...env, ...marks(home.root, part) },
    })
  } finally {
    closeSync(log)
  }
}
