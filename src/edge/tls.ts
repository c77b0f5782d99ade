/** TLS towards clients: one secure context, chosen by SNI later; every failed handshake is named and recorded. */
import { createSecureContext, type SecureContext, TLSSocket } from 'node:tls'
import type { Socket } from 'node:net'
import type { ConnectionFacts, Record } from './contract.ts'

/** A socket that finished its handshake, and what is known now. */
export interface Secured {
  readonly socket: TLSSocket
  readonly facts: ConnectionFacts
}

/**
 * Does the server's side of a handshake.
 * @param first bytes of the ClientHello that were read already
 * @returns null when it failed: the failure is recorded and the socket gone
 */
export type UpgradeToTls = (socket: Socket, first: Buffer, facts: ConnectionFacts, withinMs: number) => Promise<Secured | null>

/** Certificate chain and key, PEM. */
export interface KeyPair {
  readonly certificate: string
  readonly key: string
}

/** A context for clients. TLS 1.2 is the least (RFC 8996); the client's order of ciphers is taken, as it knows its own hardware. */
export const contextFor = ({ certificate, key }: KeyPair): SecureContext => createSecureContext({ cert: certificate, key, minVersion: 'TLSv1.2' })

/** Codes of Node and OpenSSL, kept as they are: `ERR_SSL_NO_SHARED_CIPHER`, `ECONNRESET`, `timeout`. */
const codeOf = (error: Error): string => (error as NodeJS.ErrnoException).code ?? error.message

/**
 * Makes the upgrade that listeners and STARTTLS use.
 * @param context asked for at each handshake, so that a renewed certificate serves at once
 */
export const upgradeWith =
  (context: () => SecureContext, record: Record): UpgradeToTls =>
  (socket, first, facts, withinMs) =>
    new Promise(resolve => {
      if (first.length) socket.unshift(first)
      const secure = new TLSSocket(socket, { isServer: true, secureContext: context() })
      const fail = (code: string): void => {
        clearTimeout(timer)
        // The close that follows is the same failure.
        secure.off('error', onError).off('close', onClose).on('error', () => {})
        record({ connection: { ...facts, sni: secure.servername || null }, finding: { id: 'transport.tls-failed', facts: { port: facts.port, code } }, mechanism: null, login: null, clientName: null })
        secure.destroy()
        resolve(null)
      }
      const timer = setTimeout(() => fail('timeout'), withinMs)
      const onError = (error: Error): void => fail(codeOf(error))
      const onClose = (): void => fail('closed')
      secure.once('error', onError).once('close', onClose)
      secure.once('secure', () => {
        clearTimeout(timer)
        secure.off('error', onError).off('close', onClose)
        const { name: cipher } = secure.getCipher()
        resolve({ socket: secure, facts: { ...facts, tls: { version: secure.getProtocol() ?? 'unknown', cipher }, sni: secure.servername || null } })
      })
    })
