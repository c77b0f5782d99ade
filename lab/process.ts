/** Programs: run one to its end, or start one that stays. Nothing is passed through a shell. */
import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** What became of a program. */
export interface Outcome {
  /** It ended by itself with exit code 0. */
  readonly ok: boolean
  /** Exit code; null when a signal ended it. */
  readonly code: number | null
  readonly stdout: string
  /** Both streams, in the order in which they came. */
  readonly output: string
  readonly ms: number
}

export interface RunOptions {
  readonly input?: string | Uint8Array
  readonly timeoutMs?: number
  readonly env?: Readonly<Record<string, string>>
  readonly directory?: string
}

/**
 * Runs a program to its end.
 * @returns its outcome; a program that cannot be started or takes longer than `timeoutMs` (60 s) is an outcome too, not an exception
 */
export const run = (command: string, args: readonly string[], options: RunOptions = {}): Promise<Outcome> =>
  new Promise(resolve => {
    const started = performance.now()
    const both: Buffer[] = []
    const out: Buffer[] = []
    const child = spawn(command, args, { cwd: options.directory, env: { ...process.env, ...options.env }, stdio: 'pipe' })
    const timeoutMs = options.timeoutMs ?? 60_000
    const timer = setTimeout(() => {
      both.push(Buffer.from(`\n${command}: no end after ${timeoutMs / 1000} s\n`))
      child.kill('SIGKILL')
    }, timeoutMs)
    const end = (code: number | null): void => {
      clearTimeout(timer)
      const ms = Math.round(performance.now() - started)
      resolve({ ok: code === 0, code, stdout: Buffer.concat(out).toString(), output: Buffer.concat(both).toString(), ms })
    }
    child.stdout.on('data', (chunk: Buffer) => (out.push(chunk), both.push(chunk)))
    child.stderr.on('data', (chunk: Buffer) => both.push(chunk))
    child.on('error', error => (both.push(Buffer.from(`${command}: ${error.message}\n`)), end(127)))
    child.on('close', end)
    // A program may end before it has read all its input; that is for its exit code to tell.
    child.stdin.on('error', () => {})
    child.stdin.end(options.input ?? '')
  })

/** A program that stays. */
export interface Running {
  readonly pid: number
  /** Asks it to end, waits, and insists after 5 s. */
  stop(): Promise<void>
}

/**
 * Starts a program that stays; both its streams go to `log`.
 * @param ready is asked every 50 ms, for 15 s
 * @throws Error with the end of the log when it dies or is not ready in time
 */
export const start = async (command: string, args: readonly string[], log: string, ready: () => Promise<boolean>): Promise<Running> => {
  const out = openSync(log, 'a')
  const child = spawn(command, args, { stdio: ['ignore', out, out] })
  closeSync(out)
  let failure: Error | null = null
  child.on('error', error => (failure = error))
  const gone = (): boolean => failure !== null || child.exitCode !== null || child.signalCode !== null
  for (const end = Date.now() + 15_000; !gone() && Date.now() < end; await sleep(50)) {
    if (await ready()) return { pid: child.pid!, stop: () => stop(child, gone) }
  }
  await stop(child, gone)
  const last = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-5).join('\n')
  throw new Error(`${command} did not become ready.${failure ? ` ${(failure as Error).message}` : ''}\n${last}`)
}

const stop = async (child: ChildProcess, gone: () => boolean): Promise<void> => {
  child.kill('SIGTERM')
  for (const end = Date.now() + 5_000; !gone() && Date.now() < end; ) await sleep(20)
  if (!gone()) child.kill('SIGKILL')
}

/**
 * Asks again and again until the answer is not null.
 * @returns the answer, or null after `timeoutMs`
 */
export const until = async <T>(ask: () => T | null | Promise<T | null>, timeoutMs = 20_000, everyMs = 100): Promise<T | null> => {
  const end = Date.now() + timeoutMs
  for (;;) {
    const answer = await ask()
    if (answer !== null) return answer
    if (Date.now() >= end) return null
    await sleep(everyMs)
  }
}
