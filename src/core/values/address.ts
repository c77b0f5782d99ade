/** Mail addresses: parsed once at the door, then carried in two parts, both lower case, the domain as A-labels. */
import { type DomainComplaint, parseDomainName } from './domain-name.ts'
import { no, type Result, yes } from './result.ts'

export interface Address {
  readonly localPart: string
  readonly domain: string
}

export type AddressComplaint = 'no-at' | 'local-part-empty' | 'local-part-too-long' | 'local-part-dots' | 'local-part-characters' | 'too-long' | `domain-${DomainComplaint}`

/** RFC 5321 4.5.3.1: octets of a local part; of a path less its angle brackets. */
const longestLocalPart = 64
const longestAddress = 254

/** RFC 5322 3.2.3 atext in lower case, and the dot. Quoted local parts are not for people. */
const dotAtomCharacters = /^[a-z0-9!#$%&'*+/=?^_`{|}~.-]+$/

const complaintOfLocalPart = (localPart: string): AddressComplaint | null => {
  if (localPart === '') return 'local-part-empty'
  if (localPart.length > longestLocalPart) return 'local-part-too-long'
  if (!dotAtomCharacters.test(localPart)) return 'local-part-characters'
  return localPart.startsWith('.') || localPart.endsWith('.') || localPart.includes('..') ? 'local-part-dots' : null
}

/** The address as one text. */
export const formatAddress = ({ localPart, domain }: Address): string => `${localPart}@${domain}`

/**
 * Reads an address as a person types it: capitals and full-width forms are understood.
 * @returns the address, or what is wrong with it
 */
export const parseAddress = (text: string): Result<Address, AddressComplaint> => {
  const normal = text.trim().normalize('NFKC').toLowerCase()
  const at = normal.lastIndexOf('@')
  if (at < 0) return no('no-at')
  const localPart = normal.slice(0, at)
  const complaint = complaintOfLocalPart(localPart)
  if (complaint) return no(complaint)
  const domain = parseDomainName(normal.slice(at + 1))
  if (!domain.ok) return no(`domain-${domain.why}` as const)
  const address = { localPart, domain: domain.value }
  return formatAddress(address).length > longestAddress ? no('too-long') : yes(address)
}

/**
 * A mailbox of ours is also a directory, and `+` begins an extension of its name: fewer characters than in addresses elsewhere.
 * @returns whether the local part can be a mailbox's or an alias's own
 */
export const isOwnLocalPart = (localPart: string): boolean => /^[a-z0-9_][a-z0-9._-]*$/.test(localPart)
