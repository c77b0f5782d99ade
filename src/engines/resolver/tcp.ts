/** One question over TCP (RFC 7766), for answers that do not fit into a datagram. One connection, one question. */
import { connect } from 'node:net'
import type { Endpoint } from '../../base/config.ts'
import { belongsTo, mostBytes, type Query, readReply } from './message.ts'
import { type Exchanged, notNeeded } from './udp.ts'

const code = (error: Error): string => (error as NodeJS.ErrnoException).code ?? error.message

const framed = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes])

const reading = (query: Query, bytes: Buffer): Exchanged => {
  const reply = readReply(bytes)
  return reply && belongsTo(query, reply) ? { reply } : { why: 'malformed', detail: 'what came back over TCP did not answer this question' }
}

/**
 * Asks.
 * @param until on the clock of `performance.now()`
 * @param signal ends it earlier
 * @returns always by then; never rejects
 */
export const askTcp = (server: Endpoint, query: Query, until: number, signal?: AbortSignal): Promise<Exchanged> =>
  new Promise(resolve => {
    const leftMs = Math.max(0, until - performance.now())
    const socket = connect({ host: server.address, port: server.port })
    let received = Buffer.alloc(0)
    let isOpen = false
    const end = (result: Exchanged): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', stop)
      socket.destroy()
      resolve(result)
    }
    const stop = (): void => end(notNeeded)
    const cut = (): void => end({ why: 'malformed', detail: `the TCP connection ended after ${received.length} bytes of the answer` })
    const timer = setTimeout(() => end({ why: 'timeout', detail: `no whole answer over TCP within ${Math.round(leftMs)} ms` }), leftMs)
    signal?.addEventListener('abort', stop)
    socket.on('connect', () => {
      isOpen = true
      socket.write(framed(query.bytes))
    })
    socket.on('error', error => (isOpen ? cut() : end({ why: 'unreachable', detail: `${code(error)} over TCP` })))
    socket.on('end', cut)
    socket.on('data', data => {
      received = Buffer.concat([received, data])
      const length = received.length < 2 ? Infinity : received.readUInt16BE(0)
      if (length > mostBytes && length !== Infinity) end({ why: 'malformed', detail: `an answer of ${length} bytes` })
      else if (received.length >= length + 2) end(reading(query, received.subarray(2, length + 2)))
    })
  })
