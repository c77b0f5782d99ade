/** An orderly end: SIGTERM or SIGINT runs what is to be done, once, and then the process ends with 0. */

/**
 * Says what is to be done at the end.
 * @param stop is waited for, `graceMs` at most; if it fails, the process ends with 1 and the error on standard error
 */
export const onShutdown = (stop: () => Promise<void>, graceMs: number): void => {
  let isStopping = false
  const end = (): void => {
    // An impatient second Ctrl-C changes nothing: what is under way is bounded by `graceMs`.
    if (isStopping) return
    isStopping = true
    setTimeout(() => process.exit(1), graceMs).unref()
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error)
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', end).on('SIGINT', end)
}
