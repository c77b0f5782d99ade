/** `todoku logs`: the last lines of a part's log, or of all, and then what is added. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { logOf } from './launch.ts'
import { endOfFile } from './log-files.ts'
import type { Context } from './up.ts'

/** Lines are rarely longer than this on average; a log is not read whole for its last lines. */
const bytesPerLine = 2000

const lastLines = (path: string, count: number): string[] => {
  const lines = endOfFile(path, count * bytesPerLine).split('\n')
  if (lines.at(-1) === '') lines.pop()
  return count === 0 ? [] : lines.slice(-count)
}

/**
 * Prints the logs.
 * @param part null means all
 * @param count lines of each
 */
export const logs = async ({ home, words }: Context, part: string | null, count: number, isFollowing: boolean): Promise<number> => {
  const there = existsSync(home.log) ? readdirSync(home.log).filter(name => name.endsWith('.log')).map(name => name.slice(0, -4)) : []
  const wanted = part === null ? there : there.filter(name => name === part)
  if (!wanted.length) {
    process.stderr.write(`todoku: ${there.length && part !== null ? words.noLog(part, there.join(' ')) : words.nothingRuns(home.root)}\n`)
    return 1
  }
  const paths = wanted.map(name => logOf(home, name))
  if (isFollowing) {
    const tail = spawn('tail', ['-n', String(count), '-F', ...paths], { stdio: 'inherit' })
    // Ctrl-C ends tail; that is how one stops reading.
    process.on('SIGINT', () => {})
    await once(tail, 'exit')
    return 0
  }
  for (const [i, path] of paths.entries()) {
    if (paths.length > 1) process.stdout.write(`==> ${wanted[i]} <==\n`)
    process.stdout.write(lastLines(path, count).map(line => `${line}\n`).join(''))
  }
  return 0
}
