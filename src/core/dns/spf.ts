/**
 * Judges the SPF record of a domain (RFC 7208): there is one, and it lets our server send. Whoever else may send there keeps being let:
 * ours is put into what is there. What `include:` and `redirect=` lead to is not looked into.
 */
import { isInNetwork } from '../values/network.ts'
import type { Finding } from '../causes/index.ts'
import type { Judgement } from './verdict.ts'
import { manglingOf, unmangled } from './mangled.ts'

/** What an SPF record is judged by. */
export interface SendingPlace {
  readonly domain: string
  readonly hostName: string
  readonly ourAddresses: readonly string[]
  /** Every MX record leads to our server: then `mx` stands for it. */
  readonly isMxOurs: boolean
}

const version = /^v=spf1(?= |$)/i

/** Is this text an SPF record (RFC 7208 4.5)? */
export const isSpf = (text: string): boolean => version.test(text)

const termsOf = (text: string): string[] => text.replace(version, '').split(' ').filter(Boolean)

const isAll = (term: string): boolean => /^[+?~-]?all$/i.test(term)

const isRedirect = (term: string): boolean => /^redirect=/i.test(term)

/** A term lets our server send. Without a sign it is a `+` (RFC 7208 4.6.2). */
const letsUs = (term: string, { hostName, ourAddresses, isMxOurs }: SendingPlace): boolean => {
  const [, name = '', value = ''] = /^\+?([a-z0-9]+)(?::(.*))?$/i.exec(term) ?? []
  switch (name.toLowerCase()) {
    case 'a':
      return value.toLowerCase().replace(/\.$/, '') === hostName
    case 'mx':
      return value === '' && isMxOurs
    case 'ip4':
    case 'ip6':
      return ourAddresses.some(address => isInNetwork(address, value))
    default:
      return false
  }
}

const letsUsSend = (text: string, place: SendingPlace): boolean => {
  const terms = termsOf(text)
  const end = terms.findIndex(isAll)
  // Terms are read in order, and nothing is read behind `all` (RFC 7208 5.1).
  return terms.slice(0, end < 0 ? terms.length : end).some(term => letsUs(term, place)) || /^\+?all$/i.test(terms[end] ?? '')
}

/** The mildest first: of two ends, that one stays which refuses less. */
const ends = ['+', '?', '~', '-']

const signOf = (term: string): string => (ends.includes(term[0]!) ? term[0]! : '+')

/**
 * One record out of those that are there, with our server let in before whatever ends it.
 * @param texts SPF records, none of them ours alone
 * @param ours our mechanism, such as `+a:sv0001.example.net`
 */
export const mergedSpf = (texts: readonly string[], ours: string): string => {
  const terms = texts.map(termsOf)
  const isOne = texts.length === 1
  const end = terms.flat().filter(isAll).toSorted((a, b) => ends.indexOf(signOf(a)) - ends.indexOf(signOf(b)))[0]
  // A redirect counts only where nothing matched and no `all` stands; between several records it is one more place to look.
  const kept = terms.flatMap(list => list.flatMap(term => (isAll(term) ? [] : isRedirect(term) ? (isOne || list.some(isAll) ? [] : [`include:${term.slice('redirect='.length)}`]) : [term])))
  const redirects = isOne && end === undefined ? terms[0]!.filter(isRedirect) : []
  const added = kept.some(term => term.replace(/^\+/, '').toLowerCase() === ours.replace(/^\+/, '').toLowerCase()) ? [] : [ours]
  const last = end ?? (isOne ? undefined : '~all')
  return ['v=spf1', ...new Set([...kept, ...added]), ...redirects, ...(last === undefined ? [] : [last])].join(' ')
}

/** Our mechanism: the first term of what is wanted. */
const ownTerm = (wanted: string): string => termsOf(wanted)[0]!

/**
 * Judges them.
 * @param wanted the record for a domain that nobody else sends for
 * @param texts every TXT value at the domain
 */
export const judgeSpf = (wanted: string, texts: readonly string[], place: SendingPlace): Judgement => {
  const { domain: name } = place
  const found = texts.filter(isSpf)
  if (!found.length) {
    const mangled = texts.filter(text => isSpf(unmangled(text)))
    const should = mergedSpf(mangled.map(unmangled), ownTerm(wanted))
    if (mangled.length) return { fit: 'differs', found: mangled, should, instead: mangled, findings: manglingOf(name, mangled, should) }
    return { fit: 'missing', found, should: wanted, instead: [], findings: [{ id: 'dns.record-missing', facts: { name, type: 'TXT', value: wanted } }] }
  }
  if (found.length > 1) {
    const findings: Finding[] = [{ id: 'dns.two-spf', facts: { name, found } }]
    const should = mergedSpf(found, ownTerm(wanted))
    return { fit: 'conflicts', found, should, instead: found.filter(text => text !== should), findings }
  }
  if (letsUsSend(found[0]!, place)) return { fit: 'right', found, should: found[0]!, instead: [], findings: [] }
  const should = mergedSpf(found, ownTerm(wanted))
  return { fit: 'differs', found, should, instead: found, findings: [{ id: 'dns.record-differs', facts: { name, type: 'TXT', value: should, found } }] }
}
