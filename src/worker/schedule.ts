/** When jobs run: asked for while it runs, a job runs once more; failed, it runs again after a growing pause. */

export interface Job {
  /** Asks for a run soon. */
  request(): void
  /** Starts no more runs; waits for the one under way. */
  stop(): Promise<void>
}

const firstPauseMs = 1_000
const longestPauseMs = 60_000

/**
 * Makes a job.
 * @param run does all that is to be done now; must be safe to repeat
 * @param onTrouble for the log
 */
export const job = (run: () => Promise<void>, onTrouble: (error: unknown) => void): Job => {
  let wanted = false
  let stopped = false
  let pauseMs = firstPauseMs
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> | null = null

  const runAll = async (): Promise<void> => {
    while (wanted && !stopped) {
      wanted = false
      try {
        await run()
        pauseMs = firstPauseMs
      } catch (error) {
        onTrouble(error)
        timer = setTimeout(request, pauseMs)
        pauseMs = Math.min(pauseMs * 2, longestPauseMs)
        return
      }
    }
  }
  const request = (): void => {
    wanted = true
    if (stopped || running) return
    clearTimeout(timer)
    running = runAll().finally(() => {
      running = null
    })
  }

  return {
    request,
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
