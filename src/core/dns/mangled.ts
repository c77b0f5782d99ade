/** What forms and pasting do to a TXT value, so that a record is there and nobody can read it. */
import type { Finding } from '../causes/index.ts'

/** How a value was spoilt. `quotes`: its quotes became part of it; `blank`: it begins with one; `backslash`: `\;`; `cut`: it ends early; `halves`: its parts became records of their own. */
export type Mangling = 'quotes' | 'blank' | 'backslash' | 'cut' | 'halves'

const signs: readonly (readonly [Mangling, RegExp])[] = [
  ['quotes', /["“”]/],
  ['backslash', /\\/],
  ['blank', /^\s/],
]

/** How a single value was spoilt, where that shows in itself. */
const howOf = (text: string): Mangling | null => signs.find(([, sign]) => sign.test(text))?.[0] ?? null

/** A value as it was meant: without quotes, backslashes and blanks around it. */
export const unmangled = (text: string): string => text.replace(/["“”]\s*["“”]/g, '').replace(/["“”\\]/g, '').trim()

/**
 * The finding about a TXT record that is not what it should be.
 * @param how where the caller sees more than the value itself shows
 */
export const manglingOf = (name: string, found: readonly string[], value: string, how: Mangling | null = howOf(found.join(''))): Finding[] =>
  how === null ? [{ id: 'dns.record-differs', facts: { name, type: 'TXT', value, found } }] : [{ id: 'dns.txt-mangled', facts: { name, how, value, found } }]
