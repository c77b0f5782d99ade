/** Says of each part, once, that it is ready and how long it took, and what keeps one from it. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Status } from './supervisor.ts'
import type { SupervisorWords } from './words.ts'

const lookEveryMs = 100
/** A lack is worth a line only when it stays: at first every part "does not answer yet". */
const lackAfterMs = 5000

/** The same complaint a moment later is no news: numbers (times, process ids) do not count. */
const timeless = (note: string): string => note.replace(/[\d.:T-]*\d+Z?/g, '')

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
  const told = new Set<string>()
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
      const isLate = part.state === 'waiting' || Date.now() - Date.parse(part.since) > lackAfterMs
      const text = part.note && timeless(part.note)
      if (part.state !== 'running' && text && isLate && !told.has(`${part.name} ${text}`)) {
        told.add(`${part.name} ${text}`)
        print(`✗ ${part.name.padEnd(9)} ${part.note}; ${words.again}`)
      }
    }
    if (status?.ready) return 'ready'
    await sleep(lookEveryMs)
  }
  return 'slow'
}
