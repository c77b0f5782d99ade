/** Looks at the DNS records of the domains whose time has come, keeps what is wrong with each, and has owners told of what changed. */
import { semaphore } from '../base/semaphore.ts'
import { takeLook } from '../core/dns/watch.ts'
import { endFinding, listFindings, raiseFinding } from '../store/domain-findings.ts'
import { noteDomain } from '../store/notices.ts'
import { beginWatches, type DueWatch, hastenWatch, listDueWatches, noteWatched } from '../store/record-watches.ts'
import { compareRecords } from './compare-records.ts'
import { type Installation, operator } from './installation.ts'
import { mostTogether } from './observe-domain.ts'
import type { Dns } from './open-dns.ts'

/** Of one run; the rest waits for the next. */
const most = 1000
/** More findings than a domain can have records. */
const mostFindings = 1000

/** What one run came to. */
export interface WatchRun {
  readonly looked: number
  /** Domains about which their owners are told something. */
  readonly changed: readonly string[]
  /** Whether more are waiting. */
  readonly isMore: boolean
}

/** Looks at one. @returns whether its owner is told something */
const watchDomain = async (installation: Installation, dns: Dns, { domainId, domain, ownerId, remembered }: DueWatch, now: Date, signal: AbortSignal): Promise<boolean> => {
  const { db, config } = installation
  if (signal.aborted) return false
  const compared = await compareRecords(installation, dns, operator, domain, now)
  // It was removed meanwhile, or nobody waits any more.
  if (!compared.ok || signal.aborted) return false
  const open = await listFindings(db, operator, { limit: mostFindings, domainId })
  const { raise, end, tell, remembered: after, nextAt } = takeLook(compared.value, now.toISOString(), remembered, open.items.map(({ finding, subject }) => ({ cause: finding.id, subject })))
  await db.transaction().execute(async transaction => {
    for (const { finding, subject } of raise) await raiseFinding(transaction, operator, domainId, finding, subject, now)
    for (const { finding, subject } of open.items.filter(item => end.some(ended => ended.cause === item.finding.id && ended.subject === item.subject))) await endFinding(transaction, operator, domainId, finding.id, subject, now)
    if (tell.length) await noteDomain(transaction, { ownerId, kind: 'records-changed', facts: { domain, findings: tell }, serverId: config.server.id }, now)
    await noteWatched(transaction, domainId, { remembered: after, seenAt: now, nextAt: new Date(nextAt) })
  })
  return tell.length > 0
}

/** Settles when the signal comes. */
const aborted = (signal: AbortSignal): Promise<void> => new Promise(resolve => (signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true })))

/**
 * Looks at all that are due.
 * @param signal ends it without waiting for the DNS; what is under way is not kept then
 * @throws Error when the store is away; a DNS that is away is no error, and changes nothing
 */
export const watchDomains = async (installation: Installation, dns: Dns, now: Date, signal: AbortSignal = new AbortController().signal): Promise<WatchRun> => {
  const { db, config } = installation
  await beginWatches(db, config.server.id, now)
  const due = await listDueWatches(db, config.server.id, now, most)
  const turn = semaphore(mostTogether, most)
  const changed: string[] = []
  const looks = due.map(watch => turn(async () => void ((await watchDomain(installation, dns, watch, now, signal)) && changed.push(watch.domain))))
  await Promise.race([Promise.all(looks), aborted(signal)])
  return { looked: due.length, changed, isMore: due.length === most }
}

/** Has a domain looked at soon, since something about it changed. */
export const watchSoon = ({ db }: Installation, domainId: number, at: Date): Promise<void> => hastenWatch(db, domainId, at)
