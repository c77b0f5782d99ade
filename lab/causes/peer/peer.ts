/** The plain peer: starts Postfix and Dovecot in a directory of their own, and reads what they logged. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chownSync, mkdirSync, openSync, readFileSync } from 'node:fs'
import { groupId, userId } from '../../../src/base/accounts.ts'
import { hashPassword } from '../../../src/base/password-hash.ts'
import { writeFiles } from '../../../src/engines/files.ts'
import { waitForPort } from '../../../bench/peer/start.ts'
import { run } from '../../process.ts'
import type { Person } from '../people.ts'
import { renderPeerDovecot } from './dovecot.ts'
import { peerMaps, renderPeerPostfix } from './postfix.ts'
import type { PeerSettings } from './settings.ts'

export interface Peer {
  /** All that both have logged so far. */
  log(): string
  stop(): Promise<void>
}

const firm = async (command: string, args: readonly string[]): Promise<string> => {
  const { ok, output } = await run(command, args)
  if (!ok) throw new Error(`${command}: ${output.trim()}`)
  return output
}

const prepare = async (settings: PeerSettings): Promise<void> => {
  const { directory } = settings
  for (const name of ['', 'etc', 'maps', 'queue', 'run', 'state', 'mail']) mkdirSync(`${directory}/${name}`, { recursive: true, mode: 0o755 })
  mkdirSync(`${directory}/data`, { recursive: true, mode: 0o700 })
  chownSync(`${directory}/data`, userId('postfix'), groupId('postfix'))
  chownSync(`${directory}/mail`, userId('mail'), groupId('mail'))
  writeFiles([...renderPeerPostfix(settings), ...renderPeerDovecot(settings)])
  for (const name of Object.keys(peerMaps(settings))) await firm('postmap', [`hash:${directory}/maps/${name}`])
  await firm('postfix', ['-c', `${directory}/etc`, 'check'])
}

/**
 * Starts it.
 * @throws Error without Dovecot 2.3: the settings of 2.4 have other names
 */
export const startPeer = async (settings: Omit<PeerSettings, 'people'> & { readonly people: readonly Person[] }): Promise<Peer> => {
  const version = await firm('dovecot', ['--version'])
  if (!version.startsWith('2.3.')) throw new Error(`the plain peer is written for Dovecot 2.3, this is ${version.trim()}; play with --no-peer`)
  const people = await Promise.all(settings.people.map(async person => ({ ...person, hash: `{ARGON2ID}${await hashPassword(person.password)}` })))
  await prepare({ ...settings, people })
  const { directory, address } = settings
  const out = openSync(`${directory}/out.log`, 'a')
  const start = (command: string, args: readonly string[]) => spawn(command, args, { detached: true, stdio: ['ignore', out, out] })
  const dovecot = start('dovecot', ['-F', '-c', `${directory}/dovecot.conf`])
  await waitForPort(address, 993)
  const postfix = start('/usr/lib/postfix/sbin/master', ['-c', `${directory}/etc`, '-d'])
  await waitForPort(address, 465)
  return {
    log: () => ['postfix.log', 'dovecot.log'].map(name => readFileSync(`${directory}/${name}`, 'utf8')).join(''),
    stop: async () => {
      for (const child of [postfix, dovecot]) {
        if (child.exitCode !== null || child.signalCode !== null) continue
        child.kill('SIGTERM')
        await once(child, 'exit')
      }
    },
  }
}
