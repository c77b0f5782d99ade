/** The addresses that are this installation's own: what a stranger's DNS must not make us ask, or fetch from. */
import { networkInterfaces } from 'node:os'
import type { Config } from '../../base/config.ts'
import { plainAddress } from '../../core/values/network.ts'

const wildcards: ReadonlySet<string> = new Set(['0.0.0.0', '::'])

const ofTheMachine = (): string[] => Object.values(networkInterfaces()).flatMap(list => (list ?? []).map(({ address }) => address))

/**
 * Where the configuration listens; where it listens everywhere, the machine's addresses too.
 * @returns in plain form
 */
export const ownAddresses = (listen: Config['listen'], machine: () => readonly string[] = ofTheMachine): ReadonlySet<string> => {
  const addresses = Object.values(listen).flatMap(list => list.map(({ address }) => address))
  const named = addresses.filter(address => !wildcards.has(address))
  const all = named.length === addresses.length ? named : [...named, ...machine()]
  return new Set(all.flatMap(address => plainAddress(address) ?? []))
}
