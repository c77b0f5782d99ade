/** The name of a zone, as a person types it, and why there may be no such zone yet. */
import { hasNameService } from '../base/config.ts'
import { parseDomainName } from '../core/values/domain-name.ts'
import type { Refusal } from '../core/values/refusal.ts'
import { no, type Result, yes } from '../core/values/result.ts'
import { findDomain } from '../store/domains.ts'
import type { Db } from '../store/schema.ts'
import type { Installation, Whose } from './installation.ts'

/** Reads it. @returns the domain's name; refused when it is no domain name, or there is no such domain here */
export const zoneName = async (db: Db, whose: Whose, text: string): Promise<Result<string, Refusal>> => {
  const name = parseDomainName(text)
  if (!name.ok) return no({ kind: 'invalid-domain', given: text, complaint: name.why })
  return (await findDomain(db, whose, name.value)) ? yes(name.value) : no({ kind: 'not-found', noun: 'domain', name: name.value })
}

/** Why a domain that is here has no zone: without a name service none has, and with one the zone is about to be made. */
export const noZone = ({ config }: Pick<Installation, 'config'>, name: string): Refusal => ({ kind: hasNameService(config) ? 'zone-awaited' : 'dns-elsewhere', name })
