/** A job that runs by the clock: at the start, and again and again. Changes are nothing to it. */
import type { WorkerJob } from './job.ts'
import { job } from './schedule.ts'

/**
 * Makes it.
 * @param everyMs between two requests for a run; a run that takes longer is followed by one more
 * @param work does all that is to be done now; calls `again` when it left something to do
 * @param onTrouble for the log; the run is tried again after a growing pause
 */
export const repeated = (everyMs: number, work: (again: () => void) => Promise<void>, onTrouble: (error: unknown) => void): WorkerJob => {
  const run = job(() => work(() => run.request()), onTrouble)
  const timer = setInterval(run.request, everyMs)
  return {
    catchUp: run.request,
    onChange: () => {},
    stop: () => {
      clearInterval(timer)
      return run.stop()
    },
  }
}
