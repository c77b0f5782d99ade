/** Runs `todoku` as a process, on a cluster of its own. */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { labDirectory } from '../../lab/namespace.ts'

export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

const main = join(import.meta.dirname, '../../src/main.ts')

/** Each run would compile the same two hundred files anew; what it compiled goes away with the laboratory. */
const compiled = (): Record<string, string> => (labDirectory() === null ? {} : { NODE_COMPILE_CACHE: join(labDirectory()!, 'compile-cache') })

/** Starts it, as a person in Japan whose terminal speaks English. @param root the home of the installation */
export const startTodoku = (root: string, args: readonly string[]): ChildProcess =>
  spawn(process.execPath, [main, ...args], { env: { PATH: process.env['PATH'], TODOKU_HOME: root, LANG: 'C.UTF-8', TZ: 'Asia/Tokyo', ...compiled() } })

/** Runs it to its end. @param input what it reads on standard input */
export const runTodoku = async (root: string, args: readonly string[], input = ''): Promise<Ended> => {
  const child = startTodoku(root, args)
  let [out, err] = ['', '']
  child.stdout!.on('data', chunk => (out += chunk))
  child.stderr!.on('data', chunk => (err += chunk))
  child.stdin!.end(input)
  const [code] = (await once(child, 'close')) as [number | null]
  return { code, out, err }
}
