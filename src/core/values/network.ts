/** Networks and the addresses in them. IPv4 in IPv6's clothes (mapped, translated, 6to4) is undressed first: one client has one address. */
import ipaddr from 'ipaddr.js'

type Parsed = ReturnType<typeof ipaddr.parse>

/** Ranges that carry an IPv4 address, and the octet of the sixteen where it begins: RFC 4291 2.5.5.2, RFC 2765 2.1, RFC 6052 2.1, RFC 3056 2. */
const carriers: Readonly<Record<string, number>> = { ipv4Mapped: 12, rfc6145: 12, rfc6052: 12, '6to4': 2 }

/** The first 16 bits of those ranges: any other address is spared the search through all that there are, which every sign-in would pay for. */
const carrierBegins: ReadonlySet<number> = new Set([0, 0x64, 0x2002])

const undress = (parsed: Parsed): Parsed => {
  const start = parsed instanceof ipaddr.IPv6 && carrierBegins.has(parsed.parts[0]!) ? carriers[parsed.range()] : undefined
  return start === undefined ? parsed : ipaddr.fromByteArray(parsed.toByteArray().slice(start, start + 4))
}

/** What only a network of one's own, or nobody, has (RFC 6890). Documentation networks are among them. */
const notPublic: ReadonlySet<string> = new Set([
  'unspecified',
  'loopback',
  'private',
  'linkLocal',
  'uniqueLocal',
  'carrierGradeNat',
  'multicast',
  'broadcast',
  'benchmarking',
  'reserved',
])

/** IPv4 is written with four numbers here, always: the shorter and the octal forms are traps. */
const readDressed = (text: string): Parsed | null => {
  const bare = text.replace(/%.*$/, '')
  return ipaddr.IPv4.isValidFourPartDecimal(bare) || ipaddr.IPv6.isValid(bare) ? ipaddr.parse(bare) : null
}

const readAddress = (text: string): Parsed | null => {
  const parsed = readDressed(text)
  return parsed && undress(parsed)
}

/**
 * One form for one address.
 * @param text an IP address; a zone index (`%eth0`) is dropped
 * @returns null when it is none
 */
export const plainAddress = (text: string): string | null => readAddress(text)?.toString() ?? null

/**
 * Whether an address is nobody's on the public Internet: loopback, private, link-local, shared (100.64.0.0/10) and reserved ones.
 * @returns false for text that is no address
 */
export const isPrivateAddress = (address: string): boolean => {
  const parsed = readAddress(address)
  return parsed !== null && notPublic.has(parsed.range())
}

const readNetwork = (text: string): readonly [Parsed, number] | null => {
  const [address = '', bits, ...rest] = text.trim().split('/')
  if (rest.length || !(ipaddr.IPv4.isValidFourPartDecimal(address) || ipaddr.IPv6.isValid(address))) return null
  const parsed = ipaddr.process(address)
  const most = parsed.kind() === 'ipv6' ? 128 : 32
  if (bits === undefined) return [parsed, most]
  // A mapped network counts its bits from the beginning of IPv6.
  const length = /^\d{1,3}$/.test(bits) ? Number(bits) - (address.includes(':') && most === 32 ? 96 : 0) : -1
  return length >= 0 && length <= most ? [parsed, length] : null
}

const firstOf = (parsed: Parsed, bits: number): string => {
  const bytes = parsed.toByteArray().map((byte, i) => byte & (0xff << Math.min(8, Math.max(0, 8 * (i + 1) - bits))))
  return `${ipaddr.fromByteArray(bytes).toString()}/${bits}`
}

/**
 * Reads a network as a person writes it: `192.0.2.0/24`, `2001:db8::/32`, or a lone address.
 * @returns its normal form, host bits cleared and length given; null when it is none
 */
export const parseNetwork = (text: string): string | null => {
  const network = readNetwork(text)
  return network && firstOf(...network)
}

/**
 * Networks with something to say about the addresses in them. The longest prefix speaks.
 * @param entries those whose network is none are left out
 * @returns what is said of an address, null where nobody speaks
 */
export const networkTable = <T>(entries: Iterable<readonly [network: string, value: T]>): ((address: string) => T | null) => {
  const ranges = [...entries]
    .flatMap(([network, value]) => {
      const range = readNetwork(network)
      return range ? [{ first: range[0], bits: range[1], kind: range[0].kind(), value }] : []
    })
    .toSorted((a, b) => b.bits - a.bits)
  if (!ranges.length) return () => null
  return address => {
    const parsed = readAddress(address)
    const kind = parsed?.kind()
    return ranges.find(range => range.kind === kind && parsed!.match(range.first, range.bits))?.value ?? null
  }
}

/** Whether an address is in a network. False where one of the two is none. */
export const isInNetwork = (address: string, network: string): boolean => networkTable([[network, true]])(address) ?? false

/**
 * The network that one customer of a provider usually has: /24 of IPv4, /48 of IPv6.
 * @returns null for text that is no address
 */
export const surroundingNetwork = (address: string): string | null => {
  const parsed = readAddress(address)
  return parsed && firstOf(parsed, parsed.kind() === 'ipv6' ? 48 : 24)
}

/** Routed nowhere, so there is nothing to reach by them; laboratories live there (RFC 5737, RFC 3849). */
const documentation = ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24', '2001:db8::/32']
const isDocumentation = networkTable(documentation.map(network => [network, true]))

/** Where no server of the public Internet is: a network's own NAT64 (RFC 8215), Teredo, discard, segment routing, the old site-local. */
const nobodys = ['64:ff9b:1::/48', '2001::/32', '100::/64', '5f00::/16', 'fec0::/10'].map(network => ipaddr.IPv6.parseCIDR(network))

/**
 * Whether an address that a stranger's DNS gives must not be asked or fetched from: what is not public, and what is our own.
 * @param own our own addresses, in plain form
 * @returns true for text that is no address
 */
export const isForbiddenAddress = (address: string, own: ReadonlySet<string>): boolean => {
  const dressed = readDressed(address)
  if (dressed === null || nobodys.some(([first, bits]) => dressed.kind() === 'ipv6' && dressed.match(first, bits))) return true
  const plain = undress(dressed).toString()
  return own.has(plain) || (isPrivateAddress(plain) && !isDocumentation(plain))
}
