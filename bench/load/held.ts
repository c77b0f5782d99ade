/** Opens many connections in a thread of their own and keeps them. */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Target } from './wire.ts'

/** What to hold. */
export interface Hold {
  /** `silent`: TCP only. `dripping`: a byte of a TLS record, and another each minute. `greeted`: TLS and the greeting read. */
  readonly kind: 'silent' | 'dripping' | 'greeted'
  readonly target: Target
  readonly connections: number
  /** Second byte of the loopback addresses to come from (127.N.0.0/16). */
  readonly network: number
}

/**
 * Opens them all.
 * @returns the function that closes them all
 * @throws Error when one of them could not be opened
 */
export const holdOpen = async (hold: Hold): Promise<() => Promise<void>> => {
  const worker = new Worker(new URL('hold.ts', import.meta.url), { workerData: hold })
  await once(worker, 'message')
  return async () => {
    const exit = once(worker, 'exit')
    worker.postMessage('close')
    await exit
  }
}
