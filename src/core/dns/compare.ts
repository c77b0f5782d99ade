/**
 * Compares what a domain should publish with what is really answered for it. The servers that are responsible decide; the resolver shows what others may still hold.
 * "No answer" is never "missing": where nobody answered, nothing is known.
 */
import type { Finding } from '../causes/index.ts'
import { judgeDkim } from './dkim.ts'
import { judgeDmarc } from './dmarc.ts'
import { judgeMx, type MailPlace } from './mx.ts'
import type { Answer, DnsType, UnknownWhy } from './observed.ts'
import { judgeSpf } from './spf.ts'
import type { Judgement, Observation, ObservedSet, PlainRecord, Remedy, Verdict } from './verdict.ts'
import type { WantedRecord } from './wanted.ts'

/** What a comparison gives. */
export interface Comparison {
  readonly verdicts: readonly Verdict[]
  /** About the domain as a whole: its name servers, DNSSEC. */
  readonly findings: readonly Finding[]
}

/** The values of one type in an answer; none where there is no answer. */
export const valuesOf = (answer: Answer, type: DnsType): readonly string[] => (answer.state === 'records' ? answer.records.filter(record => record.type === type).map(({ value }) => value) : [])

/** The name under which a record stands whose name was typed with the zone, where the form adds the zone by itself. */
export const typedTwice = (name: string, zone: string): string => `${name}.${zone}`

const setOf = ({ sets }: Observation, name: string, type: DnsType): ObservedSet | undefined => sets.find(set => set.name === name && set.type === type)

/** What the responsible servers hold at a name; none where they were not asked, or did not say. */
const heldAt = (observation: Observation, name: string, type: DnsType): readonly string[] => {
  const set = setOf(observation, name, type)
  return set === undefined ? [] : valuesOf(set.authority, type)
}

const ttlOf = (answer: Answer): number | null => (answer.state === 'unknown' ? null : answer.ttl)

/** When the last of these answers is forgotten; null where none says. */
const forgottenBy = (at: string, ...answers: readonly Answer[]): string | null => {
  const known = answers.map(ttlOf).filter(ttl => ttl !== null)
  return known.length ? new Date(Date.parse(at) + Math.max(...known) * 1000).toISOString() : null
}

/** What the resolver holds of the delegation, where that is an older one: until it forgets it, it asks the servers of before. */
const olderDelegation = ({ delegation: { cached, servers, childSaid } }: Observation): readonly Answer[] => {
  const now = new Set([...servers, ...childSaid.flatMap(({ answer }) => valuesOf(answer, 'NS'))])
  return valuesOf(cached, 'NS').some(server => !now.has(server)) ? [cached] : []
}

/** The zone that the domain's records stand in: its own, or that of a domain above. Forms add it to names. */
export const zoneOf = ({ domain, delegation: { state, parent } }: Observation): string => (state === 'not-delegated' && parent !== '' ? parent : domain)

/** Judges values of a wanted record, whoever answered. */
type Judge = (values: readonly string[]) => Judgement

const judgeFor = (wanted: WantedRecord, observation: Observation, hostName: string): Judge => {
  const { domain, ourAddresses, targets } = observation
  const place: MailPlace = { domain, zone: zoneOf(observation), hostName, ourAddresses, targets }
  switch (wanted.purpose) {
    case 'mx':
      return values => judgeMx(wanted.value, values, place)
    case 'dkim':
      return values => judgeDkim(wanted.name, wanted.value, values)
    case 'dmarc':
      return values => judgeDmarc(wanted.name, wanted.value, values)
    case 'spf': {
      const isMxOurs = judgeMx('', heldAt(observation, domain, 'MX'), place).fit === 'right'
      return values => judgeSpf(wanted.value, values, { domain, hostName, ourAddresses, isMxOurs })
    }
  }
}

/** Servers of one zone that do not say the same: whoever asks gets one or the other. */
const disagree = ({ servers, type }: ObservedSet, judge: Judge): boolean => {
  const fits = servers.filter(({ answer }) => answer.state !== 'unknown').map(({ answer }) => judge(valuesOf(answer, type)).fit)
  return fits.includes('right') && fits.some(fit => fit !== 'right')
}

/** What stands beside a record, and makes it void or shows where it went. */
interface Obstacle {
  readonly findings: readonly Finding[]
  readonly instead: readonly PlainRecord[]
  /** What its owner meant to be there, where that would do. */
  readonly meant: string | null
}

/** An alias at the domain itself: nothing else may stand there (RFC 1034 3.6.2). */
const aliasAt = (observation: Observation, { name }: WantedRecord): Obstacle | null => {
  const found = name === observation.domain ? heldAt(observation, name, 'CNAME') : []
  return found.length ? { findings: [{ id: 'dns.cname-beside', facts: { name, found: found[0]! } }], instead: found.map(value => ({ name, type: 'CNAME', value })), meant: null } : null
}

/** The first letters tell records of one purpose from others: `v=spf1`, `v=DKIM1`. */
const isOfKind = (value: string, wanted: WantedRecord): boolean => wanted.type !== 'TXT' || value.slice(0, 6).toLowerCase() === wanted.value.slice(0, 6).toLowerCase()

/** The record is missing, and stands at its name with the zone once more. */
const typedTwiceAt = (observation: Observation, wanted: WantedRecord, judge: Judge): Obstacle | null => {
  const name = typedTwice(wanted.name, zoneOf(observation))
  const found = heldAt(observation, name, wanted.type).filter(value => isOfKind(value, wanted))
  if (!found.length) return null
  const { fit, should } = judge(found)
  return { findings: [{ id: 'dns.zone-typed-twice', facts: { name } }], instead: found.map(value => ({ name, type: wanted.type, value })), meant: fit === 'right' ? should : null }
}

const remedyOf = ({ name, type }: WantedRecord, { fit, should, instead }: Judgement, obstacle: Obstacle | null): Remedy | null =>
  obstacle === null && (fit === 'right' || fit === 'unknown')
    ? null
    : { put: { name, type, value: obstacle?.meant ?? should }, instead: [...(obstacle?.instead ?? []), ...instead.map(value => ({ name, type, value }))] }

/** What only the resolver said: enough to call a record right, not enough to call it wrong. */
const byResolver = (wanted: WantedRecord, why: UnknownWhy, { resolver }: ObservedSet, judge: Judge): Verdict => {
  const { fit, found } = judge(valuesOf(resolver, wanted.type))
  if (resolver.state === 'records' && fit === 'right') return { wanted, state: 'right', found, remedy: null, findings: [], seenBy: null }
  return { wanted, state: 'unknown', found, remedy: null, findings: [{ id: 'dns.no-answer', facts: { name: wanted.name, type: wanted.type, why } }], seenBy: null }
}

/** The record is right where it is kept. Is it, for everybody else? */
const whileRight = (wanted: WantedRecord, { resolver }: ObservedSet, observation: Observation, judge: Judge, isBogus: boolean): Pick<Verdict, 'state' | 'findings' | 'seenBy'> => {
  const { domain, at } = observation
  if (isBogus) return { state: 'conflicts', findings: [{ id: 'dns.dnssec-bogus', facts: { domain } }], seenBy: null }
  if (resolver.state === 'unknown' || judge(valuesOf(resolver, wanted.type)).fit === 'right') return { state: 'right', findings: [], seenBy: null }
  const until = forgottenBy(at, resolver, ...olderDelegation(observation))
  return { state: 'spreading', findings: [{ id: 'dns.still-held', facts: { name: wanted.name, type: wanted.type, heldUntil: until ?? at } }], seenBy: until }
}

const verdictOf = (wanted: WantedRecord, observation: Observation, hostName: string, isBogus: boolean): Verdict => {
  const set = setOf(observation, wanted.name, wanted.type)
  if (set === undefined) return { wanted, state: 'unknown', found: [], remedy: null, findings: [], seenBy: null }
  const judge = judgeFor(wanted, observation, hostName)
  if (set.authority.state === 'unknown') return byResolver(wanted, set.authority.why, set, judge)
  const judgement = judge(valuesOf(set.authority, wanted.type))
  const alias = aliasAt(observation, wanted)
  const obstacle = alias ?? (judgement.fit === 'missing' ? typedTwiceAt(observation, wanted, judge) : null)
  const base = { wanted, found: judgement.found, remedy: remedyOf(wanted, judgement, obstacle) }
  const seenBy = forgottenBy(observation.at, set.authority, set.resolver, ...olderDelegation(observation))
  if (alias) return { ...base, state: 'conflicts', findings: alias.findings, seenBy }
  if (disagree(set, judge)) return { ...base, remedy: null, state: 'conflicts', findings: [{ id: 'dns.servers-disagree', facts: { name: wanted.name, type: wanted.type } }], seenBy }
  if (judgement.fit === 'right') return { ...base, ...whileRight(wanted, set, observation, judge, isBogus) }
  return { ...base, state: judgement.fit, findings: obstacle?.findings ?? judgement.findings, seenBy: judgement.fit === 'unknown' ? null : seenBy }
}

/** The authority answers, the resolver fails, and the parent says that the zone is signed: its signatures do not hold (RFC 4035 5.5). */
const isDnssecBogus = ({ sets, ds }: Observation): boolean =>
  ds?.state === 'records' && sets.some(({ authority, resolver }) => authority.state !== 'unknown' && resolver.state === 'unknown' && resolver.why === 'servfail')

/** Servers that the parent names and that do not serve the domain, or that kept silent while others answered; that it names none, or that nobody could say. */
const serverFindings = (observation: Observation): Finding[] => {
  const { domain, delegation } = observation
  const { state, why, childSaid } = delegation
  if (state === 'not-registered') return [{ id: 'ownership.not-registered', facts: { domain } }]
  if (state === 'unknown') return [{ id: 'ownership.name-servers-unknown', facts: { domain, why: why ?? 'timeout' } }]
  // In the place of a zone whose name is an alias, every server looks lame.
  if (heldAt(observation, domain, 'CNAME').length) return []
  const answering = childSaid.some(({ answer }) => answer.state !== 'unknown')
  return childSaid.flatMap(({ hostName, answer }): Finding[] => {
    if (answer.state !== 'unknown') return []
    if (answer.why === 'lame' || answer.why === 'refused') return [{ id: 'dns.lame-server', facts: { domain, server: hostName } }]
    return answering ? [{ id: 'dns.server-silent', facts: { domain, server: hostName, why: answer.why } }] : []
  })
}

/**
 * Compares.
 * @param hostName of the server where the domain lives
 */
export const compare = (wanted: readonly WantedRecord[], observation: Observation, hostName: string): Comparison => {
  const isBogus = isDnssecBogus(observation)
  const { domain } = observation
  return {
    verdicts: wanted.map(record => verdictOf(record, observation, hostName, isBogus)),
    findings: [...(isBogus ? [{ id: 'dns.dnssec-bogus', facts: { domain } } as const] : []), ...serverFindings(observation)],
  }
}
