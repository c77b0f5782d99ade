/**
 * The DNS of the private Internet: a root, a registry for the top levels, a hosting company for everything below, and the resolver.
 * Each level has its own name server, so a delegation is a delegation: what the parent says can be wrong, late, or different from the child.
 */
import { join } from 'node:path'
import { nameServers, resolver as resolverPlace, reverseZones, topLevels } from '../places.ts'
import { type NameServer, type ZoneHandle, startNameServer } from './name-server.ts'
import { type LabResolver, startResolver } from './resolver.ts'
import { type RecordSet, reverseName } from './zone.ts'

/** A name server as the registry hears of it: with an address when it needs glue. */
export interface DelegatedTo {
  readonly hostName: string
  readonly address?: string
}

export interface DnsTree {
  readonly resolver: LabResolver
  readonly root: NameServer
  readonly registry: NameServer
  readonly hosting: NameServer
  /** The registrar's counter: makes the registry delegate a domain, and replaces what was said before. An empty list lets it lapse. `ttl` in seconds. */
  register(domain: string, servers: readonly DelegatedTo[], ttl?: number): Promise<void>
  /** A zone at the hosting company; made, and registered there, when it is new. */
  host(domain: string): Promise<ZoneHandle>
  /** A zone that exists, wherever it is. @throws Error when there is none */
  zone(name: string): ZoneHandle
  /** Says which host name an address has (PTR); an empty name takes it away. */
  reverse(address: string, hostName: string): Promise<void>
  stop(): Promise<void>
}

const relative = (name: string, zone: string): string => (zone === '' ? name : name === zone ? '@' : name.slice(0, -zone.length - 1))

const within = (name: string, zone: string): boolean => zone === '' || name === zone || name.endsWith(`.${zone}`)

const glue = (servers: readonly DelegatedTo[], zone: string): RecordSet[] =>
  servers.filter(({ hostName, address }) => address && within(hostName, zone)).map(({ hostName, address }) => ({ name: relative(hostName, zone), type: 'A', values: [address!] }))

const delegation = (child: string, zone: string, servers: readonly DelegatedTo[], ttl?: number): RecordSet[] => [
  { name: relative(child, zone), type: 'NS', values: servers.map(({ hostName }) => `${hostName}.`), ...(ttl === undefined ? {} : { ttl }) },
  ...glue(servers, zone),
]

/** The zone out of `zones` that a name falls in: the longest that fits. */
export const closestZone = (name: string, zones: readonly string[]): string | undefined =>
  zones.filter(zone => within(name, zone)).toSorted((a, b) => b.length - a.length)[0]

/**
 * Grows the tree: root, top levels, reverse zones; nobody's domain yet except the name servers' own.
 * @param directory its own; each server gets one below
 */
export const startTree = async (directory: string): Promise<DnsTree> => {
  const [root, registry, hosting] = await Promise.all([
    startNameServer(nameServers.root, join(directory, 'root')),
    startNameServer(nameServers.registry, join(directory, 'registry')),
    startNameServer(nameServers.hosting, join(directory, 'hosting')),
  ])
  const rootZone = await root.addZone('')
  await rootZone.set([...topLevels.flatMap(name => delegation(name, '', [nameServers.registry])), ...glue([nameServers.root], '')])
  for (const name of topLevels) await registry.addZone(name)
  const tops = registry.zone('test')!
  await tops.set(glue(Object.values(nameServers), 'test'))
  for (const name of reverseZones) {
    await hosting.addZone(name)
    await rootZone.set(delegation(name, '', [nameServers.hosting]))
  }
  const resolver = await startResolver(resolverPlace, nameServers.root, join(directory, 'resolver'))

  const register: DnsTree['register'] = async (domain, servers, ttl) => {
    const parent = closestZone(domain.slice(domain.indexOf('.') + 1), topLevels)
    if (parent === undefined) throw new Error(`${domain}: no registry here sells names under that top level (${topLevels.join(', ')})`)
    await registry.zone(parent)!.set(delegation(domain, parent, servers, ttl))
  }
  const find = (name: string): ZoneHandle | undefined => hosting.zone(name) ?? registry.zone(name) ?? root.zone(name)
  return {
    resolver,
    root,
    registry,
    hosting,
    register,
    host: async domain => {
      const known = hosting.zone(domain)
      if (known) return known
      const zone = await hosting.addZone(domain)
      await register(domain, [nameServers.hosting])
      return zone
    },
    zone: name => {
      const found = find(name)
      if (!found) throw new Error(`no zone "${name}" in the lab`)
      return found
    },
    reverse: async (address, hostName) => {
      const full = reverseName(address)
      const zone = closestZone(full, reverseZones)
      if (zone === undefined) throw new Error(`${address} is not an address of the lab`)
      await hosting.zone(zone)!.set([{ name: relative(full, zone), type: 'PTR', values: hostName ? [`${hostName}.`] : [] }])
    },
    stop: async () => {
      await Promise.all([resolver.stop(), root.stop(), registry.stop(), hosting.stop()])
    },
  }
}
