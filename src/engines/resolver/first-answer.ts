/** Several may know: they are asked one after another, the next one sooner than the last has been given up. */
import { setTimeout as sleep } from 'node:timers/promises'

/** So long one is waited for alone. */
export const hedgeMs = 400

/**
 * Asks until somebody answers. Each failure, and each silence of `hedgeMs`, brings the next one's turn.
 * @param asks none of them may reject; the signal says that the others need not go on
 * @returns the first answer that is one, else the first failure; null when there is nobody to ask
 */
export const firstAnswer = async <T>(asks: readonly ((signal: AbortSignal) => Promise<T>)[], isAnswer: (result: T) => boolean): Promise<T | null> => {
  const failures: T[] = []
  const running = new Set<Promise<T>>()
  const waiting = [...asks]
  const enough = new AbortController()
  while (running.size || waiting.length) {
    const next = waiting.shift()
    if (next) {
      const asked = next(enough.signal)
      running.add(asked)
      void asked.then(result => !isAnswer(result) && failures.push(result))
    }
    const patience = new AbortController()
    const settled = [...running].map(async asked => ({ asked, result: await asked }))
    const impatient = waiting.length ? [sleep(hedgeMs, null, { signal: patience.signal }).catch(() => null)] : []
    const first = await Promise.race([...settled, ...impatient])
    patience.abort()
    if (!first) continue
    if (isAnswer(first.result)) {
      enough.abort()
      return first.result
    }
    running.delete(first.asked)
  }
  return failures[0] ?? null
}
