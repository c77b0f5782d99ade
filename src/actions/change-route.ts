/** Says where mail to a domain shall go: by its MX, here, or elsewhere. */
import type { RouteChoice } from '../core/ownership/route.ts'
import type { Refusal } from '../core/values/refusal.ts'
import type { Result } from '../core/values/result.ts'
import { setRouteChoice } from '../store/routes.ts'
import { checkRoute, type RouteReport } from './check-route.ts'
import type { Installation, Whose } from './installation.ts'
import type { Dns } from './open-dns.ts'
import { readDomain } from './read-accounts.ts'

export type { RouteChoice } from '../core/ownership/route.ts'

/** Sets it, and looks at the MX at once. @returns where mail goes now; refused when there is no such domain here */
export const changeRoute = async (installation: Installation, dns: Dns, whose: Whose, name: string, choice: RouteChoice, now: Date): Promise<Result<RouteReport, Refusal>> => {
  const domain = await readDomain(installation, whose, name)
  if (!domain.ok) return domain
  await setRouteChoice(installation.db, whose, domain.value.id, choice)
  return checkRoute(installation, dns, whose, domain.value.name, now)
}
