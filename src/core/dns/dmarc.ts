/** Judges the DMARC record of a domain (RFC 7489 6.3): there is one, with a policy. A stricter one than ours is its owner's choice and stays. */
import { tagsOf } from './dkim.ts'
import { manglingOf, unmangled } from './mangled.ts'
import type { Judgement } from './verdict.ts'

const begins = /^v\s*=\s*DMARC1\s*(;|$)/

const isGood = (text: string): boolean => begins.test(text) && /^(none|quarantine|reject)$/i.test(tagsOf(text).get('p') ?? '')

/**
 * Judges it.
 * @param name `_dmarc.domain`
 * @param wanted the record for a domain that has none
 * @param texts every TXT value there
 */
export const judgeDmarc = (name: string, wanted: string, texts: readonly string[]): Judgement => {
  const found = texts.filter(text => /dmarc/i.test(text))
  const [first = ''] = found
  const base = { found, should: wanted, instead: found }
  if (!found.length) return { ...base, fit: 'missing', findings: [{ id: 'dns.record-missing', facts: { name, type: 'TXT', value: wanted } }] }
  // With several records none counts (RFC 7489 6.6.3).
  if (found.length > 1) return { ...base, should: found.find(isGood) ?? wanted, instead: found.filter(text => text !== found.find(isGood)), fit: 'conflicts', findings: [{ id: 'dns.two-dmarc', facts: { name, found } }] }
  if (isGood(first)) return { ...base, should: first, instead: [], fit: 'right', findings: [] }
  const should = isGood(unmangled(first)) ? unmangled(first) : wanted
  return { ...base, should, fit: 'differs', findings: manglingOf(name, found, should) }
}
