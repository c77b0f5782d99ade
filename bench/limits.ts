/** What bounds any mail server here, measured on this machine alone: durable writes, handshakes, password hashes. */
import { execFileSync } from 'node:child_process'
import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { hashPassword, verifyPassword } from '../src/base/password-hash.ts'
import { median } from './result.ts'

const timesMs = async (count: number, work: () => unknown): Promise<number[]> => {
  const times: number[] = []
  for (let turn = 0; turn < count; turn++) {
    const before = performance.now()
    await work()
    times.push(performance.now() - before)
  }
  return times
}

/** Milliseconds to write 4 KB to a file and have them on the disk. */
const fsyncMs = async (): Promise<number> => {
  const directory = mkdtempSync(join(tmpdir(), 'todoku-fsync-'))
  const file = openSync(join(directory, 'file'), 'w')
  const block = Buffer.alloc(4096, 'x')
  const times = await timesMs(300, () => {
    writeSync(file, block)
    fsyncSync(file)
  })
  closeSync(file)
  rmSync(directory, { recursive: true })
  return median(times)
}

/** Private-key operations each second of one core, as `openssl speed` counts them. */
const signaturesPerSecond = (): number => {
  const output = execFileSync('openssl', ['speed', '-seconds', '2', 'ecdsap256'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  return Number(/ecdsa \(nistp256\)\s+\S+\s+\S+\s+([\d.]+)/.exec(output)?.[1] ?? NaN)
}

const argon2Ms = async (): Promise<number> => {
  const hash = await hashPassword('Kaze-no-michi-7')
  return median(await timesMs(20, () => verifyPassword(hash, 'Kaze-no-michi-7')))
}

/** What was found. */
export interface Limits {
  /** Milliseconds for 4 KB to be on the disk (median). */
  readonly fsyncMs: number
  /** ECDSA P-256 signatures each second of one core: one is needed for each handshake. */
  readonly ecdsaSignaturesPerSecond: number
  /** Milliseconds for one password hash of ours (median). */
  readonly argon2idMs: number
}

/** Measures them one after the other; about five seconds. */
export const measureLimits = async (): Promise<Limits> => ({
  fsyncMs: Number((await fsyncMs()).toPrecision(3)),
  ecdsaSignaturesPerSecond: Math.round(signaturesPerSecond()),
  argon2idMs: Number((await argon2Ms()).toPrecision(3)),
})
