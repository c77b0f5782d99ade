/** The forward-confirmed reverse name and the country rule, through real DNS: PowerDNS with the records, Unbound as everybody's resolver. */
import assert from 'node:assert/strict'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { startTree, type DnsTree } from '../../lab/dns/tree.ts'
import { labDirectory } from '../../lab/namespace.ts'
import { cafe, forger, outside, resolver } from '../../lab/places.ts'
import { countryJudge } from '../../src/actions/judge-country.ts'
import { checkConfig } from '../../src/base/config.ts'
import { openCountries } from '../../src/engines/country/countries.ts'
import { reverseNames } from '../../src/engines/resolver/reverse-name.ts'

const google = 'mail-lf1-f52.google.com'
const silentHost = '203.0.113.99'
let tree: DnsTree
const defaults = { smtp: true, retrieval: false, home: ['JP'], unknown: 'allow' } as const
const gmailPass = { kind: 'service', value: 'gmail', until: null } as const
const abroad = (() => {
  const checked = checkConfig({ country: { overlay: { '198.51.100.0/24': 'US', '2001:db8:51::/48': 'US' } } })
  assert.ok('config' in checked)
  return openCountries(checked.config.country)
})()
const judgeAsking = (port: number, address: string) => countryJudge(abroad, reverseNames({ address: { address, port } }), defaults)

before(async () => {
  tree = await startTree(join(labDirectory()!, 'dns'))
  const zone = await tree.host('google.com')
  await zone.set([
    { name: 'mail-lf1-f52', type: 'A', values: [outside.address] },
    { name: 'mail-lf1-f52', type: 'AAAA', values: [outside.address6] },
  ])
  await tree.reverse(outside.address, google)
  await tree.reverse(outside.address6, google)
  // The forger writes Google's name into his own zone; Google's name does not lead to him.
  await tree.reverse(forger.address, google)
  // A name whose servers are there and refuse it: everybody's resolver says SERVFAIL.
  await tree.register('broken.example', [{ hostName: 'ns1.hosting.test', address: '203.0.113.3' }])
  await tree.reverse(cafe.address, 'cafe.broken.example')
})
after(() => tree.stop())

test('a name that leads back is confirmed, in IPv4, in IPv6 and in IPv4 within IPv6', async () => {
  const names = reverseNames({ address: resolver })
  for (const address of [outside.address, outside.address6, `::ffff:${outside.address}`]) assert.deepEqual(await names.lookUp(address), { state: 'confirmed', name: google }, address)
})

test('a name that lies is none, and so is no name', async () => {
  const names = reverseNames({ address: resolver })
  assert.deepEqual(await names.lookUp(forger.address), { state: 'none' })
  assert.deepEqual(await names.lookUp('198.51.100.77'), { state: 'none' })
})

test('a way back that cannot be asked is unknown', async () => {
  assert.deepEqual(await reverseNames({ address: resolver }).lookUp(cafe.address), { state: 'unknown', why: 'ESERVFAIL' })
})

test('a silent resolver and a resolver that is not there are unknown', async () => {
  const silent = createSocket('udp4').bind(5353, '127.0.0.1')
  await once(silent, 'listening')
  assert.equal((await reverseNames({ address: { address: '127.0.0.1', port: 5353 } }).lookUp(outside.address)).state, 'unknown')
  silent.close()
  assert.equal((await reverseNames({ address: { address: silentHost, port: 53 } }).lookUp(outside.address)).state, 'unknown')
})

test("without a setting the machine's own resolver is asked", async () => {
  assert.deepEqual(await reverseNames({ address: '' }).lookUp(outside.address), { state: 'confirmed', name: google })
})

test('Gmail from abroad: named without a pass, let in with one; a liar and a stranger are not', async () => {
  const judge = judgeAsking(resolver.port, resolver.address)
  const without = await judge.judge('smtp', outside.address, { rules: [], passes: [] })
  assert.equal(without.state, 'blocked')
  assert.deepEqual(await judge.nameService(without, outside.address), { ...without, service: 'gmail' })
  const withPass = { rules: [], passes: [gmailPass] }
  assert.deepEqual(await judge.judge('smtp', outside.address, withPass), { state: 'allowed', country: 'US', because: 'pass-service' })
  assert.deepEqual(await judge.judge('smtp', outside.address6, withPass), { state: 'allowed', country: 'US', because: 'pass-service' })
  for (const address of [forger.address, '198.51.100.77']) {
    const opinion = await judge.judge('smtp', address, withPass)
    assert.ok(opinion.state === 'blocked' && opinion.service === null && opinion.unresolved === null, address)
  }
  assert.equal(await judge.networkName(outside.address), google)
  assert.equal(await judge.networkName(forger.address), null)
})

test('while nobody can say whether it is Gmail, the refusal is ours; without a pass nobody waits for it', async () => {
  const judge = judgeAsking(53, silentHost)
  const opinion = await judge.judge('smtp', outside.address, { rules: [], passes: [gmailPass] })
  assert.ok(opinion.state === 'blocked' && opinion.unresolved !== null)
  const noPass = await judge.judge('smtp', outside.address, { rules: [], passes: [] })
  assert.ok(noPass.state === 'blocked' && noPass.unresolved === null)
  assert.deepEqual(await judge.judge('imap', outside.address, { rules: [], passes: [gmailPass] }), { state: 'allowed', country: 'US', because: 'rule-off' })
})

test("Outlook's published networks need no resolver", async () => {
  const countries = openCountries((checkConfig({}) as { config: { country: Parameters<typeof openCountries>[0] } }).config.country)
  const judge = countryJudge(countries, reverseNames({ address: { address: silentHost, port: 53 } }), defaults)
  const outlook = { kind: 'service', value: 'outlook', until: null } as const
  for (const address of ['52.125.138.9', '2603:1026:c03::5']) {
    assert.deepEqual(await judge.judge('smtp', address, { rules: [], passes: [outlook] }), { state: 'allowed', country: 'US', because: 'pass-service' })
    const named = await judge.judge('smtp', address, { rules: [], passes: [] })
    assert.ok(named.state === 'blocked' && named.service === 'outlook')
  }
})
