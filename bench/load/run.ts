/** Starts the load generator's threads, lets them go at the same moment, and waits for all. */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { JobName, User } from './jobs.ts'
import type { Target } from './wire.ts'

/** What a row wants done. */
export interface Load {
  readonly job: JobName
  readonly target: Target
  readonly users: readonly User[]
  /** Connections in all. */
  readonly turns: number
  /** Clients at the same time, over all threads. */
  readonly clients: number
  readonly threads: number
  readonly messages?: number
}

/** A thread's part of a load. */
export interface Share extends Omit<Load, 'threads'> {
  readonly messages: number
}

/** What a thread did. */
export interface ShareDone {
  units: number
  turnMs: number[]
  error: string | null
}

/** What the whole load did. */
export interface LoadDone {
  readonly seconds: number
  readonly units: number
  /** How long each connection took, from connect to close, in milliseconds. */
  readonly turnMs: readonly number[]
}

const shareOf = (total: number, index: number, parts: number): number => Math.floor(total / parts) + (index < total % parts ? 1 : 0)

/**
 * Runs a load.
 * @throws Error when any reply was not as it should be
 */
export const runLoad = async (load: Load): Promise<LoadDone> => {
  const threads = Math.min(load.threads, load.clients)
  const workers = Array.from({ length: threads }, (_, index) => {
    const share: Share = { ...load, messages: load.messages ?? 1, turns: shareOf(load.turns, index, threads), clients: shareOf(load.clients, index, threads) }
    return new Worker(new URL('worker.ts', import.meta.url), { workerData: share })
  })
  await Promise.all(workers.map(worker => once(worker, 'message')))
  const before = performance.now()
  const done = await Promise.all(
    workers.map(async worker => {
      worker.postMessage('go')
      const [result] = (await once(worker, 'message')) as [ShareDone]
      return result
    }),
  )
  const seconds = (performance.now() - before) / 1000
  await Promise.all(workers.map(worker => worker.terminate()))
  const error = done.find(result => result.error)?.error
  if (error) throw new Error(`${load.job} at ${load.target.address}:${load.target.port}: ${error}`)
  return { seconds, units: done.reduce((sum, { units }) => sum + units, 0), turnMs: done.flatMap(({ turnMs }) => turnMs) }
}
