/** A new domain in the store, with the key that its mail will be signed with. */
import { makeDkimKeyPair } from '../base/dkim-key.ts'
import { seal } from '../base/seal.ts'
import { insertDkimKey, type NewDkimKey } from '../store/dkim-keys.ts'
import { insertDomain, type NewDomain } from '../store/domains.ts'
import type { Installation, Whose } from './installation.ts'

/** What a sealed key belongs to. */
export const dkimPlace = (domain: string, selector: string): string => `dkim ${domain} ${selector}`

const firstSelector = 'todoku1'

/** Makes the first key of a domain; it takes a while, so nobody waits for it inside a transaction. */
export const makeFirstKey = async ({ secrets }: Pick<Installation, 'secrets'>, domain: string): Promise<NewDkimKey> => {
  const { privateKey, ...pair } = await makeDkimKeyPair()
  return { ...pair, selector: firstSelector, privateKeySealed: seal(secrets.master, dkimPlace(domain, firstSelector), privateKey) }
}

/** Adds a domain with its first key. @returns null when the name is taken by anybody, or the owner is another */
export const insertDomainWithKey = async (transaction: Installation['db'], whose: Whose, domain: NewDomain, key: NewDkimKey): Promise<number | null> => {
  const id = await insertDomain(transaction, whose, domain)
  if (id !== null) await insertDkimKey(transaction, whose, id, key)
  return id
}
