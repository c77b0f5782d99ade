/** Looks at everything that can show whose a name is: the registry, the TXT record, the web page, codes by mail, the MX; all at once, each with a deadline of its own. */
import { type NameServerClock, nameServerClock } from '../core/dns/clock.ts'
import type { Delegation } from '../core/dns/observed.ts'
import type { SentCode } from '../core/ownership/code.ts'
import type { WebFetch } from '../core/ownership/web.ts'
import { challengeName, doubledChallengeName, type TxtSeen } from '../core/ownership/txt.ts'
import { leadsOf, type Leads, type MxSeen } from '../core/ownership/route.ts'
import { fetchProof, type FetchOptions } from '../engines/web/fetch.ts'
import { proofFetching } from '../engines/web/options.ts'
import type { Claim } from '../store/claims.ts'
import { listProofCodes } from '../store/proof-codes.ts'
import { type Installation, operator } from './installation.ts'
import { lookMx, ourMail } from './look-mx.ts'
import { type Dns, openInstallationDns } from './open-dns.ts'

/** By what the world is looked at. */
export interface Outlook {
  readonly dns: Dns
  readonly fetching: FetchOptions
}

/** As an installation looks at the world. */
export const openOutlook = (installation: Installation): Outlook => ({ dns: openInstallationDns(installation), fetching: proofFetching(installation.config) })

/** What was seen. */
export interface ClaimSeen {
  readonly at: Date
  readonly delegation: Delegation
  readonly clock: NameServerClock
  readonly txt: TxtSeen
  readonly web: { readonly http: WebFetch; readonly https: WebFetch }
  readonly codes: readonly SentCode[]
  readonly mx: MxSeen
  readonly leads: Leads
}

const seeTxt = async (dns: Dns, domain: string, at: Date): Promise<TxtSeen> => {
  const name = challengeName(domain)
  const [authority, doubled, cached] = await Promise.all([dns.askAuthority(name, 'TXT'), dns.askAuthority(doubledChallengeName(domain), 'TXT'), dns.ask(name, 'TXT')])
  return { domain, at, authority, doubled, cached }
}

/** Where mail to a domain goes now. */
export const seeMx = async (installation: Installation, dns: Dns, domain: string): Promise<Pick<ClaimSeen, 'mx' | 'leads'>> => {
  const [mx, ours] = await Promise.all([lookMx(dns, domain), ourMail(installation, dns)])
  return { mx, leads: leadsOf(mx, ours) }
}

/**
 * Looks. What cannot be seen is said to be unknown; takes some ten seconds where servers hang.
 * @throws Error only when the store is away
 */
export const observeClaim = async (installation: Installation, { dns, fetching }: Outlook, { id, name, nameServersBefore }: Claim, at: Date): Promise<ClaimSeen> => {
  const [delegation, txt, web, codes, mail] = await Promise.all([
    dns.delegation(name),
    seeTxt(dns, name, at),
    fetchProof(name, dns, fetching),
    listProofCodes(installation.db, operator, id),
    seeMx(installation, dns, name),
  ])
  return { at, delegation, clock: nameServerClock(delegation, installation.config.dns.name_servers, nameServersBefore), txt, web, codes, ...mail }
}
