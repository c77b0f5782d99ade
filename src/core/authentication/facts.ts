/** All that a decision may look at, gathered before it. What could not be learnt is said, not thrown. */
import type { Finding } from '../causes/index.ts'
import type { Throttled } from '../limits/throttle.ts'
import type { Protocol } from '../values/protocol.ts'
import type { CountryOpinion } from './country.ts'

/** What an app password may be used for; `sieve` is no port of the edge yet. */
export type Scope = Protocol | 'sieve'

/** A mailbox that may sign in, as the store knows it. */
export interface Account {
  readonly mailboxId: number
  readonly address: string
  readonly domain: string
  readonly serverId: string
  /** Credential version: raised by each new password. */
  readonly version: number
  readonly enabled: { readonly [P in Protocol]: boolean }
  /** Only app passwords are let in. */
  readonly appPasswordRequired: boolean
  readonly mailboxSuspended: boolean
  /** Proven and not suspended. */
  readonly domainLive: boolean
}

/** What the offered secret turned out to be. */
export type PasswordOpinion =
  | { readonly state: 'matches'; readonly by: 'main' }
  | {
      readonly state: 'matches'
      readonly by: 'app-password'
      readonly id: number
      /** As its owner named it. */
      readonly name: string
      readonly scopes: readonly Scope[]
      /** ISO 8601 when it had expired by the time of the sign-in, otherwise null. */
      readonly expiredAt: string | null
    }
  /** `meant`: what it was found to be, once somebody has looked; null or left out until then. */
  | { readonly state: 'differs'; readonly meant?: Finding | null }
  /** A fault of ours, such as too many that wait to be checked. */
  | { readonly state: 'unchecked'; readonly why: string }

/** What a name that is no mailbox may have meant. */
export interface Near {
  /** A mailbox whose address looks alike. */
  readonly mailbox: string | null
  /** A hosted domain that looks like the one that was typed. */
  readonly domain: string | null
  /** The name is an alias; the mailbox here that it leads to, null when it leads elsewhere. */
  readonly alias: { readonly mailbox: string | null } | null
  /** The name is an owner's, for the panel. */
  readonly isOwnerName: boolean
  /** The domain is hosted here. */
  readonly isHostedDomain: boolean
  /** A name without domain: how many mailboxes have it as their local part. */
  readonly matches: number
}

export interface Facts {
  readonly protocol: Protocol
  /** As it was sent. */
  readonly login: string
  /** In normal form, and completed where it could be. */
  readonly address: string
  /** How a login without domain became the address: by the server name that the client asked for, or as the only mailbox of that name. */
  readonly completion: 'none' | 'server-name' | 'only-match'
  readonly passwordIsEmpty: boolean
  /**
   * `known`: the store said so, or a change feed that is up vouches for it. `stale`: the store is away, this is what it said last.
   * `unknown`: nobody could be asked.
   */
  readonly account:
    | { readonly state: 'known'; readonly account: Account | null }
    | { readonly state: 'stale'; readonly account: Account; readonly why: string }
    | { readonly state: 'unknown'; readonly why: string }
  /** Null for a mailbox, and until somebody has looked: that is done after the reply. */
  readonly near: Near | null
  readonly throttle: Throttled | null
  /** Network around the client from which the domain or the mailbox lets nobody sign in. */
  readonly block: string | null
  readonly country: CountryOpinion
  readonly password: PasswordOpinion
}
