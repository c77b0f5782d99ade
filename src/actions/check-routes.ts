/** Looks after the routes of all domains of this server: each when it is due, and at once where mail came that was not taken. */
import { semaphore } from '../base/semaphore.ts'
import { routePace } from '../core/ownership/route.ts'
import { dueRoutes, findRouteById } from '../store/routes.ts'
import { checkRoute, type RouteReport } from './check-route.ts'
import { type Installation, operator } from './installation.ts'
import { ourMail } from './look-mx.ts'
import type { Dns } from './open-dns.ts'

/** One run looks at so many; the next follows at once. Few, for mail that comes for a domain meanwhile waits for the run to end. */
const mostDue = 32
/** A name server that hangs holds up one of these for some seconds. */
const atOnce = 16
/** Mail that keeps coming is no reason to ask the same again and again. */
const freshMs = 10_000

/** What a run came to. */
export interface CheckedRoutes {
  /** Those whose mail goes another way from now on. */
  readonly changed: readonly RouteReport[]
  /** There is more to look at now. */
  readonly hasMore: boolean
}

const checkEach = async (installation: Installation, dns: Dns, names: readonly string[], now: Date): Promise<RouteReport[]> => {
  if (!names.length) return []
  const turn = semaphore(atOnce, names.length)
  const ours = await ourMail(installation, dns)
  const checked = await Promise.all(names.map(name => turn(() => checkRoute(installation, dns, operator, name, now, ours))))
  return checked.flatMap(result => (result.ok ? [result.value] : []))
}

/** Names of the domains that mail came for, unless they were looked at a moment ago. */
const askedFor = async ({ db, config }: Installation, ids: readonly number[], now: Date): Promise<string[]> => {
  const names: string[] = []
  for (const id of ids) {
    const domain = await findRouteById(db, operator, id)
    const isFresh = domain?.mxSeenAt != null && now.getTime() - domain.mxSeenAt.getTime() < freshMs
    if (domain?.provenAt && domain.serverId === config.server.id && !isFresh) names.push(domain.name)
  }
  return names
}

/**
 * Looks at what is due, and at what is asked for.
 * @param ids domains that mail came for
 * @throws Error when the store is away; safe to repeat
 */
export const checkRoutes = async (installation: Installation, dns: Dns, ids: readonly number[], now: Date): Promise<CheckedRoutes> => {
  const due = await dueRoutes(installation.db, installation.config.server.id, now, routePace, mostDue)
  const names = new Set([...(await askedFor(installation, ids, now)), ...due])
  const reports = await checkEach(installation, dns, [...names], now)
  return { changed: reports.filter(({ isChanged }) => isChanged), hasMore: due.length === mostDue }
}
