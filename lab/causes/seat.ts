/**
 * A seat: where a client sits. Each has a user id and an address in a network of its own; whatever runs there reaches our host from that address,
 * since the kernel routes by user id. No client needs an option for it, and no two cases can be taken for one another.
 */
import { spawn } from 'node:child_process'
import { chownSync, readFileSync, writeFileSync } from 'node:fs'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { connect as connectTls } from 'node:tls'
import { clientDirectory, privateFile } from '../clients/account.ts'
import { type Outcome, run } from '../process.ts'
import type { Country } from './case.ts'
import { type Step, type Talk, talkOver } from './talk.ts'

const firstUser = 70_000
const firstTable = 1_000

/** Networks kept for measurements (RFC 2544): nobody lives there. Each seat has a /24. */
const octets: Readonly<Record<Country, readonly [second: number, third: number]>> = { JP: [18, 0], FR: [19, 0], US: [19, 128] }

/** The lab's clients on the country table, as `country.overlay` takes it. */
export const countries: Readonly<Record<string, Country>> = { '198.18.0.0/16': 'JP', '198.19.0.0/17': 'FR', '198.19.128.0/17': 'US', '198.51.100.0/24': 'JP', '2001:db8::/32': 'JP' }

/** Longest that a client is waited for. A mail app shows "not responding" by then. */
export const givenUpMs = 12_000

/** What a client said at a seat, and how long it took. */
export interface Heard {
  readonly output: string
  readonly ms: number
}

export interface Seat {
  readonly address: string
  /** The user id that its programs have. */
  readonly user: number
  /** Everything that was run here, in order. */
  readonly heard: Heard[]
  /** Runs a program here. */
  run(command: string, args: readonly string[], options?: { readonly input?: string | Uint8Array; readonly env?: Readonly<Record<string, string>> }): Promise<Outcome>
  /** Types into a program, each line once what it waits for has been shown. */
  type(command: string, args: readonly string[], steps: readonly Step[]): Promise<Talk>
  /** Speaks over a bare socket, in TLS when a root is given. */
  speak(to: { readonly host: string; readonly port: number; readonly ca?: string; readonly serverName?: string }, steps: readonly Step[]): Promise<Talk>
  /** Opens a bare connection and leaves it to the caller. */
  open(host: string, port: number): Promise<Socket>
  /** A file that only this seat's user may read. @returns its path */
  file(name: string, content: string | Uint8Array): string
  /** A directory of its own, writable. */
  readonly directory: string
}

/** Programs read whatever root may read: the laboratory may lie anywhere. */
const capabilities = '+dac_override,+dac_read_search'

const asUser = (user: number, command: string, args: readonly string[]): [string, string[]] => [
  'setpriv',
  ['--reuid', String(user), '--clear-groups', '--inh-caps', capabilities, '--ambient-caps', capabilities, '--', command, ...args],
]

/** Where a seat is, for the kernel. */
export interface Place {
  readonly address: string
  /** User id. */
  readonly user: number
  /** Routing table. */
  readonly table: number
}

/** The place of the seat with this number. */
export const placeOf = (number: number, country: Country): Place => {
  const [second, third] = octets[country]
  return { address: `198.${second}.${third + (number % 128)}.${1 + Math.floor(number / 128)}`, user: firstUser + number, table: firstTable + number }
}

/** The routes that make the seats: rules by user id stand before the kernel's own table. */
export const seatRoutes = (seats: readonly Place[], hosts: readonly string[]): string =>
  [
    'route add local 198.18.0.0/15 dev lo',
    'rule add pref 100 lookup local',
    ...seats.flatMap(({ address, user, table }) => [...hosts.map(host => `route add local ${host} dev lo src ${address} table ${table}`), `rule add pref 10 uidrange ${user}-${user} lookup ${table}`]),
    'rule del pref 0',
    '',
  ].join('\n')

const firm = async (command: string, args: readonly string[], input = ''): Promise<void> => {
  const { ok, output } = await run(command, args, { input })
  if (!ok) throw new Error(`${command}: ${output.trim()}`)
}

/**
 * Makes the seats: their routes, and a name for each user, without which mutt and fetchmail refuse to run.
 * @param directory the lab's own
 * @throws Error with what the commands said
 */
export const laySeats = async (directory: string, seats: readonly Place[], hosts: readonly string[]): Promise<void> => {
  await firm('ip', ['-batch', '-'], seatRoutes(seats, hosts))
  const users = join(directory, 'passwd')
  writeFileSync(users, readFileSync('/etc/passwd', 'utf8') + seats.map(({ user }) => `seat${user}:x:${user}:0::/nonexistent:/bin/sh\n`).join(''))
  await firm('mount', ['--bind', users, '/etc/passwd'])
}

const opened = (socket: Socket, event: 'connect' | 'secureConnect'): Promise<Socket> =>
  new Promise((resolve, reject) => {
    socket.once(event, () => resolve(socket))
    socket.once('error', reject)
  })

/** Takes a seat. Its directory's name says nothing: clients show it. */
export const takeSeat = ({ address, user }: Place): Seat => {
  const directory = clientDirectory('seat')
  chownSync(directory, user, 0)
  const heard: Heard[] = []
  const keep = <T extends Heard>(outcome: T): T => (heard.push(outcome), outcome)
  return {
    address,
    user,
    heard,
    directory,
    run: async (command, args, options = {}) => keep(await run(...asUser(user, command, args), { ...options, timeoutMs: givenUpMs, directory, env: { HOME: directory, LC_ALL: 'C.UTF-8', ...options.env } })),
    type: async (command, args, steps) => {
      const child = spawn(...asUser(user, command, args), { cwd: directory, env: { ...process.env, HOME: directory }, stdio: 'pipe' })
      child.stdin.on('error', () => {})
      return keep(await talkOver({ say: text => child.stdin.write(text), streams: [child.stdout, child.stderr], ended: end => void child.once('close', end).once('error', end), stop: () => child.kill('SIGKILL') }, steps, givenUpMs))
    },
    speak: async ({ host, port, ca, serverName }, steps) => {
      const plain = connect({ host, port, localAddress: address })
      plain.on('error', () => {})
      const socket = ca === undefined ? plain : connectTls({ socket: plain, servername: serverName ?? host, rejectUnauthorized: false })
      socket.on('error', () => {})
      return keep(await talkOver({ say: text => socket.write(text), streams: [socket], ended: end => void socket.once('close', end), stop: () => plain.destroy() }, steps, givenUpMs))
    },
    open: (host, port) => opened(connect({ host, port, localAddress: address }), 'connect'),
    file: (fileName, content) => {
      const path = privateFile(directory, fileName, content)
      chownSync(path, user, 0)
      return path
    },
  }
}
