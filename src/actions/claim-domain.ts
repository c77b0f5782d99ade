/**
 * An owner says that a name is his. If nobody has it here, the domain is there at once, unproven, so that its mailboxes can be prepared before anything is switched over;
 * if somebody has, there is only the claim.
 */
import { makeProofToken } from '../base/proof-token.ts'
import { parseClaimable } from '../core/ownership/claimable.ts'
import { lapsesAt } from '../core/ownership/lapse.ts'
import type { Refusal } from '../core/values/refusal.ts'
import { no, type Result, yes } from '../core/values/result.ts'
import { type Claim, claimsOf, findClaim, insertClaim, openClaimOf, updateClaim } from '../store/claims.ts'
import { lockName, readStanding } from '../store/names.ts'
import type { Owner } from '../store/owners.ts'
import { listServers } from '../store/servers.ts'
import { insertDomainWithKey, makeFirstKey } from './insert-domain.ts'
import { type Installation, operator, type Whose } from './installation.ts'
import { readOwner } from './read-accounts.ts'

export interface WantedClaim {
  readonly name: string
  readonly owner: string
}

/** A claim, and whether it was made now rather than found. */
export interface Claimed {
  readonly claim: Claim
  readonly isNew: boolean
}

/** The newest of them: nobody has a file from before that. */
const mostOldTokens = 20

/** Names that this installation stands on. */
export const ourNames = async ({ db, config }: Pick<Installation, 'db' | 'config'>): Promise<string[]> => [
  config.server.host_name,
  ...config.dns.name_servers,
  ...(await listServers(db)).map(({ hostName }) => hostName),
]

/** Reads a name that is to be claimed. @param isOperatorsWord goes past names of our own */
export const readClaimable = async (installation: Installation, text: string, isOperatorsWord: boolean): Promise<Result<string, Refusal>> => {
  const name = parseClaimable(text, await ourNames(installation), isOperatorsWord)
  if (name.ok) return name
  return name.why.kind === 'complaint' ? no({ kind: 'invalid-domain', given: text, complaint: name.why.complaint }) : no({ kind: 'not-claimable', name: text, finding: name.why.finding })
}

const enterClaim = async (transaction: Installation['db'], name: string, ownerId: number, domainId: number | null, now: Date): Promise<Claimed> => {
  const open = await openClaimOf(transaction, operator, name, ownerId)
  if (open) return { claim: open, isNew: false }
  const earlier = (await claimsOf(transaction, operator, name, true)).filter(each => each.ownerId === ownerId)
  const id = await insertClaim(transaction, operator, { ownerId, name, domainId, token: makeProofToken(), createdAt: now, lapsesAt: lapsesAt(now) })
  // Who claims a name again may still have the file of the first time.
  const oldTokens = [...new Set(earlier.flatMap(({ oldTokens: older, token }) => [...older, token]))].slice(-mostOldTokens)
  if (id !== null && oldTokens.length) await updateClaim(transaction, operator, id, { oldTokens })
  const claim = id === null ? null : await findClaim(transaction, operator, id)
  if (!claim) throw new Error(`the claim to ${name} is not there although its name is locked`)
  return { claim, isNew: true }
}

/** Enters a claim, inside a transaction that has the name locked, with an unproven domain where nobody has any; finds what is there already. */
export const enterClaimAndDomain = async (installation: Installation, transaction: Installation['db'], name: string, { id: ownerId }: Pick<Owner, 'id'>, now: Date): Promise<Claimed> => {
  const { holder } = await readStanding(transaction, name, ownerId)
  const domain = { name, ownerId, serverId: installation.config.server.id, provenBy: null }
  const made = holder === null ? await insertDomainWithKey(transaction, operator, domain, await makeFirstKey(installation, name)) : null
  const domainId = made ?? (holder?.ownerId === ownerId ? holder.domainId : null)
  const entered = await enterClaim(transaction, name, ownerId, domainId, now)
  if (domainId === null || entered.claim.domainId === domainId) return entered
  await updateClaim(transaction, operator, entered.claim.id, { domainId })
  return { ...entered, claim: { ...entered.claim, domainId } }
}

/**
 * Claims a name; the worker begins to look for proofs at once. Saying it twice changes nothing.
 * @returns the claim; refused when nobody can have the name here, it is proven to be this owner's already, or the owner is not there
 */
export const claimDomain = async (installation: Installation, whose: Whose, { name: text, owner: ownerName }: WantedClaim, now = new Date()): Promise<Result<Claimed, Refusal>> => {
  const owner = await readOwner(installation, whose, ownerName)
  if (!owner.ok) return owner
  const name = await readClaimable(installation, text, false)
  if (!name.ok) return name
  return installation.db.transaction().execute(async transaction => {
    await lockName(transaction, name.value)
    const claimed = await enterClaimAndDomain(installation, transaction, name.value, owner.value, now)
    return claimed.claim.state === 'proven' ? no({ kind: 'taken', noun: 'domain', name: name.value }) : yes(claimed)
  })
}
