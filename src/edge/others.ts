/** What one worker of the edge tells all the others, through the primary: small facts that each would otherwise learn too late. */
import cluster, { type Worker } from 'node:cluster'

interface Told {
  /** Subject: who listens. */
  readonly told: string
  readonly what: unknown
}

const isTold = (message: unknown): message is Told => typeof message === 'object' && message !== null && 'told' in message

/**
 * Begins to listen to what the others tell of a subject; for a worker.
 * @param hear one fact from another worker
 * @returns tells a fact of one's own; does nothing when the primary is gone
 */
export const othersAbout = <Fact>(subject: string, hear: (fact: Fact) => void): ((fact: Fact) => void) => {
  process.on('message', message => {
    if (isTold(message) && message.told === subject) hear(message.what as Fact)
  })
  return what => {
    if (process.connected) process.send!({ told: subject, what } satisfies Told)
  }
}

/** Passes on what a worker told, to all but itself; for the primary. What is no such message is left alone. */
export const passOn = (from: Worker, message: unknown): void => {
  if (!isTold(message)) return
  for (const worker of Object.values(cluster.workers ?? {})) if (worker && worker.id !== from.id && worker.isConnected()) worker.send(message)
}
