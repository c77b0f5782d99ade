/** Reads what there is: parses the name that a person gave, and says what was not found. */
import { formatAddress, parseAddress } from '../core/values/address.ts'
import { parseDomainName } from '../core/values/domain-name.ts'
import type { Refusal } from '../core/values/refusal.ts'
import { no, type Result, yes } from '../core/values/result.ts'
import { type Domain, findDomain, listDomains } from '../store/domains.ts'
import { findMailbox, listMailboxes, type Mailbox } from '../store/mailboxes.ts'
import { findOwner, listOwners, type Owner } from '../store/owners.ts'
import type { Page, PageRequest } from '../store/page.ts'
import type { Installation, Whose } from './installation.ts'

export type { Domain } from '../store/domains.ts'
export type { Mailbox } from '../store/mailboxes.ts'
export type { Owner } from '../store/owners.ts'
export type { Page, PageRequest } from '../store/page.ts'

type Asked<T> = Promise<Result<T, Refusal>>

/** One owner by name. */
export const readOwner = async ({ db }: Installation, whose: Whose, name: string): Asked<Owner> => {
  const owner = await findOwner(db, whose, name.normalize('NFC').trim())
  return owner ? yes(owner) : no({ kind: 'not-found', noun: 'owner', name })
}

/** One domain by name, as a person types it. */
export const readDomain = async ({ db }: Installation, whose: Whose, text: string): Asked<Domain> => {
  const name = parseDomainName(text)
  if (!name.ok) return no({ kind: 'invalid-domain', given: text, complaint: name.why })
  const domain = await findDomain(db, whose, name.value)
  return domain ? yes(domain) : no({ kind: 'not-found', noun: 'domain', name: name.value })
}

/** One mailbox by address, as a person types it. */
export const readMailbox = async ({ db }: Installation, whose: Whose, text: string): Asked<Mailbox> => {
  const address = parseAddress(text)
  if (!address.ok) return no({ kind: 'invalid-address', given: text, complaint: address.why })
  const mailbox = await findMailbox(db, whose, address.value)
  return mailbox ? yes(mailbox) : no({ kind: 'not-found', noun: 'mailbox', name: formatAddress(address.value) })
}

/** A page of owners. */
export const readOwners = ({ db }: Installation, whose: Whose, page: PageRequest): Promise<Page<Owner>> => listOwners(db, whose, page)

/** A page of domains, of one owner where one is named. */
export const readDomains = async (installation: Installation, whose: Whose, { owner, ...page }: PageRequest & { readonly owner?: string | undefined }): Asked<Page<Domain>> => {
  if (owner === undefined) return yes(await listDomains(installation.db, whose, page))
  const found = await readOwner(installation, whose, owner)
  return found.ok ? yes(await listDomains(installation.db, whose, { ...page, ownerId: found.value.id })) : found
}

/** A page of mailboxes, of one domain where one is named. */
export const readMailboxes = async (installation: Installation, whose: Whose, { domain, ...page }: PageRequest & { readonly domain?: string | undefined }): Asked<Page<Mailbox>> => {
  if (domain === undefined) return yes(await listMailboxes(installation.db, whose, page))
  const found = await readDomain(installation, whose, domain)
  return found.ok ? yes(await listMailboxes(installation.db, whose, { ...page, domainId: found.value.id })) : found
}
