/**
 * Asks all that is to be known of a domain's records: the servers that are responsible, each of them, and the configured resolver.
 * Every question has its own deadline, and what can be asked together is: a server that hangs costs one deadline, not one for each question.
 */
import { mailHostOf } from '../core/dns/mx.ts'
import { typedTwice, valuesOf, zoneOf } from '../core/dns/compare.ts'
import type { Answer, Delegation, DnsType, ServerSaid } from '../core/dns/observed.ts'
import type { MailTarget, Observation, ObservedSet } from '../core/dns/verdict.ts'
import type { WantedRecord } from '../core/dns/wanted.ts'
import { plainAddress } from '../core/values/network.ts'
import type { Dns } from './open-dns.ts'


/** What is asked about. */
export interface Asked {
  readonly domain: string
  readonly wanted: readonly WantedRecord[]
  /** Host name of the server where the domain lives. */
  readonly hostName: string
}

/** Host names of one domain's MX records that are looked into; more are somebody's game. */
const mostTargets = 8

interface Question {
  readonly name: string
  readonly type: DnsType
}

const distinct = (questions: readonly Question[]): Question[] => [...new Map(questions.map(question => [`${question.type} ${question.name}`, question])).values()]

/** What there is to say where nobody has to be asked. */
const settled = ({ state, parent, childSaid, why }: Delegation): Answer | null => {
  if (state === 'not-registered') return { state: 'absent', isNameThere: false, ttl: null, from: parent }
  if (state === 'unknown') return { state: 'unknown', why: 'timeout', detail: why ?? 'nobody says who is responsible', from: parent }
  const silent = childSaid.find(({ answer }) => answer.state === 'unknown')
  return state === 'delegated' && silent && childSaid.every(({ answer }) => answer.state === 'unknown') ? silent.answer : null
}

/** Asks those that are responsible for one name and type. */
const askResponsible = async (dns: Dns, delegation: Delegation, { name, type }: Question): Promise<{ authority: Answer; servers: readonly ServerSaid[] }> => {
  const known = settled(delegation)
  if (known) return { authority: known, servers: [] }
  const answering = delegation.childSaid.filter(({ address, answer }) => address !== null && answer.state !== 'unknown')
  const servers = await Promise.all(answering.map(async ({ hostName, address }): Promise<ServerSaid> => ({ hostName, address, answer: await dns.askServer(address!, name, type) })))
  const heard = servers.find(({ answer }) => answer.state !== 'unknown')
  // A name below the domain may be handed on to other servers, or be an alias: whoever follows it finds out.
  return heard ? { authority: heard.answer, servers } : { authority: await dns.askAuthority(name, type), servers: [] }
}

const observe = async (dns: Dns, delegation: Delegation, question: Question): Promise<ObservedSet> => {
  const [responsible, resolver] = await Promise.all([askResponsible(dns, delegation, question), dns.ask(question.name, question.type)])
  return { ...question, ...responsible, resolver }
}

const addressesOf = async (dns: Dns, hostName: string): Promise<readonly string[] | null> => {
  const answers = await Promise.all([dns.ask(hostName, 'A'), dns.ask(hostName, 'AAAA')])
  const found = [...valuesOf(answers[0], 'A'), ...valuesOf(answers[1], 'AAAA')].map(address => plainAddress(address) ?? address)
  return found.length || answers.every(({ state }) => state !== 'unknown') ? found : null
}

const targetOf = async (dns: Dns, name: string): Promise<MailTarget> => {
  const [addresses, alias] = await Promise.all([addressesOf(dns, name), dns.ask(name, 'CNAME')])
  return { name, alias: valuesOf(alias, 'CNAME')[0] ?? null, addresses }
}

/** Questions that only what was heard gives reason for: a missing record may stand where the form added the zone to a full name. */
const strays = (sets: readonly ObservedSet[], zone: string): Question[] =>
  sets.filter(({ authority, type }) => type !== 'CNAME' && authority.state !== 'unknown' && !valuesOf(authority, type).length).map(({ name, type }) => ({ name: typedTwice(name, zone), type }))

const isResolverAlone = ({ authority, resolver }: ObservedSet): boolean => authority.state !== 'unknown' && resolver.state === 'unknown' && resolver.why === 'servfail'

/**
 * Asks. Never throws; takes three deadlines at the most.
 * @param now when the asking begins
 */
export const observeDomain = async (dns: Dns, { domain, wanted, hostName }: Asked, now: Date): Promise<Observation> => {
  const [delegation, ourAddresses] = await Promise.all([dns.delegation(domain), addressesOf(dns, hostName)])
  const first = distinct([...wanted, { name: domain, type: 'CNAME' }])
  const sets = await Promise.all(first.map(question => observe(dns, delegation, question)))
  const bare: Observation = { domain, at: now.toISOString(), delegation, sets, ourAddresses: ourAddresses ?? [], targets: [], ds: null }
  const hosts = sets.filter(({ type }) => type === 'MX').flatMap(({ authority }) => valuesOf(authority, 'MX').map(mailHostOf))
  const others = [...new Set(hosts)].filter(host => host !== '' && host !== hostName).slice(0, mostTargets)
  const [doubled, targets, ds] = await Promise.all([
    Promise.all(delegation.state === 'not-registered' ? [] : strays(sets, zoneOf(bare)).map(async (question): Promise<ObservedSet> => ({ ...question, ...(await askResponsible(dns, delegation, question)), resolver: { state: 'absent', isNameThere: false, ttl: null, from: '' } }))),
    Promise.all(others.map(host => targetOf(dns, host))),
    sets.some(isResolverAlone) ? dns.askAuthority(domain, 'DS') : null,
  ])
  return { ...bare, sets: [...sets, ...doubled], targets, ds }
}
