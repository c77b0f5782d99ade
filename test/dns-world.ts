/** A small DNS on loopback: a resolver and name servers, each as it was told to be, each at an address of its own and all at one port. */
import { type Dns, openDns } from '../src/engines/resolver/dns.ts'
import { type Said, type Script, type ScriptedDns, startScriptedDns } from './scripted-dns.ts'

export interface DnsWorld {
  readonly dns: Dns
  readonly port: number
  /** What was asked of `resolver`, or of the server at an address. */
  asked(server: string): readonly string[]
  stop(): Promise<void>
}

/** What a resolver, or a zone's server, says when it has records. */
export const records = (...answer: readonly string[]): Said => ({ answer, offersRecursion: true })

/** There is no such name. `soa` is a whole record of the zone that says so. */
export const nothing = (soa?: string): Said => ({ rcode: 3, offersRecursion: true, ...(soa === undefined ? {} : { authority: [soa] }) })

/** A referral to servers, each `ns1.example.jp` or with glue `ns1.example.jp=127.0.1.2`. */
export const referral = (zone: string, servers: readonly string[], ttl = 86_400): Said => ({
  isAuthoritative: false,
  authority: servers.map(server => `${zone} ${ttl} NS ${server.split('=')[0]}`),
  additional: servers.filter(server => server.includes('=')).map(server => `${server.split('=')[0]} ${ttl} A ${server.split('=')[1]}`),
})

/** A zone's SOA, whose negative answers last 300 s. */
export const soa = (zone: string): string => `${zone} 900 SOA ns1.${zone} hostmaster.${zone} 7 3600 600 86400 300`

/**
 * Starts it.
 * @param resolver at 127.0.0.1
 * @param servers by their addresses in 127.0.0.0/8; networks 10 and 192.168 count as forbidden, loopback does not
 */
export const startDnsWorld = async (resolver: Script, servers: Readonly<Record<string, Script>> = {}, hasTcp = true): Promise<DnsWorld> => {
  const first = await startScriptedDns(resolver, { hasTcp })
  const { port } = first
  const running = new Map<string, ScriptedDns>([['resolver', first]])
  for (const [address, script] of Object.entries(servers)) running.set(address, await startScriptedDns(script, { address, port, hasTcp }))
  return {
    dns: openDns({ address: { address: first.address, port } }, { port, isForbidden: address => /^(10|192\.168)\./.test(address), now: () => new Date('2026-11-24T12:00:00Z') }),
    port,
    asked: server => running.get(server)?.asked ?? [],
    stop: async () => {
      await Promise.all([...running.values()].map(server => server.stop()))
    },
  }
}
