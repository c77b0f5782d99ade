/** Compares what a domain should publish with what is really answered for it, and says where each thing is changed. */
import { compare, type Comparison, zoneOf } from '../core/dns/compare.ts'
import type { Delegation } from '../core/dns/observed.ts'
import { type Provider, providersOf } from '../core/dns/providers.ts'
import type { Observation } from '../core/dns/verdict.ts'
import type { Refusal } from '../core/values/refusal.ts'
import { type Result, yes } from '../core/values/result.ts'
import { describeDomain } from './describe-domain.ts'
import type { Installation, Whose } from './installation.ts'
import { type Asked, observeDomain } from './observe-domain.ts'
import type { Dns } from './open-dns.ts'

/** Where a domain's records are changed. */
export type Place =
  /** In our own name service. */
  | { readonly kind: 'here' }
  /** At whoever runs these servers; `provider` where they are known, and who else has the same. */
  | { readonly kind: 'outside'; readonly servers: readonly string[]; readonly provider: Provider | null; readonly others: readonly Provider[] }
  /** The name is not registered, or nobody said whose name servers it has. */
  | { readonly kind: 'unknown' }

export interface ComparedDomain extends Comparison {
  readonly domain: string
  readonly at: string
  /** The zone that the records stand in; forms add it to names. */
  readonly zone: string
  readonly place: Place
  readonly delegation: Delegation
}

/** Where the records of a domain are changed, by the name servers that its parent names. */
export const placeOf = ({ state, servers, childSaid }: Delegation, ours: readonly string[]): Place => {
  if (state === 'not-registered' || state === 'unknown') return { kind: 'unknown' }
  const names = servers.length ? servers : childSaid.map(({ hostName }) => hostName)
  if (names.length && names.every(name => ours.includes(name))) return { kind: 'here' }
  const [provider = null, ...others] = providersOf(names)
  return { kind: 'outside', servers: names, provider, others }
}

/** What an observation comes to. @param ours our name servers */
export const judged = (observation: Observation, { wanted, hostName }: Asked, ours: readonly string[]): ComparedDomain => ({
  domain: observation.domain,
  at: observation.at,
  zone: zoneOf(observation),
  place: placeOf(observation.delegation, ours),
  delegation: observation.delegation,
  ...compare(wanted, observation, hostName),
})

/** Compares one domain. @returns refused when there is none such */
export const compareRecords = async (installation: Installation, dns: Dns, whose: Whose, name: string, now: Date): Promise<Result<ComparedDomain, Refusal>> => {
  const described = await describeDomain(installation, whose, name)
  if (!described.ok) return described
  const { domain, hostName, records } = described.value
  const asked: Asked = { domain: domain.name, wanted: records, hostName }
  return yes(judged(await observeDomain(dns, asked, now), asked, installation.config.dns.name_servers))
}
