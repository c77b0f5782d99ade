/** The private Internet, furnished: DNS, a certificate authority, the outside site, the old host. Our own host moves in with `installation.ts`. */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Authority, makeAuthority } from './authority.ts'
import { type DnsTree, startTree } from './dns/tree.ts'
import type { MailHost } from './outside/mail-host.ts'
import { openOldHost } from './outside/old-host.ts'
import { type OutsideSite, openOutsideSite } from './outside/site.ts'
import { customers, ours } from './places.ts'

export interface Internet {
  readonly directory: string
  readonly authority: Authority
  readonly dns: DnsTree
  readonly outside: OutsideSite
  readonly oldHost: MailHost
  stop(): Promise<void>
}

const ourRecords = async (dns: DnsTree): Promise<void> => {
  const zone = await dns.host(ours.domain)
  await zone.set([
    { name: 'sv0001', type: 'A', values: [ours.address] },
    { name: 'sv0001', type: 'AAAA', values: [ours.address6] },
    { name: 'sv0001', type: 'TXT', values: ['v=spf1 a -all'] },
  ])
  await dns.reverse(ours.address, ours.hostName)
  await dns.reverse(ours.address6, ours.hostName)
}

/**
 * Starts everything that is not ours. For inside a namespace (`namespace.ts`).
 * @param directory the lab's own
 */
export const startInternet = async (directory: string): Promise<Internet> => {
  const [dns, authority] = await Promise.all([startTree(join(directory, 'dns')), makeAuthority(join(directory, 'authority'))])
  await ourRecords(dns)
  mkdirSync(join(directory, 'outside'), { recursive: true })
  const outside = await openOutsideSite(dns, authority, join(directory, 'outside'))
  const oldHost = await openOldHost(dns, authority, join(directory, 'old-host'), [customers.unproven])
  return {
    directory,
    authority,
    dns,
    outside,
    oldHost,
    stop: async () => {
      await Promise.all([outside.stop(), oldHost.stop()])
      await dns.stop()
    },
  }
}
