/** Says of each part, once, that it is ready and how long it took, and what keeps one from it. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Status } from './supervisor.ts'
import type { SupervisorWords } from './words.ts'

const lookEveryMs = 100
/** A lack is worth a line only when it stays: at first every part "does not answer yet". */
const lackAfterMs = 5000

/** How it went. */
export type Followed = 'ready' | 'slow' | 'gone'

/**
 * Follows a start until everything is ready.
 * @param look the status, or null while there is none
 * @param isGone true when there will never be one
 * @param patienceMs Infinity for a start that may take as long as it needs
 */
export const follow = async (
  look: () => Promise<Status | null>,
  isGone: () => boolean,
  print: (line: string) => void,
  words: SupervisorWords,
  patienceMs: number,
): Promise<Followed> => {
  const began = Date.now()
  const ready = new Set<string>()
  const told = new Map<string, string>()
  let last: Status | null = null
  while (Date.now() - began < patienceMs) {
    const status = await look()
    if (status) last = status
    if (!status && isGone()) return 'gone'
    for (const part of last?.parts ?? []) {
      if (part.state === 'running' && !ready.has(part.name)) {
        ready.add(part.name)
        print(`✓ ${part.name.padEnd(9)} ${((Date.parse(part.since) - began) / 1000).toFixed(1).padStart(5)} s`)
      }
      const isLate = part.state === 'waiting' || Date.now() - began > lackAfterMs
      if (part.state !== 'running' && part.note && isLate && told.get(part.name) !== part.note) {
        told.set(part.name, part.note)
        print(`✗ ${part.name.padEnd(9)} ${part.note}; ${words.again}`)
      }
    }
    if (status?.ready) return 'ready'
    await sleep(lookEveryMs)
  }
  return 'slow'
}
