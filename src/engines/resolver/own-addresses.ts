/** The addresses that are this installation's own: what a stranger's DNS must not make us ask, or fetch from. */
import { networkInterfaces } from 'node:os'
import { type Config, type Endpoint, hasNameService } from '../../base/config.ts'
import { plainAddress } from '../../core/values/network.ts'

type Listening = Pick<Config, 'listen' | 'dns'>

const wildcards: ReadonlySet<string> = new Set(['0.0.0.0', '::'])

const ofTheMachine = (): string[] => Object.values(networkInterfaces()).flatMap(list => (list ?? []).map(({ address }) => address))

const addressesOf = (endpoints: readonly Endpoint[], machine: () => readonly string[]): string[] => {
  const addresses = endpoints.map(({ address }) => address)
  const named = addresses.filter(address => !wildcards.has(address))
  const all = named.length === addresses.length ? named : [...named, ...machine()]
  return all.flatMap(address => plainAddress(address) ?? [])
}

/**
 * Where the configuration listens; where it listens everywhere, the machine's addresses too.
 * @returns in plain form
 */
export const ownAddresses = (config: Listening, machine: () => readonly string[] = ofTheMachine): ReadonlySet<string> => {
  const opened = Object.entries(config.listen).flatMap(([name, list]) => (name === 'dns' && !hasNameService(config) ? [] : list))
  return new Set(addressesOf(opened, machine))
}

/** The same without those where our own name servers answer: what asks there for a domain gets it from PowerDNS. */
export const ownWithoutNameServers = (config: Listening, machine: () => readonly string[] = ofTheMachine): ReadonlySet<string> => {
  const answering = new Set(hasNameService(config) ? addressesOf(config.listen.dns, machine) : [])
  return new Set([...ownAddresses(config, machine)].filter(address => !answering.has(address)))
}
