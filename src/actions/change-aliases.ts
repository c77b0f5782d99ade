/** Adds, removes and lists aliases: addresses of a domain that lead elsewhere. */
import { type Address, formatAddress, isOwnLocalPart, parseAddress } from '../core/values/address.ts'
import type { Refusal } from '../core/values/refusal.ts'
import { no, type Result, yes } from '../core/values/result.ts'
import { type Alias, deleteAlias, insertAlias, listAliases, listAliasTargets } from '../store/aliases.ts'
import type { Domain } from '../store/domains.ts'
import { findMailbox } from '../store/mailboxes.ts'
import type { Page, PageRequest } from '../store/page.ts'
import type { Installation, Whose } from './installation.ts'
import { readDomain } from './read-accounts.ts'

export type { Alias } from '../store/aliases.ts'

const place = async (installation: Installation, whose: Whose, text: string): Promise<Result<{ readonly address: Address; readonly domain: Domain }, Refusal>> => {
  const address = parseAddress(text)
  if (!address.ok) return no({ kind: 'invalid-address', given: text, complaint: address.why })
  const domain = await readDomain(installation, whose, address.value.domain)
  return domain.ok ? yes({ address: address.value, domain: domain.value }) : domain
}

const aliasNow = async ({ db }: Installation, whose: Whose, { address, domain }: { readonly address: Address; readonly domain: Domain }): Promise<Alias> => ({
  address: formatAddress(address),
  targets: await listAliasTargets(db, whose, domain.id, address.localPart),
})

/** Adds a target to an alias, and the alias with its first. @returns the alias as it is now; refused when either is no address, or a mailbox has that name */
export const addAlias = async (installation: Installation, whose: Whose, text: string, target: string): Promise<Result<Alias, Refusal>> => {
  const { db } = installation
  const at = await place(installation, whose, text)
  if (!at.ok) return at
  const { address, domain } = at.value
  if (!isOwnLocalPart(address.localPart)) return no({ kind: 'invalid-local-part', given: address.localPart })
  const to = parseAddress(target)
  if (!to.ok) return no({ kind: 'invalid-address', given: target, complaint: to.why })
  const name = formatAddress(address)
  if (formatAddress(to.value) === name) return no({ kind: 'leads-to-itself', name })
  if (await findMailbox(db, whose, address)) return no({ kind: 'taken', noun: 'mailbox', name })
  const added = await insertAlias(db, whose, domain.id, { localPart: address.localPart, target: formatAddress(to.value) })
  return added ? yes(await aliasNow(installation, whose, at.value)) : no({ kind: 'taken', noun: 'alias', name: `${name} → ${formatAddress(to.value)}` })
}

/** Removes one target, or the alias with all of them. @returns what is left; refused when there is none such */
export const removeAlias = async (installation: Installation, whose: Whose, text: string, target?: string): Promise<Result<Alias, Refusal>> => {
  const at = await place(installation, whose, text)
  if (!at.ok) return at
  const { address, domain } = at.value
  const to = target === undefined ? undefined : parseAddress(target)
  if (to && !to.ok) return no({ kind: 'invalid-address', given: target ?? '', complaint: to.why })
  const gone = await deleteAlias(installation.db, whose, domain.id, { localPart: address.localPart, target: to && formatAddress(to.value) })
  return gone ? yes(await aliasNow(installation, whose, at.value)) : no({ kind: 'not-found', noun: 'alias', name: formatAddress(address) })
}

/** A page of aliases, of one domain where one is named. */
export const readAliases = async (installation: Installation, whose: Whose, { domain, ...page }: PageRequest & { readonly domain?: string | undefined }): Promise<Result<Page<Alias>, Refusal>> => {
  if (domain === undefined) return yes(await listAliases(installation.db, whose, page))
  const found = await readDomain(installation, whose, domain)
  return found.ok ? yes(await listAliases(installation.db, whose, { ...page, domainId: found.value.id })) : found
}
