/** A change of name servers seen through real DNS: PowerDNS at root, registry, old host and ours, Unbound as everybody's resolver, which still holds the old. */
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type NameServer, startNameServer } from '../../lab/dns/name-server.ts'
import { type DnsTree, startTree } from '../../lab/dns/tree.ts'
import { labDirectory } from '../../lab/namespace.ts'
import { nameServers, ours, resolver } from '../../lab/places.ts'
import { nameServerClock } from '../../src/core/dns/clock.ts'
import type { Answer } from '../../src/core/dns/observed.ts'
import { openDns } from '../../src/engines/resolver/dns.ts'

const domain = 'kaede.example'
const ourServer = { hostName: `ns1.${ours.domain}`, address: ours.address }
const dns = openDns({ address: resolver })
let tree: DnsTree
let service: NameServer

const ttlOf = (answer: Answer): number => {
  assert.ok(answer.state !== 'unknown' && answer.ttl !== null, JSON.stringify(answer))
  return answer.ttl
}
const values = (answer: Answer): readonly string[] | string => (answer.state === 'records' ? answer.records.map(({ value }) => value) : answer.state === 'unknown' ? answer.why : answer.state)

before(async () => {
  tree = await startTree(join(labDirectory()!, 'dns'))
  service = await startNameServer(ourServer, join(labDirectory()!, 'service'))
  const zone = await tree.host(ours.domain)
  await zone.set([{ name: 'ns1', type: 'A', values: [ours.address] }])
  const old = await tree.hosting.addZone(domain, 600)
  await old.set([{ name: '@', type: 'TXT', values: ['old'] }])
  const mine = await service.addZone(domain, 300)
  await mine.set([
    { name: '@', type: 'TXT', values: ['new', ...Array.from({ length: 30 }, (_, i) => `${i} ${'x'.repeat(200)}`)] },
    { name: 'www', type: 'CNAME', values: ['www.momiji.test.'] },
  ])
  const elsewhere = await tree.host('momiji.test')
  await elsewhere.set([{ name: 'www', type: 'A', values: ['198.51.100.30'] }])
})
after(async () => {
  await service.stop()
  await tree.stop()
})

test('a name that nobody has registered; when it is, resolvers hold for a while that it is not there', async () => {
  const none = await dns.delegation(domain)
  assert.deepEqual([none.state, none.parent, none.parentSaid.map(({ hostName, answer }) => [hostName, answer.state])], ['not-registered', 'example', [['a.registry.test', 'absent']]])
  await tree.register(domain, [nameServers.hosting], 900)
  const seen = await dns.delegation(domain)
  const clock = nameServerClock(seen, [ourServer.hostName], null)
  assert.deepEqual([clock.state, clock.servers, clock.heldBecause], ['others', ['ns1.hosting.test'], 'resolver'])
  assert.equal(Date.parse(clock.heldUntil!) - Date.parse(seen.at), ttlOf(seen.cached) * 1000)
  await tree.resolver.forget(domain)
})

test('the parent says the new while the resolver holds the old: the clock is what it has left', async () => {
  const before = await dns.delegation(domain)
  assert.deepEqual([before.state, before.servers, before.parentTtl, before.childTtl, values(before.cached)], ['delegated', ['ns1.hosting.test'], 900, 600, ['ns1.hosting.test']])
  await tree.register(domain, [ourServer], 900)
  const seen = await dns.delegation(domain)
  assert.deepEqual(seen.servers, [ourServer.hostName])
  assert.deepEqual(seen.childSaid.map(({ hostName, address, answer }) => [hostName, address, values(answer)]), [[ourServer.hostName, ours.address, [ourServer.hostName]]])
  assert.deepEqual(values(seen.cached), ['ns1.hosting.test'])
  const left = ttlOf(seen.cached)
  assert.ok(left <= 600 && left <= ttlOf(before.cached), `${left} s left`)
  const clock = nameServerClock(seen, [`${ourServer.hostName.toUpperCase()}.`], null)
  assert.deepEqual([clock.state, clock.lame, clock.heldBecause, Date.parse(clock.heldUntil!) - Date.parse(seen.at)], ['ours', [], 'resolver', left * 1000])
  // Others may have looked just before the change.
  const since = nameServerClock(seen, [ourServer.hostName], { servers: before.servers, parentTtl: before.parentTtl, childTtl: before.childTtl, seenAt: before.at })
  assert.deepEqual([since.heldBecause, since.heldUntil], ['before', new Date(Date.parse(before.at) + 900_000).toISOString()])
})

test('the zone is asked at its new servers at once, over TCP where it does not fit; aliases are followed to their own zone', async () => {
  const text = values(await dns.askAuthority(domain, 'TXT'))
  assert.ok(text.length === 31 && text.includes('new'), String(text))
  assert.deepEqual(values(await dns.ask(domain, 'TXT')), ['old'])
  assert.deepEqual(values(await dns.askAuthority(`www.${domain}`, 'A')), ['198.51.100.30'])
  assert.equal(values(await dns.askAuthority(`nothing.${domain}`, 'A')), 'absent')
})

test('when the resolver has forgotten the old, nothing is held', async () => {
  await tree.resolver.forget(domain)
  const clock = nameServerClock(await dns.delegation(domain), [ourServer.hostName], null)
  assert.deepEqual([clock.state, clock.heldUntil, clock.heldBecause], ['ours', null, 'nothing'])
})

test('a delegation to servers that do not have the zone is lame; one to our own loopback is not asked', async () => {
  await tree.register('sumire.example', [nameServers.hosting, { hostName: 'ns.sumire.example', address: '127.0.0.1' }])
  const seen = await dns.delegation('sumire.example')
  assert.deepEqual(seen.childSaid.map(({ hostName, answer }) => [hostName, values(answer)]), [
    ['ns.sumire.example', 'forbidden-address'],
    ['ns1.hosting.test', 'refused'],
  ])
  assert.deepEqual(nameServerClock(seen, [ourServer.hostName], null).lame, ['ns1.hosting.test'])
})
