/** What a reply says of the question. Believed is only what belongs to it: the chain of aliases that begins at the name, and what lies in the server's zone. Pure. */
import type { Answer, DnsRecord, UnknownWhy } from '../../core/dns/observed.ts'
import { isWithin } from '../../core/dns/within.ts'
import type { Question, Reply } from './message.ts'

/** Whom a server sends to: the servers of a zone below its own. */
export interface Referral {
  readonly state: 'referral'
  readonly zone: string
  readonly records: readonly DnsRecord[]
  /** Addresses of those servers whose names lie in the zone of the server that says so. */
  readonly glue: readonly DnsRecord[]
}

/** The name is another's; that one has to be asked for. */
export interface Alias {
  readonly state: 'alias'
  readonly target: string
  readonly ttl: number
}

export type Reading = Answer | Referral | Alias

/** What is known of the server. */
export interface Asked {
  /** Its zone; '' where anything may be believed. */
  readonly zone: string
  readonly isRecursive: boolean
  /** Host name or address. */
  readonly from: string
}

/** RFC 1035 4.1.1, RFC 2136 2.2; NOERROR and NXDOMAIN are answers. */
const failures: Readonly<Record<number, readonly [why: UnknownWhy, name: string]>> = {
  1: ['malformed', 'FORMERR'],
  2: ['servfail', 'SERVFAIL'],
  4: ['notimp', 'NOTIMP'],
  5: ['refused', 'REFUSED'],
  9: ['lame', 'NOTAUTH'],
}

const unknown = (why: UnknownWhy, detail: string, from: string): Answer => ({ state: 'unknown', why, detail, from })

/** How long absence may be remembered (RFC 2308 5). */
const negativeTtl = (reply: Reply, name: string): number | null => {
  const soa = reply.authority.find(record => record.type === 'SOA' && isWithin(name, record.name))
  return soa ? Math.min(soa.ttl, Number(soa.value.split(' ').at(-1))) : null
}

const referral = (reply: Reply, { name, type }: Question, zone: string): Referral | null => {
  const below = reply.authority.find(record => record.type === 'NS' && record.name !== zone && isWithin(record.name, zone) && isWithin(name, record.name))
  if (!below || reply.authority.some(record => record.type === 'SOA') || (type === 'DS' && below.name === name)) return null
  const records = reply.authority.filter(record => record.type === 'NS' && record.name === below.name)
  const hosts = new Set(records.map(({ value }) => value))
  const glue = reply.additional.filter(record => (record.type === 'A' || record.type === 'AAAA') && hosts.has(record.name) && isWithin(record.name, zone))
  return { state: 'referral', zone: below.name, records, glue }
}

interface Chain {
  readonly end: string
  readonly ttl: number
  readonly isLoop: boolean
}

/** Follows aliases as far as the answer tells them and the zone reaches. */
const chainOf = (reply: Reply, { name, type }: Question, zone: string): Chain => {
  const passed = new Set<string>()
  let end = name
  let ttl = Infinity
  for (;;) {
    if (passed.has(end)) return { end, ttl, isLoop: true }
    passed.add(end)
    const alias = type !== 'CNAME' && isWithin(end, zone) ? reply.answer.find(record => record.type === 'CNAME' && record.name === end) : undefined
    if (!alias) return { end, ttl, isLoop: false }
    end = alias.value
    ttl = Math.min(ttl, alias.ttl)
  }
}

const distinct = (records: readonly DnsRecord[]): DnsRecord[] => [...new Map(records.map(record => [record.value, record])).values()]

/** Reads a reply as the answer of that server to that question. */
export const readAnswer = (reply: Reply, question: Question, { zone, isRecursive, from }: Asked): Reading => {
  const { name, type } = question
  if (reply.rcode !== 0 && reply.rcode !== 3) {
    const [why, word] = failures[reply.rcode] ?? ['servfail', `RCODE ${reply.rcode}`]
    return unknown(why, word, from)
  }
  const chain = chainOf(reply, question, zone)
  if (chain.isLoop) return unknown('loop', `the aliases of ${name} go round in a circle`, from)
  const records = isWithin(chain.end, zone) ? distinct(reply.answer.filter(record => record.type === type && record.name === chain.end)) : []
  const isSilent = reply.rcode === 0 && !records.length && chain.end === name
  const below = isSilent ? referral(reply, question, zone) : null
  if (below && !isRecursive) return below
  if (isRecursive ? isSilent && !reply.offersRecursion : !reply.isAuthoritative) {
    return unknown('lame', isRecursive ? 'it answers only for zones of its own' : 'it does not answer for that zone', from)
  }
  if (records.length) return { state: 'records', records, ttl: Math.min(chain.ttl, ...records.map(({ ttl }) => ttl)), from }
  const ttl = negativeTtl(reply, chain.end)
  if (chain.end !== name && (!isWithin(chain.end, zone) || (reply.rcode === 0 && ttl === null))) return { state: 'alias', target: chain.end, ttl: chain.ttl }
  return { state: 'absent', isNameThere: reply.rcode === 0 || chain.end !== name, ttl: ttl === null ? null : Math.min(chain.ttl, ttl), from }
}
