/**
 * Processes of this home that an earlier supervisor left behind. Parts die with their supervisor (`launch.ts`), but a part's own children
 * may live on: PostgreSQL's backends make sessions of their own, and Dovecot's serve on.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { PartName } from '../engines/engine.ts'
import { argumentsOf, environmentOf, isAlive, placesOf, processIds, programOf } from './processes.ts'

/** Where Debian keeps each engine's programs. Only these are ever ended because of where they work; an editor or a shell in the home is not. */
const programs: readonly (readonly [PartName, RegExp])[] = [
  ['postgres', /^\/usr\/lib\/postgresql\/\d+\/bin\/postgres$/],
  ['dovecot', /^\/usr\/(sbin\/dovecot|lib\/dovecot\/)/],
  ['rspamd', /^\/usr\/bin\/rspamd/],
  ['powerdns', /^\/usr\/sbin\/pdns_server$/],
  ['postfix', /^\/usr\/(lib|libexec)\/postfix\//],
]

const within = (text: string, home: string): boolean => text === home || text.includes(`${home}/`) || text.endsWith(`=${home}`)

/** The name under which a part's processes carry their part and home in their environment. */
export const marks = (home: string, part: PartName): Record<string, string> => ({ TODOKU_HOME: home, TODOKU_PART: part })

/**
 * Which part of this home a process is.
 * @param home the home's root
 * @returns its part, or null when it is none of ours
 */
export const partOf = (pid: number, home: string): PartName | null => {
  const environment = environmentOf(pid)
  const mark = environment.find(entry => entry.startsWith('TODOKU_PART='))
  if (mark && environment.includes(`TODOKU_HOME=${home}`)) return mark.slice('TODOKU_PART='.length) as PartName
  const program = programOf(pid)
  const engine = programs.find(([, pattern]) => pattern.test(program))?.[0]
  if (!engine) return null
  return [...environment, ...argumentsOf(pid), ...placesOf(pid)].some(text => within(text, home)) ? engine : null
}

const leftovers = (home: string, part: PartName | null): number[] =>
  processIds().filter(pid => {
    if (pid === process.pid) return false
    const found = partOf(pid, home)
    return found !== null && (part === null || found === part)
  })

const signal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name)
  } catch {
    // It has ended meanwhile.
  }
}

/**
 * Ends what is left of a part, or of all: first in order, after 5 s by force.
 * @returns how many there were
 */
export const endLeftovers = async (home: string, part: PartName | null): Promise<number> => {
  const first = leftovers(home, part)
  if (!first.length) return 0
  for (const pid of first) signal(pid, partOf(pid, home) === 'postgres' ? 'SIGINT' : 'SIGTERM')
  const deadline = Date.now() + 5000
  while (Date.now() < deadline && first.some(isAlive)) await sleep(50)
  for (let left = leftovers(home, part); left.length; left = leftovers(home, part)) {
    for (const pid of left) signal(pid, 'SIGKILL')
    await sleep(50)
  }
  return first.length
}
