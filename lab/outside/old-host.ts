/** The hosting that a customer is moving away from: a mail host that takes whatever comes for the customer's domain, and a web site. */
import { createServer } from 'node:http'
import type { Authority } from '../authority.ts'
import type { DnsTree } from '../dns/tree.ts'
import { oldHost } from '../places.ts'
import { type MailHost, openMailHost } from './mail-host.ts'

/**
 * Opens the old host.
 * @param domains customers' domains that still live there: their MX and their web site
 */
export const openOldHost = async (dns: DnsTree, authority: Authority, directory: string, domains: readonly string[]): Promise<MailHost> => {
  const own = await dns.host(oldHost.domain)
  await own.set([{ name: 'www12', type: 'A', values: [oldHost.address] }])
  await dns.reverse(oldHost.address, oldHost.hostName)
  for (const domain of domains) {
    const zone = await dns.host(domain)
    await zone.set([
      { name: '@', type: 'A', values: [oldHost.address] },
      { name: 'www', type: 'CNAME', values: [`${domain}.`] },
      { name: '@', type: 'MX', values: [`10 ${oldHost.hostName}.`] },
    ])
  }
  const host = await openMailHost(oldHost, await authority.issue([oldHost.hostName], directory), {
    recipient: address => (domains.some(domain => address.toLowerCase().endsWith(`@${domain}`)) ? null : { code: 550, text: '5.7.1 Relaying denied' }),
  })
  const web = createServer((request, response) => response.end(`This is ${request.headers.host ?? '?'}, at the old place.\n`))
  await new Promise<void>(resolve => void web.listen(80, oldHost.address, resolve))
  return {
    ...host,
    stop: async () => {
      web.closeAllConnections()
      await Promise.all([host.stop(), new Promise(resolve => web.close(resolve))])
    },
  }
}
