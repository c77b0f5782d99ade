/** The proof by name servers (mission S3): what the registry says of exactly this name, asked at its own servers. Whether others could mean the same servers is `prove`'s to know. Pure. */
import type { Finding } from '../causes/index.ts'
import type { NameServerClock, NameServersBefore } from '../dns/clock.ts'
import type { Delegation } from '../dns/observed.ts'
import { plainName } from '../dns/within.ts'
import type { Judged, ProofResult } from './proof.ts'

/** What the verdict depends on. */
export interface NameServersSeen {
  readonly delegation: Delegation
  /** As `nameServerClock` reads it. */
  readonly clock: NameServerClock
  /** Before the change; null when none was seen. */
  readonly before: NameServersBefore | null
  /** Host names of our name servers; empty where this installation has no name service. */
  readonly ours: readonly string[]
  /** When it is looked at next. */
  readonly nextCheckAt: Date
}

/** Whether the registry names our servers for exactly this name, and no others: then what its records say comes from us. */
export const isServedHere = ({ state }: Pick<NameServerClock, 'state'>): boolean => state === 'ours'

const without = (names: readonly string[], others: readonly string[]): string[] => {
  const left = new Set(others.map(plainName))
  return names.map(plainName).filter(name => !left.has(name))
}

const later = (iso: string, seconds: number): string => new Date(Date.parse(iso) + seconds * 1000).toISOString()

/** What resolvers may still answer with: what the one here has, or what was there before. */
const oldServers = ({ delegation: { cached }, clock, before }: NameServersSeen): string[] => {
  const held = cached.state === 'records' ? without(cached.records.map(({ value }) => value), clock.servers) : []
  return held.length ? held : without(before?.servers ?? [], clock.servers)
}

const settling = (seen: NameServersSeen, heldUntil: string, servers: readonly string[]): Finding => ({
  id: 'ownership.name-servers-settling',
  facts: { domain: seen.delegation.name, heldUntil, servers },
})

const partly = (seen: NameServersSeen): Finding => {
  const { delegation, clock, ours } = seen
  const domain = delegation.name
  const extra = without(clock.servers, ours)
  // Some servers of the registry already have the change: it is under way, and the rest follow within the TTL of what they had.
  if (clock.parentsDisagree) return settling(seen, clock.heldUntil ?? later(delegation.at, delegation.parentTtl ?? 0), extra)
  return { id: 'ownership.name-servers-partly', facts: { domain, servers: clock.servers, missing: without(ours, clock.servers), extra } }
}

const elsewhere = ({ delegation, clock, ours, nextCheckAt }: NameServersSeen): Finding => {
  const { servers, lame } = clock
  const domain = delegation.name
  if (servers.length > 0 && servers.every(server => lame.includes(server))) return { id: 'ownership.lame-delegation', facts: { domain, servers } }
  return { id: 'ownership.name-servers-elsewhere', facts: { domain, servers, ours, checkedAt: delegation.at, nextCheckAt: nextCheckAt.toISOString() } }
}

const waiting = (finding: Finding): ProofResult => ({ proof: 'name-servers', state: 'waiting', finding })

const resultOf = (seen: NameServersSeen): ProofResult => {
  const { name: domain, parent, why } = seen.delegation
  switch (seen.clock.state) {
    case 'ours':
      return { proof: 'name-servers', state: 'proven' }
    case 'partly':
      return waiting(partly(seen))
    case 'others':
      return waiting(elsewhere(seen))
    case 'not-registered':
      return waiting({ id: 'ownership.not-registered', facts: { domain } })
    case 'not-delegated':
      return waiting({ id: 'ownership.not-delegated', facts: { domain, parent } })
    case 'unknown':
      return { proof: 'name-servers', state: 'unknown', finding: { id: 'ownership.name-servers-unknown', facts: { domain, why: why ?? 'timeout' } } }
  }
}

/** Judges what was seen. A change that is proven while resolvers hold the old is told with its clock: until then mail may still go the old way. */
export const judgeNameServers = (seen: NameServersSeen): Judged => {
  if (!seen.ours.length) return { result: { proof: 'name-servers', state: 'not-offered' }, notes: [] }
  const result = resultOf(seen)
  const { heldUntil } = seen.clock
  const notes = result.state === 'proven' && heldUntil !== null ? [settling(seen, heldUntil, oldServers(seen))] : []
  return { result, notes }
}
