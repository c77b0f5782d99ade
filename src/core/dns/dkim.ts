/** Judges the record of a DKIM key (RFC 6376 3.6.1): one record, whose key is ours. */
import type { Judgement } from './verdict.ts'
import { manglingOf, type Mangling, unmangled } from './mangled.ts'

/** Tags of a `tag=value; …` list, names in lower case, values without white space. The first of a name counts. */
export const tagsOf = (text: string): ReadonlyMap<string, string> =>
  new Map(
    text
      .split(';')
      .map(part => part.split('='))
      .flatMap(([name = '', ...value]): [string, string][] => (name.trim() === '' ? [] : [[name.trim().toLowerCase(), value.join('=').replace(/\s+/g, '')]]))
      .toReversed(),
  )

const isSameKey = (text: string, wanted: string): boolean => {
  const [found, ours] = [tagsOf(text), tagsOf(wanted)]
  // `v` may be left out, but stands first where it is (RFC 6376 3.6.1); `k` is rsa where it is left out.
  const isVersionGood = !found.has('v') || /^v\s*=\s*DKIM1\s*(;|$)/.test(text)
  return isVersionGood && (found.get('k') ?? 'rsa') === ours.get('k') && found.get('p') === ours.get('p')
}

/** How the key was spoilt; null: it is another, or one by itself. */
const howOf = (found: readonly string[], wanted: string): Mangling | null => {
  const ours = tagsOf(wanted).get('p')!
  if (found.length > 1) return [found, found.toReversed()].some(parts => isSameKey(parts.join(''), wanted)) ? 'halves' : null
  const text = found[0]!
  if (text !== unmangled(text) && isSameKey(unmangled(text), wanted)) return text.includes('"') ? 'quotes' : text.includes('\\') ? 'backslash' : 'blank'
  const key = tagsOf(unmangled(text)).get('p') ?? ''
  return key !== '' && key !== ours && ours.startsWith(key) ? 'cut' : null
}

/**
 * Judges it.
 * @param name where the key stands: `selector._domainkey.domain`
 * @param wanted the record
 * @param texts every TXT value there
 */
export const judgeDkim = (name: string, wanted: string, texts: readonly string[]): Judgement => {
  const keys = texts.filter(text => !/^v=(spf1|DMARC1)/i.test(text))
  const base = { found: keys, should: wanted, instead: keys.filter(text => text !== wanted) }
  if (!keys.length) return { ...base, fit: 'missing', findings: [{ id: 'dns.record-missing', facts: { name, type: 'TXT', value: wanted } }] }
  if (keys.length === 1 && isSameKey(keys[0]!, wanted)) return { ...base, instead: [], fit: 'right', findings: [] }
  const how = howOf(keys, wanted)
  // With several records the outcome is undefined (RFC 6376 3.6.2.2).
  return { ...base, fit: keys.length > 1 ? 'conflicts' : 'differs', findings: how === null ? [{ id: 'dns.record-differs', facts: { name, type: 'TXT', value: wanted, found: keys } }] : manglingOf(name, keys, wanted, how) }
}
