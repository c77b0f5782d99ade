/**
 * What the supervisor knows of an engine. Each engine's room has the same faces:
 * `render.ts` (pure: settings and version in, files out), `apply.ts` (writes, prepares, reloads), `read.ts` (versions, state).
 * An engine is a private instance: its own directory under TODOKU_HOME, nothing under /etc.
 */
import type { Config } from '../base/config.ts'
import type { Home } from '../base/home.ts'
import type { Secrets } from '../base/secrets.ts'

/** Each part of a running installation, in the order in which they start. `powerdns` only where `dns.name_servers` names any. */
export const partNames = ['postgres', 'powerdns', 'dovecot', 'rspamd', 'postfix', 'edge', 'api', 'worker'] as const
export type PartName = (typeof partNames)[number]

/** A file that a render function wants on disk. */
export interface RenderedFile {
  /** Absolute path. */
  readonly path: string
  readonly content: string
  /** Permission bits, such as 0o640. */
  readonly mode: number
  /** System user and group, by name; root:root when absent. */
  readonly owner?: { readonly user: string; readonly group: string }
}

/** All that rendering may depend on, beside the engine's own version. */
export interface EngineSettings {
  readonly config: Config
  readonly home: Home
  readonly secrets: Secrets
}

/** A program to run in the foreground, watched by the supervisor. */
export interface Program {
  readonly command: string
  readonly args: readonly string[]
  /** System user to run as; root when absent. */
  readonly user?: string
  /** Whether that user may open ports below 1024. */
  readonly opensLowPorts?: boolean
  readonly env?: Readonly<Record<string, string>>
  /** What asks it to end well. */
  readonly stopSignal: 'SIGTERM' | 'SIGINT' | 'SIGQUIT'
  /** How long an orderly end may take before SIGKILL. */
  readonly stopSeconds: number
}

/** An engine, ready to be supervised. */
export interface Engine {
  readonly name: PartName
  /** True when the operator runs it elsewhere: then it is neither prepared, started nor reloaded here, only asked (`unready`, `afterStart`). */
  readonly external?: boolean
  /** Parts whose return after a fault this one only notices when it is reloaded. */
  readonly reloadAfter?: readonly PartName[]
  /** Where it listens, for the board: `25`, `unix`, … */
  ports(): readonly string[]
  /** Writes its files and makes its directories; safe to repeat. Throws an Error that says what to do. */
  prepare(): Promise<void>
  program(): Program
  /** What can only be made while it runs; called after each start, once `unready` says null. Safe to repeat. Throws an Error that says what to do. */
  afterStart?(): Promise<void>
  /** Null when it answers; else what it lacks. Never throws. */
  unready(): Promise<string | null>
  /** Renders again and takes it up without dropping connections. */
  reload(): Promise<void>
}
