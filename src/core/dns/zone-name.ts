/** Names within a zone, as people type them: `www`, `@`, `www.example.jp` with or without a final dot, 日本語. */
import type { Finding } from '../causes/index.ts'
import { no, type Result, yes } from '../values/result.ts'
import { isWithin } from './within.ts'

/** Underscores are for `_dmarc` and its like; a lone asterisk, first, is every name that is not there (RFC 4592). */
const label = /^(\*|_?[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?)$/

const aLabel = (text: string): string | null => {
  if (/^[\x21-\x7e]*$/.test(text)) return text.toLowerCase()
  // What a URL would read as something else than a host name.
  if (!/^[\p{L}\p{M}\p{N}-]+$/u.test(text.normalize('NFKC'))) return null
  try {
    return new URL(`http://${text.normalize('NFKC')}`).hostname
  } catch {
    return null
  }
}

/** The whole name in A-labels, in lower case and without the final dot; null when it is none. */
export const plainZoneName = (text: string): string | null => {
  const labels = text.trim().replace(/[.。]$/u, '').split(/[.。]/u).map(aLabel)
  const isGood = labels.every((part, i) => part !== null && part.length <= 63 && label.test(part) && (part !== '*' || i === 0))
  const name = labels.join('.')
  return isGood && name.length <= 253 ? name : null
}

/**
 * Reads the name of a record. What ends with a dot, or with the zone, is whole; everything else is meant within the zone.
 * @param typed as a person types it; empty and `@` are the zone itself
 * @returns the whole name, or why it cannot be meant
 */
export const readZoneName = (typed: string, zone: string): Result<string, Finding> => {
  const text = typed.trim()
  if (text === '' || text === '@') return yes(zone)
  const name = plainZoneName(text)
  if (name === null) return no({ id: 'zone.bad-name', facts: { name: text } })
  const isWhole = text.endsWith('.')
  if (isWithin(name, zone)) return !isWhole && isWithin(name, `${zone}.${zone}`) ? no({ id: 'zone.name-twice', facts: { name, zone } }) : yes(name)
  if (isWhole) return no({ id: 'zone.outside-zone', facts: { name, zone } })
  const within = `${name}.${zone}`
  return within.length <= 253 ? yes(within) : no({ id: 'zone.bad-name', facts: { name: within } })
}

/** The name as it is typed within its zone: `@`, `www`. */
export const shortZoneName = (name: string, zone: string): string => (name === zone ? '@' : name.slice(0, -zone.length - 1))

/** A host name as the target of a record. A name without any dot is meant within the zone. */
export const readTarget = (typed: string, zone: string): string | null => {
  const text = typed.trim()
  if (text === '@') return zone
  const name = plainZoneName(text)
  if (name === null || name.startsWith('*') || /^\d+$/.test(name.split('.').at(-1)!)) return null
  return name.includes('.') || text.endsWith('.') ? name : `${name}.${zone}`
}
