/** Makes the zone of each domain: what mail here needs, and what the name servers of before said, so that nothing goes when the name servers are changed. */
import { semaphore } from '../base/semaphore.ts'
import type { Answer, DnsRecord, DnsType } from '../core/dns/observed.ts'
import { usualTtl } from '../core/dns/zone-edit.ts'
import { firstRecords } from '../core/dns/zone-first.ts'
import { findDomain } from '../store/domains.ts'
import { insertZone, listDomainsWithoutZone, listZonesBelow, type Zoneless } from '../store/zones.ts'
import { describeDomain } from './describe-domain.ts'
import { type Installation, operator } from './installation.ts'
import type { Dns } from './open-dns.ts'

/** At the top, and at the only names that can be known without asking for all. */
const asked = (domain: string): (readonly [name: string, type: DnsType])[] => [
  ...(['A', 'AAAA', 'MX', 'TXT', 'CAA'] as const).map(type => [domain, type] as const),
  ...(['CNAME', 'A', 'AAAA'] as const).map(type => [`www.${domain}`, type] as const),
  [`_dmarc.${domain}`, 'TXT'],
]

/** For so long name servers that do not answer are asked again before a zone is made without them. */
const patienceMs = 120_000

/** Behind an alias the records are another's: the alias itself is what is kept. */
const foundAt = (name: string, answer: Answer): readonly DnsRecord[] => (answer.state === 'records' ? answer.records.filter(record => record.name === name) : [])

interface Found {
  readonly records: readonly DnsRecord[]
  readonly isWhole: boolean
}

/** Where the responsible servers do not answer, because they are ours already perhaps, the resolver may remember what they said; that is better than nothing. */
const lookUp = async (dns: Dns, domain: string): Promise<Found> => {
  const found = await Promise.all(
    asked(domain).map(async ([name, type]) => {
      const answer = await dns.askAuthority(name, type)
      const isKnown = answer.state !== 'unknown'
      return { records: foundAt(name, isKnown ? answer : await dns.ask(name, type)), isKnown }
    }),
  )
  return { records: found.flatMap(({ records }) => records), isWhole: found.every(({ isKnown }) => isKnown) }
}

/** When even the root cannot be asked the fault is on our side, and says nothing about anybody's name servers. */
const isDnsAway = async (dns: Dns): Promise<boolean> => (await dns.ask('', 'NS')).state === 'unknown'

/** A zone below it that is here already was handed on by the name servers of before, or not: it must not go because this one comes. */
const handedOn = async (dns: Dns, names: readonly string[]): Promise<Found> => {
  const said = await Promise.all(names.map(name => dns.delegation(name)))
  return {
    records: said.flatMap(({ name, servers, parentTtl }) => servers.map(value => ({ name, type: 'NS' as const, ttl: parentTtl ?? usualTtl, value }))),
    isWhole: said.every(({ state }) => state !== 'unknown'),
  }
}

const makeZone = async (installation: Installation, dns: Dns, name: string, now: Date): Promise<boolean> => {
  const { db, config } = installation
  const domain = await findDomain(db, operator, name)
  const described = await describeDomain(installation, operator, name)
  if (!domain || !described.ok) return false
  const looks = await Promise.all([lookUp(dns, name), handedOn(dns, await listZonesBelow(db, name))])
  const isWhole = looks.every(look => look.isWhole)
  // Once a domain is ours by its name servers there is nobody else to ask.
  if (!isWhole && domain.provenBy !== 'name-servers' && (now.getTime() - domain.createdAt.getTime() < patienceMs || (await isDnsAway(dns)))) return false
  const first = firstRecords({ zone: name, wanted: described.value.records, found: looks.flatMap(({ records }) => records), keepsMail: true })
  return db.transaction().execute(async transaction => (await insertZone(transaction, operator, domain.id, config.dns.dnssec, first)) !== null)
}

export type { Zoneless } from '../store/zones.ts'

/** Domains that are looked at at the same time. */
const together = 8

/** What a run came to. */
export interface MadeZones {
  readonly made: readonly string[]
  /** Looked at, and still to be made. */
  readonly left: readonly Zoneless[]
}

/**
 * Makes what is missing, the newest domain first: its owner waits for it. One whose name servers hang holds up one of several at a time.
 * @param isDue leaves out those that were looked at a moment ago; all when left out
 * @throws Error when the store is away
 */
export const makeZones = async (installation: Installation, dns: Dns, now: Date, isDue: (domain: Zoneless) => boolean = () => true): Promise<MadeZones> => {
  const inTurn = semaphore(together, Infinity)
  const missing = (await listDomainsWithoutZone(installation.db)).filter(isDue)
  const done = await Promise.all(missing.map(({ name }) => inTurn(() => makeZone(installation, dns, name, now))))
  return { made: missing.filter((_, at) => done[at]).map(({ name }) => name).toSorted(), left: missing.filter((_, at) => !done[at]) }
}
