/** Makes Dovecot's directories, writes its files, checks and compiles them with its own tools. */
import { execFile } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { mailUser, primaryGroupId, userId } from '../../base/accounts.ts'
import type { EngineSettings } from '../engine.ts'
import { writeFiles } from '../files.ts'
import { type DovecotPaths, dovecotPaths } from './paths.ts'
import { type DovecotFacts, readDovecotFacts } from './read.ts'
import { renderDovecot } from './render.ts'

const run = promisify(execFile)

/** Runs one of Dovecot's tools with our configuration. @throws Error with what it said */
export const dovecotTool = async (tool: '/usr/bin/doveconf' | '/usr/bin/doveadm' | '/usr/bin/sievec', config: string, args: readonly string[]): Promise<string> => {
  try {
    return (await run(tool, ['-c', config, ...args], { env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' }, timeout: 30_000 })).stdout
  } catch (error) {
    throw new Error(`${tool} ${args.join(' ')}: ${(error as { stderr?: string }).stderr?.trim() || (error as Error).message}`, { cause: error })
  }
}

const makeDirectories = ({ home }: EngineSettings, { root, run: base, state }: DovecotPaths): void => {
  for (const directory of [root, base, state]) {
    mkdirSync(directory, { recursive: true, mode: 0o755 })
    chmodSync(directory, 0o755)
  }
  // Deliveries make each mailbox's directories in here, as the user who owns all mail.
  mkdirSync(home.mail, { recursive: true, mode: 0o750 })
  chownSync(home.mail, userId(mailUser), primaryGroupId(mailUser))
}

/** Compiled by us, as whoever delivers may not write here; scripts say nothing of the compiler's version, so it is done at each start. */
const compileBefore = ({ config, before }: DovecotPaths): Promise<string> => dovecotTool('/usr/bin/sievec', config, [before])

/** Writes the files. @returns whether any changed @throws Error when Dovecot would not take them */
export const writeDovecot = async (settings: EngineSettings, facts: DovecotFacts): Promise<boolean> => {
  const paths = dovecotPaths(settings.home)
  const changed = writeFiles(renderDovecot(settings, facts)).length > 0
  await dovecotTool('/usr/bin/doveconf', paths.config, ['-n'])
  await compileBefore(paths)
  return changed
}

/** Everything before a start. Safe to repeat. @throws Error that says what is wrong */
export const prepareDovecot = async (settings: EngineSettings): Promise<void> => {
  const facts = await readDovecotFacts()
  const paths = dovecotPaths(settings.home)
  makeDirectories(settings, paths)
  // The process id of a Dovecot that was killed may be another program's by now, and Dovecot would take that for itself.
  const pidFile = join(paths.run, 'master.pid')
  if (existsSync(pidFile)) rmSync(pidFile)
  await writeDovecot(settings, facts)
}
