/** Why a step of a fetch did not lead on: a value, since a site that fails is what the fetcher is there to see. */
import type { FetchFailure } from '../../core/ownership/web.ts'

export interface Trouble {
  readonly why: FetchFailure
  /** What the machine or the server said, for the log and for people who know. */
  readonly detail: string
  /** The address in question; null where it is none. */
  readonly address: string | null
}

/** As system errors are named; a time limit of ours comes as `ETIMEDOUT`. */
export const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? (error as Error).name

/** The error with which a step ends when its time is over. */
export const tooLate = (): Error => Object.assign(new Error('no end within the time limit'), { code: 'ETIMEDOUT' })

/**
 * Calls back when time is over.
 * @returns what takes the wish back
 */
export const onAbort = (signal: AbortSignal, call: () => void): (() => void) => {
  signal.addEventListener('abort', call, { once: true })
  if (signal.aborted) call()
  return () => signal.removeEventListener('abort', call)
}
