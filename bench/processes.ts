/** CPU time and memory of process trees, as /proc has them. */
import { readdirSync, readFileSync } from 'node:fs'

interface Process {
  readonly pid: number
  readonly parent: number
  /** Clock ticks of itself and of the children that it has buried. */
  readonly ticks: number
}

// USER_HZ: 100 on every Linux that Debian builds (proc(5)).
const ticksPerSecond = 100

const readProcess = (pid: number): Process | null => {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The command may hold spaces and parentheses: count fields from behind it. Field 3 is the first after it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const field = (number: number): number => Number(fields[number - 3])
    return { pid, parent: field(4), ticks: field(14) + field(15) + field(16) + field(17) }
  } catch {
    return null
  }
}

const all = (): Process[] =>
  readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(name => readProcess(Number(name)) ?? [])

/** The processes at and under these roots. */
export const treesOf = (roots: readonly number[]): number[] => {
  const processes = all()
  const found = new Set(roots)
  for (let before = 0; before !== found.size; ) {
    before = found.size
    for (const { pid, parent } of processes) if (found.has(parent)) found.add(pid)
  }
  return [...found]
}

/** Seconds of CPU, user and system, that the trees have used since they began, their dead included. */
export const cpuSeconds = (roots: readonly number[]): number => treesOf(roots).reduce((sum, pid) => sum + (readProcess(pid)?.ticks ?? 0), 0) / ticksPerSecond

/** The command line, its words joined by spaces; "" when the process is gone. */
export const commandLine = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
  } catch {
    return ''
  }
}

/** The processes under these roots whose command line matches. */
export const processesOf = (roots: readonly number[], pattern: RegExp): number[] => treesOf(roots).filter(pid => pattern.test(commandLine(pid)))

/** Memory of processes in KB: their proportional share (PSS) of what is shared, all of what is not. */
export const proportionalKilobytes = (pids: readonly number[]): number =>
  pids.reduce((sum, pid) => sum + Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1'))?.[1] ?? 0), 0)
