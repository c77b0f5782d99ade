/** `todoku status`. */
import { type Config, readConfig } from '../base/config.ts'
import type { Home } from '../base/home.ts'
import { partNames } from '../engines/engine.ts'
import { partsTable } from './board.ts'
import { ask, NoSupervisor } from './control.ts'
import { countryTableOf } from './country-table.ts'
import { isWanted } from './parts.ts'
import type { Status } from './supervisor.ts'
import type { Context } from './up.ts'

/** What `--json` prints while nothing runs. */
const nothing = (config: Config | null): Status => ({
  ready: false,
  pid: null,
  parts: partNames.filter(name => config === null || isWanted(name, config)).map(name => ({ name, state: 'stopped', since: new Date(0).toISOString(), restarts: 0, ports: [], note: null, pid: null })),
})

/** A configuration that cannot be read is told by `reload` and `up`; the parts run with the one that they have. */
const configOf = (home: Home): Config | null => {
  try {
    return readConfig(home)
  } catch {
    return null
  }
}

/**
 * Prints the state of every part.
 * @returns 0 only when all are ready
 */
export const showStatus = async ({ home, language, words }: Context, asJson: boolean): Promise<number> => {
  let status: Status
  try {
    status = (await ask(home, 'status')) as Status
  } catch (error) {
    if (!asJson || !(error instanceof NoSupervisor) || error.denied) throw error
    status = nothing(configOf(home))
  }
  const config = configOf(home)
  const table = config && (await countryTableOf(config, language))
  const text = asJson
    ? JSON.stringify({ ...status, countryTable: table?.status ?? null })
    : [...partsTable(status, words, new Date()), '', status.ready ? words.ready : words.notReady, ...(table ? [table.line, ...table.warnings] : [])].join('\n')
  process.stdout.write(`${text}\n`)
  return status.ready ? 0 : 1
}
