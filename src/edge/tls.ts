/** TLS towards clients: one secure context, chosen by SNI later; every failed handshake is named and recorded. */
import type { Socket } from 'node:net'
import { createSecureContext, type SecureContext, TLSSocket } from 'node:tls'
import { judgeHandshake, type ClientHello, type HandshakeEvidence, type Judgement, type ServedCertificate } from '../core/authentication/handshake.ts'
import { describeCertificate } from './certificate.ts'
import { mayBeHello, readHello } from './client-hello.ts'
import type { ConnectionFacts, Record } from './contract.ts'
import { wholeHello } from './opening.ts'

/** A socket that finished its handshake, and what is known now. */
export interface Secured {
  readonly socket: TLSSocket
  readonly facts: ConnectionFacts
  /** What it means when the client leaves without a word; `alert` is what it said of TLS, if anything. Null: nothing is wrong. */
  readonly judgeLeaving: (alert: number | null) => Judgement | null
}

/**
 * Does the server's side of a handshake.
 * @param first bytes of the ClientHello that were read already
 * @param clientName what the client said it is before STARTTLS
 * @returns null when it failed: the failure is recorded and the socket gone
 */
export type UpgradeToTls = (socket: Socket, first: Buffer, facts: ConnectionFacts, withinMs: number, clientName?: string | null) => Promise<Secured | null>

/** Certificate chain and key, PEM. */
export interface KeyPair {
  readonly certificate: string
  readonly key: string
}

/** What clients are shown. */
export interface Shown {
  readonly context: SecureContext
  /** Worked out when the first handshake fails. */
  readonly certificate: () => ServedCertificate
}

/**
 * A context for clients. TLS 1.2 is the least (RFC 8996); the client's order of ciphers is taken, as it knows its own hardware.
 * @param hostName the server's name that apps should use, told to who uses another
 * @throws Error when certificate or key are none, or do not belong together
 */
export const contextFor = ({ certificate, key }: KeyPair, hostName = ''): Shown => {
  let described: ServedCertificate | undefined
  return {
    context: createSecureContext({ cert: certificate, key, minVersion: 'TLSv1.2' }),
    certificate: () => (described ??= describeCertificate(certificate, hostName)),
  }
}

/** Codes of Node and OpenSSL, kept as they are: `ERR_SSL_NO_SHARED_CIPHER`, `ECONNRESET`. */
const codeOf = (error: Error): string => (error as NodeJS.ErrnoException).code ?? error.message

/** The alert that a client sent, as OpenSSL's message has it: "… SSL alert number 42". The code's name for it changes between versions of OpenSSL. */
export const alertIn = (error: Error): number | null => {
  const found = /SSL alert number (\d+)/.exec(error.message)
  return found ? Number(found[1]) : null
}

const helloIn = (bytes: Buffer): ClientHello | null => {
  const read = readHello(bytes)
  return read.is === 'hello' ? read.hello : null
}

/**
 * Makes the upgrade that listeners and STARTTLS use.
 * @param shown asked for at each handshake, so that a renewed certificate serves at once
 */
export const upgradeWith =
  (shown: () => Shown, record: Record): UpgradeToTls =>
  async (socket, first, facts, withinMs, clientName = null) => {
    const until = Date.now() + withinMs
    const { context, certificate } = shown()
    const begin = await wholeHello(socket, first, withinMs)
    const judge = (end: HandshakeEvidence['end']): Judgement | null =>
      judgeHandshake({ port: facts.port, now: new Date(), hello: helloIn(begin.bytes), certificate: certificate(), end })
    const refuse = (code: string, alert: number | null): null => {
      const { finding, likely } = judge({ is: 'failed', code, alert })!
      record({ connection: { ...facts, sni: helloIn(begin.bytes)?.serverName ?? null }, finding, likely, mechanism: null, login: null, clientName })
      socket.destroy()
      return null
    }
    if (begin.end) return refuse(begin.end, null)
    // It was told to begin with TLS after STARTTLS, and went on in the clear.
    if (!mayBeHello(begin.bytes)) return refuse('plain-text', null)
    const secure = await shakeHands(socket, begin.bytes, context, until - Date.now())
    if ('code' in secure) return refuse(secure.code, secure.alert)
    const { name: cipher } = secure.getCipher()
    return {
      socket: secure,
      facts: { ...facts, tls: { version: secure.getProtocol() ?? 'unknown', cipher }, sni: secure.servername || null },
      judgeLeaving: alert => judge({ is: 'left', alert }),
    }
  }

/** Lets OpenSSL do it. What it could not do is a code, and the client's alert if it sent one. */
const shakeHands = (socket: Socket, first: Buffer, secureContext: SecureContext, withinMs: number): Promise<TLSSocket | { readonly code: string; readonly alert: number | null }> =>
  new Promise(resolve => {
    if (first.length) socket.unshift(first)
    const secure = new TLSSocket(socket, { isServer: true, secureContext })
    const fail = (code: string, alert: number | null = null): void => {
      clearTimeout(timer)
      // The close that follows is the same failure.
      secure.off('error', onError).off('close', onClose).on('error', () => {})
      secure.destroy()
      resolve({ code, alert })
    }
    const timer = setTimeout(() => fail('timeout'), withinMs)
    const onError = (error: Error): void => fail(codeOf(error), alertIn(error))
    const onClose = (): void => fail('closed')
    secure.once('error', onError).once('close', onClose)
    secure.once('secure', () => {
      clearTimeout(timer)
      secure.off('error', onError).off('close', onClose)
      resolve(secure)
    })
  })
