/** Other protocols, told by their first bytes. Web pages can make browsers speak HTTP to mail ports; scanners try the rest. */

type Test = (start: string) => boolean

const startsWith = (...bytes: number[]): Test => {
  const opening = String.fromCharCode(...bytes)
  return start => start.startsWith(opening)
}

const openings: readonly (readonly [name: string, test: Test])[] = [
  ['HTTP', start => /^(?:GET|HEAD|POST|PUT|DELETE|OPTIONS|TRACE|CONNECT|PATCH|PRI) /.test(start)],
  ['SSH', start => start.startsWith('SSH-')],
  // TPKT, version 3 (RFC 1006 6).
  ['RDP', startsWith(3, 0)],
  // Version 4: CONNECT. Version 5: methods, of which one is the usual number (RFC 1928 3).
  ['SOCKS', startsWith(4, 1)],
  ['SOCKS', startsWith(5, 1)],
]

/** Bytes that neither TLS nor a mail app begins with: controls, or the high half of the table. */
const isGarbage = (bytes: Buffer): boolean => bytes.length > 0 && !/^[\t\r\n\x20-\x7e]/.test(bytes.toString('latin1', 0, 1))

/**
 * Names what came first in the clear on a port where TLS comes first.
 * @returns null when an app may have sent it
 */
export const foreignOpening = (bytes: Buffer): string | null => foreignProtocol(bytes) ?? (isGarbage(bytes) ? 'bytes that are neither TLS nor text' : null)

/**
 * Names the protocol that bytes are of.
 * @returns null when they may be mail
 */
export const foreignProtocol = (bytes: Buffer): string | null => {
  const start = bytes.toString('latin1', 0, 16)
  return openings.find(([, test]) => test(start))?.[0] ?? null
}
