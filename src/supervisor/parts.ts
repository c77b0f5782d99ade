/** The parts of an installation, made from its settings, in the order in which they start. */
import { type Config, hasNameService } from '../base/config.ts'
import type { Engine, EngineSettings, PartName } from '../engines/engine.ts'
import { ownProcess } from './own.ts'

/** `restart` is for engines that read their configuration only at the start. */
type Make = (settings: EngineSettings, restart: () => void) => Engine

/** Each engine's room is entered only when its part is made. */
const engineMakers: Readonly<Record<'postgres' | 'powerdns' | 'dovecot' | 'rspamd' | 'postfix', () => Promise<Make>>> = {
  postgres: async () => (await import('../engines/postgres/engine.ts')).postgres,
  powerdns: async () => (await import('../engines/powerdns/engine.ts')).powerdns,
  dovecot: async () => (await import('../engines/dovecot/engine.ts')).dovecot,
  rspamd: async () => (await import('../engines/rspamd/engine.ts')).rspamd,
  postfix: async () => (await import('../engines/postfix/engine.ts')).postfix,
}

/** Parts that start together. */
export interface Wave {
  readonly parts: readonly PartName[]
  /** How long the next wave waits for this one, in ms: a part that is broken keeps nobody from the others for good. */
  readonly headStartMs: number
}

/** In order. The first start of PostgreSQL makes the cluster and the schema; without either the others could only say so. */
export const waves: readonly Wave[] = [
  { parts: ['postgres'], headStartMs: 60_000 },
  { parts: ['powerdns', 'dovecot', 'rspamd', 'postfix'], headStartMs: 5000 },
  { parts: ['edge', 'api', 'worker'], headStartMs: 0 },
]

/** How a process of ours takes up a new configuration: the edge hands over to new workers, the others are started again. */
export interface TakeUp {
  readonly signal: (name: PartName) => void
  readonly restart: (name: PartName) => void
}

/** Whether this configuration has such a part: a name service is only where name servers are named. */
export const isWanted = (name: PartName, config: Config): boolean => name !== 'powerdns' || hasNameService(config)

/** Makes every part's engine. */
export const makeEngines = async (settings: EngineSettings, { signal, restart }: TakeUp): Promise<Engine[]> => {
  const engines: Engine[] = []
  for (const name of waves.flatMap(({ parts }) => parts)) {
    if (!isWanted(name, settings.config)) continue
    if (name === 'edge') engines.push(ownProcess(name, settings, () => signal(name)))
    else if (name === 'api' || name === 'worker') engines.push(ownProcess(name, settings, () => restart(name)))
    else engines.push((await engineMakers[name]())(settings, () => restart(name)))
  }
  return engines
}
