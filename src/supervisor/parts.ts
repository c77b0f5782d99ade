/** The parts of an installation, made from its settings, in the order in which they start. */
import type { Engine, EngineSettings, PartName } from '../engines/engine.ts'
import { ownProcess } from './own.ts'

type Make = (settings: EngineSettings) => Engine

/** Each engine's room is entered only when its part is made. */
const engineMakers: Readonly<Record<'postgres' | 'dovecot' | 'rspamd' | 'postfix', () => Promise<Make>>> = {
  postgres: async () => (await import('../engines/postgres/engine.ts')).postgres,
  dovecot: async () => (await import('../engines/dovecot/engine.ts')).dovecot,
  rspamd: async () => (await import('../engines/rspamd/engine.ts')).rspamd,
  postfix: async () => (await import('../engines/postfix/engine.ts')).postfix,
}

/** Parts of one wave start together; a wave starts when all of the one before are ready. */
export const waves: readonly (readonly PartName[])[] = [['postgres'], ['dovecot', 'rspamd', 'postfix'], ['edge', 'api', 'worker']]

/** How a process of ours takes up a new configuration: the edge hands over to new workers, the others are started again. */
export interface TakeUp {
  readonly signal: (name: PartName) => void
  readonly restart: (name: PartName) => void
}

/** Makes every part's engine. */
export const makeEngines = async (settings: EngineSettings, { signal, restart }: TakeUp): Promise<Engine[]> => {
  const engines: Engine[] = []
  for (const name of waves.flat()) {
    if (name === 'edge') engines.push(ownProcess(name, settings, () => signal(name)))
    else if (name === 'api' || name === 'worker') engines.push(ownProcess(name, settings, () => restart(name)))
    else engines.push((await engineMakers[name]())(settings))
  }
  return engines
}
