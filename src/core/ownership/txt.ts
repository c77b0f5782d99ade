/**
 * The proof by TXT record, for whoever keeps the DNS elsewhere: the token at a name of its own below the domain, as the domain's own servers answer. What a cache says
 * proves nothing; it only tells how long others see the old. Pure.
 */
import type { Finding } from '../causes/index.ts'
import type { Answer, DnsRecord } from '../dns/observed.ts'
import type { Tokens } from './judge-web.ts'
import type { Judged } from './proof.ts'

/** Where the record of a domain is looked for. */
export const challengeName = (domain: string): string => `_todoku-challenge.${domain}`

/** Where it ends up when the whole name is typed into a panel that adds its zone by itself. @param zone that the name is kept in */
export const doubledChallengeName = (domain: string, zone = domain): string => `${challengeName(domain)}.${zone}`

/** What was asked. */
export interface TxtSeen {
  readonly domain: string
  readonly at: Date
  /** The domain's own servers, for the name. */
  readonly authority: Answer
  /** And for the doubled name; null when it was not asked. */
  readonly doubled: Answer | null
  /** The resolver, for the name; null when it was not asked. */
  readonly cached: Answer | null
}

/** As people paste it: with quotes, spaces, full-width letters or capitals. */
const valueOf = ({ value }: DnsRecord): string => value.normalize('NFKC').replace(/^[\s"]+|[\s"]+$/g, '').toLowerCase()

/** Only what stands at the name itself: an alias leads to a zone that another may have, and whoever runs the domain can put the record in its place. */
const recordsAt = (name: string, answer: Answer | null): DnsRecord[] => (answer?.state === 'records' ? answer.records.filter(record => record.type === 'TXT' && record.name === name) : [])

/** At most so many are shown, and so much of each. */
const mostFound = 5
const longestFound = 80

const found = (records: readonly DnsRecord[]): string[] => records.slice(0, mostFound).map(({ value }) => (value.length > longestFound ? `${value.slice(0, longestFound)}...` : value))

const aliasOf = (name: string, answer: Answer): string | undefined => (answer.state === 'records' ? answer.records.find(record => record.name !== name)?.name : undefined)

/** What keeps it from being proven. */
const lacking = ({ domain, at, authority, doubled }: TxtSeen, { token, oldTokens }: Tokens): Finding => {
  const name = challengeName(domain)
  const records = recordsAt(name, authority)
  if (records.some(record => oldTokens.includes(valueOf(record)))) return { id: 'ownership.txt-old', facts: { name } }
  if (records.length) return { id: 'ownership.txt-wrong', facts: { name, found: found(records), token } }
  const twice = doubled?.state === 'records' ? doubled.records.find(record => record.name.startsWith(`${name}.`) && valueOf(record) === token) : undefined
  if (twice) return { id: 'ownership.txt-doubled-name', facts: { name, found: twice.name } }
  const alias = aliasOf(name, authority)
  if (alias !== undefined) return { id: 'dns.cname-beside', facts: { name, found: alias } }
  return { id: 'ownership.txt-missing', facts: { name, token, checkedAt: at.toISOString() } }
}

/** How long the resolver remembers something else. */
const held = (cached: Answer | null, name: string, token: string, at: Date): Finding[] => {
  if (cached === null || cached.state === 'unknown' || cached.ttl === null || recordsAt(name, cached).some(record => valueOf(record) === token)) return []
  return [{ id: 'ownership.txt-held', facts: { name, heldUntil: new Date(at.getTime() + cached.ttl * 1000).toISOString() } }]
}

/**
 * Judges what was seen.
 * @param tokens in lower case
 */
export const judgeTxt = (seen: TxtSeen, tokens: Tokens): Judged => {
  const { domain, at, authority, cached } = seen
  const name = challengeName(domain)
  if (authority.state === 'unknown') return { result: { proof: 'txt', state: 'unknown', finding: { id: 'ownership.txt-unknown', facts: { name, why: authority.why } } }, notes: [] }
  if (recordsAt(name, authority).some(record => valueOf(record) === tokens.token)) return { result: { proof: 'txt', state: 'proven' }, notes: held(cached, name, tokens.token, at) }
  return { result: { proof: 'txt', state: 'waiting', finding: lacking(seen, tokens) }, notes: [] }
}
