/** What a client calls itself, as far as it tells one device from another. */

/** EHLO of most mail apps is the device's address in its own network, which is another one in every café (RFC 5321 4.1.3). */
const addressLiteral = /^\[.*\]$|^[\d.]+$|^localhost(\.localdomain)?$/

/**
 * The name of a device, for telling a new one from one that was seen before.
 * @param clientName EHLO argument, or what IMAP ID says of the client
 * @returns empty when it tells nothing
 */
export const deviceName = (clientName: string | null): string => {
  const name = (clientName ?? '').trim()
  return addressLiteral.test(name.toLowerCase()) ? '' : name
}
