/** Adds a domain to an owner on the word of the operator, who answers for it that it is the owner's. */
import type { Refusal } from '../core/values/refusal.ts'
import { no, type Result, yes } from '../core/values/result.ts'
import { type Domain, findDomain } from '../store/domains.ts'
import { lockName, readStanding } from '../store/names.ts'
import { enterClaimAndDomain, readClaimable, type WantedClaim } from './claim-domain.ts'
import { makeFirstKey } from './insert-domain.ts'
import { type Installation, operator } from './installation.ts'
import { giveName } from './pass-domain.ts'
import { readOwner } from './read-accounts.ts'
import { withSetAside } from './set-domain-aside.ts'

/**
 * Adds a proven domain, or proves the one that waits. What another owner has prepared under the name, without proof, goes to the trash. Only the operator does.
 * @returns the domain; refused when nobody can have the name here, it is proven already for anybody, or the owner is not there
 */
export const addDomain = async (installation: Installation, { name: text, owner: ownerName }: WantedClaim, now = new Date()): Promise<Result<Domain, Refusal>> => {
  const owner = await readOwner(installation, operator, ownerName)
  if (!owner.ok) return owner
  const name = await readClaimable(installation, text, true)
  if (!name.ok) return name
  return withSetAside(installation, now, async (transaction, setAside) => {
    await lockName(transaction, name.value)
    const before = await readStanding(transaction, name.value, owner.value.id)
    if (before.holder?.isProven) return no({ kind: 'taken', noun: 'domain', name: name.value })
    const { claim } = await enterClaimAndDomain(installation, transaction, name.value, owner.value, now)
    const { holder } = await readStanding(transaction, name.value, owner.value.id)
    const given = await giveName({ installation, transaction, setAside, now }, claim, holder, 'operator', { key: () => makeFirstKey(installation, name.value), route: null })
    if (!given) return no({ kind: 'lives-elsewhere', name: name.value, server: `${holder?.serverId}` })
    return yes((await findDomain(transaction, operator, name.value))!)
  })
}
