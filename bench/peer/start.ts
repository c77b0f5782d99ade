/** Starts the peer, plain Postfix and plain Dovecot, in directories of its own, and stops it. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdirSync, openSync } from 'node:fs'
import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { groupId, userId } from '../../src/base/accounts.ts'
import { writeFiles } from '../../src/engines/files.ts'
import { renderDovecot } from './dovecot.ts'
import { renderPostfix } from './postfix.ts'
import type { PeerSettings } from './settings.ts'

/** A running peer. */
export interface Peer {
  /** Master processes. */
  readonly postfix: number
  readonly dovecot: number
  /** Ends both, and waits. */
  stop(): Promise<void>
}

const run = (log: string, command: string, args: readonly string[]): ChildProcess => {
  const output = openSync(log, 'a')
  return spawn(command, args, { detached: true, stdio: ['ignore', output, output] })
}

const answers = (address: string, port: number): Promise<boolean> =>
  new Promise(resolve => {
    const socket = connect({ host: address, port })
    socket.on('connect', () => resolve(true)).on('error', () => resolve(false))
    socket.on('connect', () => socket.destroy())
  })

/** Waits until a port takes connections. @throws Error after twenty seconds */
export const waitForPort = async (address: string, port: number): Promise<void> => {
  for (let tries = 0; tries < 200; tries++) {
    if (await answers(address, port)) return
    await pause(100)
  }
  throw new Error(`nothing answers at ${address}:${port}`)
}

const prepare = (settings: PeerSettings): void => {
  const { directory } = settings
  for (const name of ['', 'etc', 'queue', 'run', 'state', 'mail']) mkdirSync(`${directory}/${name}`, { recursive: true, mode: 0o755 })
  mkdirSync(`${directory}/data`, { recursive: true, mode: 0o700 })
  chownSync(`${directory}/data`, userId('postfix'), groupId('postfix'))
  chownSync(`${directory}/mail`, userId('mail'), groupId('mail'))
  writeFiles([...renderPostfix(settings), ...renderDovecot(settings)])
  execFileSync('postfix', ['-c', `${directory}/etc`, 'check'], { stdio: 'pipe' })
}

/**
 * Starts both engines and waits until they answer.
 * @throws Error when they do not
 */
export const startPeer = async (settings: PeerSettings): Promise<Peer> => {
  prepare(settings)
  const log = `${settings.directory}/peer.log`
  const dovecot = run(log, 'dovecot', ['-F', '-c', `${settings.directory}/dovecot.conf`])
  await waitForPort(settings.address, settings.ports.imaps)
  const postfix = run(log, '/usr/lib/postfix/sbin/master', ['-c', `${settings.directory}/etc`, '-d'])
  await waitForPort(settings.address, settings.ports.submissions)
  const end = async (child: ChildProcess): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  return { postfix: postfix.pid!, dovecot: dovecot.pid!, stop: async () => void (await Promise.all([end(postfix), end(dovecot)])) }
}
