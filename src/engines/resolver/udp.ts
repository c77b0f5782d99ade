/** One question over UDP, from a socket and a port of its own. Datagrams that do not answer it are passed over until its time is up. */
import { createSocket } from 'node:dgram'
import { isIPv6 } from 'node:net'
import type { Endpoint } from '../../base/config.ts'
import type { UnknownWhy } from '../../core/dns/observed.ts'
import { belongsTo, type Query, readReply, type Reply } from './message.ts'

/** A reply to this very question, or why there is none. */
export type Exchanged = { readonly reply: Reply } | { readonly why: UnknownWhy; readonly detail: string }

/** A datagram may be lost: the question is sent again after so long, and once more after twice that. */
const resendMs = 1000

/** Somebody else was faster. */
export const notNeeded: Exchanged = { why: 'timeout', detail: 'another server answered first' }

const code = (error: Error): string => (error as NodeJS.ErrnoException).code ?? error.message

/**
 * Asks.
 * @param until on the clock of `performance.now()`
 * @param signal ends it earlier
 * @returns always by then; never rejects
 */
export const askUdp = (server: Endpoint, query: Query, until: number, signal?: AbortSignal): Promise<Exchanged> =>
  new Promise(resolve => {
    // Connected: the kernel passes on what comes from that address and port, and says when nobody listens there.
    const socket = createSocket(isIPv6(server.address) ? 'udp6' : 'udp4')
    const leftMs = Math.max(0, until - performance.now())
    let isAnotherHere = false
    const timers: NodeJS.Timeout[] = []
    const end = (result: Exchanged): void => {
      timers.splice(0).forEach(clearTimeout)
      signal?.removeEventListener('abort', stop)
      socket.removeAllListeners('message')
      socket.close()
      resolve(result)
    }
    const once = (result: Exchanged): void => {
      if (timers.length) end(result)
    }
    const stop = (): void => once(notNeeded)
    const send = (): void => socket.send(query.bytes, error => error && once({ why: 'unreachable', detail: code(error) }))
    timers.push(
      setTimeout(() => {
        once(isAnotherHere ? { why: 'malformed', detail: 'what came back did not answer this question' } : { why: 'timeout', detail: `no answer within ${Math.round(leftMs)} ms` })
      }, leftMs),
    )
    signal?.addEventListener('abort', stop)
    socket.on('error', error => once({ why: 'unreachable', detail: code(error) }))
    socket.on('message', bytes => {
      const reply = readReply(bytes)
      if (reply && belongsTo(query, reply)) once({ reply })
      else if (!reply && bytes.length >= 2 && bytes.readUInt16BE(0) === query.id) once({ why: 'malformed', detail: `${bytes.length} bytes that are no DNS message` })
      else isAnotherHere = true
    })
    socket.connect(server.port, server.address, (error?: Error) => {
      if (error) return once({ why: 'unreachable', detail: code(error) })
      if (!timers.length) return
      send()
      const again = Math.min(resendMs, leftMs / 4)
      timers.push(setTimeout(send, again), setTimeout(send, 3 * again))
    })
  })
