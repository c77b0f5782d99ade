/** What is installed, what a data directory holds, and whether a process still uses it. Reads only. */
import { existsSync, readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { join } from 'node:path'

const debianRoot = '/usr/lib/postgresql'

/** Major versions whose server is installed, newest first. Debian keeps each in a directory of its own. */
export const installedMajors = (root = debianRoot): number[] =>
  (existsSync(root) ? readdirSync(root) : [])
    .filter(name => /^\d+$/.test(name) && existsSync(join(root, name, 'bin', 'postgres')))
    .map(Number)
    .sort((a, b) => b - a)

/** Where a major version's programs are. */
export const programDirectory = (major: number, root = debianRoot): string => join(root, String(major), 'bin')

/** What lies at the place of the data directory. */
export type DataState =
  | { readonly kind: 'absent' }
  /** initdb did not finish: no control file, and no table of ours can exist. */
  | { readonly kind: 'unfinished' }
  | { readonly kind: 'cluster'; readonly major: number }
  /** Tables are there, but not what PostgreSQL needs to open them. */
  | { readonly kind: 'damaged'; readonly lacks: string }

/** Object ids below this are PostgreSQL's own (access/transam.h); a directory above it is a database that somebody made. */
const firstNormalObjectId = 16384

const holdsDatabases = (data: string): boolean =>
  existsSync(join(data, 'base')) && readdirSync(join(data, 'base')).some(name => /^\d+$/.test(name) && Number(name) >= firstNormalObjectId)

/** Looks at a data directory. */
export const readDataState = (data: string): DataState => {
  if (!existsSync(data) || readdirSync(data).length === 0) return { kind: 'absent' }
  const lacks = ['PG_VERSION', 'global/pg_control'].find(name => !existsSync(join(data, name)))
  if (lacks) return holdsDatabases(data) ? { kind: 'damaged', lacks } : { kind: 'unfinished' }
  const major = Number(readFileSync(join(data, 'PG_VERSION'), 'utf8').trim())
  return Number.isInteger(major) ? { kind: 'cluster', major } : { kind: 'damaged', lacks: 'a readable PG_VERSION' }
}

/** The process id in the first line of a postmaster.pid or socket lock file; null when there is no such file. */
export const lockFileProcess = (path: string): number | null => {
  try {
    return Math.abs(Number.parseInt(readFileSync(path, 'utf8'), 10)) || null
  } catch {
    return null
  }
}

/** Whether that process is a postmaster of this data directory, which it makes its working directory. Ids are reused: living is not enough. */
export const isPostmasterOf = (pid: number, data: string): boolean => {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === data && readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres'
  } catch {
    return false
  }
}
