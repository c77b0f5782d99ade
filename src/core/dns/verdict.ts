/** What comparing comes to: for each wanted record a verdict, and for the domain as a whole what stands in the way of all of them. */
import type { Finding } from '../causes/index.ts'
import type { Delegation, DnsType, Answer, ServerSaid } from './observed.ts'
import type { WantedRecord } from './wanted.ts'

/** A record by name, type and value, as an owner reads it. */
export interface PlainRecord {
  /** Full name, A-labels, without a final dot. */
  readonly name: string
  readonly type: DnsType
  /** MX `10 host`; TXT without quotes. */
  readonly value: string
}

/** What was heard of one name and type. */
export interface ObservedSet {
  readonly name: string
  readonly type: DnsType
  /** Of the servers that are responsible, the first answer that says something; unknown when none does. */
  readonly authority: Answer
  /** Each of them, where each was asked. */
  readonly servers: readonly ServerSaid[]
  /** Of the configured resolver: what others may still hold. */
  readonly resolver: Answer
}

/** Where the host name that an MX record names leads. */
export interface MailTarget {
  readonly name: string
  /** The name it is an alias of; null when it is none. */
  readonly alias: string | null
  /** Null: nobody could say. */
  readonly addresses: readonly string[] | null
}

/** All that was seen of one domain. */
export interface Observation {
  readonly domain: string
  /** ISO 8601. */
  readonly at: string
  readonly delegation: Delegation
  /** Of each wanted name and type, of CNAME at the domain itself, and of names that were typed with the zone twice. */
  readonly sets: readonly ObservedSet[]
  /** Addresses of the server where the domain lives. */
  readonly ourAddresses: readonly string[]
  /** Host names of MX records that are not that server's. */
  readonly targets: readonly MailTarget[]
  /** DS at the parent; null where nothing gave reason to ask. */
  readonly ds: Answer | null
}

/** How a set of values fits what is wanted. */
export type Fit = 'right' | 'missing' | 'differs' | 'conflicts' | 'unknown'

/** One set of values judged, whoever answered. */
export interface Judgement {
  readonly fit: Fit
  /** The values that were looked at. */
  readonly found: readonly string[]
  /** The value that makes it right: what is wanted, or what is there with ours put into it. */
  readonly should: string
  /** Values that go away for it. */
  readonly instead: readonly string[]
  readonly findings: readonly Finding[]
}

/** `spreading`: the responsible servers say the right thing, and others may still hold what was before. */
export type VerdictState = Fit | 'spreading'

/** What to do: put one record, and take these away. */
export interface Remedy {
  readonly put: PlainRecord
  readonly instead: readonly PlainRecord[]
}

export interface Verdict {
  readonly wanted: WantedRecord
  readonly state: VerdictState
  readonly found: readonly string[]
  /** Null when there is nothing to do, or nothing is known. */
  readonly remedy: Remedy | null
  readonly findings: readonly Finding[]
  /** ISO 8601. Spreading: until then others may hold the old. To be changed: were it changed now, everybody would see it by then. Null where no TTL was heard. */
  readonly seenBy: string | null
}
