/** The words between the edge and Dovecot until a sign-in is taken over: everything is sent at once, lines are read until one decides. */
import { connect, type Socket } from 'node:net'
import type { Finding } from '../core/causes/index.ts'

/** Dovecot on loopback answers in milliseconds; this long is for a machine that starts up or swaps. */
const patienceMs = 15_000

/** A greeting, a few answers, one line of capabilities. */
const longestPreface = 65_536

/** An engine that took a sign-in over. */
export interface Joined {
  readonly engine: Socket
  /** What it said to the accepted sign-in, as the protocol's `take` words it for the client. */
  readonly reply: string
  /** What it sent behind that. */
  readonly rest: Buffer
}

/** What a line means: nothing yet, the reply of an accepted sign-in, or why there is none. */
export type Taken = null | { readonly reply: string } | { readonly refused: Finding }

/**
 * Connects, sends, and reads lines until one decides.
 * @param opening everything up to the sign-in; sent without waiting for the greeting, which spares round trips
 * @param take is given each line without its end
 * @returns the engine, paused and without listeners of ours; or a finding
 * @throws Error saying why nobody answered
 */
export const joinEngine = ({ host, port }: { readonly host: string; readonly port: number }, opening: string, take: (line: string) => Taken): Promise<Joined | Finding> =>
  new Promise((resolve, reject) => {
    const engine = connect({ host, port, noDelay: true })
    let bytes: Buffer = Buffer.alloc(0)
    const leave = (): void => {
      clearTimeout(timer)
      engine.pause()
      engine.off('data', onData).off('end', onEnd).off('close', onEnd).off('error', fail)
      // Whoever has the socket next listens for itself; until then a reset must not be an uncaught exception.
      engine.on('error', () => {})
    }
    const fail = (error: Error): void => {
      leave()
      engine.destroy()
      reject(error)
    }
    const onEnd = (): void => fail(new Error('it closed the connection before it answered'))
    const onData = (chunk: Buffer): void => {
      bytes = bytes.length ? Buffer.concat([bytes, chunk]) : chunk
      let from = 0
      for (let at = bytes.indexOf('\n'); at >= 0; at = bytes.indexOf('\n', from)) {
        const taken = take(bytes.toString('utf8', from, bytes[at - 1] === 0x0d && at > from ? at - 1 : at))
        from = at + 1
        if (!taken) continue
        leave()
        if ('reply' in taken) return resolve({ engine, reply: taken.reply, rest: bytes.subarray(from) })
        engine.destroy()
        return resolve(taken.refused)
      }
      bytes = bytes.subarray(from)
      if (bytes.length > longestPreface) fail(new Error('it sent a line without end'))
    }
    const timer = setTimeout(() => fail(new Error(`no answer in ${patienceMs / 1000} s`)), patienceMs)
    engine.on('data', onData).on('end', onEnd).on('close', onEnd).on('error', fail)
    engine.write(opening)
  })
