/** What the owner of a case does at the registrar and at the old hosting's DNS form, before he comes to us. */
import type { RecordSet } from '../dns/zone.ts'
import { hostileServers, nameServers, oldMail, oldWeb, ourNameServers, ours } from '../places.ts'
import type { Stage } from './case.ts'
import type { HostileName } from './world.ts'

const { hosting } = nameServers

/** The hosting's name server, as the registrar hears of it. */
export const atHosting = [{ hostName: hosting.hostName }] as const

/** Ours. */
export const atOurs = ourNameServers.map(({ hostName }) => ({ hostName }))

/** Those that fail. */
export const atHostile = (...names: readonly HostileName[]): { readonly hostName: string }[] => names.map(name => ({ hostName: hostileServers[name].hostName }))

/** A record that leads to the old web host; to another of its addresses when said. */
export const webAt = (address: string = oldWeb.address): RecordSet[] => [
  { name: '@', type: 'A', values: [address] },
  { name: 'www', type: 'A', values: [address] },
]

/** An MX that leads to the old mail host. */
export const mailAtOld: RecordSet = { name: '@', type: 'MX', values: [`10 ${oldMail.hostName}.`] }

/** An MX that leads to us. */
export const mailAtOurs: RecordSet = { name: '@', type: 'MX', values: [`10 ${ours.hostName}.`] }

/** The name is registered, and its zone at the old hosting has these records. */
export const hostAtOld = async ({ world, domain }: Stage, records: readonly RecordSet[], name = domain): Promise<void> => {
  const zone = await world.internet.dns.host(name)
  await zone.set(records)
}

/** The name is registered with these name servers. `ttl` in seconds, of the delegation. */
export const register = ({ world, domain }: Stage, servers: readonly { readonly hostName: string }[], ttl?: number, name = domain): Promise<void> => world.internet.dns.register(name, servers, ttl)
