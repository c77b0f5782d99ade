/**
 * The first bytes of a connection decide what it is: a PROXY header, a ClientHello, plain text, or silence.
 * This is where settings that used to be traps simply work (TLS on a STARTTLS port), or are explained in band.
 */
import type { Socket } from 'node:net'
import { isWholeHello, longestHello, mayBeHello, readHello } from './client-hello.ts'
import { parseProxyHeader } from './proxy-protocol.ts'

/** A proxy speaks at once; five seconds is for a proxy far away. */
const proxyHeaderMs = 5000

/** What a connection turned out to be. `first` is what was read and belongs to it. */
export type Opening =
  | { readonly is: 'tls'; readonly first: Buffer }
  | { readonly is: 'text'; readonly first: Buffer }
  | { readonly is: 'silent' }
  | { readonly is: 'gone' }

/** Waits for the next bytes. Null after `ms` of silence; empty when the client is gone. */
const nextBytes = (socket: Socket, ms: number): Promise<Buffer | null> =>
  new Promise(resolve => {
    if (socket.destroyed || socket.readableEnded) return resolve(Buffer.alloc(0))
    const settle = (value: Buffer | null): void => {
      clearTimeout(timer)
      socket.pause()
      socket.off('data', settle).off('end', gone).off('close', gone).off('error', gone)
      resolve(value)
    }
    const gone = (): void => settle(Buffer.alloc(0))
    const timer = setTimeout(() => settle(null), ms)
    socket.on('data', settle).on('end', gone).on('close', gone).on('error', gone)
    socket.resume()
  })

/**
 * Reads the PROXY header that a trusted network must send.
 * @returns the client (null: the proxy itself) and what came behind the header; or why there is none
 */
export const readProxyHeader = async (
  socket: Socket,
): Promise<{ readonly client: { readonly address: string; readonly port: number } | null; readonly rest: Buffer } | { readonly bad: string }> => {
  let bytes: Buffer = Buffer.alloc(0)
  const until = Date.now() + proxyHeaderMs
  for (;;) {
    const header = parseProxyHeader(bytes)
    if (header.state === 'bad') return { bad: header.why }
    if (header.state === 'done') return { client: header.client, rest: bytes.subarray(header.length) }
    const next = await nextBytes(socket, Math.max(0, until - Date.now()))
    if (!next) return { bad: 'no PROXY header in time' }
    if (!next.length) return { bad: 'closed before the PROXY header ended' }
    bytes = Buffer.concat([bytes, next])
  }
}

/**
 * Looks at the first byte.
 * @param first what is already there
 * @param patienceMs how long silence is listened to: 2 s where TLS comes first, 250 ms where the server speaks first
 */
export const openingOf = async (socket: Socket, first: Buffer, patienceMs: number): Promise<Opening> => {
  const bytes = first.length ? first : await nextBytes(socket, patienceMs)
  if (!bytes) return { is: 'silent' }
  if (!bytes.length) return { is: 'gone' }
  return mayBeHello(bytes) ? { is: 'tls', first: bytes } : { is: 'text', first: bytes }
}

/**
 * Gathers a ClientHello, so that it can be explained if the handshake fails. OpenSSL gets the same bytes afterwards.
 * @param first what is already there
 * @returns all that came, which may be no hello at all; `end` when the rest did not come
 */
export const wholeHello = async (socket: Socket, first: Buffer, ms: number): Promise<{ readonly bytes: Buffer; readonly end: 'timeout' | 'closed' | null }> => {
  let bytes = first
  const until = Date.now() + ms
  while (!isWholeHello(bytes) && bytes.length <= 2 * longestHello && (!bytes.length || mayBeHello(bytes)) && readHello(bytes).is === 'more') {
    const next = await nextBytes(socket, Math.max(0, until - Date.now()))
    if (!next?.length) return { bytes, end: next ? 'closed' : 'timeout' }
    bytes = bytes.length ? Buffer.concat([bytes, next]) : next
  }
  return { bytes, end: null }
}
