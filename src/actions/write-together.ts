/**
 * Writes rows without making anybody wait: together, a few times a second, and held while the store is away.
 * A row that the store will never take is found and given up, so that the others do not wait for it for ever.
 */
import { isRefusedData } from '../store/pool.ts'

/** How long a row may wait for others. */
const gatherMs = 250
/** How long after a failure it is tried again. */
const againMs = 2000
const mostAtOnce = 500
/** About 10 MB of attempts while the store is away; beyond it the oldest go, and their number is logged. */
const mostHeld = 20_000
/** So many over before they go: one at a time would copy all of them each time. */
const slack = 1000

export interface TogetherWriter<Row> {
  /** Never waits, never throws. */
  add(row: Row): void
  /** Writes what is held; for the end of the process. */
  flush(): Promise<void>
}

/**
 * Makes a writer.
 * @param write writes rows, all or none; rejects when the store is away, or refuses one of them
 * @param onTrouble for the log: an error, and how many rows were given up
 * @param isRefused whether an error means that the store will never take one of the rows
 */
export const writeTogether = <Row>(
  write: (rows: readonly Row[]) => Promise<void>,
  onTrouble: (error: Error, givenUp: number) => void,
  isRefused: (error: unknown) => boolean = isRefusedData,
): TogetherWriter<Row> => {
  let held: Row[] = []
  let timer: NodeJS.Timeout | null = null
  let writing: Promise<void> = Promise.resolve()

  const bound = (error: Error, more = 0): void => {
    const givenUp = Math.max(0, held.length - mostHeld)
    if (givenUp <= more) return
    held = held.slice(givenUp)
    onTrouble(error, givenUp)
  }
  const writeAll = async (): Promise<void> => {
    let most = mostAtOnce
    while (held.length) {
      const rows = held.slice(0, most)
      // Out of the way of `bound` while they are written.
      held = held.slice(rows.length)
      try {
        await write(rows)
        most = Math.min(mostAtOnce, 2 * most)
      } catch (error) {
        if (isRefused(error) && rows.length === 1) {
          onTrouble(error as Error, 1)
          continue
        }
        held = [...rows, ...held]
        if (!isRefused(error)) throw error
        most = Math.ceil(rows.length / 2)
      }
    }
  }
  const begin = (): Promise<void> => {
    timer = null
    writing = writing.then(writeAll).catch((error: unknown) => {
      const before = held.length
      bound(error as Error)
      if (held.length === before) onTrouble(error as Error, 0)
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
      // A store that does not answer does not fail either.
      bound(new Error('the store takes less than there is'), slack)
      schedule(gatherMs)
    },
    flush: begin,
  }
}
