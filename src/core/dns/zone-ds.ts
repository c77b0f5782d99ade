/** Whether the parent of a zone vouches for the key that it is signed with (RFC 4034, 5). Pure. */
import type { Finding } from '../causes/index.ts'
import type { Answer } from './observed.ts'

/** Digests are written in either case, and long ones in groups. */
const plainDs = (value: string): string => {
  const [tag = '', algorithm = '', kind = '', ...digest] = value.trim().toLowerCase().split(/\s+/)
  return [tag, algorithm, kind, digest.join('')].join(' ')
}

/**
 * What is to be told.
 * @param ours DS records' values of the keys that sign here; none: the zone is not signed
 * @param parent what was answered for DS of the zone
 */
export const dsFindings = (domain: string, ours: readonly string[], parent: Answer): readonly Finding[] => {
  if (parent.state === 'unknown') return [{ id: 'dns.no-answer', facts: { name: domain, type: 'DS', why: parent.why } }]
  const there = parent.state === 'records' ? parent.records.map(({ value }) => plainDs(value)) : []
  if (there.length === 0) return ours.length ? [{ id: 'dns.ds-missing', facts: { domain } }] : []
  const good = new Set(ours.map(plainDs))
  return there.some(value => good.has(value)) ? [] : [{ id: 'dns.ds-wrong', facts: { domain } }]
}
