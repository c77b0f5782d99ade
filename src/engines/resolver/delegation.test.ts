import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type DnsWorld, nothing, records, referral, soa, startDnsWorld } from '../../../test/dns-world.ts'
import { type Said, type Script, silent } from '../../../test/scripted-dns.ts'
import type { Answer, Delegation, ServerSaid } from '../../core/dns/observed.ts'

const running: DnsWorld[] = []
after(() => Promise.all(running.map(one => one.stop())))

/** What resolvers know of the registry `jp`: two servers. */
const resolver: Record<string, Said> = {
  'NS jp': records('jp 3600 NS b.dns.test', 'jp 3600 NS a.dns.test'),
  'A a.dns.test': records('a.dns.test 3600 A 127.0.3.1'),
  'A b.dns.test': records('b.dns.test 3600 A 127.0.3.2'),
  'AAAA a.dns.test': nothing(),
  'AAAA b.dns.test': nothing(),
}

/** A world whose registry has two servers that say the same, or not. */
const world = async (registry: Script | readonly [Script, Script], servers: Readonly<Record<string, Script>> = {}, more: Readonly<Record<string, Said | typeof silent>> = {}): Promise<DnsWorld> => {
  const [first, second] = Array.isArray(registry) ? (registry as readonly [Script, Script]) : ([registry, registry] as readonly [Script, Script])
  const one = await startDnsWorld({ ...resolver, ...more }, { '127.0.3.1': first, '127.0.3.2': second, ...servers })
  running.push(one)
  return one
}

const answer = (said: Answer): string => {
  switch (said.state) {
    case 'records':
      return said.records.map(({ value }) => value).join(' ')
    case 'absent':
      return said.isNameThere ? 'no such record' : 'no such name'
    case 'unknown':
      return said.why
  }
}

const brief = (said: readonly ServerSaid[]): string[] => said.map(one => `${one.hostName} ${one.address}: ${answer(one.answer)}`)

const short = ({ state, parent, servers, why }: Delegation): unknown[] => [state, parent, servers, why]

const kaede = referral('kaede.jp', ['ns1.kaede.jp=127.0.3.11', 'ns2.kaede.jp=127.0.3.12'])
const child: Script = { 'NS kaede.jp': records('kaede.jp 3600 NS ns2.kaede.jp', 'kaede.jp 3600 NS ns1.kaede.jp'), 'TXT kaede.jp': records('kaede.jp 60 TXT here') }

test('a delegation: every server of the parent, every server of the child, and what the resolver still holds', async () => {
  const { dns, asked } = await world({ 'NS kaede.jp': kaede }, { '127.0.3.11': child, '127.0.3.12': {} }, { 'NS kaede.jp': records('kaede.jp 1234 NS ns.old.example') })
  const seen = await dns.delegation('Kaede.jp.')
  assert.deepEqual(
    { ...seen, parentSaid: brief(seen.parentSaid), childSaid: brief(seen.childSaid) },
    {
      name: 'kaede.jp',
      parent: 'jp',
      at: '2026-11-24T12:00:00.000Z',
      state: 'delegated',
      why: null,
      servers: ['ns1.kaede.jp', 'ns2.kaede.jp'],
      parentTtl: 86_400,
      parentSaid: ['a.dns.test 127.0.3.1: ns1.kaede.jp ns2.kaede.jp', 'b.dns.test 127.0.3.2: ns1.kaede.jp ns2.kaede.jp'],
      childSaid: ['ns1.kaede.jp 127.0.3.11: ns2.kaede.jp ns1.kaede.jp', 'ns2.kaede.jp 127.0.3.12: refused'],
      childTtl: 3600,
      cached: { state: 'records', records: [{ name: 'kaede.jp', type: 'NS', ttl: 1234, value: 'ns.old.example' }], ttl: 1234, from: '127.0.0.1' },
    },
  )
  assert.ok(!asked('resolver').some(question => question.includes('ns1.kaede.jp')), 'glue within the zone needs no look-up')
})

test('a change is seen at once, whatever was seen before', async () => {
  const registry: Record<string, Said> = { 'NS kaede.jp': kaede }
  const { dns } = await world(registry, { '127.0.3.11': child, '127.0.3.12': child })
  assert.deepEqual((await dns.delegation('kaede.jp')).servers, ['ns1.kaede.jp', 'ns2.kaede.jp'])
  registry['NS kaede.jp'] = referral('kaede.jp', ['ns9.kaede.jp=127.0.3.11'])
  assert.deepEqual((await dns.delegation('kaede.jp')).servers, ['ns9.kaede.jp'])
})

const states: readonly (readonly [says: string, registry: Script | readonly [Script, Script], name: string, wanted: readonly unknown[]])[] = [
  ['a name that the registry does not have', { 'NS kaede.jp': nothing(soa('jp')) }, 'kaede.jp', ['not-registered', 'jp', [], null]],
  ['a name under one that the registry does not have', { 'NS a.kaede.jp': nothing(soa('jp')) }, 'a.kaede.jp', ['not-registered', 'jp', [], null]],
  ['a name that is there without name servers', { 'NS ac.jp': { authority: [soa('jp')] } }, 'ac.jp', ['not-delegated', 'jp', [], null]],
  ['a name that is an alias', { 'NS kaede.jp': records('kaede.jp 60 CNAME momiji.jp', 'momiji.jp 60 NS ns.momiji.jp') }, 'kaede.jp', ['not-delegated', 'jp', [], null]],
  ['a name that is an alias of a name elsewhere', { 'NS kaede.jp': records('kaede.jp 60 CNAME momiji.example') }, 'kaede.jp', ['not-delegated', 'jp', [], null]],
  ['a registry that answers itself', { 'NS kaede.jp': records('kaede.jp 60 NS a.dns.test') }, 'kaede.jp', ['delegated', 'jp', ['a.dns.test'], null]],
  ['a parent that disagrees with itself', [{ 'NS kaede.jp': kaede }, { 'NS kaede.jp': referral('kaede.jp', ['ns3.kaede.jp=127.0.3.13']) }], 'kaede.jp', ['delegated', 'jp', ['ns1.kaede.jp', 'ns2.kaede.jp', 'ns3.kaede.jp'], null]],
  ['one of whose servers does not know the name yet', [{ 'NS kaede.jp': nothing(soa('jp')) }, { 'NS kaede.jp': kaede }], 'kaede.jp', ['delegated', 'jp', ['ns1.kaede.jp', 'ns2.kaede.jp'], null]],
  ['one of whose servers fails', [{ 'NS kaede.jp': { rcode: 2 } }, { 'NS kaede.jp': kaede }], 'kaede.jp', ['delegated', 'jp', ['ns1.kaede.jp', 'ns2.kaede.jp'], null]],
  ['all of whose servers fail', { 'NS kaede.jp': { rcode: 2 } }, 'kaede.jp', ['unknown', 'jp', [], 'a.dns.test: servfail (SERVFAIL)']],
  ['whose servers are lame', { 'NS kaede.jp': { isAuthoritative: false, authority: ['. 60 NS a.root.test'] } }, 'kaede.jp', ['unknown', 'jp', [], 'a.dns.test: lame (it does not answer for that zone)']],
  ['one of whose servers sends on to elsewhere', [{ 'NS a.kaede.jp': referral('kaede.jp', ['ns1.kaede.jp=10.0.0.1']) }, { 'NS a.kaede.jp': nothing(soa('jp')) }], 'a.kaede.jp', ['unknown', 'kaede.jp', [], 'ns1.kaede.jp: forbidden-address (10.0.0.1 is no address of a public server)']],
]
for (const [says, registry, name, wanted] of states) {
  test(`a parent with ${says}`, async () => {
    const { dns } = await world(registry)
    assert.deepEqual(short(await dns.delegation(name)), wanted)
  })
}

test("the parent's servers are asked each for itself: one that is silent keeps nobody", async () => {
  const { dns } = await world([() => silent, { 'NS kaede.jp': kaede }], { '127.0.3.11': child, '127.0.3.12': child })
  const seen = await dns.delegation('kaede.jp', 2000)
  assert.deepEqual(brief(seen.parentSaid), ['a.dns.test 127.0.3.1: timeout', 'b.dns.test 127.0.3.2: ns1.kaede.jp ns2.kaede.jp'])
  assert.deepEqual(brief(seen.childSaid), ['ns1.kaede.jp 127.0.3.11: ns2.kaede.jp ns1.kaede.jp', 'ns2.kaede.jp 127.0.3.12: ns2.kaede.jp ns1.kaede.jp'])
})

test('what the servers of the name say: each kind of trouble is told', async () => {
  const hosts = ['ns.up.example', 'ns.none.example', 'ns.private.example', 'ns.gone.example', 'ns.failed.example', 'ns.silent.example', 'ns.nxdomain.example', 'ns.cached.example', 'ns.below.example']
  const addresses = { up: '127.0.3.21', private: '192.168.0.1', silent: '127.0.3.22', nxdomain: '127.0.3.23', cached: '127.0.3.24', gone: '127.0.3.25', below: '127.0.3.26' }
  const known = Object.fromEntries(
    hosts.flatMap(host => {
      const address = addresses[host.split('.')[1] as keyof typeof addresses]
      return [
        [`A ${host}`, address ? records(`${host} 60 A ${address}`) : host.includes('failed') ? { rcode: 2 } : nothing(soa('example'))],
        [`AAAA ${host}`, nothing(soa('example'))],
      ]
    }),
  )
  const { dns } = await world(
    { 'NS kaede.jp': referral('kaede.jp', hosts) },
    {
      [addresses.up]: { 'NS kaede.jp': { isAuthoritative: false, authority: ['. 60 NS a.root.test'] } },
      [addresses.silent]: () => silent,
      [addresses.nxdomain]: { 'NS kaede.jp': nothing(soa('jp')) },
      [addresses.cached]: { 'NS kaede.jp': { ...records('kaede.jp 60 NS ns.up.example'), isAuthoritative: false } },
      [addresses.below]: { 'NS kaede.jp': kaede },
    },
    known,
  )
  const seen = await dns.delegation('kaede.jp', 2000)
  assert.equal(seen.childTtl, null)
  assert.deepEqual(brief(seen.childSaid), [
    'ns.below.example 127.0.3.26: lame',
    'ns.cached.example 127.0.3.24: lame',
    'ns.failed.example null: servfail',
    'ns.gone.example 127.0.3.25: unreachable',
    'ns.none.example null: no-address',
    'ns.nxdomain.example 127.0.3.23: lame',
    'ns.private.example 192.168.0.1: forbidden-address',
    'ns.silent.example 127.0.3.22: timeout',
    'ns.up.example 127.0.3.21: lame',
  ])
})

test('glue for a name outside the zone is not believed: the resolver is asked', async () => {
  const { dns, asked } = await world(
    { 'NS kaede.jp': { isAuthoritative: false, authority: ['kaede.jp 60 NS ns.victim.example'], additional: ['ns.victim.example 60 A 127.0.3.31'] } },
    { '127.0.3.31': child, '127.0.3.32': child },
    { 'A ns.victim.example': records('ns.victim.example 60 A 127.0.3.32'), 'AAAA ns.victim.example': nothing() },
  )
  assert.deepEqual(brief((await dns.delegation('kaede.jp')).childSaid), ['ns.victim.example 127.0.3.32: ns2.kaede.jp ns1.kaede.jp'])
  assert.deepEqual(asked('127.0.3.31'), [])
})

test("a subdomain is delegated by the zone that it is in, found on the way down", async () => {
  const zone: Record<string, Said> = { 'NS shop.kaede.jp': referral('shop.kaede.jp', ['ns.shop.kaede.jp=127.0.3.13'], 120), 'NS www.kaede.jp': { authority: [soa('kaede.jp')] }, 'NS none.kaede.jp': nothing(soa('kaede.jp')) }
  const { dns } = await world(
    ({ name }) => (name.endsWith('kaede.jp') ? kaede : nothing(soa('jp'))),
    { '127.0.3.11': zone, '127.0.3.12': zone, '127.0.3.13': { 'NS shop.kaede.jp': records('shop.kaede.jp 60 NS ns.shop.kaede.jp') } },
  )
  const seen = await dns.delegation('shop.kaede.jp')
  assert.deepEqual(short(seen), ['delegated', 'kaede.jp', ['ns.shop.kaede.jp'], null])
  assert.deepEqual([seen.parentTtl, seen.childTtl], [120, 60])
  assert.deepEqual(short(await dns.delegation('www.kaede.jp')), ['not-delegated', 'kaede.jp', [], null])
  assert.deepEqual(short(await dns.delegation('none.kaede.jp')), ['not-delegated', 'kaede.jp', [], null])
})

test('without a resolver nothing is known; under a top level that does not exist nothing is registered', async () => {
  const { dns } = await world({}, { '127.0.3.41': { 'NS kaede.none': nothing(soa('.')), 'NS jp': referral('jp', ['a.dns.test']) } }, {
    'NS none': nothing(soa('.')),
    'NS lost': { rcode: 2 },
    'NS ': records('. 60 NS a.root.test'),
    'A a.root.test': records('a.root.test 60 A 127.0.3.41'),
    'AAAA a.root.test': nothing(),
  })
  assert.deepEqual(short(await dns.delegation('kaede.lost')), ['unknown', '', [], '127.0.0.1: servfail (SERVFAIL)'])
  assert.deepEqual(short(await dns.delegation('kaede.none')), ['not-registered', '', [], null])
  assert.deepEqual(short(await dns.delegation('jp')), ['delegated', '', ['a.dns.test'], null])
})

test('a resolver that knows no root is no help', async () => {
  const { dns } = await world({}, {}, { 'NS none': nothing(), 'NS ': nothing() })
  assert.deepEqual(short(await dns.delegation('kaede.none')), ['unknown', '', [], '127.0.0.1: lame (the resolver knows no root)'])
})

test("the zone's own servers answer: found from the registry down, the next one when one is silent", async () => {
  const { dns, asked } = await world(
    ({ name }) => (name.endsWith('kaede.jp') ? kaede : { rcode: 5 }),
    { '127.0.3.11': () => silent, '127.0.3.12': { ...child, 'A www.kaede.jp': records('www.kaede.jp 60 A 192.0.2.1'), 'A none.kaede.jp': nothing(soa('kaede.jp')), 'DS kaede.jp': records('kaede.jp 60 DS 1 13 2 ff') } },
  )
  const [text, a, none] = await Promise.all([dns.askAuthority('kaede.jp', 'TXT'), dns.askAuthority('www.kaede.jp', 'A'), dns.askAuthority('none.kaede.jp', 'A')])
  assert.deepEqual(text, { state: 'records', records: [{ name: 'kaede.jp', type: 'TXT', ttl: 60, value: 'here' }], ttl: 60, from: 'ns2.kaede.jp' })
  assert.deepEqual([answer(a), answer(none)], ['192.0.2.1', 'no such name'])
  assert.ok(!asked('resolver').some(question => question.includes('kaede')), 'the resolver may hold the old')
  assert.deepEqual(asked('127.0.3.1'), ['udp NS kaede.jp'], 'the registry is asked once for the way')
  const before = asked('127.0.3.11').length
  assert.equal(answer(await dns.askAuthority('kaede.jp', 'TXT')), 'here')
  assert.equal(asked('127.0.3.11').length, before, 'whoever was silent comes last')
})

test("what a delegation showed is what the next questions go by", async () => {
  const registry: Record<string, Said> = { 'NS kaede.jp': kaede, 'TXT kaede.jp': nothing(soa('jp')) }
  const moved = { 'NS kaede.jp': records('kaede.jp 60 NS ns9.kaede.jp'), 'TXT kaede.jp': records('kaede.jp 60 TXT moved') }
  const { dns } = await world(registry, { '127.0.3.11': child, '127.0.3.12': child, '127.0.3.13': moved })
  assert.equal(answer(await dns.askAuthority('kaede.jp', 'TXT')), 'here')
  registry['NS kaede.jp'] = referral('kaede.jp', ['ns9.kaede.jp=127.0.3.13'])
  await dns.delegation('kaede.jp')
  assert.equal(answer(await dns.askAuthority('kaede.jp', 'TXT')), 'moved')
  registry['NS kaede.jp'] = nothing(soa('jp'))
  await dns.delegation('kaede.jp')
  assert.equal(answer(await dns.askAuthority('kaede.jp', 'TXT')), 'no such name')
})

test('a DS record is the parent\'s to say', async () => {
  const { dns } = await world(({ type }) => (type === 'DS' ? records('kaede.jp 60 DS 1 13 2 aa') : kaede), { '127.0.3.11': child, '127.0.3.12': child })
  assert.equal(answer(await dns.askAuthority('kaede.jp', 'TXT')), 'here')
  assert.equal(answer(await dns.askAuthority('kaede.jp', 'DS')), '1 13 2 aa')
})

test("an alias into another zone is that zone's to answer, whatever the first one claims", async () => {
  const { dns } = await world(
    ({ name }) => (name.endsWith('kaede.jp') ? kaede : name.endsWith('momiji.jp') ? referral('momiji.jp', ['ns.momiji.jp=127.0.3.13']) : { rcode: 5 }),
    {
      '127.0.3.11': { 'A www.kaede.jp': records('www.kaede.jp 60 CNAME www.momiji.jp', 'www.momiji.jp 60 A 127.0.0.66'), 'A a.kaede.jp': records('a.kaede.jp 60 CNAME b.momiji.jp') },
      '127.0.3.13': { 'A www.momiji.jp': records('www.momiji.jp 30 A 192.0.2.7'), 'A b.momiji.jp': records('b.momiji.jp 60 CNAME a.kaede.jp') },
    },
  )
  const said = await dns.askAuthority('www.kaede.jp', 'A')
  assert.deepEqual([answer(said), said.state === 'records' && said.ttl], ['192.0.2.7', 30])
  assert.equal(answer(await dns.askAuthority('a.kaede.jp', 'A')), 'loop')
})

test('servers that all fail, and a zone that nobody answers for', async () => {
  const { dns } = await world(
    ({ name }) => (name.endsWith('kaede.jp') ? kaede : name.endsWith('momiji.jp') ? referral('momiji.jp', ['ns.momiji.jp=10.0.0.1']) : name.endsWith('sumire.jp') ? referral('sumire.jp', ['ns.sumire.example']) : { rcode: 2 }),
    { '127.0.3.11': {}, '127.0.3.12': () => silent },
    { 'A ns.sumire.example': nothing(), 'AAAA ns.sumire.example': nothing() },
  )
  assert.equal(answer(await dns.askAuthority('kaede.jp', 'A', 1000)), 'refused')
  assert.equal(answer(await dns.askAuthority('momiji.jp', 'A')), 'forbidden-address')
  assert.equal(answer(await dns.askAuthority('sumire.jp', 'A')), 'no-address')
  assert.equal(answer(await dns.askAuthority('tsubaki.jp', 'A')), 'servfail')
})
