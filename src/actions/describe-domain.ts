/** Tells all about a domain: its state, and the DNS records that it should publish. */
import { wantedRecords, type WantedRecord } from '../core/dns/wanted.ts'
import type { Refusal } from '../core/values/refusal.ts'
import { type Result, yes } from '../core/values/result.ts'
import { listDkimKeys } from '../store/dkim-keys.ts'
import type { Domain } from '../store/domains.ts'
import { findServer } from '../store/servers.ts'
import type { Installation, Whose } from './installation.ts'
import { readDomain } from './read-accounts.ts'

export type { WantedRecord } from '../core/dns/wanted.ts'

export interface DomainDescription {
  readonly domain: Domain
  /** The name that mail apps are set to. */
  readonly hostName: string
  readonly records: readonly WantedRecord[]
}

/** Describes a domain. @returns refused when there is none such */
export const describeDomain = async (installation: Installation, whose: Whose, name: string): Promise<Result<DomainDescription, Refusal>> => {
  const found = await readDomain(installation, whose, name)
  if (!found.ok) return found
  const domain = found.value
  const server = await findServer(installation.db, domain.serverId)
  const hostName = server?.hostName ?? installation.config.server.host_name
  const dkimKeys = await listDkimKeys(installation.db, whose, domain.id)
  return yes({ domain, hostName, records: wantedRecords({ name: domain.name, hostName, dkimKeys: dkimKeys.filter(({ signs }) => signs) }) })
}
