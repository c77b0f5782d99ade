/** One question to one server, in its turn: so many sockets at once and no more, however many want to ask. */
import type { Endpoint } from '../../base/config.ts'
import { semaphore } from '../../base/semaphore.ts'
import { exchange } from './exchange.ts'
import { isAskable, type Question } from './message.ts'
import { type Exchanged, notNeeded } from './udp.ts'

/** Asks by `until` (on the clock of `performance.now()`), or until the signal; always settled by then, never rejected. */
export type Exchange = (server: Endpoint, question: Question, isRecursive: boolean, until: number, signal?: AbortSignal) => Promise<Exchanged>

/** Far below what a process may open. */
const slots = 200
const places = 20_000

const crowded: Exchanged = { why: 'timeout', detail: 'too many questions at once on our side' }

/** Makes the way to ask that all questions of a process share. */
export const exchangeInTurn = (ask: Exchange = exchange): Exchange => {
  const turn = semaphore(slots, places)
  return async (server, question, isRecursive, until, signal) => {
    if (!isAskable(question.name)) return { why: 'malformed', detail: `"${question.name}" is no name of the DNS` }
    const tooLate = Promise.withResolvers<Exchanged>()
    const timer = setTimeout(() => tooLate.resolve(crowded), Math.max(0, until - performance.now()))
    const inTurn = turn(async () => {
      // From here on the question keeps the time itself, and says better what happened.
      clearTimeout(timer)
      if (signal?.aborted) return notNeeded
      return performance.now() < until ? await ask(server, question, isRecursive, until, signal) : crowded
    }).catch(() => crowded)
    try {
      return await Promise.race([inTurn, tooLate.promise])
    } finally {
      clearTimeout(timer)
    }
  }
}
