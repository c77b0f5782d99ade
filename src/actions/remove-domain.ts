/** Removes a domain with its mailboxes. Their mail is moved aside, not deleted, together with what is needed to bring all of it back. */
import type { TrashItem } from '../base/trash.ts'
import type { Refusal } from '../core/values/refusal.ts'
import { no, type Result, yes } from '../core/values/result.ts'
import type { Domain } from '../store/domains.ts'
import { lockName } from '../store/names.ts'
import type { Installation, Whose } from './installation.ts'
import { readDomain } from './read-accounts.ts'
import { withSetAside } from './set-domain-aside.ts'
import { letGo } from './withdraw-claim.ts'

/** What was removed, and where it waits. */
export interface RemovedDomain {
  readonly domain: Domain
  readonly trash: TrashItem
}

/** Removes a domain of this server, and withdraws its owner's claim. @returns refused when there is none such, or it lives on another server */
export const removeDomain = async (installation: Installation, whose: Whose, name: string): Promise<Result<RemovedDomain, Refusal>> => {
  const now = new Date()
  const asked = await readDomain(installation, whose, name)
  if (!asked.ok) return asked
  return withSetAside(installation, now, async (transaction, setAside) => {
    await lockName(transaction, asked.value.name)
    const found = await readDomain({ ...installation, db: transaction }, whose, asked.value.name)
    if (!found.ok) return found
    const domain = found.value
    if (domain.serverId !== installation.config.server.id) return no({ kind: 'lives-elsewhere', name: domain.name, server: domain.serverId })
    const { trash } = await setAside(domain)
    await letGo(transaction, domain, domain.provenAt !== null, now)
    return yes({ domain, trash })
  })
}
