/**
 * TLS as the fetcher wants it: any certificate will do, since it is the content that proves, but what is wrong with it is kept, to be told.
 * Old versions and ciphers are taken too: the site that a domain moves away from is often an old one, and nothing secret is sent to it.
 */
import { constants } from 'node:crypto'
import type { Socket } from 'node:net'
import { connect, type PeerCertificate, rootCertificates, type TLSSocket } from 'node:tls'
import type { CertificateFault } from '../../core/causes/ownership-web.ts'
import type { Certificate } from '../../core/ownership/web.ts'
import { no, type Result, yes } from '../../core/values/result.ts'
import { codeOf, onAbort, tooLate, type Trouble } from './trouble.ts'

/** OpenSSL's names for what it found (x509_vfy.h), and Node's for a name that does not match. */
const faults: Readonly<Record<string, CertificateFault>> = {
  CERT_HAS_EXPIRED: 'expired',
  CERT_NOT_YET_VALID: 'not-yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'wrong-name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'unknown-authority',
  SELF_SIGNED_CERT_IN_CHAIN: 'unknown-authority',
  UNABLE_TO_GET_ISSUER_CERT: 'unknown-authority',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'unknown-authority',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'unknown-authority',
}

const mostNames = 10

const namesOf = ({ subjectaltname, subject }: PeerCertificate): string[] => {
  const names = (subjectaltname ?? '').split(', ').flatMap(name => (name.startsWith('DNS:') ? [name.slice(4)] : []))
  return names.length ? names.slice(0, mostNames) : [subject?.CN ?? []].flat()
}

/** A name can be judged only once the certificate itself is believed; of two faults OpenSSL's comes first. */
const verdict = (socket: TLSSocket): Certificate => {
  if (socket.authorized) return 'good'
  // Node's types say Error; it is the code of one.
  const code = String(socket.authorizationError)
  return { why: faults[code] ?? 'other', names: namesOf(socket.getPeerCertificate()) }
}

const whyFailed = (error: Error): Trouble['why'] => {
  const code = codeOf(error)
  return code === 'ETIMEDOUT' ? 'timeout' : code === 'ECONNRESET' && !error.message.includes('SSL') ? 'reset' : 'tls'
}

/**
 * Shakes hands.
 * @param name for SNI, and what the certificate is compared with
 * @param authorities PEM certificates that are believed besides the usual ones
 */
export const shakeHands = (plain: Socket, name: string, authorities: readonly string[], signal: AbortSignal): Promise<Result<{ socket: TLSSocket; certificate: Certificate }, Omit<Trouble, 'address'>>> =>
  new Promise(resolve => {
    const socket = connect({
      socket: plain,
      servername: name,
      rejectUnauthorized: false,
      minVersion: 'TLSv1',
      ciphers: 'DEFAULT@SECLEVEL=0',
      // Servers from before RFC 5746.
      secureOptions: constants.SSL_OP_LEGACY_SERVER_CONNECT,
      ALPNProtocols: ['http/1.1'],
      ...(authorities.length ? { ca: [...rootCertificates, ...authorities] } : {}),
    })
    const forget = onAbort(signal, () => socket.destroy(tooLate()))
    socket.once('error', error => {
      forget()
      plain.destroy()
      resolve(no({ why: whyFailed(error), detail: error.message }))
    })
    socket.once('secureConnect', () => {
      forget()
      socket.removeAllListeners('error').on('error', () => {})
      resolve(yes({ socket, certificate: verdict(socket) }))
    })
  })
