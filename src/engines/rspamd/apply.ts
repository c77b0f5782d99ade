/** Makes rspamd's directories, writes its files, and checks them with its own tool. */
import { execFile } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { groupId, primaryGroupId, userId } from '../../base/accounts.ts'
import type { EngineSettings } from '../engine.ts'
import { writeFiles } from '../files.ts'
import { keysDirectory, selectorMap } from './keys.ts'
import { rspamdPaths } from './paths.ts'
import { rspamdVersion } from './read.ts'
import { renderRspamd } from './render.ts'

const run = promisify(execFile)

/** Debian's user of rspamd. */
export const rspamdUser = '_rspamd'
/** Debian's configuration, only read. */
export const stockConfig = '/etc/rspamd/rspamd.conf'

/** The variables that Debian's configuration leaves its places to. */
export const variables = ({ home }: EngineSettings): string[] => {
  const { config, data, run: runDirectory } = rspamdPaths(home)
  return [`--var=LOCAL_CONFDIR=${config}`, `--var=DBDIR=${data}`, `--var=RUNDIR=${runDirectory}`, `--var=LOGDIR=${home.log}`]
}

const makeDirectories = ({ home }: EngineSettings): void => {
  const { root, data, run: runDirectory } = rspamdPaths(home)
  mkdirSync(root, { recursive: true, mode: 0o755 })
  for (const directory of [data, runDirectory]) {
    mkdirSync(directory, { recursive: true, mode: 0o755 })
    chownSync(directory, userId(rspamdUser), primaryGroupId(rspamdUser))
  }
  // Names of domains are not secret; who may list them need not be everybody all the same.
  mkdirSync(keysDirectory(home), { recursive: true, mode: 0o750 })
  chmodSync(keysDirectory(home), 0o750)
  chownSync(keysDirectory(home), 0, groupId(rspamdUser))
  // A map that is not there when rspamd starts would not be watched.
  if (!existsSync(selectorMap(home))) writeFileSync(selectorMap(home), '', { mode: 0o644 })
}

/** Writes the files; what changed is checked, which takes rspamd seconds. @throws Error when rspamd would not take them */
export const writeRspamd = async (settings: EngineSettings): Promise<void> => {
  if (writeFiles(renderRspamd(settings)).length === 0) return
  try {
    await run('/usr/bin/rspamadm', [...variables(settings), 'configtest', '-c', stockConfig, '-q'], { timeout: 60_000 })
  } catch (error) {
    const { stderr, stdout } = error as { stderr?: string; stdout?: string }
    throw new Error(`rspamadm configtest: ${stderr?.trim() || stdout?.trim() || (error as Error).message}`, { cause: error })
  }
}

/** Everything before a start. Safe to repeat. @throws Error that says what is wrong */
export const prepareRspamd = async (settings: EngineSettings): Promise<void> => {
  await rspamdVersion()
  makeDirectories(settings)
  const { milter } = rspamdPaths(settings.home)
  // A socket file of a killed rspamd answers nobody.
  rmSync(milter, { force: true })
  await writeRspamd(settings)
}
