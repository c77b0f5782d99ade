/**
 * Who lives where on the private Internet. Addresses are those kept for documentation (RFC 5737, RFC 3849), names likewise (RFC 2606, RFC 6761):
 * should one ever leak, it reaches nobody. Pure data.
 *
 * Whoever connects without choosing an address appears as `cafe` to our host and as our host to everybody else (see `networkScript`).
 */

/** Our host: the one under test. */
export const ours = { hostName: 'sv0001.todoku.test', domain: 'todoku.test', address: '192.0.2.10', address6: '2001:db8:2::10' } as const

/** Where our users' mail apps sit. */
export const cafe = { address: '198.51.100.200', address6: '2001:db8:51::200' } as const

/** The independent mail site. It publishes SPF, DKIM and DMARC p=reject, and holds others to theirs. */
export const outside = { hostName: 'mx.example.jp', domain: 'example.jp', address: '198.51.100.10', address6: '2001:db8:51::10', people: ['hikari', 'tsubasa'] } as const

/** Somebody who pretends to be the outside site. */
export const forger = { hostName: 'dial-66.example.com', address: '198.51.100.66' } as const

/** The hosting that a customer is moving away from: its mail host and its web site. */
export const oldHost = { hostName: 'www12.example.com', domain: 'example.com', address: '198.51.100.30' } as const

/** Our name servers: two addresses of our host, of which `lab domains` uses both. */
export const ourNameServers = [
  { hostName: 'ns1.todoku.test', address: '192.0.2.10' },
  { hostName: 'ns2.todoku.test', address: '192.0.2.11' },
] as const

/** The web hosting that a customer is moving away from, in `lab domains`: one address that serves, and those that do not. */
export const oldWeb = {
  address: '198.51.100.31',
  /** Nobody listens there. */
  closed: '198.51.100.32',
  /** Whatever goes there is lost. */
  hole: '198.51.100.33',
  /** Port 80 only. */
  plainOnly: '198.51.100.35',
  /** Port 443 only. */
  secureOnly: '198.51.100.34',
} as const

/** Its mail host. */
export const oldMail = { hostName: 'mx12.example.com', address: '198.51.100.36' } as const

/** Addresses that nobody outside may make a program here talk to. */
export const innerAddresses = ['127.0.0.1', '::1', '169.254.169.254', '10.0.0.5'] as const

/** Name servers that fail, each in its own way; see `dns/conduct.ts`. */
export const hostileServers = {
  lame: { hostName: 'lame.hostile.test', address: '203.0.113.21' },
  servfail: { hostName: 'servfail.hostile.test', address: '203.0.113.22' },
  refused: { hostName: 'refused.hostile.test', address: '203.0.113.23' },
  silent: { hostName: 'silent.hostile.test', address: '203.0.113.24' },
  truncated: { hostName: 'truncated.hostile.test', address: '203.0.113.25' },
  cut: { hostName: 'cut.hostile.test', address: '203.0.113.26' },
  rebinding: { hostName: 'rebinding.hostile.test', address: '203.0.113.27' },
  /** Does nothing wrong, but need not say what another server says. */
  honest: { hostName: 'honest.hostile.test', address: '203.0.113.28' },
} as const

/** The plain Postfix and Dovecot that the mistakes of `lab causes` are played against as well. */
export const plainPeer = { hostName: 'mail.plain.example', domain: 'plain.example', address: '192.0.2.20' } as const

/** The name servers and the resolver. */
export const nameServers = {
  root: { hostName: 'a.root.test', address: '203.0.113.1' },
  registry: { hostName: 'a.registry.test', address: '203.0.113.2' },
  hosting: { hostName: 'ns1.hosting.test', address: '203.0.113.3' },
} as const

/** Where everybody asks. */
export const resolver = { address: '203.0.113.53', port: 53 } as const

/** Domains under the root that the registry's name server answers for. */
export const topLevels = ['jp', 'com', 'test', 'example'] as const

/** The reverse zones of the addresses above. */
export const reverseZones = ['2.0.192.in-addr.arpa', '100.51.198.in-addr.arpa', '113.0.203.in-addr.arpa', '18.198.in-addr.arpa', '19.198.in-addr.arpa', '8.b.d.0.1.0.0.2.ip6.arpa'] as const

/** Customers' domains at the tour's beginning: two here, one that is claimed but not proven and still lives at the old host. */
export const customers = { first: 'kaede.example', second: 'momiji.test', unproven: 'sumire.example' } as const
