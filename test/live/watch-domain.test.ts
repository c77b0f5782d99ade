/** Domains are watched, and zones that are here put right: on a real PostgreSQL, with a DNS that says what the test has it say. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { fixRecords } from '../../src/actions/fix-records.ts'
import { type Installation, operator } from '../../src/actions/installation.ts'
import type { Dns } from '../../src/actions/open-dns.ts'
import { watchDomains, watchSoon } from '../../src/actions/watch-domain.ts'
import { databaseAddress } from '../../src/base/database.ts'
import type { Answer, DnsType, ServerSaid } from '../../src/core/dns/observed.ts'
import { insertDkimKey } from '../../src/store/dkim-keys.ts'
import { listFindings } from '../../src/store/domain-findings.ts'
import { insertDomain, proveDomain } from '../../src/store/domains.ts'
import { migrate } from '../../src/store/migrate.ts'
import { listWaitingDomainNotices } from '../../src/store/notices.ts'
import { insertOwner } from '../../src/store/owners.ts'
import { openDatabase } from '../../src/store/pool.ts'
import type { ZoneRecord, ZoneType } from '../../src/core/dns/zone-record.ts'
import { findZone, insertZone, lastZoneChange, listZoneRecords } from '../../src/store/zones.ts'
import { type Cluster, makeCluster } from './cluster.ts'

const hostName = 'sv0001.example.jp'
const start = Date.parse('2026-11-24T10:00:00Z')
const hour = 3_600_000

let cluster: Cluster
let installation: Installation
let domainId: number

/** What the name servers hold: `MX kaede.test` → values. What is not in it is absent. */
const good = (): Record<string, readonly string[]> => ({
  [`A ${hostName}`]: ['192.0.2.10'],
  'MX kaede.test': [`10 ${hostName}`],
  'TXT kaede.test': [`v=spf1 +a:${hostName} ~all`],
  'TXT todoku1._domainkey.kaede.test': ['v=DKIM1; k=rsa; p=MIIB'],
  'TXT _dmarc.kaede.test': ['v=DMARC1; p=none'],
})
let held = good()
let isHung = false

const unknown: Answer = { state: 'unknown', why: 'timeout', detail: '', from: 'ns1.example.net' }

const answer = (name: string, type: DnsType): Promise<Answer> => {
  const values = held[`${type} ${name}`]
  if (isHung) return Promise.resolve(unknown)
  return Promise.resolve(values ? { state: 'records', records: values.map(value => ({ name, type, ttl: 300, value })), ttl: 300, from: 'ns1.example.net' } : { state: 'absent', isNameThere: true, ttl: 300, from: 'ns1.example.net' })
}

const servers = (isSilent: boolean): ServerSaid[] => [{ hostName: 'ns1.example.net', address: '203.0.113.3', answer: isSilent ? unknown : { state: 'records', records: [], ttl: 300, from: 'ns1.example.net' } }]

const dns: Dns = {
  ask: answer,
  askServer: (_, name, type) => answer(name, type),
  askAuthority: answer,
  delegation: name => Promise.resolve({ name, parent: 'test', at: '', state: 'delegated', why: null, servers: ['ns1.example.net'], parentTtl: 3600, parentSaid: [], childSaid: servers(isHung), childTtl: 300, cached: unknown }),
}

before(async () => {
  cluster = await makeCluster(`[server]\nhost_name = "${hostName}"\n`)
  await migrate(cluster.home, cluster.config, cluster.secrets)
  const { home, config, secrets } = cluster
  installation = { home, config, secrets, db: openDatabase(databaseAddress(home, config), secrets, 'test') }
  const ownerId = (await insertOwner(installation.db, { name: 'kaede', language: 'ja', contact: 'kaede@elsewhere.test' }))!
  domainId = (await insertDomain(installation.db, operator, { name: 'kaede.test', ownerId, serverId: 'sv0001', provenBy: null }))!
  await insertDkimKey(installation.db, operator, domainId, { selector: 'todoku1', algorithm: 'rsa', publicKey: 'MIIB', privateKeySealed: 'sealed' })
})
after(async () => {
  await installation.db.destroy()
  cluster.remove()
})

const look = (hours: number) => watchDomains(installation, dns, new Date(start + hours * hour))
const open = async (): Promise<string[]> => (await listFindings(installation.db, operator, { limit: 100, domainId })).items.map(({ finding, subject }) => `${finding.id} ${subject}`)
const notices = async () => (await listWaitingDomainNotices(installation.db, 'sv0001')).map(({ kind, facts }) => ({ kind, domain: facts['domain'], findings: (facts['findings'] as { id: string }[]).map(({ id }) => id) }))

test('a domain that is not proven is not watched', async () => {
  assert.equal((await look(0)).looked, 0)
  await proveDomain(installation.db, operator, domainId, 'web', new Date(start))
})

test('the first look keeps what is wrong, and tells nobody', async () => {
  held = { ...good(), 'TXT kaede.test': ['v=spf1 include:spf.old.example -all'] }
  assert.deepEqual(await look(0), { looked: 1, changed: [], isMore: false })
  assert.deepEqual(await open(), ['dns.record-differs TXT kaede.test'])
  assert.deepEqual(await notices(), [])
})

test('while something is awaited the next look is in an hour; in order, it ends, and the next is tomorrow', async () => {
  assert.equal((await look(0.9)).looked, 0)
  held = good()
  assert.equal((await look(1)).looked, 1)
  assert.deepEqual(await open(), [])
  assert.equal((await look(24)).looked, 0)
  assert.equal((await look(25)).looked, 1)
})

test('a record that goes away is told once', async () => {
  held = good()
  delete held['MX kaede.test']
  assert.deepEqual((await look(49)).changed, ['kaede.test'])
  assert.deepEqual(await open(), ['dns.record-missing MX kaede.test'])
  assert.deepEqual((await look(50)).changed, [])
  assert.deepEqual(await notices(), [{ kind: 'records-changed', domain: 'kaede.test', findings: ['dns.record-missing'] }])
})

test('name servers that hang change nothing', async () => {
  isHung = true
  assert.deepEqual((await look(51)).changed, [])
  assert.deepEqual(await open(), ['dns.record-missing MX kaede.test'])
  isHung = false
})

test('a change here is looked at soon', async () => {
  held = good()
  assert.equal((await look(51.1)).looked, 0)
  await watchSoon(installation, domainId, new Date(start + 51.2 * hour))
  assert.equal((await look(51.2)).looked, 1)
  assert.deepEqual(await open(), [])
  assert.equal((await notices()).length, 1)
})

const zoneLines = async (): Promise<string[]> => {
  const zone = (await findZone(installation.db, operator, 'kaede.test'))!
  return (await listZoneRecords(installation.db, operator, zone.id)).map(({ name, ttl, type, value }) => `${name} ${ttl} ${type} ${value}`).toSorted()
}
const fix = (withMx: boolean) => fixRecords(installation, dns, operator, 'kaede.test', { withMx, by: 'operator' }, new Date(start))
const record = (type: ZoneType, value: string): ZoneRecord => ({ name: 'kaede.test', type, ttl: 300, value })

test('a zone that is not here is not put right here', async () => {
  assert.deepEqual(await fix(false), { ok: false, why: { kind: 'dns-elsewhere', name: 'kaede.test' } })
})

test('a zone that is here is put right in one change; mail that goes elsewhere only when that is wanted', async () => {
  held['MX kaede.test'] = ['10 mx.old.example']
  held['A mx.old.example'] = ['198.51.100.30']
  await insertZone(installation.db, operator, domainId, false, [record('A', '203.0.113.7'), record('MX', '10 mx.old.example'), record('TXT', 'v=spf1 include:a.example -all')])
  const fixed = await fix(false)
  assert.ok(fixed.ok)
  assert.deepEqual(fixed.value.left.map(({ wanted }) => wanted.purpose), ['mx'])
  assert.deepEqual(await zoneLines(), [
    '_dmarc.kaede.test 3600 TXT v=DMARC1; p=none',
    'kaede.test 300 A 203.0.113.7',
    'kaede.test 300 MX 10 mx.old.example',
    `kaede.test 300 TXT v=spf1 include:a.example +a:${hostName} -all`,
    'todoku1._domainkey.kaede.test 3600 TXT v=DKIM1; k=rsa; p=MIIB',
  ])
  const zone = (await findZone(installation.db, operator, 'kaede.test'))!
  const change = (await lastZoneChange(installation.db, operator, zone.id))!
  assert.deepEqual([change.by, change.removed.length, change.added.length], ['operator', 1, 3])
  assert.ok((await fix(true)).ok)
  assert.ok((await zoneLines()).includes(`kaede.test 300 MX 10 ${hostName}`))
  const again = await fix(true)
  assert.ok(again.ok)
  assert.deepEqual(again.value.difference, { removed: [], added: [] })
})

test('whoever stops waits for no name server', async () => {
  const stopping = new AbortController()
  const never: Dns = { ...dns, delegation: () => new Promise(() => {}) }
  const run = watchDomains(installation, never, new Date(start + 100 * hour), stopping.signal)
  setTimeout(() => stopping.abort(), 50)
  assert.deepEqual(await run, { looked: 1, changed: [], isMore: false })
  assert.deepEqual((await watchDomains(installation, never, new Date(start + 100 * hour), stopping.signal)).changed, [])
})
