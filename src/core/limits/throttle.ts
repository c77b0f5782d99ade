/**
 * Limits on guessing. Counted are *different* wrong secrets, or different names, never tries: a forgotten phone that sends one old password all day counts as one.
 * What is counted under which key, when that is too much, and for how long it is then held. Whoever keeps the tallies is `actions/throttle-guesses`.
 */

export type ThrottleReason =
  /** Many secrets for one name from one network. */
  | 'guessing'
  /** Many names from one network, or with one secret. */
  | 'spraying'
  /** Many secrets for one name, from everywhere. */
  | 'many-networks'

/** Why a sign-in must wait: nothing about the account behind the name, which need not exist. */
export interface Throttled {
  /** ISO 8601. */
  readonly since: string
  /** ISO 8601. */
  readonly until: string
  /** How many different ones were counted. */
  readonly distinctSecrets: number
  /** The client's network, such as `192.0.2.0/24`. */
  readonly network: string
  readonly why: ThrottleReason
}

/** One sign-in as the limits see it. */
export interface Guess {
  /** In normal form, whether there is such a mailbox or not. */
  readonly login: string
  /** /24 of IPv4, /48 of IPv6. */
  readonly network: string
  /** Truncated keyed hash: equal for equal secrets, and too short to tell which. */
  readonly secret: string
}

/** Whom a throttle holds: an empty login is every login, a network of no bits every network. */
export interface Held {
  readonly login: string
  readonly network: string
  /** Not empty: only this secret. */
  readonly secret: string
}

/** One of the tallies that a wrong secret belongs to. */
export interface Measure {
  readonly held: Held
  readonly why: ThrottleReason
  /** What is counted, once each. */
  readonly member: string
  /** So many different ones within the window are too many. */
  readonly limit: number
  readonly windowMs: number
}

/** Every network, as PostgreSQL writes it. */
export const everywhere = '0.0.0.0/0'

const minuteMs = 60_000

/** A person who has forgotten tries a handful; a household or a small office behind one address has a few dozen names. */
const limits = { guessing: 10, names: 30, secret: 10, manyNetworks: 40 } as const

/** The tallies that a wrong secret counts in. */
export const measuresOf = ({ login, network, secret }: Guess): readonly Measure[] => [
  { held: { login, network, secret: '' }, why: 'guessing', member: secret, limit: limits.guessing, windowMs: 15 * minuteMs },
  { held: { login: '', network, secret: '' }, why: 'spraying', member: login, limit: limits.names, windowMs: 15 * minuteMs },
  { held: { login: '', network: everywhere, secret }, why: 'spraying', member: login, limit: limits.secret, windowMs: 60 * minuteMs },
  { held: { login, network: everywhere, secret: '' }, why: 'many-networks', member: secret, limit: limits.manyNetworks, windowMs: 60 * minuteMs },
]

/** Whom a throttle that concerns this sign-in may hold, the narrowest first. */
export const holdersOf = (guess: Guess): readonly Held[] => measuresOf(guess).map(({ held }) => held)

/** Nobody mistypes a hundred different passwords. A network is not a person: a café, or a provider's customers behind one address, are strangers to each other. */
const mostForgiven = 100

/** Whether who signs in from a network where this mailbox signed in before may go on: as long as it was not there that too many were tried. */
export const isForgivable = ({ why, distinctSecrets }: Pick<Throttled, 'why' | 'distinctSecrets'>): boolean => why !== 'guessing' || distinctSecrets < mostForgiven

/** One text for one `Held`. */
export const keyOf = ({ login, network, secret }: Held): string => `${network} ${secret} ${login}`

/** What was counted: each member, and when it was last seen, in ms. */
export type Tally = ReadonlyMap<string, number>

/** Counts one more; what is older than the window is forgotten. */
export const counted = (tally: Tally, { member, windowMs }: Measure, at: number): Tally =>
  new Map([...tally].filter(([other, seenAt]) => other !== member && at - seenAt < windowMs)).set(member, at)

const firstPauseMs = 15 * minuteMs
const longestPauseMs = 4 * 60 * minuteMs
/** Whoever goes on after a pause waits twice as long; after a quiet day it begins anew. */
export const memoryMs = 24 * 60 * minuteMs

/** How long something is held, in ms since 1970. */
export interface Pause {
  readonly since: number
  readonly until: number
}

/** Whether a pause that ended still counts for the length of the next. */
export const isRemembered = ({ until }: Pause, now: number): boolean => now - until < memoryMs

/** The pause that follows. @param before the last one for the same, if there was any */
export const nextPause = (before: Pause | undefined, now: number): Pause => {
  const doubled = before && isRemembered(before, now) ? 2 * (before.until - before.since) : firstPauseMs
  return { since: now, until: now + Math.min(longestPauseMs, Math.max(firstPauseMs, doubled)) }
}
