/** What this installation says about each zone that it serves. */
import type { ZoneFrame } from '../core/dns/zone-rr-set.ts'
import type { Installation } from './installation.ts'

/** The name servers, and who answers for them: `hostmaster` at the domain that the first of them stands in, unless the configuration names somebody. */
export const zoneFrame = ({ config }: Pick<Installation, 'config'>): ZoneFrame => {
  const { name_servers: nameServers, hostmaster } = config.dns
  const [first = ''] = nameServers
  return { nameServers, hostmaster: hostmaster === '' ? `hostmaster@${first.slice(first.indexOf('.') + 1)}` : hostmaster }
}
