/** Looks where a domain's MX leads, and has mail go accordingly. */
import { judgeRoute, leadsOf, type Leads, type MxSeen, mxNames, type OurMail, type RouteChoice } from '../core/ownership/route.ts'
import type { Finding } from '../core/causes/index.ts'
import { parseDomainName } from '../core/values/domain-name.ts'
import type { Refusal } from '../core/values/refusal.ts'
import { no, type Result, yes } from '../core/values/result.ts'
import { noteDomain } from '../store/notices.ts'
import { type DomainRoute, findRoute, noteMxSeen } from '../store/routes.ts'
import type { Installation, Whose } from './installation.ts'
import { lookMx, ourMail } from './look-mx.ts'
import type { Dns } from './open-dns.ts'

/** Where mail to a domain goes, and why. */
export interface RouteReport {
  readonly domain: string
  readonly isProven: boolean
  readonly choice: RouteChoice
  /** Where mail of our own users goes. An unproven domain's goes to its MX whatever is chosen. */
  readonly goes: 'here' | 'elsewhere'
  /** Where the MX leads. */
  readonly leads: Leads
  /** Its host names, the first tried first. */
  readonly mx: readonly string[]
  readonly seenAt: Date
  /** Mail goes another way than before. */
  readonly isChanged: boolean
  readonly findings: readonly Finding[]
}

/** Mail that begins to go another way is told to its owner: once it has gone some way, not when the first look finds out which. */
const tell = async ({ db, config }: Installation, { name, ownerId, mxSeenAt, provenAt }: DomainRoute, { goes, findings }: Pick<RouteReport, 'goes' | 'findings'>, at: Date): Promise<void> => {
  if (mxSeenAt === null || provenAt === null || mxSeenAt < provenAt) return
  await noteDomain(db, { ownerId, kind: 'records-changed', facts: { domain: name, route: goes, findings }, serverId: config.server.id }, at)
}

const judged = async (installation: Installation, whose: Whose, domain: DomainRoute, seen: MxSeen, ours: OurMail, now: Date): Promise<RouteReport> => {
  const { config, db } = installation
  const { id, name, choice, mxElsewhere: wasElsewhere, provenBy } = domain
  const leads = leadsOf(seen, ours)
  const { mxElsewhere, ...route } = judgeRoute({ domain: name, hostName: config.server.host_name, choice, wasElsewhere, provenBy, seen, leads })
  const isNoted = await noteMxSeen(db, whose, id, seen, mxElsewhere, now)
  const isProven = domain.provenAt !== null
  const isChanged = isNoted && isProven && choice === 'automatic' && mxElsewhere !== wasElsewhere
  const report: RouteReport = { domain: name, isProven, choice, leads, mx: mxNames(seen), seenAt: now, isChanged, findings: route.findings, goes: isProven ? route.goes : 'elsewhere' }
  if (isChanged) await tell(installation, domain, report, now)
  return report
}

/**
 * Looks now. Postfix obeys once the worker has had it forget what it knew of the domain: within ten seconds.
 * @param ours by what our servers are known, where somebody has looked already
 * @returns refused when there is no such domain here
 */
export const checkRoute = async (installation: Installation, dns: Dns, whose: Whose, text: string, now: Date, ours?: OurMail): Promise<Result<RouteReport, Refusal>> => {
  const name = parseDomainName(text)
  if (!name.ok) return no({ kind: 'invalid-domain', given: text, complaint: name.why })
  const domain = await findRoute(installation.db, whose, name.value)
  if (!domain) return no({ kind: 'not-found', noun: 'domain', name: name.value })
  const [seen, known] = await Promise.all([lookMx(dns, name.value), ours ?? ourMail(installation, dns)])
  return yes(await judged(installation, whose, domain, seen, known, now))
}
