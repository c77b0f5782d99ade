/** Suspends and resumes a domain, and sets where its unknown names go. */
import { formatAddress, parseAddress } from '../core/values/address.ts'
import type { Refusal } from '../core/values/refusal.ts'
import { no, type Result, yes } from '../core/values/result.ts'
import { deleteCatchAll, setCatchAll } from '../store/catch-alls.ts'
import { type Domain, suspendDomain } from '../store/domains.ts'
import type { Installation, Whose } from './installation.ts'
import { readDomain } from './read-accounts.ts'

/** What can be changed of a domain. */
export interface DomainChange {
  /** A suspended domain neither sends nor receives; its mail and settings stay. */
  readonly suspended?: boolean | undefined
  /** An address; null refuses unknown names again. */
  readonly catchAll?: string | null | undefined
}

/** Changes what is given. @returns the domain as it is now; refused when there is none such, or the target is no address */
export const changeDomain = async (installation: Installation, whose: Whose, name: string, { suspended, catchAll }: DomainChange): Promise<Result<Domain, Refusal>> => {
  const { db } = installation
  const domain = await readDomain(installation, whose, name)
  if (!domain.ok) return domain
  const { id } = domain.value
  if (suspended !== undefined) await suspendDomain(db, whose, id, suspended)
  if (catchAll === null) await deleteCatchAll(db, whose, id)
  if (typeof catchAll === 'string') {
    const target = parseAddress(catchAll)
    if (!target.ok) return no({ kind: 'invalid-address', given: catchAll, complaint: target.why })
    await setCatchAll(db, whose, id, formatAddress(target.value))
  }
  const now = await readDomain(installation, whose, domain.value.name)
  return now.ok ? yes(now.value) : now
}
