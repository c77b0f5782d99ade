/**
 * PROXY protocol, versions 1 and 2 (haproxy's proxy-protocol.txt): who the client is, behind a load balancer.
 * Pure and streaming: it is shown what has come so far and says "more", "bad" or "done". Only trusted networks' headers are ever shown to it.
 */
import { isIP } from 'node:net'

export type ProxyHeader =
  | { readonly state: 'more' }
  | { readonly state: 'bad'; readonly why: string }
  /** `client` is null for LOCAL and UNKNOWN: the proxy itself speaks, such as a health check. */
  | { readonly state: 'done'; readonly length: number; readonly client: { readonly address: string; readonly port: number } | null }

const signature = Buffer.from('\r\n\r\n\0\r\nQUIT\n', 'latin1')
/** Longest version 1 header, CRLF included (section 2.1). */
const v1Most = 107
/** Longest body of a version 2 header that we hold: addresses take 36 bytes, the rest are TLVs. */
const v2Most = 2048

const more: ProxyHeader = { state: 'more' }
const bad = (why: string): ProxyHeader => ({ state: 'bad', why })

const v1 = (bytes: Buffer): ProxyHeader => {
  const end = bytes.indexOf('\r\n')
  if (end < 0) return bytes.length >= v1Most ? bad('a version 1 header without an end') : more
  if (end + 2 > v1Most) return bad('a version 1 header longer than 107 bytes')
  const [, family, source = '', destination = '', sourcePort = '', destinationPort = '', ...rest] = bytes.toString('latin1', 0, end).split(' ')
  if (family === 'UNKNOWN') return { state: 'done', length: end + 2, client: null }
  const version = family === 'TCP4' ? 4 : family === 'TCP6' ? 6 : null
  const isPort = (text: string): boolean => /^(0|[1-9]\d{0,4})$/.test(text) && Number(text) <= 65535
  if (!version || rest.length || isIP(source) !== version || isIP(destination) !== version || !isPort(sourcePort) || !isPort(destinationPort)) return bad('a version 1 header that is not one')
  return { state: 'done', length: end + 2, client: { address: source, port: Number(sourcePort) } }
}

const v6Text = (bytes: Buffer): string => Array.from({ length: 8 }, (_, i) => bytes.readUInt16BE(i * 2).toString(16)).join(':')

const v2 = (bytes: Buffer): ProxyHeader => {
  if (bytes.length < 16) return more
  const versionAndCommand = bytes[12]!
  const family = bytes[13]!
  const bodyLength = bytes.readUInt16BE(14)
  if (versionAndCommand >> 4 !== 2) return bad(`version ${versionAndCommand >> 4}`)
  if (bodyLength > v2Most) return bad(`a body of ${bodyLength} bytes`)
  const command = versionAndCommand & 0x0f
  if (command > 1) return bad(`command ${command}`)
  if (bytes.length < 16 + bodyLength) return more
  const length = 16 + bodyLength
  if (command === 0 || family >> 4 === 0) return { state: 'done', length, client: null }
  const body = bytes.subarray(16, length)
  if (family === 0x11 && bodyLength >= 12) return { state: 'done', length, client: { address: body.subarray(0, 4).join('.'), port: body.readUInt16BE(8) } }
  if (family === 0x21 && bodyLength >= 36) return { state: 'done', length, client: { address: v6Text(body), port: body.readUInt16BE(32) } }
  return bad(`family and protocol 0x${family.toString(16)} with ${bodyLength} bytes`)
}

/**
 * Reads a PROXY header from the first bytes of a connection.
 * @param bytes all that has come so far
 */
export const parseProxyHeader = (bytes: Buffer): ProxyHeader => {
  if (bytes.length === 0) return more
  const seen = Math.min(bytes.length, signature.length)
  if (bytes.subarray(0, seen).equals(signature.subarray(0, seen))) return seen < signature.length ? more : v2(bytes)
  const prefix = 'PROXY '
  const known = Math.min(bytes.length, prefix.length)
  if (bytes.toString('latin1', 0, known) !== prefix.slice(0, known)) return bad('no PROXY header')
  return v1(bytes)
}
