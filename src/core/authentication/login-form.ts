/** User names as people type them into an app, in the form that names a mailbox. Whatever is forgiven here is an address written otherwise, never another address. */
import { parseDomainName } from '../values/domain-name.ts'

/** What pasting brings along: a link's scheme, the angle brackets of a mail header. */
const wrapping = /^<?(?:mailto:)?|>$/g
/** Blanks and characters that nobody sees, wherever they stand: no mailbox of ours has them. */
const unseen = /[\s\p{Cf}\p{Cc}]/gu

/**
 * The normal form of a login: full-width characters halved and decomposed ones composed (NFKC), no blanks, no `mailto:`, lower case, the domain as A-labels.
 * @param login as it was sent
 * @returns an address, or a name without `@`, in the form that the store compares
 */
export const loginForm = (login: string): string => {
  const name = login.normalize('NFKC').replace(unseen, '').toLowerCase().replace(wrapping, '')
  const at = name.lastIndexOf('@')
  if (at < 0) return name
  const domain = parseDomainName(name.slice(at + 1))
  return domain.ok ? `${name.slice(0, at)}@${domain.value}` : name
}

/** Domain of an address in normal form; empty for a name that has none. */
export const domainOf = (address: string): string => (address.includes('@') ? address.slice(address.lastIndexOf('@') + 1) : '')
