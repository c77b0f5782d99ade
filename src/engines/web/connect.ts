/**
 * A connection to the first of several addresses that answers (RFC 8305): the next one is tried after a moment, or at once when one fails,
 * so that a site whose IPv6 leads nowhere costs a quarter of a second. Only addresses come in here; nothing is looked up.
 */
import { connect, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { FetchFailure } from '../../core/ownership/web.ts'
import { no, type Result, yes } from '../../core/values/result.ts'
import { codeOf, onAbort, tooLate, type Trouble } from './trouble.ts'

/** RFC 8305 5: Connection Attempt Delay. */
const staggerMs = 250

/** What says most about the site comes first: one that refuses is there. */
const failures: readonly (readonly [code: RegExp, why: FetchFailure])[] = [
  [/^ECONNREFUSED$/, 'refused'],
  [/^ECONNRESET$/, 'reset'],
  [/^(ETIMEDOUT|EHOSTUNREACH|EHOSTDOWN)$/, 'timeout'],
  // No way out of this machine (no IPv6 here): that is not the site's fault.
  [/./, 'no-route'],
]

interface Tried {
  readonly address: string
  readonly error: Error
}

const attempt = (address: string, port: number, signal: AbortSignal): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host: address, port })
    const forget = onAbort(signal, () => socket.destroy(tooLate()))
    socket.once('error', error => {
      forget()
      reject(Object.assign(new Error(error.message), { tried: { address, error } satisfies Tried }))
    })
    socket.once('connect', () => {
      forget()
      // Whoever uses it next listens for errors of its own; until then one is no crash.
      socket.removeAllListeners('error').on('error', () => {})
      resolve(socket)
    })
  })

const worded = (error: unknown): Trouble => {
  const tried = (error as AggregateError).errors.map(one => (one as { tried: Tried }).tried)
  const [, why] = failures.find(([code]) => tried.some(one => code.test(codeOf(one.error))))!
  const chosen = tried.find(one => failures.find(([code]) => code.test(codeOf(one.error)))![1] === why)!
  return { why, detail: chosen.error.message, address: chosen.address }
}

/**
 * Connects.
 * @param addresses in the order of preference, one at least
 * @param connectMs for all of them together, milliseconds
 * @param signal ends it earlier
 */
export const connectFirst = async (addresses: readonly string[], port: number, connectMs: number, signal: AbortSignal): Promise<Result<{ socket: Socket; address: string }, Trouble>> => {
  const decided = new AbortController()
  const until = AbortSignal.any([signal, decided.signal, AbortSignal.timeout(connectMs)])
  let mayBegin: Promise<unknown> = Promise.resolve()
  const tries = addresses.map(address => {
    const begins = mayBegin
    const tried = begins.then(() => attempt(address, port, until))
    mayBegin = Promise.race([begins.then(() => sleep(staggerMs)), tried.catch(() => {})])
    return tried.then(socket => ({ socket, address }))
  })
  try {
    const first = await Promise.any(tries)
    for (const other of tries) other.then(({ socket }) => socket === first.socket || socket.destroy()).catch(() => {})
    return yes(first)
  } catch (error) {
    return no(worded(error))
  } finally {
    decided.abort()
  }
}
