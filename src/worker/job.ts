/** What each job of the worker is. */
import type { Change } from '../actions/watch-changes.ts'

export interface WorkerJob {
  /** Called at the start, and whenever changes may have gone unheard: does everything that may be left to do. */
  catchUp(): void
  /** Called for each change that is heard; must not wait. */
  onChange(change: Change): void
  /** Waits for the run under way. */
  stop(): Promise<void>
}

/** A job that this installation has no use for. */
export const idle: WorkerJob = { catchUp: () => {}, onChange: () => {}, stop: () => Promise.resolve() }
