/** How this installation fetches: who it says it is, and where it never goes. */
import type { Config } from '../../base/config.ts'
import { version } from '../../base/version.ts'
import { isForbiddenAddress } from '../../core/values/network.ts'
import { ownAddresses } from '../resolver/own-addresses.ts'
import type { FetchOptions } from './fetch.ts'

/**
 * What whoever reads a web server's log sees of us: which server asks, and what for. Told in docs/domains.md, so that firewalls can let it in.
 * @param hostName of this server
 */
export const userAgent = (hostName: string): string => `Todoku/${version} (domain ownership check; ${hostName})`

/** @param own our own addresses in plain form; those of the configuration and the machine when left out */
export const proofFetching = ({ server, listen, dns }: Pick<Config, 'server' | 'listen' | 'dns'>, own: ReadonlySet<string> = ownAddresses({ listen, dns })): FetchOptions => ({
  isForbidden: address => isForbiddenAddress(address, own),
  userAgent: userAgent(server.host_name),
})
