/** How long a part that ended waits before it is started again. Pure. */

/** A part that was ready for this long has recovered: its next pause is the first again. */
export const recoveredMs = 60_000

const longestMs = 60_000

/**
 * The pause before the next start: 1, 2, 4 … 60 s.
 * @param failures ends in a row without recovery, counting the last: 1 or more
 */
export const pauseMs = (failures: number): number => Math.min(longestMs, 1000 * 2 ** Math.min(failures - 1, 10))

/**
 * Counts ends in a row.
 * @param before the count until now
 * @param readyMs how long the part was ready before it ended
 */
export const failuresAfter = (before: number, readyMs: number): number => (readyMs >= recoveredMs ? 1 : before + 1)
