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

/** Domains that are looked at together: each has a few dozen questions under way, and one whose servers hang keeps its place until they are given up. */
export const mostTogether = 48

/** Every question is given so long. Somebody waits for the answer, and who has not answered by then will not. */
const usualDeadlineMs = 5000

/** The DNS, each question with the same deadline. */
interface Asker {
  readonly ask: (question: Question) => Promise<Answer>
  readonly askServer: (address: string, question: Question) => Promise<Answer>
  readonly askAuthority: (question: Question) => Promise<Answer>
}

const asker = (dns: Dns, deadlineMs: number): Asker => ({
  ask: ({ name, type }) => dns.ask(name, type, deadlineMs),
  askServer: (address, { name, type }) => dns.askServer(address, name, type, deadlineMs),
  askAuthority: ({ name, type }) => dns.askAuthority(name, type, deadlineMs),
})

/** A server that speaks, even if it does not say what a name server of the domain should: an alias in the place of the zone looks so. */
const speaks = ({ address, answer }: ServerSaid): boolean => address !== null && (answer.state !== 'unknown' || answer.why === 'lame')

/** What there is to say where nobody has to be asked. */
const settled = ({ state, parent, childSaid, why }: Delegation): Answer | null => {
  if (state === 'not-registered') return { state: 'absent', isNameThere: false, ttl: null, from: parent }
  if (state === 'unknown') return { state: 'unknown', why: 'timeout', detail: why ?? 'nobody says who is responsible', from: parent }
  const [first] = childSaid
  return state === 'delegated' && first && !childSaid.some(speaks) ? first.answer : null
}

/** Asks those that are responsible for one name and type. */
const askResponsible = async (dns: Asker, delegation: Delegation, question: Question): Promise<Pick<ObservedSet, 'authority' | 'servers'>> => {
  const known = settled(delegation)
  if (known) return { authority: known, servers: [] }
  const { childSaid } = delegation
  const good = childSaid.filter(({ address, answer }) => address !== null && answer.state !== 'unknown')
  const asked = good.length ? good : childSaid.filter(speaks)
  const servers = await Promise.all(asked.map(async ({ hostName, address }): Promise<ServerSaid> => ({ hostName, address, answer: await dns.askServer(address!, question) })))
  const heard = servers.find(({ answer }) => answer.state !== 'unknown')
  // A name below the domain may be handed on to other servers: whoever goes down from the top finds them.
  return heard ? { authority: heard.answer, servers } : { authority: await dns.askAuthority(question), servers: [] }
}

const addressesOf = async ({ ask }: Asker, name: string): Promise<readonly string[] | null> => {
  const [four, six] = await Promise.all([ask({ name, type: 'A' }), ask({ name, type: 'AAAA' })])
  const found = [...valuesOf(four, 'A'), ...valuesOf(six, 'AAAA')].map(address => plainAddress(address) ?? address)
  return found.length || (four.state !== 'unknown' && six.state !== 'unknown') ? found : null
}

const targetOf = async (dns: Asker, name: string): Promise<MailTarget> => {
  const [addresses, alias] = await Promise.all([addressesOf(dns, name), dns.ask({ name, type: 'CNAME' })])
  return { name, alias: valuesOf(alias, 'CNAME')[0] ?? null, addresses }
}

/** A missing record may stand where a form added the zone to a full name. */
const strays = (sets: readonly ObservedSet[], zone: string): Question[] =>
  sets.filter(({ authority, type }) => type !== 'CNAME' && authority.state !== 'unknown' && !valuesOf(authority, type).length).map(({ name, type }) => ({ name: typedTwice(name, zone), type }))

const isResolverAlone = ({ authority, resolver }: ObservedSet): boolean => authority.state !== 'unknown' && resolver.state === 'unknown' && resolver.why === 'servfail'

/** MX hosts that are not the server itself. */
const otherHosts = (sets: readonly ObservedSet[], hostName: string): string[] => {
  const hosts = sets.filter(({ type }) => type === 'MX').flatMap(({ authority }) => valuesOf(authority, 'MX').map(mailHostOf))
  return [...new Set(hosts)].filter(host => host !== '' && host !== hostName).slice(0, mostTargets)
}

/** Nobody asks a resolver for a name that only shows a slip. */
const unasked: Answer = { state: 'absent', isNameThere: false, ttl: null, from: '' }

/**
 * Asks. Never throws; takes three deadlines at the most, one where all servers hang.
 * @param now when the asking begins
 */
export const observeDomain = async (dns: Dns, { domain, wanted, hostName }: Asked, now: Date, deadlineMs = usualDeadlineMs): Promise<Observation> => {
  const asks = asker(dns, deadlineMs)
  const questions = distinct([...wanted, { name: domain, type: 'CNAME' }])
  // The resolver waits for nobody: were its answers asked for later, a server that hangs would cost two deadlines.
  const heard = questions.map(asks.ask)
  const [delegation, ourAddresses] = await Promise.all([dns.delegation(domain, deadlineMs), addressesOf(asks, hostName)])
  const sets = await Promise.all(questions.map(async (question, i): Promise<ObservedSet> => ({ ...question, ...(await askResponsible(asks, delegation, question)), resolver: await heard[i]! })))
  const bare: Observation = { domain, at: now.toISOString(), delegation, sets, ourAddresses: ourAddresses ?? [], targets: [], ds: null }
  const [doubled, targets, ds] = await Promise.all([
    Promise.all(
      settled(delegation) ? [] : strays(sets, zoneOf(bare)).map(async (question): Promise<ObservedSet> => ({ ...question, ...(await askResponsible(asks, delegation, question)), resolver: unasked })),
    ),
    Promise.all(otherHosts(sets, hostName).map(host => targetOf(asks, host))),
    sets.some(isResolverAlone) ? asks.askAuthority({ name: domain, type: 'DS' }) : null,
  ])
  return { ...bare, sets: [...sets, ...doubled], targets, ds }
}
