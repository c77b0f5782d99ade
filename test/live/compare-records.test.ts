/** A domain's records compared with what they should be, on real name servers: each verdict, and each way not to know. */
import assert from 'node:assert/strict'
import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type NameServer, accepts, startNameServer, type ZoneHandle } from '../../lab/dns/name-server.ts'
import { startTree, type DnsTree } from '../../lab/dns/tree.ts'
import type { RecordSet } from '../../lab/dns/zone.ts'
import { labDirectory } from '../../lab/namespace.ts'
import { hostileServers, nameServers, oldHost, ours, resolver } from '../../lab/places.ts'
import { type Running, start } from '../../lab/process.ts'
import { type ComparedDomain, judged } from '../../src/actions/compare-records.ts'
import { operator } from '../../src/actions/installation.ts'
import { type Asked, observeDomain } from '../../src/actions/observe-domain.ts'
import type { Dns } from '../../src/actions/open-dns.ts'
import { databaseAddress } from '../../src/base/database.ts'
import type { Verdict } from '../../src/core/dns/verdict.ts'
import { wantedRecords } from '../../src/core/dns/wanted.ts'
import { openDns } from '../../src/engines/resolver/dns.ts'
import { insertDkimKey } from '../../src/store/dkim-keys.ts'
import { insertDomain } from '../../src/store/domains.ts'
import { migrate } from '../../src/store/migrate.ts'
import { insertOwner } from '../../src/store/owners.ts'
import { openDatabase } from '../../src/store/pool.ts'
import { makeCluster } from './cluster.ts'
import { runTodoku } from './command-line.ts'

const directory = join(labDirectory()!, 'dns')
const { silent, honest: second } = hostileServers
const validator = { address: '203.0.113.54', port: 53 }
const publicKey = 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA'
/** Long enough for an old answer to outlive the test. */
const oldTtl = 3600

let tree: DnsTree
let other: NameServer
let unbound: Running
let hole: Socket
let dns: Dns

const asked = (domain: string): Asked => ({ domain, hostName: ours.hostName, wanted: wantedRecords({ name: domain, hostName: ours.hostName, dkimKeys: [{ selector: 'todoku1', algorithm: 'rsa', publicKey }] }) })

/** What a domain has when all is right, under its own name. */
const good: readonly RecordSet[] = [
  { name: '@', type: 'MX', values: [`10 ${ours.hostName}.`] },
  { name: '@', type: 'TXT', values: [`v=spf1 +a:${ours.hostName} ~all`] },
  { name: 'todoku1._domainkey', type: 'TXT', values: [`v=DKIM1; k=rsa; p=${publicKey}`] },
  { name: '_dmarc', type: 'TXT', values: ['v=DMARC1; p=none'] },
]

const merged = (changes: readonly RecordSet[]): RecordSet[] => [...good.filter(old => !changes.some(({ name, type }) => name === old.name && type === old.type)), ...changes]

/** A domain at the hosting company, as it should be but for this. */
const host = async (domain: string, changes: readonly RecordSet[] = []): Promise<ZoneHandle> => {
  const zone = await tree.host(domain)
  await zone.set(merged(changes))
  return zone
}

/** Where something hangs, nobody waits for as long as a person would. */
const soonMs = 2000

const compared = async (domain: string, through: Dns = dns): Promise<ComparedDomain> => judged(await observeDomain(through, asked(domain), new Date(), soonMs), asked(domain), ['ns1.todoku.test'])

const on = ({ verdicts }: ComparedDomain, purpose: string): Verdict => verdicts.find(({ wanted }) => wanted.purpose === purpose)!
const told = ({ state, findings }: Verdict): string => [state, ...findings.map(({ id }) => id)].join(' ')
const states = ({ verdicts }: ComparedDomain): string => verdicts.map(({ state }) => state).join(' ')

/** Like the lab's resolver, but it believes nothing at and under `bogus.test` that is not signed. */
const startValidator = async (): Promise<Running> => {
  const own = join(directory, 'validator')
  mkdirSync(own, { recursive: true })
  writeFileSync(join(own, 'root.hints'), `. 3600000 NS ${nameServers.root.hostName}.\n${nameServers.root.hostName}. 3600000 A ${nameServers.root.address}\n`)
  writeFileSync(
    join(own, 'unbound.conf'),
    `server:
  username: ""
  chroot: ""
  directory: "${own}"
  pidfile: ""
  use-syslog: no
  interface: ${validator.address}@53
  access-control: 0.0.0.0/0 allow
  do-ip6: no
  root-hints: "${join(own, 'root.hints')}"
  local-zone: "test." nodefault
  trust-anchor: "bogus.test. DS 12345 13 2 ${'ab'.repeat(32)}"
`,
  )
  return start('unbound', ['-d', '-p', '-c', join(own, 'unbound.conf')], join(own, 'log'), () => accepts(validator.address, validator.port))
}

before(async () => {
  tree = await startTree(directory)
  other = await startNameServer(second, join(directory, 'second'))
  hole = createSocket('udp4').bind(53, silent.address)
  await once(hole, 'listening')
  const [todoku, hostile, example] = [await tree.host('todoku.test'), await tree.host('hostile.test'), await tree.host('example.com')]
  await todoku.set([{ name: 'sv0001', type: 'A', values: [ours.address] }])
  await hostile.set(Object.values(hostileServers).map(({ hostName, address }) => ({ name: hostName.split('.')[0]!, type: 'A', values: [address] })))
  await example.set([{ name: 'www12', type: 'A', values: [oldHost.address] }])
  unbound = await startValidator()
  dns = openDns({ address: resolver })
})
after(async () => {
  hole.close()
  await Promise.all([unbound.stop(), other.stop()])
  await tree.stop()
})

test('right: all four, and where they are changed', async () => {
  await host('kaede.example')
  const result = await compared('kaede.example')
  assert.equal(states(result), 'right right right right')
  assert.deepEqual(result.findings, [])
  assert.deepEqual(result.place, { kind: 'outside', servers: [nameServers.hosting.hostName], provider: null, others: [] })
})

test('missing: nothing was entered, and the moment tells how long "there is none" is remembered', async () => {
  await tree.host('empty.example')
  const result = await compared('empty.example')
  assert.equal(states(result), 'missing missing missing missing')
  assert.equal(told(on(result, 'dkim')), 'missing dns.record-missing')
  assert.equal(Date.parse(on(result, 'mx').seenBy!) - Date.parse(result.at), 5000)
})

test('differs: mail goes to the old host; the SPF record becomes one with both senders', async () => {
  await host('moving.example', [
    { name: '@', type: 'MX', values: [`10 ${oldHost.hostName}.`] },
    { name: '@', type: 'TXT', values: ['v=spf1 include:spf.old.example -all', 'google-site-verification=x'] },
  ])
  const result = await compared('moving.example')
  assert.equal(told(on(result, 'mx')), 'differs dns.mx-elsewhere')
  assert.equal(told(on(result, 'spf')), 'differs dns.record-differs')
  assert.equal(on(result, 'spf').remedy?.put.value, `v=spf1 include:spf.old.example +a:${ours.hostName} -all`)
})

test('conflicts: two SPF records, and MX records that split the mail', async () => {
  await host('double.example', [
    { name: '@', type: 'MX', values: [`10 ${ours.hostName}.`, `20 ${oldHost.hostName}.`] },
    { name: '@', type: 'TXT', values: ['v=spf1 mx -all', `v=spf1 +a:${ours.hostName} ~all`] },
  ])
  const result = await compared('double.example')
  assert.equal(told(on(result, 'mx')), 'conflicts dns.mx-elsewhere')
  assert.equal(told(on(result, 'spf')), 'conflicts dns.two-spf')
})

test('conflicts: an alias at the domain itself', async () => {
  const zone = await tree.host('aliased.example')
  await zone.set([{ name: '@', type: 'CNAME', values: ['www12.example.com.'] }, ...good.slice(2)])
  const result = await compared('aliased.example')
  assert.deepEqual(['mx', 'spf'].map(purpose => told(on(result, purpose))), ['conflicts dns.cname-beside', 'conflicts dns.cname-beside'])
})

test('MX records that name an alias, an address, and ourselves without the final dot', async () => {
  await host('mx1.example', [{ name: '@', type: 'MX', values: ['10 mail.mx1.example.'] }, { name: 'mail', type: 'CNAME', values: [`${ours.hostName}.`] }])
  await host('mx2.example', [{ name: '@', type: 'MX', values: [`10 ${ours.address}.`] }])
  await host('mx3.example', [{ name: '@', type: 'MX', values: [`10 ${ours.hostName}`] }])
  await host('mx4.example', [{ name: '@', type: 'MX', values: ['10 mail.mx4.example.'] }, { name: 'mail', type: 'A', values: [ours.address] }])
  const all = await Promise.all(['mx1.example', 'mx2.example', 'mx3.example', 'mx4.example'].map(domain => compared(domain)))
  assert.deepEqual(all.map(result => told(on(result, 'mx'))), ['differs dns.mx-to-cname', 'differs dns.mx-to-address', 'differs dns.zone-typed-twice', 'right'])
})

test('TXT records that were spoilt on the way in', async () => {
  await host('spoilt.example', [
    { name: '@', type: 'TXT', values: [` v=spf1 +a:${ours.hostName} ~all`] },
    { name: 'todoku1._domainkey', type: 'TXT', values: [`"v=DKIM1; k=rsa; p=${publicKey}"`] },
    { name: '_dmarc', type: 'TXT', values: [] },
    { name: '_dmarc.spoilt.example', type: 'TXT', values: ['v=DMARC1; p=reject'] },
  ])
  const result = await compared('spoilt.example')
  assert.deepEqual(['spf', 'dkim', 'dmarc'].map(purpose => told(on(result, purpose))), ['differs dns.txt-mangled', 'differs dns.txt-mangled', 'missing dns.zone-typed-twice'])
})

test('spreading: the name server has the new record, the resolver holds the old until a moment that is known', async () => {
  const zone = await host('fresh.example', [{ name: '@', type: 'MX', values: [`10 ${oldHost.hostName}.`], ttl: oldTtl }])
  assert.equal((await compared('fresh.example')).verdicts[0]!.state, 'differs')
  await zone.set([good[0]!])
  const result = await compared('fresh.example')
  assert.equal(told(on(result, 'mx')), 'spreading dns.still-held')
  const left = (Date.parse(on(result, 'mx').seenBy!) - Date.parse(result.at)) / 1000
  assert.ok(left > oldTtl - 60 && left <= oldTtl, String(left))
  await tree.resolver.forget('fresh.example')
  assert.equal(told(on(await compared('fresh.example'), 'mx')), 'right')
})

test('conflicts: two name servers that do not say the same', async () => {
  await host('split.example')
  await (await other.addZone('split.example')).set([{ name: '@', type: 'MX', values: [`10 ${oldHost.hostName}.`] }, ...good.slice(1)])
  await tree.register('split.example', [nameServers.hosting, { hostName: second.hostName }])
  const result = await compared('split.example')
  assert.equal(told(on(result, 'mx')), 'conflicts dns.servers-disagree')
  assert.equal(told(on(result, 'spf')), 'right')
})

test('one of two name servers is lame, another never answers: told, and judged by the one that does', async () => {
  await host('limping.example')
  await tree.register('limping.example', [nameServers.hosting, { hostName: second.hostName }, { hostName: silent.hostName }])
  const result = await compared('limping.example')
  assert.equal(states(result), 'right right right right')
  assert.deepEqual(result.findings.map(({ id }) => id).toSorted(), ['dns.lame-server', 'dns.server-silent'])
})

test('unknown: a name server that never answers is not a missing record', async () => {
  await tree.register('hung.example', [{ hostName: silent.hostName }])
  const result = await compared('hung.example')
  assert.equal(states(result), 'unknown unknown unknown unknown')
  assert.equal(told(on(result, 'mx')), 'unknown dns.no-answer')
})

test('unknown: nobody answers at the resolver either', async () => {
  const nowhere = openDns({ address: { address: silent.address, port: 53 } })
  assert.equal(states(await compared('kaede.example', nowhere)), 'unknown unknown unknown unknown')
})

test('DNSSEC: the name server answers, the resolver does not believe it', async () => {
  await host('bogus.test')
  await tree.zone('test').set([{ name: 'bogus', type: 'DS', values: [`12345 13 2 ${'ab'.repeat(32)}`] }])
  const result = await compared('bogus.test', openDns({ address: validator }))
  assert.deepEqual(result.findings.map(({ id }) => id), ['dns.dnssec-bogus'])
  assert.equal(told(on(result, 'mx')), 'conflicts dns.dnssec-bogus')
})

test('a name that nobody registered, and one below a domain of somebody', async () => {
  const nobody = await compared('nobody.example')
  assert.deepEqual([states(nobody), nobody.place.kind, nobody.findings.map(({ id }) => id)], ['missing missing missing missing', 'unknown', ['ownership.not-registered']])
  const zone = await host('above.example')
  await zone.set(good.map(set => ({ ...set, name: set.name === '@' ? 'shop' : `${set.name}.shop` })))
  const below = await compared('shop.above.example')
  assert.equal(states(below), 'right right right right')
  assert.equal(below.zone, 'above.example')
})

test('the command: a table, the form of the company, and exit codes', async t => {
  const cluster = await makeCluster(`[server]\nhost_name = "${ours.hostName}"\n[resolver]\naddress = "${resolver.address}:${resolver.port}"\n`)
  t.after(() => cluster.remove())
  await migrate(cluster.home, cluster.config, cluster.secrets)
  const db = openDatabase(databaseAddress(cluster.home, cluster.config), cluster.secrets, 'test')
  const ownerId = (await insertOwner(db, { name: 'kaede', language: 'ja' }))!
  for (const name of ['kaede.example', 'moving.example']) {
    const domainId = (await insertDomain(db, operator, { name, ownerId, serverId: 'sv0001', provenBy: 'operator' }))!
    await insertDkimKey(db, operator, domainId, { selector: 'todoku1', algorithm: 'rsa', publicKey, privateKeySealed: 'sealed' })
  }
  await db.destroy()
  const records = (...args: string[]) => runTodoku(cluster.home.root, ['domain', 'records', ...args])
  const right = await records('kaede.example', '--json')
  assert.equal(right.code, 0, right.err)
  assert.deepEqual((JSON.parse(right.out) as { records: { state: string }[] }).records.map(({ state }) => state), ['right', 'right', 'right', 'right'])
  const wrong = await records('moving.example', '--provider', 'sakura', '--lang', 'ja')
  assert.equal(wrong.code, 1, wrong.err)
  assert.match(wrong.out, /^✗ {2}受信 \(MX\) /m)
  assert.match(wrong.out, /^✓ {2}署名 \(DKIM\) /m)
  assert.match(wrong.out, new RegExp(`^  データ +v=spf1 include:spf\\.old\\.example \\+a:${ours.hostName} -all$`, 'm'))
  assert.equal((await records('moving.example', '--provider', 'nobody')).code, 2)
  assert.equal((await records('other.example')).code, 3)
})
