/** What every action works on: one installation's home, configuration, secrets and database. */
import { type Config, readConfig } from '../base/config.ts'
import { databaseAddress } from '../base/database.ts'
import { Fault } from '../base/fault.ts'
import type { Home } from '../base/home.ts'
import { readSecrets, type Secrets } from '../base/secrets.ts'
import { isDatabaseAway, isNotMigrated, openDatabase } from '../store/pool.ts'
import type { Db } from '../store/schema.ts'

export { operator, type Whose } from '../store/whose.ts'

export interface Installation {
  readonly home: Home
  readonly config: Config
  readonly secrets: Secrets
  readonly db: Db
}

const secretsOf = (home: Home): Secrets => {
  try {
    return readSecrets(home)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new Fault('not-started', `${home.secrets} is not there`, error)
    if (code === 'EACCES') throw new Fault('not-allowed', `${home.secrets} may not be read`, error)
    throw error
  }
}

/**
 * Opens an installation; the database is connected to when first asked.
 * @param name who opens it: `cli`, `worker`, …
 * @throws ConfigError with every complaint; Fault `not-started` before the first start, `not-allowed` without the right to read its secrets
 */
export const openInstallation = (home: Home, name: string, connections = 4): Installation => {
  const config = readConfig(home)
  const secrets = secretsOf(home)
  return { home, config, secrets, db: openDatabase(databaseAddress(home, config), secrets, name, connections) }
}

/** Ends its connections. */
export const closeInstallation = ({ db }: Installation): Promise<void> => db.destroy()

/** Runs a piece of work, and turns "PostgreSQL cannot be reached" into Fault `database` and "there are no tables" into `not-started`, whatever it was called below. */
export const withDatabase = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    if (isNotMigrated(error)) throw new Fault('not-started', 'the database has no tables yet', error)
    throw isDatabaseAway(error) ? new Fault('database', 'the database cannot be reached', error) : error
  }
}
