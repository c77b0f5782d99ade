/**
 * Whether a proven domain still shows that it is its owner's: sold, expired, or its name servers gone elsewhere. A loss is told and stops no mail: whoever moved the DNS
 * himself proves it anew, and whoever bought the domain begins a hand-over. Pure.
 */
import type { Finding } from '../causes/index.ts'
import type { NameServerClock } from '../dns/clock.ts'
import { plainName } from '../dns/within.ts'
import type { ProofResult, ProvenBy } from './proof.ts'
import type { Leads } from './route.ts'

/** What is seen of a proven domain. */
export interface WatchFacts {
  readonly domain: string
  readonly provenBy: ProvenBy
  /** What the registry says now. */
  readonly clock: Pick<NameServerClock, 'state' | 'servers'>
  /** Name servers when it was proven; null when nobody could say. */
  readonly nameServersThen: readonly string[] | null
  /** Where its MX leads now. */
  readonly leads: Leads
  /** Of the proofs that need no person, as they are seen now: the token may still be there. */
  readonly results: readonly ProofResult[]
  /** The nearest proven domain above it is the same owner's. */
  readonly holdsAbove: boolean
  /** Since when it is lost; null when it was not. */
  readonly lostSince: Date | null
  readonly now: Date
}

/** `unknown`: nobody could say, and nothing is concluded. */
export type Watched = { readonly state: 'held' } | { readonly state: 'unknown' } | { readonly state: 'lost'; readonly finding: Finding<'ownership.proof-lost'> }

/** Three values: a doubt is neither. */
type Truth = boolean | null

const either = (...truths: readonly Truth[]): Truth => (truths.includes(true) ? true : truths.includes(null) ? null : false)

/** The token is where it was put. */
const showsToken = ({ results }: WatchFacts): Truth => {
  const states = results.filter(({ proof }) => proof === 'txt' || proof === 'web').map(({ state }) => state)
  return states.includes('proven') ? true : states.includes('unknown') ? null : false
}

/** One of them is enough: the domain was not sold by adding a server. */
const namesUs = ({ clock }: WatchFacts): Truth => (clock.state === 'unknown' ? null : clock.state === 'ours' || clock.state === 'partly')

/** Companies add and rename single servers; a domain that was sold, or whose DNS has moved, has none in common. */
const hasSameServers = ({ clock, nameServersThen }: WatchFacts): Truth => {
  if (clock.state === 'unknown') return null
  if (nameServersThen === null) return true
  const now = new Set(clock.servers)
  return nameServersThen.length === 0 ? now.size === 0 : nameServersThen.some(server => now.has(plainName(server)))
}

const comesHere = ({ leads }: WatchFacts): Truth => (leads === 'unknown' ? null : leads === 'here')

/** The operator's word outlasts everything but the domain itself; names that never were registered (of a company's own network) are his matter. */
const isRegistered = ({ clock, nameServersThen }: WatchFacts): boolean => clock.state !== 'not-registered' || !nameServersThen?.length

const holds = (facts: WatchFacts): Truth => {
  switch (facts.provenBy) {
    case 'operator':
      return isRegistered(facts)
    case 'parent':
      return either(facts.holdsAbove, showsToken(facts), namesUs(facts))
    case 'name-servers':
      return either(namesUs(facts), showsToken(facts))
    case 'web':
    case 'mail':
    case 'txt':
      return facts.clock.state === 'not-registered' ? false : either(hasSameServers(facts), namesUs(facts), comesHere(facts), showsToken(facts))
  }
}

/** Watches one domain. */
export const watch = (facts: WatchFacts): Watched => {
  const held = holds(facts)
  if (held === null) return { state: 'unknown' }
  if (held) return { state: 'held' }
  const { domain, provenBy: proof, clock, lostSince, now } = facts
  return { state: 'lost', finding: { id: 'ownership.proof-lost', facts: { domain, proof, since: (lostSince ?? now).toISOString(), servers: clock.servers } } }
}
