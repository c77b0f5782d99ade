/**
 * A fault: something that should not have happened, with its cause. It is thrown, becomes `temporary` for whoever waits,
 * and only the log gets the whole of it.
 */

/** Which of ours failed: what a caller may decide by. */
export type FaultKind = 'busy' | 'database' | 'engine' | 'corrupt' | 'not-started' | 'not-allowed'

/** Thrown where a result cannot be had although nobody asked for anything wrong. */
export class Fault extends Error {
  readonly kind: FaultKind
  constructor(kind: FaultKind, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'Fault'
    this.kind = kind
  }
}
