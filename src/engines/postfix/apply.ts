/** Makes Postfix's directories, writes its files, checks them with its own tools, and ends what a killed master left behind. */
import { execFile } from 'node:child_process'
import { chownSync, mkdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { groupId, userId } from '../../base/accounts.ts'
import type { EngineSettings } from '../engine.ts'
import { writeFiles } from '../files.ts'
import { postfixPaths } from './paths.ts'
import { closesSmuggling, hasSaslMechanism, leftoverProcesses, type PostfixFacts, readPostfixFacts } from './read.ts'
import { renderPostfix } from './render.ts'

const run = promisify(execFile)

/**
 * Runs `postfix -c <config> <command>`.
 * @throws Error with what it said
 */
export const postfixCommand = async ({ home }: EngineSettings, command: 'check' | 'flush' | 'reload'): Promise<void> => {
  try {
    await run('/usr/sbin/postfix', ['-c', postfixPaths(home).config, command], { env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C' } })
  } catch (error) {
    throw new Error(`postfix ${command}: ${(error as { stderr?: string }).stderr?.trim() || (error as Error).message}`, { cause: error })
  }
}

const signalEach = (pids: readonly number[], signal: NodeJS.Signals): void => {
  for (const pid of pids) {
    try {
      process.kill(pid, signal)
    } catch (error) {
      // A master takes its children with it, so the next may be gone already.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
  }
}

/** Children of a master that is gone do not take new mail in, but hold its ports. What they had in hand is in the queue, or was never acknowledged. */
const endLeftovers = async (queue: string, { daemonDirectory }: PostfixFacts): Promise<void> => {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    for (let tries = 0; tries < 20; tries++) {
      const left = leftoverProcesses(queue, daemonDirectory)
      if (left.length === 0) return
      if (tries === 0) signalEach(left, signal)
      await sleep(50)
    }
  }
}

/** Everything before a start. Safe to repeat. @throws Error that says what is wrong */
export const preparePostfix = async (settings: EngineSettings): Promise<void> => {
  const facts = readPostfixFacts()
  if (!closesSmuggling(facts.version)) throw new Error(`Postfix ${facts.version.join('.')} does not close SMTP smuggling; run: apt-get update && apt-get install -y postfix`)
  if (!hasSaslMechanism()) throw new Error('Postfix needs a SASL mechanism to be installed; run: apt-get install -y libsasl2-modules')
  const { config, queue, data } = postfixPaths(settings.home)
  for (const directory of [config, queue, data, settings.home.log]) mkdirSync(directory, { recursive: true, mode: 0o755 })
  chownSync(data, userId('postfix'), groupId('postfix'))
  await endLeftovers(queue, facts)
  writeFiles(renderPostfix(settings, facts))
  // Makes the directories of the queue with their owners, and puts right what a crash left in it.
  await postfixCommand(settings, 'check')
}
