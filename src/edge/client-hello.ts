/** The first message of TLS (RFC 8446 4.1.2, RFC 5246 7.4.1.2), read for what the client offers. OpenSSL does the handshake; this is for the explanation of one that failed. */
import type { ClientHello } from '../core/authentication/handshake.ts'

/** `more`: what is there is the beginning of one. `bad`: it is none. */
export type ReadHello = { readonly is: 'hello'; readonly hello: ClientHello } | { readonly is: 'more' } | { readonly is: 'bad' }

/** Octets. With post-quantum keys a hello has about 2,000; what is far beyond is no mail app. */
export const longestHello = 16_384

const handshakeRecord = 0x16
const clientHello = 0x01
const bad: ReadHello = { is: 'bad' }
const more: ReadHello = { is: 'more' }

/** Thrown and caught in this file only: a length that points outside. */
class Outside extends Error {}

/** Reads big-endian numbers and vectors with a length before them. */
class Cursor {
  readonly #bytes: Buffer
  #at = 0
  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }
  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length
  }
  take(length: number): Buffer {
    if (this.#at + length > this.#bytes.length) throw new Outside()
    this.#at += length
    return this.#bytes.subarray(this.#at - length, this.#at)
  }
  number(octets: 1 | 2 | 3): number {
    return this.take(octets).readUIntBE(0, octets)
  }
  vector(lengthOctets: 1 | 2): Cursor {
    return new Cursor(this.take(this.number(lengthOctets)))
  }
  /** All that is left, cut in numbers. */
  numbers(octets: 1 | 2 | 3): number[] {
    const found: number[] = []
    while (!this.isAtEnd) found.push(this.number(octets))
    return found
  }
  text(): string {
    return this.take(this.#bytes.length - this.#at).toString('latin1')
  }
}

/** GREASE (RFC 8701): values that mean nothing. */
const isGrease = (value: number): boolean => (value & 0x0f0f) === 0x0a0a && value >> 8 === (value & 0xff)
/** Renegotiation (RFC 5746) and fallback (RFC 7507) signals stand among the suites and are none. */
const isSignal = (suite: number): boolean => suite === 0x00ff || suite === 0x5600

const suitesOf = (values: readonly number[]): number[] => values.filter(value => !isGrease(value) && !isSignal(value))

/** What a name may hold; others do not reach logs and pages. */
const nameFrom = (text: string): string | null => (/^[A-Za-z0-9._:-]{1,255}$/.test(text) ? text : null)

const extensionTypes = { serverName: 0, protocols: 16, recordSizeLimit: 28, versions: 43 } as const

const serverNameIn = (extension: Cursor): string | null => {
  const list = extension.vector(2)
  while (!list.isAtEnd) {
    const type = list.number(1)
    const name = list.vector(2)
    if (type === 0) return nameFrom(name.text())
  }
  return null
}

const protocolsIn = (extension: Cursor): string[] => {
  const list = extension.vector(2)
  const found: string[] = []
  while (!list.isAtEnd) found.push(list.vector(1).text().replace(/[^\x21-\x7e]/g, '?'))
  return found
}

const extensionsOf = (body: Cursor): Map<number, Cursor> => {
  const found = new Map<number, Cursor>()
  if (body.isAtEnd) return found
  const list = body.vector(2)
  while (!list.isAtEnd) found.set(list.number(2), list.vector(2))
  return found
}

/** GnuTLS 3.7 offers AES-CCM and a record size limit; OpenSSL offers no limit, NSS no CCM. The first is of TLS 1.3, the second ECDHE_ECDSA_WITH_AES_128_CCM. */
const aesCcm: readonly number[] = [0x1304, 0xc0ac]

const helloOf = (body: Cursor): ClientHello => {
  const legacyVersion = body.number(2)
  body.take(32)
  body.vector(1)
  const suites = suitesOf(body.vector(2).numbers(2))
  body.vector(1)
  const extensions = extensionsOf(body)
  const versions = extensions.get(extensionTypes.versions)?.vector(1).numbers(2).filter(value => !isGrease(value))
  const name = extensions.get(extensionTypes.serverName)
  const protocols = extensions.get(extensionTypes.protocols)
  return {
    versions: versions?.length ? versions : [legacyVersion],
    suites,
    serverName: name ? serverNameIn(name) : null,
    protocols: protocols ? protocolsIn(protocols) : [],
    hasOneAlertForAll: extensions.has(extensionTypes.recordSizeLimit) && suites.some(suite => aesCcm.includes(suite)),
  }
}

/** SSL 2.0's form (RFC 5246 E.2): old devices begin with it, whatever version they ask for. */
const oldHello = (bytes: Buffer): ReadHello => {
  if (bytes.length < 3) return more
  const length = ((bytes[0]! & 0x7f) << 8) | bytes[1]!
  if (bytes[2] !== clientHello || length < 9) return bad
  if (bytes.length < 2 + length) return more
  const body = new Cursor(bytes.subarray(3, 2 + length))
  const version = body.number(2)
  const suitesLength = body.number(2)
  body.take(4)
  const suites = suitesOf(new Cursor(body.take(suitesLength)).numbers(3))
  return { is: 'hello', hello: { versions: [version], suites, serverName: null, protocols: [], hasOneAlertForAll: false } }
}

/** Joins the handshake bytes of the records that are there. `isOver`: what follows is no handshake record. */
const handshakeBytes = (bytes: Buffer): { readonly handshake: Buffer; readonly isOver: boolean } => {
  const parts: Buffer[] = []
  for (let at = 0; at < bytes.length; ) {
    const isRecord = bytes[at] === handshakeRecord && (bytes[at + 1] ?? 3) === 3
    const length = at + 5 <= bytes.length ? bytes.readUInt16BE(at + 3) : null
    if (!isRecord || length === 0) return { handshake: Buffer.concat(parts), isOver: true }
    if (length === null) break
    parts.push(bytes.subarray(at + 5, at + 5 + length))
    at += 5 + length
  }
  return { handshake: Buffer.concat(parts), isOver: false }
}

const newHello = (bytes: Buffer): ReadHello => {
  const { handshake, isOver } = handshakeBytes(bytes.subarray(0, 2 * longestHello))
  if (handshake.length && handshake[0] !== clientHello) return bad
  const length = handshake.length < 4 ? null : handshake.readUIntBE(1, 3)
  if (length !== null && length > longestHello) return bad
  if (length === null || handshake.length < 4 + length) return isOver ? bad : more
  return { is: 'hello', hello: helloOf(new Cursor(handshake.subarray(4, 4 + length))) }
}

/** Is the high bit of the length set, as SSL 2.0's form has it? */
const isOldForm = (first: number): boolean => (first & 0x80) !== 0

/** Can this be the first byte of a ClientHello, in either form? */
export const mayBeHello = (bytes: Buffer): boolean => bytes[0] === handshakeRecord || (isOldForm(bytes[0] ?? 0) && (bytes.length < 3 || bytes[2] === clientHello))

/**
 * Reads a ClientHello.
 * @param bytes all that came so far, from the first on; what stands behind the hello is not looked at
 */
export const readHello = (bytes: Buffer): ReadHello => {
  if (!bytes.length) return more
  try {
    return isOldForm(bytes[0]!) ? oldHello(bytes) : newHello(bytes)
  } catch (error) {
    if (error instanceof Outside) return bad
    throw error
  }
}

/** Is a whole record there, with a whole hello in it? Cheap, and true of nearly all first packets. */
export const isWholeHello = (bytes: Buffer): boolean => {
  if (bytes.length < 9 || bytes[0] !== handshakeRecord) return false
  const record = bytes.readUInt16BE(3)
  return bytes.length >= 5 + record && record >= 4 + bytes.readUIntBE(6, 3)
}
