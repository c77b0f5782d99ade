/** Reads claims: who waits for what, and what was last seen of it. */
import { parseDomainName } from '../core/values/domain-name.ts'
import type { Refusal } from '../core/values/refusal.ts'
import { no, type Result, yes } from '../core/values/result.ts'
import { type Claim, claimsOf, listClaims } from '../store/claims.ts'
import type { Page, PageRequest } from '../store/page.ts'
import type { Installation, Whose } from './installation.ts'
import { readOwner } from './read-accounts.ts'

export type { Claim, LastCheck } from '../store/claims.ts'

/** Which claims are wanted. */
export interface ClaimsRequest extends PageRequest {
  readonly owner?: string | undefined
  /** Leaves out what has ended. */
  readonly isOpen?: boolean | undefined
}

/** A page of claims, of one owner where one is named. */
export const readClaims = async (installation: Installation, whose: Whose, { owner, ...page }: ClaimsRequest): Promise<Result<Page<Claim>, Refusal>> => {
  if (owner === undefined) return yes(await listClaims(installation.db, whose, page))
  const found = await readOwner(installation, whose, owner)
  return found.ok ? yes(await listClaims(installation.db, whose, { ...page, ownerId: found.value.id })) : found
}

/** Those that may be meant: open ones, or where none is open, the newest of each owner that has lapsed. */
const meant = (claims: readonly Claim[]): Claim[] => {
  const open = claims.filter(({ state }) => state === 'waiting' || state === 'proven')
  if (open.length) return open
  const lapsed = new Map(claims.filter(({ state }) => state === 'lapsed').map(claim => [claim.ownerId, claim]))
  return [...lapsed.values()]
}

/**
 * One claim by the name that a person types; one that has lapsed where none is open.
 * @param ownerName whose, where several owners may have one
 * @returns refused when there is none, or several may be meant
 */
export const readClaim = async (installation: Installation, whose: Whose, text: string, ownerName?: string): Promise<Result<Claim, Refusal>> => {
  const name = parseDomainName(text)
  if (!name.ok) return no({ kind: 'invalid-domain', given: text, complaint: name.why })
  const owner = ownerName === undefined ? null : await readOwner(installation, whose, ownerName)
  if (owner && !owner.ok) return owner
  const all = await claimsOf(installation.db, whose, name.value, true)
  const claims = meant(owner ? all.filter(({ ownerId }) => ownerId === owner.value.id) : all)
  if (claims.length > 1) return no({ kind: 'many-claims', name: name.value, owners: claims.map(claim => claim.owner) })
  return claims[0] ? yes(claims[0]) : no({ kind: 'not-found', noun: 'claim', name: name.value })
}
