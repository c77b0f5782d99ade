/** Our installation: started by the same commands that an operator types, in a home of its own. */
import { execFile } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Home, homeAt } from '../../src/base/home.ts'
import { domain, everybody } from '../side.ts'

const program = join(import.meta.dirname, '../../src/main.ts')

/** A running installation. */
export interface Installation {
  readonly home: Home
  /** The process of each part. */
  readonly pids: Readonly<Record<'postgres' | 'dovecot' | 'postfix' | 'edge', number>>
  readonly stop: () => Promise<void>
}

// Everything at 127.0.0.1, as a server has it; limits by address and time so wide that the one load generator does not meet them.
const configuration = (address: string): string => `[server]
host_name = "mx.bench.example"
[listen]
smtp = ["${address}:25"]
submissions = ["${address}:465"]
submission = ["${address}:587"]
imaps = ["${address}:993"]
pop3s = ["${address}:995"]
[edge]
connections_per_address = 1000
sign_in_seconds = 600
`

const todoku = (home: Home, args: readonly string[], input = ''): Promise<string> =>
  new Promise((resolve, reject) => {
    const child = execFile(process.execPath, [program, ...args], { env: { ...process.env, TODOKU_HOME: home.root, LANG: 'C' } }, (error, stdout, stderr) =>
      error ? reject(new Error(`todoku ${args.join(' ')}: ${stderr || stdout || error.message}`)) : resolve(stdout),
    )
    child.stdin!.end(input)
  })

const execute = (command: string, args: readonly string[]): Promise<void> =>
  new Promise((resolve, reject) => execFile(command, args, (error, _, stderr) => (error ? reject(new Error(`${command}: ${stderr}`)) : resolve())))

const addMailboxes = async (home: Home): Promise<void> => {
  await todoku(home, ['owner', 'add', 'bench'])
  await todoku(home, ['domain', 'add', domain, '--owner', 'bench', '--proven'])
  const waiting = [...everybody]
  const adder = async (): Promise<void> => {
    for (let user = waiting.pop(); user; user = waiting.pop()) await todoku(home, ['mailbox', 'add', user.address, '--password-stdin'], `${user.password}\n`)
  }
  await Promise.all([adder(), adder(), adder()])
}

/** Content scanning would cost both sides the same, far more than what is compared: off here, as at the peer. Mail that was taken is thrown away, as there. */
const withoutScanning = async (home: Home): Promise<void> => {
  const etc = join(home.engine('postfix'), 'etc')
  await execute('postconf', ['-c', etc, '-e', 'smtpd_milters=', 'virtual_transport=discard:'])
  await execute('postfix', ['-c', etc, 'reload'])
  await pause(1000)
}

interface Status {
  readonly parts: readonly { readonly name: string; readonly pid: number | null }[]
}

const readPids = async (home: Home): Promise<Installation['pids']> => {
  const { parts } = JSON.parse(await todoku(home, ['status', '--json'])) as Status
  const pid = (name: string): number => {
    const found = parts.find(part => part.name === name)?.pid
    if (!found) throw new Error(`todoku status names no process of ${name}`)
    return found
  }
  return { postgres: pid('postgres'), dovecot: pid('dovecot'), postfix: pid('postfix'), edge: pid('edge') }
}

/**
 * Starts it and makes the mailboxes.
 * @throws Error with what the command said that failed
 */
export const startInstallation = async (directory: string, address: string): Promise<Installation> => {
  const home = homeAt(directory)
  mkdirSync(directory, { mode: 0o755 })
  chmodSync(directory, 0o755)
  writeFileSync(home.config, configuration(address))
  await todoku(home, ['up', '--detach'])
  const stop = async (): Promise<void> => void (await todoku(home, ['down']))
  try {
    await addMailboxes(home)
    await withoutScanning(home)
    return { home, pids: await readPids(home), stop }
  } catch (error) {
    await stop()
    throw error
  }
}
