/** Other protocols, told by their first bytes. Web pages can make browsers speak HTTP to mail ports; scanners try the rest. */

const openings: readonly (readonly [name: string, opening: RegExp])[] = [
  ['HTTP', /^(?:GET|HEAD|POST|PUT|DELETE|OPTIONS|TRACE|CONNECT|PATCH|PRI) /],
  ['SSH', /^SSH-/],
  ['RDP', /^\x03\x00/],
  ['SOCKS', /^[\x04\x05][\x00-\x09]/],
]

/**
 * Names the protocol that bytes are of.
 * @returns null when they may be mail
 */
export const foreignProtocol = (bytes: Buffer): string | null => {
  const start = bytes.toString('latin1', 0, 16)
  return openings.find(([, opening]) => opening.test(start))?.[0] ?? null
}
