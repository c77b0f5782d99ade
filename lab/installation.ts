/**
 * Our own host on the private Internet: a whole installation with a home of its own, started and stopped by the same commands that an operator
 * types. For inside a namespace (`namespace.ts`).
 */
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'smol-toml'
import { type Home, homeAt } from '../src/base/home.ts'
import type { Authority } from './authority.ts'
import type { Account } from './clients/account.ts'
import { ours, resolver } from './places.ts'
import { type Outcome, run } from './process.ts'

const program = join(import.meta.dirname, '../src/main.ts')

/** One part as `status --json` shows it. */
export interface PartState {
  readonly name: string
  readonly state: string
  readonly restarts: number
  readonly pid?: number | null
  readonly note: string | null
}

export interface InstallationState {
  readonly ready: boolean
  readonly parts: readonly PartState[]
}

export interface Installation {
  readonly home: Home
  /** Runs `todoku …args` and gives its outcome; `input` is its standard input. */
  todoku(args: readonly string[], input?: string): Promise<Outcome>
  /** The same with `--json`. @returns what it printed. @throws Error with what it said when it fails */
  cli(args: readonly string[], input?: string): Promise<unknown>
  /** What a person would type into a mail app for this mailbox. */
  account(address: string, password: string): Account
  status(): Promise<InstallationState>
  /** Starts everything, and waits until all is ready. @throws Error with what `up` said */
  up(): Promise<void>
  down(): Promise<void>
}

const everywhere = (port: number): string[] => [`${ours.address}:${port}`, `[${ours.address6}]:${port}`]

/** A table within the configuration file. */
export type ConfigTables = Readonly<Record<string, Readonly<Record<string, unknown>>>>

/** The lab's configuration: every port on our host's own addresses, 143 and 110 switched on, DNS from the lab. `more` is laid over it, table by table. */
export const labConfig = (more: ConfigTables = {}): ConfigTables => {
  const base: ConfigTables = {
    server: { id: 'sv0001', host_name: ours.hostName },
    listen: {
      smtp: everywhere(25),
      submissions: everywhere(465),
      submission: everywhere(587),
      imaps: everywhere(993),
      imap: everywhere(143),
      pop3s: everywhere(995),
      pop3: everywhere(110),
    },
    resolver: { address: `${resolver.address}:${resolver.port}` },
  }
  return Object.fromEntries([...new Set([...Object.keys(base), ...Object.keys(more)])].map(name => [name, { ...base[name], ...more[name] }]))
}

export interface InstallationPlan {
  /** The home; made when missing. Everybody must be able to walk there. */
  readonly directory: string
  readonly authority: Authority
  /** More names for the certificate. */
  readonly names?: readonly string[]
  readonly config?: ConfigTables
}

/** Lays out a home with configuration and certificate, without starting anything. */
export const layOutInstallation = async ({ directory, authority, names = [], config = {} }: InstallationPlan): Promise<Installation> => {
  const home = homeAt(directory)
  mkdirSync(directory, { recursive: true })
  chmodSync(directory, 0o755)
  writeFileSync(home.config, stringify(labConfig(config)))
  await authority.issue([ours.hostName, ...names], home.tls)
  const todoku: Installation['todoku'] = (args, input = '') => run(process.execPath, [program, ...args], { input, timeoutMs: 180_000, env: { TODOKU_HOME: directory, LANG: 'C.UTF-8', LC_ALL: '' } })
  const firm = async (args: readonly string[], input?: string): Promise<Outcome> => {
    const outcome = await todoku(args, input)
    if (!outcome.ok) throw new Error(`todoku ${args.join(' ')}: ${outcome.output.trim() || `exit code ${outcome.code}`}`)
    return outcome
  }
  return {
    home,
    todoku,
    cli: async (args, input) => {
      const { stdout } = await firm([...args, '--json'], input)
      return stdout.trim() === '' ? null : (JSON.parse(stdout) as unknown)
    },
    account: (address, password) => ({ address, password, host: ours.hostName, ca: authority.root }),
    status: async () => {
      const { stdout, output } = await todoku(['status', '--json'])
      try {
        return JSON.parse(stdout) as InstallationState
      } catch {
        throw new Error(`todoku status --json: ${output.trim()}`)
      }
    },
    up: async () => void (await firm(['up', '--detach'])),
    down: async () => void (await firm(['down'])),
  }
}

/** Lays out an installation and starts it. */
export const startInstallation = async (plan: InstallationPlan): Promise<Installation> => {
  const installation = await layOutInstallation(plan)
  await installation.up()
  return installation
}
