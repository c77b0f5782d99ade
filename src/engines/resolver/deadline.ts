/** An end for everything: what shares its way with others (a look-up that somebody else began) may take longer than its own time. */

/** What is kept back of a deadline, so that whoever knows better what happened can still say it. */
const reserve = 0.03

export interface Deadline {
  /** When the work shall be done, on the clock of `performance.now()`. */
  readonly until: number
  /** Settles by the deadline. */
  hold<T>(work: Promise<T>, otherwise: () => T): Promise<T>
}

/** @param ms from now */
export const deadlineIn = (ms: number): Deadline => {
  const end = performance.now() + ms
  return {
    until: end - ms * reserve,
    hold: async (work, otherwise) => {
      const late = Promise.withResolvers<null>()
      const timer = setTimeout(() => late.resolve(null), Math.max(0, end - performance.now()))
      const first = await Promise.race([work.then(value => ({ value })), late.promise])
      clearTimeout(timer)
      return first ? first.value : otherwise()
    },
  }
}
