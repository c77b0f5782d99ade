/** Puts the records of a domain right where its zone is here: one change, which can be undone like any other. */
import type { Finding } from '../core/causes/index.ts'
import type { Verdict } from '../core/dns/verdict.ts'
import { checkZone } from '../core/dns/zone-check.ts'
import { type ZoneDifference, zoneDifference } from '../core/dns/zone-edit.ts'
import { fixZone } from '../core/dns/zone-fix.ts'
import type { Refusal } from '../core/values/refusal.ts'
import { no, type Result, yes } from '../core/values/result.ts'
import { insertZoneChange, listZoneRecords, lockZone, writeZone } from '../store/zones.ts'
import { describeDomain } from './describe-domain.ts'
import type { Installation, Whose } from './installation.ts'
import { observeDomain } from './observe-domain.ts'
import type { Dns } from './open-dns.ts'
import { noZone } from './zone-name.ts'

export interface FixedRecords {
  readonly domain: string
  /** What was taken away and put there; nothing of both where all was right. */
  readonly difference: ZoneDifference
  /** What was not touched: mail that goes elsewhere, and what nobody could tell. */
  readonly left: readonly Verdict[]
}

/** How, and by whom. */
export interface FixWish {
  /** Also where mail goes elsewhere now. */
  readonly withMx: boolean
  /** Who does it: kept with the change. */
  readonly by: string
}

/**
 * Puts them right.
 * @returns refused when there is no such domain, its zone is not here, or other records of the zone must be changed first
 */
export const fixRecords = async (installation: Installation, dns: Dns, whose: Whose, name: string, { withMx, by }: FixWish, now: Date): Promise<Result<FixedRecords, Refusal>> => {
  const described = await describeDomain(installation, whose, name)
  if (!described.ok) return described
  const { domain, hostName, records: wanted } = described.value
  // Outside the transaction: name servers may take their time, and nobody is to wait for them with the zone locked.
  const { ourAddresses, targets } = await observeDomain(dns, { domain: domain.name, wanted, hostName }, now)
  return installation.db.transaction().execute(async transaction => {
    const zone = await lockZone(transaction, whose, domain.name)
    if (!zone) return no(noZone(installation, domain.name))
    const before = await listZoneRecords(transaction, whose, zone.id)
    const { records, left } = fixZone({ zone: zone.name, records: before, wanted, hostName, ourAddresses, targets }, withMx)
    const findings: readonly Finding[] = checkZone(zone.name, records)
    const [first] = findings
    if (first) return no({ kind: 'zone-stands', name: zone.name, finding: first })
    const difference = zoneDifference(before, records)
    if (difference.removed.length || difference.added.length) {
      await writeZone(transaction, zone.id, difference)
      await insertZoneChange(transaction, zone.id, by, difference)
    }
    return yes({ domain: domain.name, difference, left })
  })
}
