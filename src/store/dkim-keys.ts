/** DKIM keys. The private half comes and leaves sealed; this room never sees it open. */
import type { Db } from './schema.ts'
import { ownDomains, type Whose } from './whose.ts'

export interface DkimKey {
  readonly domain: string
  readonly selector: string
  readonly algorithm: 'rsa' | 'ed25519'
  /** base64 of the SubjectPublicKeyInfo, as RFC 6376 publishes it. */
  readonly publicKey: string
  readonly privateKeySealed: string
  /** Whether mail is signed with it now. */
  readonly signs: boolean
  readonly createdAt: Date
}

/** What adding one needs; it signs from now on unless that is said otherwise. */
export type NewDkimKey = Pick<DkimKey, 'selector' | 'algorithm' | 'publicKey' | 'privateKeySealed'> & Partial<Pick<DkimKey, 'signs' | 'createdAt'>>

const keys = (db: Db, whose: Whose) =>
  db
    .selectFrom('dkim_keys')
    .innerJoin('domains', 'domains.id', 'dkim_keys.domain_id')
    .select([
      'domains.name as domain',
      'dkim_keys.selector',
      'dkim_keys.algorithm',
      'dkim_keys.public_key as publicKey',
      'dkim_keys.private_key_sealed as privateKeySealed',
      'dkim_keys.signs',
      'dkim_keys.created_at as createdAt',
    ])
    .where(ownDomains(whose))

/** Adds a key to a domain. @returns false when the selector is taken, or the domain is not there for this one */
export const insertDkimKey = async (db: Db, whose: Whose, domainId: number, key: NewDkimKey): Promise<boolean> => {
  const own = await db.selectFrom('domains').select('id').where('domains.id', '=', domainId).where(ownDomains(whose)).executeTakeFirst()
  if (!own) return false
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('dkim_keys')
    .values({ domain_id: domainId, selector: key.selector, algorithm: key.algorithm, public_key: key.publicKey, private_key_sealed: key.privateKeySealed, signs: key.signs, created_at: key.createdAt })
    .onConflict(conflict => conflict.columns(['domain_id', 'selector']).doNothing())
    .executeTakeFirst()
  return (numInsertedOrUpdatedRows ?? 0n) > 0n
}

/** The keys of one domain, the newest first. */
export const listDkimKeys = (db: Db, whose: Whose, domainId: number): Promise<DkimKey[]> =>
  keys(db, whose).where('dkim_keys.domain_id', '=', domainId).orderBy('dkim_keys.created_at', 'desc').execute()

/** Every key that signs now, for publishing to the signer: the newest of each domain first. */
export const listSigningKeys = (db: Db, whose: Whose): Promise<DkimKey[]> =>
  keys(db, whose).where('dkim_keys.signs', '=', true).where('domains.proven_at', 'is not', null).where('domains.suspended_at', 'is', null).orderBy('domains.name').orderBy('dkim_keys.created_at', 'desc').execute()
