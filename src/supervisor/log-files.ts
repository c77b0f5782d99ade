/** The parts' log files: their last lines, and their bounds. Programs hold them open to append, so a file is copied and then emptied. */
import { closeSync, copyFileSync, existsSync, fstatSync, openSync, readdirSync, readSync, renameSync, rmSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'

/** A log is turned over when it is larger than this. */
export const largestLogBytes = 50 * 1024 * 1024
/** Old logs kept of each part: `<part>.log.1` is the newest. */
export const oldLogsKept = 3

/**
 * The end of a file.
 * @param most bytes
 * @returns "" when there is no such file
 */
export const endOfFile = (path: string, most: number): string => {
  if (!existsSync(path)) return ''
  const fd = openSync(path, 'r')
  try {
    const { size } = fstatSync(fd)
    const buffer = Buffer.alloc(Math.min(most, size))
    const read = readSync(fd, buffer, 0, buffer.length, size - buffer.length)
    return buffer.subarray(0, read).toString('utf8')
  } finally {
    closeSync(fd)
  }
}

/** The last line that says something, shortened to 200 characters; "" when there is none. */
export const lastLine = (path: string): string => endOfFile(path, 4096).split('\n').map(line => line.trim()).filter(Boolean).at(-1)?.slice(0, 200) ?? ''

const turnOver = (path: string): void => {
  rmSync(`${path}.${oldLogsKept}`, { force: true })
  for (let number = oldLogsKept - 1; number >= 1; number--) {
    if (existsSync(`${path}.${number}`)) renameSync(`${path}.${number}`, `${path}.${number + 1}`)
  }
  copyFileSync(path, `${path}.1`)
  truncateSync(path)
}

/**
 * Turns over each log in the directory that has grown too large.
 * @returns their names
 */
export const turnOverLogs = (directory: string, largest = largestLogBytes): string[] =>
  readdirSync(directory)
    .filter(name => name.endsWith('.log') && statSync(join(directory, name)).size > largest)
    .map(name => {
      turnOver(join(directory, name))
      return name
    })
