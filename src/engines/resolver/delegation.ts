/** Who answers for a name: every one of its parent's servers is asked, then every server that they name, and the configured resolver. */
import { getDomain } from 'tldts'
import type { Answer, Delegation, DnsRecord, ServerSaid } from '../../core/dns/observed.ts'
import { type Descent, half } from './descent.ts'
import type { NameServer, NameServers, Zone } from './name-servers.ts'
import type { Reading } from './reading.ts'
import type { Recursion } from './recursion.ts'

interface ParentSaid extends ServerSaid {
  readonly glue: readonly DnsRecord[]
}

const longest = (ttls: readonly number[]): number | null => (ttls.length ? Math.max(...ttls) : null)

const ttlsOf = (said: readonly ServerSaid[]): number[] => said.flatMap(({ answer }) => (answer.state === 'records' ? [answer.ttl] : []))

/** A referral is the parent's way to say who it is; records behind an alias are another name's. */
const asParent = (reading: Reading, name: string, from: string): Answer => {
  switch (reading.state) {
    case 'referral':
      return reading.zone === name
        ? { state: 'records', records: reading.records, ttl: Math.min(...reading.records.map(({ ttl }) => ttl)), from }
        : { state: 'unknown', why: 'lame', detail: `it sends on to ${reading.zone}`, from }
    case 'alias':
      return { state: 'absent', isNameThere: true, ttl: null, from }
    case 'records':
      return reading.records[0]!.name === name ? reading : { state: 'absent', isNameThere: true, ttl: null, from }
    default:
      return reading
  }
}

/** A server that was named for a zone and does not hold it is lame, whatever else it says. */
const asChild = (reading: Reading, name: string, from: string): Answer => {
  const answer = asParent(reading, name, from)
  return answer.state === 'unknown' || (answer.state === 'records' && reading.state === 'records') ? answer : { state: 'unknown', why: 'lame', detail: 'it does not answer for that zone', from }
}

const summary = (said: readonly ServerSaid[], parent: string): Delegation['state'] => {
  const states = new Set(said.map(({ answer }) => answer.state))
  if (states.has('records')) return 'delegated'
  if (!states.has('absent')) return 'unknown'
  // A name that is missing at a registry is not registered; one that is missing in somebody's zone is his to delegate.
  const isName = said.some(({ answer }) => answer.state === 'absent' && answer.isNameThere)
  return !isName && (parent === '' || getDomain(parent) === null) ? 'not-registered' : 'not-delegated'
}

const whyUnknown = (answers: readonly Answer[]): string | null => {
  const failed = answers.find(answer => answer.state === 'unknown')
  return failed ? `${failed.from}: ${failed.why} (${failed.detail})` : null
}

/** Makes the way to ask it by `until` (on the clock of `performance.now()`). */
export const delegations = (recursion: Recursion, servers: NameServers, descent: Descent, now: () => Date) => {
  const askParent = async (server: NameServer, zone: Zone, name: string, until: number): Promise<ParentSaid> => {
    const { address, reading } = await servers.askHost(server, { name, type: 'NS' }, zone.name, until)
    return { hostName: server.hostName, address, answer: asParent(reading, name, server.hostName), glue: reading.state === 'referral' ? reading.glue : [] }
  }
  const askChild = async (server: NameServer, name: string, until: number): Promise<ServerSaid> => {
    const { address, reading } = await servers.askHost(server, { name, type: 'NS' }, name, until)
    return { hostName: server.hostName, address, answer: asChild(reading, name, server.hostName) }
  }
  return async (name: string, until: number): Promise<Delegation> => {
    const asked = recursion({ name, type: 'NS' }, until)
    const { zone, reading } = await descent.parent({ name, type: 'NS' }, until)
    const limit = half(until)
    const told = zone ? await Promise.all(zone.servers.map(server => askParent(server, zone, name, limit))) : []
    const hosts = [...new Set(told.flatMap(({ answer }) => (answer.state === 'records' ? answer.records.map(({ value }) => value) : [])))].toSorted()
    const children = await servers.locate(hosts, told.flatMap(({ glue }) => glue), half(until))
    descent.learn({ name, servers: children })
    const childSaid = await Promise.all(children.map(server => askChild(server, name, until)))
    const parentSaid = told.map(({ hostName, address, answer }) => ({ hostName, address, answer }))
    const parent = zone?.name ?? ''
    const state = summary(parentSaid, parent)
    const why = state === 'unknown' ? whyUnknown([...(reading.state === 'unknown' ? [reading] : []), ...parentSaid.map(({ answer }) => answer)]) : null
    return { name, parent, at: now().toISOString(), state, why, servers: hosts, parentTtl: longest(ttlsOf(parentSaid)), parentSaid, childSaid, childTtl: longest(ttlsOf(childSaid)), cached: await asked }
  }
}
