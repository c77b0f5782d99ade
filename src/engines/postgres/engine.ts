/**
 * PostgreSQL as the supervisor sees it: a private cluster on a UNIX socket, or the operator's own server.
 * Owns the cluster, its roles and the empty database; what is in the database is the store's.
 */
import { join } from 'node:path'
import { databaseName } from '../../base/database.ts'
import type { Engine, EngineSettings } from '../engine.ts'
import { writeFiles } from '../files.ts'
import { clusterMajor, preparePostgres, runAsPostgres } from './apply.ts'
import { programDirectory } from './read.ts'
import { postgresPaths, postgresUser, renderPostgres } from './render.ts'
import { administratorConfig, ensureExternalRoles, ensurePrivateDatabase, withClient } from './roles.ts'

const unready = async (settings: EngineSettings, database: string): Promise<string | null> => {
  try {
    await withClient(administratorConfig(settings, database), client => client.query('select'))
    return null
  } catch (error) {
    return `PostgreSQL does not answer: ${(error as Error).message}`
  }
}

const privateCluster = (settings: EngineSettings): Engine => {
  const paths = postgresPaths(settings)
  return {
    name: 'postgres',
    ports: () => ['unix'],
    prepare: () => preparePostgres(settings),
    program: () => ({
      command: join(programDirectory(clusterMajor(settings)), 'postgres'),
      args: ['-D', paths.data, '-c', `config_file=${paths.config}`],
      user: postgresUser,
      env: { LC_ALL: 'C.UTF-8', PATH: '/usr/bin:/bin' },
      // "Fast": sessions are ended, what was committed stays. SIGTERM would wait for every session to leave.
      stopSignal: 'SIGINT',
      stopSeconds: 30,
    }),
    afterStart: () => ensurePrivateDatabase(settings),
    unready: () => unready(settings, 'postgres'),
    reload: async () => {
      writeFiles(renderPostgres(settings))
      await runAsPostgres(join(programDirectory(clusterMajor(settings)), 'pg_ctl'), ['reload', '--silent', '--pgdata', paths.data])
    },
  }
}

const nothing = async (): Promise<void> => {}

const externalServer = (settings: EngineSettings): Engine => ({
  name: 'postgres',
  external: true,
  ports: () => [new URL(settings.config.database.url).host],
  prepare: nothing,
  program: () => {
    throw new Error('database.url is set: PostgreSQL runs elsewhere and is not started here')
  },
  afterStart: () => ensureExternalRoles(settings),
  unready: () => unready(settings, databaseName),
  reload: nothing,
})

/** The engine for these settings; `external` when `database.url` is set. */
export const postgres = (settings: EngineSettings): Engine => (settings.config.database.url ? externalServer(settings) : privateCluster(settings))
