/** What is installed, and which process runs. Reads only. */
import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * The installed version, such as `3.4`.
 * @throws Error that says what to install
 */
export const rspamdVersion = async (): Promise<string> => {
  try {
    const { stdout } = await run('/usr/bin/rspamd', ['--version'])
    return /version (\d[\d.]*)/.exec(stdout)?.[1] ?? stdout.trim()
  } catch (error) {
    throw new Error('rspamd is not installed; run: apt-get install -y --no-install-recommends rspamd', { cause: error })
  }
}

/** The main process, from its pid file; null when none runs. A process id that is another program's by now is none. */
export const mainProcess = (pidFile: string): number | null => {
  try {
    const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10)
    return readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('rspamd') ? pid : null
  } catch {
    return null
  }
}
