/**
 * The clock of a change of name servers: whether the parent says ours, and until when resolvers may still answer with what was before.
 * There is never a guess: a moment that follows from TTLs that were seen, or none and the reason.
 */
import type { Answer, Delegation } from './observed.ts'
import { plainName } from './within.ts'

/** What was seen before the change. */
export interface NameServersBefore {
  readonly servers: readonly string[]
  /** Seconds. */
  readonly parentTtl: number | null
  /** Seconds. Resolvers prefer the child's set and keep it for so long. */
  readonly childTtl?: number | null
  /** ISO: the last moment at which that was seen at the parent. */
  readonly seenAt: string
}

export interface NameServerClock {
  readonly state: 'ours' | 'partly' | 'others' | 'not-registered' | 'not-delegated' | 'unknown'
  /** At the parent, sorted. */
  readonly servers: readonly string[]
  /** Those of them that do not answer for the name. */
  readonly lame: readonly string[]
  /** ISO: until then resolvers may still answer with the old. */
  readonly heldUntil: string | null
  /** What `heldUntil` follows from: what the resolver has left, or the TTLs of the set before. Or why it is null: nothing old was seen, or it could not be looked at. */
  readonly heldBecause: 'resolver' | 'before' | 'nothing' | 'not-known'
  /** The parent's servers do not say the same: the change is under way among them. */
  readonly parentsDisagree: boolean
}

const hostNames = (names: readonly string[]): string[] => [...new Set(names.map(plainName))].toSorted()

/** The NS of an answer; null where it is none, empty where there are none. */
const setOf = (answer: Answer): readonly string[] | null => {
  switch (answer.state) {
    case 'records':
      return hostNames(answer.records.map(({ value }) => value))
    case 'absent':
      return []
    case 'unknown':
      return null
  }
}

const stateOf = (d: Delegation, servers: readonly string[], ours: ReadonlySet<string>): NameServerClock['state'] => {
  if (d.state !== 'delegated') return d.state
  const known = servers.filter(server => ours.has(server)).length
  if (known === 0) return 'others'
  return known === servers.length ? 'ours' : 'partly'
}

/** A server that says no to the zone is as lame as one that sends elsewhere: both are what servers do that do not have it. */
const lameWhy: ReadonlySet<string> = new Set(['lame', 'refused', 'notimp'])

const later = (iso: string, seconds: number): string => new Date(Date.parse(iso) + seconds * 1000).toISOString()

interface Held {
  readonly until: string
  readonly because: 'resolver' | 'before'
}

/** Old is what names a server that neither parent nor child name now, or what denies a delegation that is there. */
const isOld = (set: readonly string[], current: ReadonlySet<string>): boolean => (set.length ? set.some(server => !current.has(server)) : current.size > 0)

const heldByResolver = (d: Delegation, current: ReadonlySet<string>): Held[] => {
  const set = setOf(d.cached)
  return set && isOld(set, current) && d.cached.state !== 'unknown' && d.cached.ttl ? [{ until: later(d.at, d.cached.ttl), because: 'resolver' }] : []
}

const heldSince = (before: NameServersBefore | null, current: ReadonlySet<string>): Held[] => {
  const ttl = Math.max(before?.parentTtl ?? 0, before?.childTtl ?? 0)
  return before && ttl && isOld(hostNames(before.servers), current) ? [{ until: later(before.seenAt, ttl), because: 'before' }] : []
}

/**
 * Reads the clock.
 * @param ours host names of our name servers, in any case and order, with or without final dots
 * @param before the last that differed, null when nothing did
 * @returns `ours` when all servers at the parent are ours, even if not all of ours are there
 */
export const nameServerClock = (d: Delegation, ours: readonly string[], before: NameServersBefore | null): NameServerClock => {
  const servers = hostNames(d.servers)
  const isKnown = d.state !== 'unknown'
  const current = new Set([...servers, ...d.childSaid.flatMap(({ answer }) => setOf(answer) ?? [])])
  const held = isKnown ? [...heldByResolver(d, current), ...heldSince(before, current)].filter(({ until }) => until > d.at).toSorted((a, b) => b.until.localeCompare(a.until)) : []
  const [longest] = held
  const parents = new Set(d.parentSaid.flatMap(({ answer }) => setOf(answer)?.join(' ') ?? []))
  return {
    state: stateOf(d, servers, new Set(hostNames(ours))),
    servers,
    lame: hostNames(d.childSaid.filter(({ answer }) => answer.state === 'unknown' && lameWhy.has(answer.why)).map(({ hostName }) => hostName)),
    heldUntil: longest?.until ?? null,
    heldBecause: longest?.because ?? (isKnown && d.cached.state !== 'unknown' ? 'nothing' : 'not-known'),
    parentsDisagree: parents.size > 1,
  }
}
