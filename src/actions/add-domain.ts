/** Adds a domain to an owner, with the key that its mail will be signed with. */
import { makeDkimKeyPair } from '../base/dkim-key.ts'
import { seal } from '../base/seal.ts'
import type { Refusal } from '../core/values/refusal.ts'
import { parseDomainName } from '../core/values/domain-name.ts'
import { no, type Result, yes } from '../core/values/result.ts'
import { insertDkimKey } from '../store/dkim-keys.ts'
import { type Domain, findDomain, insertDomain } from '../store/domains.ts'
import type { Installation, Whose } from './installation.ts'
import { readOwner } from './read-accounts.ts'

/** What a sealed key belongs to. */
export const dkimPlace = (domain: string, selector: string): string => `dkim ${domain} ${selector}`

const firstSelector = 'todoku1'

export interface WantedDomain {
  readonly name: string
  readonly owner: string
  /** Who says that it is the owner's; null while nobody has: then it neither sends nor receives here. */
  readonly provenBy: string | null
}

/**
 * Adds a domain.
 * @returns the domain; refused when the name is no domain name, taken by anybody, or the owner is not there
 */
export const addDomain = async (installation: Installation, whose: Whose, { name: text, owner: ownerName, provenBy }: WantedDomain): Promise<Result<Domain, Refusal>> => {
  const { db, config, secrets } = installation
  const name = parseDomainName(text)
  if (!name.ok) return no({ kind: 'invalid-domain', given: text, complaint: name.why })
  const owner = await readOwner(installation, whose, ownerName)
  if (!owner.ok) return owner
  const pair = await makeDkimKeyPair()
  const privateKeySealed = seal(secrets.master, dkimPlace(name.value, firstSelector), pair.privateKey)
  const id = await db.transaction().execute(async transaction => {
    const domainId = await insertDomain(transaction, whose, { name: name.value, ownerId: owner.value.id, serverId: config.server.id, provenBy })
    if (domainId !== null) await insertDkimKey(transaction, whose, domainId, { ...pair, selector: firstSelector, privateKeySealed })
    return domainId
  })
  return id === null ? no({ kind: 'taken', noun: 'domain', name: name.value }) : yes((await findDomain(db, whose, name.value))!)
}
