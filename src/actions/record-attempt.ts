/**
 * Keeps attempts without making anybody wait: they are written together, a few times a second, and held while the store is away.
 */
import { newReference } from '../base/reference.ts'
import type { Finding } from '../core/causes/index.ts'
import type { ConnectionFacts } from '../core/authentication/sign-in.ts'
import type { NewAttempt } from '../store/attempts.ts'

/** How long an attempt may wait for others. */
const gatherMs = 250
const mostAtOnce = 500
/** About 10 MB while the store is away; beyond it the oldest go, and their number is logged. */
const mostHeld = 20_000

export interface AttemptRecorder {
  /** @returns the reference */
  record(attempt: {
    readonly connection: ConnectionFacts
    readonly mechanism: string | null
    readonly login: string | null
    readonly mailboxId: number | null
    readonly outcome: NewAttempt['outcome']
    readonly finding: Finding | null
    readonly trail: readonly string[]
  }): string
  /** Writes what is held; for the end of the process. */
  flush(): Promise<void>
}

/**
 * Makes a recorder.
 * @param insert writes rows; rejects when the store is away
 * @param onTrouble for the log: an error, and how many attempts were given up
 */
export const attemptRecorder = (
  insert: (rows: readonly NewAttempt[]) => Promise<void>,
  serverId: string,
  onTrouble: (error: Error, givenUp: number) => void,
): AttemptRecorder => {
  let held: NewAttempt[] = []
  let timer: NodeJS.Timeout | null = null
  let writing: Promise<void> = Promise.resolve()

  const writeAll = async (): Promise<void> => {
    while (held.length) {
      const rows = held.slice(0, mostAtOnce)
      await insert(rows)
      held = held.slice(rows.length)
    }
  }
  const write = (): Promise<void> => {
    timer = null
    writing = writing.then(writeAll).catch((error: unknown) => {
      const givenUp = Math.max(0, held.length - mostHeld)
      held = held.slice(givenUp)
      onTrouble(error as Error, givenUp)
      if (held.length) schedule(2000)
    })
    return writing
  }
  const schedule = (ms: number): void => {
    timer ??= setTimeout(() => void write(), ms).unref()
  }

  return {
    record({ connection, mechanism, login, mailboxId, outcome, finding, trail }) {
      const ref = newReference()
      held.push({
        ref,
        at: new Date(),
        serverId,
        mailboxId,
        protocol: connection.protocol,
        port: connection.port,
        address: connection.remoteAddress,
        country: null,
        tls: connection.tls && `${connection.tls.version} ${connection.tls.cipher}`,
        sni: connection.sni,
        mechanism,
        login,
        outcome,
        cause: finding?.id ?? null,
        likely: false,
        facts: { ...finding?.facts, trail },
      })
      schedule(gatherMs)
      return ref
    },
    flush: () => write(),
  }
}
