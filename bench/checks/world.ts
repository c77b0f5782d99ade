/** A thousand domains on real name servers, and ten whose name server takes every question and answers none. */
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { type NameServer, startNameServer } from '../../lab/dns/name-server.ts'
import { startTree } from '../../lab/dns/tree.ts'
import { ours, resolver } from '../../lab/places.ts'
import type { Asked } from '../../src/actions/observe-domain.ts'
import type { Dns } from '../../src/actions/open-dns.ts'
import { semaphore } from '../../src/base/semaphore.ts'
import { wantedRecords } from '../../src/core/dns/wanted.ts'
import { openDns } from '../../src/engines/resolver/dns.ts'

/** How many domains a run looks at. */
export const domainCount = 1000
/** Of those, how many have the name server that hangs, in the runs with it. */
export const hungCount = 10

const servers = [1, 2, 3, 4].map(number => ({ hostName: `ns${number}.bench.test`, address: `203.0.113.${100 + number}` }))
const hung = { hostName: 'hung.bench.test', address: '203.0.113.110' }
/** Longer than the benchmark takes. */
const ttl = 3600
/** Programs that tell PowerDNS of a new zone. */
const together = 8

export interface ChecksWorld {
  readonly dns: Dns
  /** The domains of a run, those that hang spread evenly. */
  domains(withHung: boolean): readonly Asked[]
  /** Has the resolver forget everything, so that each run begins alike. */
  forget(): Promise<void>
  stop(): Promise<void>
}

const nameOf = (index: number): string => `d${String(index).padStart(4, '0')}.example`
const hungNameOf = (index: number): string => `h${String(index).padStart(4, '0')}.example`
const publicKey = 'A'.repeat(392)

const askedOf = (domain: string): Asked => ({ domain, hostName: ours.hostName, wanted: wantedRecords({ name: domain, hostName: ours.hostName, dkimKeys: [{ selector: 'todoku1', algorithm: 'rsa', publicKey }] }) })

/** Zones with the records that `askedOf` wants: each look finds that all is right. */
const fill = async (running: readonly NameServer[]): Promise<void> => {
  const turn = semaphore(together, domainCount)
  const records = askedOf('').wanted.map(({ type, name, value }) => ({ name: name === '' ? '@' : name.replace(/\.$/, ''), type, values: [type === 'MX' ? `${value}.` : value] }))
  await Promise.all(Array.from({ length: domainCount }, (_, index) => turn(() => running[index % running.length]!.addZone(nameOf(index), ttl, records))))
}

/** Takes questions over UDP and connections over TCP, and says nothing. */
const startHole = async (address: string): Promise<() => void> => {
  const udp = createSocket('udp4').bind(53, address)
  const tcp = createServer().listen(53, address)
  await Promise.all([once(udp, 'listening'), once(tcp, 'listening')])
  return () => {
    udp.close()
    tcp.close()
  }
}

/** Starts everything. @param directory of the laboratory */
export const startChecksWorld = async (directory: string): Promise<ChecksWorld> => {
  const tree = await startTree(join(directory, 'dns'))
  const running = await Promise.all(servers.map(server => startNameServer(server, join(directory, server.hostName))))
  const closeHole = await startHole(hung.address)
  await fill(running)
  await (await tree.host('bench.test')).set([...servers, hung].map(({ hostName, address }) => ({ name: hostName.split('.')[0]!, type: 'A', values: [address], ttl })))
  await (await tree.host('todoku.test')).set([{ name: 'sv0001', type: 'A', values: [ours.address], ttl }])
  const delegated = (name: string, hostName: string) => ({ name: name.replace('.example', ''), type: 'NS' as const, values: [`${hostName}.`], ttl })
  await tree.registry.zone('example')!.set([
    ...Array.from({ length: domainCount }, (_, index) => delegated(nameOf(index), servers[index % servers.length]!.hostName)),
    ...Array.from({ length: hungCount }, (_, index) => delegated(hungNameOf(index), hung.hostName)),
  ])
  const every = domainCount / hungCount
  const isHung = (index: number): boolean => index % every === every / 2
  return {
    dns: openDns({ address: resolver }),
    domains: withHung => Array.from({ length: domainCount }, (_, index) => askedOf(withHung && isHung(index) ? hungNameOf(Math.floor(index / every)) : nameOf(index))),
    forget: () => tree.resolver.forget(''),
    stop: async () => {
      closeHole()
      await Promise.all(running.map(server => server.stop()))
      await tree.stop()
    },
  }
}
