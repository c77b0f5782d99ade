/** What /proc knows of processes. Everything here may vanish while it is read; what vanished is left out. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

const quietly = <T>(read: () => T, otherwise: T): T => {
  try {
    return read()
  } catch {
    return otherwise
  }
}

/** All process ids. */
export const processIds = (): number[] =>
  readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(Number)

/** The path of its program, "" when it cannot be read. A program replaced by an upgrade keeps its name. */
export const programOf = (pid: number): string => quietly(() => readlinkSync(`/proc/${pid}/exe`).replace(/ \(deleted\)$/, ''), '')

/** Its arguments. */
export const argumentsOf = (pid: number): string[] => quietly(() => readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').filter(Boolean), [])

/** Its environment as it was at its start, `NAME=value` each. */
export const environmentOf = (pid: number): string[] => quietly(() => readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0').filter(Boolean), [])

/** Its short name. */
export const nameOf = (pid: number): string => quietly(() => readFileSync(`/proc/${pid}/comm`, 'utf8').trim(), '?')

/** Working directory and open files, as paths. */
export const placesOf = (pid: number): string[] => [
  quietly(() => readlinkSync(`/proc/${pid}/cwd`), ''),
  ...quietly(() => readdirSync(`/proc/${pid}/fd`), [] as string[]).map(fd => quietly(() => readlinkSync(`/proc/${pid}/fd/${fd}`), '')),
]

/** True until it has ended; a zombie has. */
export const isAlive = (pid: number): boolean => quietly(() => !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8')), false)
