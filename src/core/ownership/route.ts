/**
 * Where mail to a domain goes that our own users send: into its mailboxes here, or to its MX elsewhere. A domain that is moving in keeps following its MX until that
 * points here, or its owner says otherwise. Only what was seen counts: a name server that does not answer moves nobody's mail. Pure.
 */
import type { Finding } from '../causes/index.ts'
import type { UnknownWhy } from '../dns/observed.ts'
import type { ProvenBy } from './proof.ts'

/** What the owner wants. */
export const routeChoices = ['automatic', 'here', 'elsewhere'] as const
export type RouteChoice = (typeof routeChoices)[number]

/** One server that takes a domain's mail. */
export interface MxHost {
  readonly name: string
  /** The lowest is tried first (RFC 5321 5.1). */
  readonly preference: number
  /** Empty: it has none; null: nobody could say. */
  readonly addresses: readonly string[] | null
}

/** What the domain's own name servers say of its MX. */
export type MxSeen =
  | { readonly state: 'records'; readonly hosts: readonly MxHost[] }
  /** None: mail goes to the domain's own address, if it has one (RFC 5321 5.1). */
  | { readonly state: 'none'; readonly addresses: readonly string[] | null }
  /** The domain says that it takes no mail (RFC 7505). */
  | { readonly state: 'null' }
  | { readonly state: 'unknown'; readonly why: UnknownWhy }

/** By what our own mail servers are known. */
export interface OurMail {
  readonly hostNames: readonly string[]
  readonly addresses: readonly string[]
}

/** Where the MX leads. `address`: there is no MX, and the domain's own address is not ours. */
export type Leads = 'here' | 'elsewhere' | 'address' | 'nowhere' | 'unknown'

const isOurs = ({ name, addresses }: Pick<MxHost, 'name' | 'addresses'>, ours: OurMail): boolean =>
  ours.hostNames.includes(name) || (addresses ?? []).some(address => ours.addresses.includes(address))

/** Where mail is brought first: of the hosts that can be reached at all, those of the lowest preference. */
const firstHosts = (hosts: readonly MxHost[]): MxHost[] => {
  const usable = hosts.filter(({ addresses }) => addresses?.length !== 0)
  const lowest = Math.min(...usable.map(({ preference }) => preference))
  return usable.filter(({ preference }) => preference === lowest)
}

/** Where mail goes that follows the MX. One of ours among the first is enough: what comes must be taken. */
export const leadsOf = (seen: MxSeen, ours: OurMail): Leads => {
  switch (seen.state) {
    case 'unknown':
      return 'unknown'
    case 'null':
      return 'nowhere'
    case 'none':
      if (seen.addresses === null) return 'unknown'
      if (seen.addresses.length === 0) return 'nowhere'
      return isOurs({ name: '', addresses: seen.addresses }, ours) ? 'here' : 'address'
    case 'records': {
      const first = firstHosts(seen.hosts)
      if (first.length === 0) return 'nowhere'
      if (first.some(host => isOurs(host, ours))) return 'here'
      // One that was not answered may be ours.
      return first.some(({ addresses }) => addresses === null) ? 'unknown' : 'elsewhere'
    }
  }
}

/** The host names of an MX, as they are told. */
export const mxNames = (seen: MxSeen): string[] => (seen.state === 'records' ? seen.hosts.toSorted((a, b) => a.preference - b.preference).map(({ name }) => name) : [])

/** What a route is judged by. */
export interface RouteFacts {
  readonly domain: string
  /** The name that an MX here should hold. */
  readonly hostName: string
  readonly choice: RouteChoice
  /** Whether the MX was elsewhere when it was last seen. */
  readonly wasElsewhere: boolean
  readonly provenBy: ProvenBy | null
  readonly seen: MxSeen
  readonly leads: Leads
}

export interface Route {
  /** Where mail of our own users goes. */
  readonly goes: 'here' | 'elsewhere'
  readonly mxElsewhere: boolean
  readonly findings: readonly Finding[]
}

/** Where mail goes by choice and by what was seen. */
export const effectiveRoute = (choice: RouteChoice, mxElsewhere: boolean): Route['goes'] => (choice === 'automatic' ? (mxElsewhere ? 'elsewhere' : 'here') : choice)

const isElsewhere = ({ leads, wasElsewhere, provenBy }: RouteFacts): boolean => {
  if (leads === 'unknown') return wasElsewhere
  // Without an MX nobody knows whether mail is meant for the domain's address; where the code arrived there, it is.
  return leads === 'elsewhere' || (leads === 'address' && provenBy === 'mail')
}

/** The first host whose addresses nobody could say. */
const unanswered = (seen: MxSeen): string | undefined => (seen.state === 'records' ? firstHosts(seen.hosts).find(({ addresses }) => addresses === null)?.name : undefined)

const findingsOf = ({ domain, hostName, seen, leads }: RouteFacts, goes: Route['goes']): Finding[] => {
  if (seen.state === 'unknown') return [{ id: 'dns.no-answer', facts: { name: domain, type: 'MX', why: seen.why } }]
  switch (leads) {
    case 'unknown':
      return [{ id: 'dns.no-answer', facts: { name: unanswered(seen) ?? domain, type: 'A', why: 'servfail' } }]
    case 'elsewhere':
      return [{ id: 'dns.mx-elsewhere', facts: { domain, mx: mxNames(seen) } }]
    case 'address':
    case 'nowhere':
      return [{ id: 'dns.record-missing', facts: { name: domain, type: 'MX', value: `10 ${hostName}` } }]
    case 'here':
      return goes === 'elsewhere' ? [{ id: 'dns.mx-here-route-elsewhere', facts: { domain } }] : []
  }
}

/** Judges where mail to a domain goes from now on. */
export const judgeRoute = (facts: RouteFacts): Route => {
  const mxElsewhere = isElsewhere(facts)
  const goes = effectiveRoute(facts.choice, mxElsewhere)
  return { goes, mxElsewhere, findings: findingsOf(facts, goes) }
}

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const dayMs = 24 * hourMs

/** How long after an MX was seen it is looked at again: who moves a domain changes its MX within days; later an hour is soon enough. Milliseconds. */
export const routePace = {
  /** Proven within this time is newly proven. */
  newForMs: 3 * dayMs,
  /** The MX is elsewhere, or nobody could say. */
  newMovingMs: 5 * minuteMs,
  movingMs: hourMs,
  settledMs: dayMs,
} as const
