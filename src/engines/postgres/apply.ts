/** Makes the private cluster's directories and, once, the cluster itself; clears what a killed supervisor left behind. */
import { execFile } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, realpathSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { primaryGroupId, userId } from '../../base/accounts.ts'
import type { EngineSettings } from '../engine.ts'
import { writeFiles } from '../files.ts'
import { installedMajors, isPostmasterOf, lockFileProcess, programDirectory, readDataState } from './read.ts'
import { type PostgresPaths, postgresPaths, postgresUser, renderPostgres } from './render.ts'

const run = promisify(execFile)

/** Runs one of PostgreSQL's programs as its system user. @throws Error with what it said */
export const runAsPostgres = async (program: string, args: readonly string[]): Promise<void> => {
  const identity = { uid: userId(postgresUser), gid: primaryGroupId(postgresUser) }
  try {
    await run(program, args, { ...identity, cwd: '/', env: { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8' } })
  } catch (error) {
    throw new Error(`${program}: ${(error as { stderr?: string }).stderr?.trim() || (error as Error).message}`, { cause: error })
  }
}

const makeDirectory = (path: string, mode: number): void => {
  mkdirSync(path, { recursive: true, mode })
  chownSync(path, userId(postgresUser), primaryGroupId(postgresUser))
  chmodSync(path, mode)
}

const setAside = (path: string): void => renameSync(path, `${path}.unfinished-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`)

/** Built under another name and renamed when whole, so that an interruption never leaves half a cluster in its place. */
const initialise = async (paths: PostgresPaths, major: number): Promise<void> => {
  const making = `${paths.data}.making`
  if (existsSync(making)) {
    if (readDataState(making).kind === 'cluster') setAside(making)
    else rmSync(making, { recursive: true })
  }
  makeDirectory(making, 0o700)
  const options = ['--data-checksums', '--encoding=UTF8', '--locale=C.UTF-8', `--username=${postgresUser}`, '--auth=reject']
  await runAsPostgres(join(programDirectory(major), 'initdb'), [...options, `--pgdata=${making}`])
  renameSync(making, paths.data)
}

/**
 * The major version to run: the cluster's own, or the newest installed for a cluster that is still to be made.
 * @throws Error that says what to install
 */
export const clusterMajor = (settings: EngineSettings): number => {
  const { data } = postgresPaths(settings)
  const installed = installedMajors()
  const state = readDataState(data)
  const major = state.kind === 'cluster' ? state.major : installed[0]
  if (major === undefined) throw new Error('PostgreSQL is not installed; run: apt-get install -y postgresql')
  if (installed.includes(major)) return major
  throw new Error(`${data} was made by PostgreSQL ${major}, which is not installed (here: ${installed.join(', ') || 'none'}); run: apt-get install -y postgresql-${major}`)
}

const ensureCluster = async (settings: EngineSettings, paths: PostgresPaths): Promise<void> => {
  const state = readDataState(paths.data)
  if (state.kind === 'cluster') return
  if (state.kind === 'damaged') {
    throw new Error(`${paths.data} holds databases but lacks ${state.lacks}; nothing was changed. Put the directory back from a backup, or move it away to begin anew.`)
  }
  if (state.kind === 'unfinished') setAside(paths.data)
  else rmSync(paths.data, { recursive: true, force: true })
  await initialise(paths, clusterMajor(settings))
}

const askToEnd = (pid: number): void => {
  try {
    process.kill(pid, 'SIGINT')
  } catch (error) {
    // It may have ended by itself just now.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** How long the server of a supervisor that was killed may take to end before its successor gives up. */
const orphanSeconds = 30

/**
 * Ends a postmaster that outlived its supervisor, and removes lock files of one that is gone.
 * PostgreSQL itself would refuse to start when the dead server's process id belongs to somebody else by now.
 */
const clearLocks = async (paths: PostgresPaths): Promise<void> => {
  const locks = [join(paths.data, 'postmaster.pid'), join(paths.run, '.s.PGSQL.5432.lock')]
  const data = realpathSync(paths.data)
  for (const lock of locks) {
    const pid = lockFileProcess(lock)
    if (pid !== null && isPostmasterOf(pid, data)) {
      askToEnd(pid)
      for (let waited = 0; isPostmasterOf(pid, data); waited += 0.1) {
        if (waited >= orphanSeconds) throw new Error(`an earlier PostgreSQL (process ${pid}) still uses ${paths.data} and does not end; end it, then start again`)
        await sleep(100)
      }
    }
    rmSync(lock, { force: true })
  }
}

/** Everything before a start. Safe to repeat, also after an interruption. @throws Error that says what to do */
export const preparePostgres = async (settings: EngineSettings): Promise<void> => {
  const paths = postgresPaths(settings)
  makeDirectory(paths.root, 0o755)
  makeDirectory(paths.run, 0o755)
  await ensureCluster(settings, paths)
  await clearLocks(paths)
  writeFiles(renderPostgres(settings))
}
