/** All that a decision may look at, gathered before it. What could not be learnt is said, not thrown. */
import type { Protocol } from '../values/protocol.ts'

/** A mailbox that may sign in, as the store knows it. */
export interface Account {
  readonly mailboxId: number
  readonly address: string
  readonly domain: string
  readonly serverId: string
  /** Credential version: raised by each new password. */
  readonly version: number
  readonly enabled: { readonly [P in Protocol]: boolean }
  readonly mailboxSuspended: boolean
  /** Proven and not suspended. */
  readonly domainLive: boolean
}

export interface Facts {
  readonly protocol: Protocol
  /** As it was sent. */
  readonly login: string
  /** In normal form. */
  readonly address: string
  readonly passwordIsEmpty: boolean
  /**
   * `known`: the store said so, or a change feed that is up vouches for it. `stale`: the store is away, this is what it said last.
   * `unknown`: nobody could be asked.
   */
  readonly account:
    | { readonly state: 'known'; readonly account: Account | null }
    | { readonly state: 'stale'; readonly account: Account; readonly why: string }
    | { readonly state: 'unknown'; readonly why: string }
  /** `unchecked`: a fault of ours, such as too many that wait to be checked. */
  readonly password: { readonly state: 'matches' | 'differs' } | { readonly state: 'unchecked'; readonly why: string }
}
