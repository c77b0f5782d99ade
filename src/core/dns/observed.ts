/**
 * What was seen in the DNS, as plain values: one server's answer, and what parent and child say of a delegation.
 * A server that did not answer is `unknown`, never `absent`: silence says nothing about a record.
 */

/** The types that are asked for. */
export type DnsType = 'A' | 'AAAA' | 'CAA' | 'CNAME' | 'DNSKEY' | 'DS' | 'MX' | 'NS' | 'PTR' | 'SOA' | 'SRV' | 'TLSA' | 'TXT'

/**
 * One record. Names are A-labels in lower case without the final dot; the root is ''.
 * `value`: MX `10 host`, SRV `priority weight port target`, TXT joined without quotes, CAA `0 issue "x"`, TLSA `3 1 1 hex`,
 * SOA `mname rname serial refresh retry expire minimum`, DS `tag algorithm digest-type hex`, DNSKEY `flags 3 algorithm base64`.
 */
export interface DnsRecord {
  readonly name: string
  readonly type: DnsType
  /** Seconds. */
  readonly ttl: number
  readonly value: string
}

/** Why nothing was learnt. */
export type UnknownWhy =
  | 'timeout'
  | 'unreachable'
  | 'refused'
  | 'servfail'
  | 'malformed'
  | 'lame'
  | 'notimp'
  | 'no-address'
  | 'forbidden-address'
  | 'loop'

/** What asking came to. `from` is the host name or address that was asked. */
export type Answer =
  | { readonly state: 'records'; readonly records: readonly DnsRecord[]; readonly ttl: number; readonly from: string }
  /** `ttl` is how long that may be remembered (RFC 2308), null where the server did not say. */
  | { readonly state: 'absent'; readonly isNameThere: boolean; readonly ttl: number | null; readonly from: string }
  | { readonly state: 'unknown'; readonly why: UnknownWhy; readonly detail: string; readonly from: string }

/** One name server, and what it said. */
export interface ServerSaid {
  readonly hostName: string
  /** Null where the host name has none that may be asked. */
  readonly address: string | null
  readonly answer: Answer
}

/** Who answers for a name, as its parent's servers, its own servers and the configured resolver say. */
export interface Delegation {
  readonly name: string
  /** The zone that delegates; '' is the root. */
  readonly parent: string
  /** ISO 8601. */
  readonly at: string
  readonly state: 'delegated' | 'not-registered' | 'not-delegated' | 'unknown'
  /** Of `unknown`, in a few words. */
  readonly why: string | null
  /** NS at the parent: the union of what its servers say, sorted. */
  readonly servers: readonly string[]
  /** Of that NS set, seconds. */
  readonly parentTtl: number | null
  /** One for each of the parent's servers that was asked. */
  readonly parentSaid: readonly ServerSaid[]
  /** What each delegated server says of the name's NS; lame ones are unknown `lame`. */
  readonly childSaid: readonly ServerSaid[]
  readonly childTtl: number | null
  /** What the configured resolver says of the NS now; its ttl is what is left. */
  readonly cached: Answer
}
