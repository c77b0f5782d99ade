/** Names of domains: parsed once, kept as A-labels in lower case, as the DNS and SMTP compare them (RFC 5890, UTS 46). */
import { no, type Result, yes } from './result.ts'

export type DomainComplaint = 'empty' | 'characters' | 'one-label' | 'label' | 'too-long' | 'ip-address'

/** What a URL would read as something else than part of a host name, and what it would silently drop. */
const foreignToHosts = /[\s/:?#@\\%[\]<>^|\p{Cc}]/u

const label = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/

const aLabels = (text: string): string | null => {
  try {
    return new URL(`http://${text}`).hostname
  } catch {
    return null
  }
}

/**
 * Reads a domain name as a person types it: capitals, full-width letters, 日本語.jp and a final dot are understood.
 * @returns the name as A-labels, or what is wrong with it
 */
export const parseDomainName = (text: string): Result<string, DomainComplaint> => {
  const trimmed = text.trim().normalize('NFKC').replace(/[.。]$/u, '')
  if (trimmed === '') return no('empty')
  if (foreignToHosts.test(trimmed)) return no('characters')
  if (/^[\d.]+$/.test(trimmed)) return no('ip-address')
  const name = aLabels(trimmed)
  if (name === null) return no('characters')
  const labels = name.split('.')
  if (name.length > 253) return no('too-long')
  if (labels.some(part => !label.test(part))) return no('label')
  if (labels.length < 2) return no('one-label')
  return /^\d+$/.test(labels.at(-1)!) ? no('ip-address') : yes(name)
}
