/** All parts of one home together: starts them in order, keeps them, reloads them, stops them in reverse. Owns no file and prints nothing. */
import { setTimeout as sleep } from 'node:timers/promises'
import { readConfig } from '../base/config.ts'
import { readSecrets } from '../base/secrets.ts'
import type { Engine, EngineSettings, PartName } from '../engines/engine.ts'
import { turnOverLogs } from './log-files.ts'
import { Part, type PartStatus } from './part.ts'
import { makeEngines, waves } from './parts.ts'

/** What `status` shows. */
export interface Status {
  /** Every part runs and answers. */
  readonly ready: boolean
  readonly parts: readonly PartStatus[]
  /** Process id of the supervisor; null when none runs. */
  readonly pid: number | null
}

/** What the supervisor may not know itself: `main` hands it over. */
export interface Hooks {
  /** Brings the database to the newest schema; called each time PostgreSQL has come. */
  migrate(settings: EngineSettings): Promise<unknown>
}

const lookAtLogsMs = 30_000

/** An installation that runs. */
export interface Supervisor {
  status(): Status
  /** Starts everything, in order; resolves when all have been started, ready or not. */
  start(): Promise<void>
  /** Reads the configuration anew and lets each part take it up. @throws ConfigError, and then nothing has changed */
  reload(): Promise<void>
  /** Stops everything in reverse order. */
  stop(): Promise<void>
}

/** The schema belongs to a database that is ready: whatever needs the database waits for both. */
const migrating = (engine: Engine, settings: EngineSettings, { migrate }: Hooks): Engine => ({
  ...engine,
  afterStart: async () => {
    await engine.afterStart?.()
    await migrate(settings)
  },
})

/** Makes the parts; nothing is started yet. */
export const supervise = async (settings: EngineSettings, hooks: Hooks, note: (text: string, facts?: object) => void): Promise<Supervisor> => {
  const { home } = settings
  const parts = new Map<PartName, Part>()
  const takeUp = { signal: (name: PartName) => parts.get(name)?.signal('SIGHUP'), restart: (name: PartName) => parts.get(name)?.restart() }
  const make = async (now: EngineSettings): Promise<Engine[]> =>
    (await makeEngines(now, takeUp)).map(engine => (engine.name === 'postgres' ? migrating(engine, now, hooks) : engine))

  const onReady = (part: Part, isReturn: boolean): void => {
    note('a part is ready', { name: part.name, isReturn })
    if (!isReturn) return
    for (const other of parts.values()) {
      if (other.engine.reloadAfter?.includes(part.name)) other.engine.reload().catch((error: unknown) => note('a reload failed', { name: other.name, error: String(error) }))
    }
  }
  for (const engine of await make(settings)) parts.set(engine.name, new Part(home, engine, onReady))
  const logs = setInterval(() => turnOverLogs(home.log), lookAtLogsMs)
  let isStopping = false

  return {
    status: () => {
      const all = [...parts.values()].map(part => part.status())
      return { ready: !isStopping && all.every(({ state }) => state === 'running'), parts: all, pid: process.pid }
    },
    start: async () => {
      for (const { parts: names, headStartMs } of waves) {
        if (isStopping) return
        const members = names.flatMap(name => parts.get(name) ?? [])
        for (const part of members) part.start()
        await Promise.race([Promise.all(members.map(part => part.ready())), sleep(headStartMs, undefined, { ref: false })])
      }
    },
    reload: async () => {
      const engines = await make({ home, config: readConfig(home), secrets: readSecrets(home) })
      for (const engine of engines) {
        const part = parts.get(engine.name)
        if (!part) continue
        part.engine = engine
        if (!engine.external) await engine.reload()
      }
    },
    stop: async () => {
      isStopping = true
      clearInterval(logs)
      for (const name of waves.flatMap(wave => wave.parts).toReversed()) await parts.get(name)?.stop()
    },
  }
}
