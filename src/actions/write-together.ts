/**
 * Writes rows without making anybody wait: together, a few times a second, and held while the store is away.
 */

/** How long a row may wait for others. */
const gatherMs = 250
/** How long after a failure it is tried again. */
const againMs = 2000
const mostAtOnce = 500
/** About 10 MB of attempts while the store is away; beyond it the oldest go, and their number is logged. */
const mostHeld = 20_000

export interface TogetherWriter<Row> {
  /** Never waits, never throws. */
  add(row: Row): void
  /** Writes what is held; for the end of the process. */
  flush(): Promise<void>
}

/**
 * Makes a writer.
 * @param write writes rows; rejects when the store is away
 * @param onTrouble for the log: an error, and how many rows were given up
 */
export const writeTogether = <Row>(write: (rows: readonly Row[]) => Promise<void>, onTrouble: (error: Error, givenUp: number) => void): TogetherWriter<Row> => {
  let held: Row[] = []
  let timer: NodeJS.Timeout | null = null
  let writing: Promise<void> = Promise.resolve()

  const writeAll = async (): Promise<void> => {
    while (held.length) {
      const rows = held.slice(0, mostAtOnce)
      await write(rows)
      held = held.slice(rows.length)
    }
  }
  const begin = (): Promise<void> => {
    timer = null
    writing = writing.then(writeAll).catch((error: unknown) => {
      const givenUp = Math.max(0, held.length - mostHeld)
      held = held.slice(givenUp)
      onTrouble(error as Error, givenUp)
      if (held.length) schedule(againMs)
    })
    return writing
  }
  const schedule = (ms: number): void => {
    timer ??= setTimeout(() => void begin(), ms).unref()
  }

  return {
    add(row) {
      held.push(row)
      schedule(gatherMs)
    },
    flush: begin,
  }
}
