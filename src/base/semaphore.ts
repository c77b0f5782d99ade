/** Lets so many tasks run at once, lets a bounded number wait in order, and refuses the rest. */
import { Fault } from './fault.ts'

/** Runs a task in its turn. */
export type Turn = <T>(task: () => Promise<T>) => Promise<T>

/**
 * Makes a semaphore.
 * @param slots tasks that may run at once
 * @param places tasks that may wait
 * @returns a function that runs a task in its turn, or rejects with Fault `busy` when every place is taken
 */
export const semaphore = (slots: number, places: number): Turn => {
  let running = 0
  const waiting: (() => void)[] = []
  const enter = async (): Promise<void> => {
    if (running < slots) {
      running++
      return
    }
    if (waiting.length >= places) throw new Fault('busy', `${slots} tasks run and ${places} wait already`)
    // Whoever leaves hands his slot on, so `running` stays as it is.
    await new Promise<void>(resolve => waiting.push(resolve))
  }
  const leave = (): void => {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
  return async task => {
    await enter()
    try {
      return await task()
    } finally {
      leave()
    }
  }
}
