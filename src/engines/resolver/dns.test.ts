import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Said, type Script, type ScriptedDns, silent, startScriptedDns } from '../../../test/scripted-dns.ts'
import { type Dns, openDns } from './dns.ts'

const running: ScriptedDns[] = []
after(() => Promise.all(running.map(server => server.stop())))

/** A free address of 127.0.0.0/8 for each: all name servers of a world share a port. */
const world = async (scripts: Readonly<Record<string, Script>>, resolver: Script): Promise<{ dns: Dns; asked: (host: string) => string[]; port: number }> => {
  const first = await startScriptedDns(resolver, { address: '127.0.0.1' })
  const { port } = first
  const servers: Record<string, ScriptedDns> = { resolver: first }
  for (const [address, script] of Object.entries(scripts)) servers[address] = await startScriptedDns(script, { address, port })
  running.push(...Object.values(servers))
  const dns = openDns({ address: { address: '127.0.0.1', port } }, { port, isForbidden: address => address.startsWith('10.'), now: () => new Date('2026-11-24T12:00:00Z') })
  return { dns, asked: host => servers[host]!.asked, port }
}

const soa = (zone: string): string => `${zone} 900 SOA ns1.${zone} hostmaster.${zone} 7 3600 600 86400 300`
const records = (...answer: string[]): Said => ({ answer, offersRecursion: true })
const nothing: Said = { rcode: 3, offersRecursion: true, isAuthoritative: false }

/** What every resolver here knows of the registry `jp`, with one server. */
const registry: Record<string, Said> = {
  'NS jp': records('jp 3600 NS a.registry.test'),
  'A a.registry.test': records('a.registry.test 3600 A 127.0.1.1'),
  'AAAA a.registry.test': nothing,
}
const kaede = ['kaede.jp 86400 NS ns1.kaede.jp', 'kaede.jp 86400 NS ns2.kaede.jp']
const referral: Said = { isAuthoritative: false, authority: kaede, additional: ['ns1.kaede.jp 86400 A 127.0.1.2', 'ns2.kaede.jp 86400 A 127.0.1.3', 'ns1.victim.example 86400 A 127.0.1.9'] }

test('a delegation: what the parent says, what its servers say, and what the resolver still holds', async () => {
  const child = { 'NS kaede.jp': { answer: kaede.map(line => line.replace('86400', '3600')) } }
  const { dns, asked } = await world(
    { '127.0.1.1': { 'NS kaede.jp': referral }, '127.0.1.2': child, '127.0.1.3': {} },
    { ...registry, 'NS kaede.jp': records('kaede.jp 1234 NS old.example') },
  )
  const seen = await dns.delegation('Kaede.jp.')
  assert.deepEqual(
    { ...seen, parentSaid: seen.parentSaid.map(({ hostName, address, answer }) => [hostName, address, answer.state]), childSaid: seen.childSaid.map(({ hostName, address, answer }) => [hostName, address, answer.state === 'unknown' ? answer.why : answer.state]) },
    {
      name: 'kaede.jp',
      parent: 'jp',
      at: '2026-11-24T12:00:00.000Z',
      state: 'delegated',
      why: null,
      servers: ['ns1.kaede.jp', 'ns2.kaede.jp'],
      parentTtl: 86400,
      parentSaid: [['a.registry.test', '127.0.1.1', 'records']],
      childSaid: [
        ['ns1.kaede.jp', '127.0.1.2', 'records'],
        ['ns2.kaede.jp', '127.0.1.3', 'refused'],
      ],
      childTtl: 3600,
      cached: { state: 'records', records: [{ name: 'kaede.jp', type: 'NS', ttl: 1234, value: 'old.example' }], ttl: 1234, from: '127.0.0.1' },
    },
  )
  assert.ok(!asked('resolver').some(question => question.includes('ns1.kaede.jp')), 'glue within the zone needs no look-up')
})
