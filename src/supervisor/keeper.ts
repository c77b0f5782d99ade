/** The keeper of a detached supervisor (`keep.sh`): where its process id is, and whether it lives. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Home } from '../base/home.ts'
import { argumentsOf, environmentOf, isAlive } from './processes.ts'

/** Holds the keeper's process id. */
export const keeperFile = (home: Home): string => join(home.run, 'keeper.pid')

/** @returns the process id of the home's living keeper, or null */
export const keeperOf = (home: Home): number | null => {
  if (!existsSync(keeperFile(home))) return null
  const pid = Number(readFileSync(keeperFile(home), 'utf8'))
  // The number may have gone to another program meanwhile.
  const isOurs = argumentsOf(pid).some(argument => argument.endsWith('/keep.sh')) && environmentOf(pid).includes(`TODOKU_HOME=${home.root}`)
  return isOurs && isAlive(pid) ? pid : null
}
