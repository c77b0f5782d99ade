/** From a change in the store to the answer on port 53, by the worker's job: within two seconds, once, and to the letter for every type. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { until } from '../../lab/process.ts'
import { addDomain } from '../../src/actions/add-domain.ts'
import { addOwner } from '../../src/actions/add-owner.ts'
import { changeZone, type ZoneEdit } from '../../src/actions/change-zone.ts'
import { readZones } from '../../src/actions/describe-zone.ts'
import { closeInstallation, type Installation, openInstallation, operator } from '../../src/actions/installation.ts'
import { publishZones } from '../../src/actions/publish-zones.ts'
import { removeDomain } from '../../src/actions/remove-domain.ts'
import { type ChangeFeed, watchChanges } from '../../src/actions/watch-changes.ts'
import { newLog } from '../../src/base/log.ts'
import type { EngineSettings } from '../../src/engines/engine.ts'
import { openPowerdns } from '../../src/engines/powerdns/api.ts'
import { powerdns } from '../../src/engines/powerdns/engine.ts'
import { ensurePrivateDatabase } from '../../src/engines/postgres/roles.ts'
import { findDomain } from '../../src/store/domains.ts'
import { migrate } from '../../src/store/migrate.ts'
import { insertZone, insertZoneChange, listZoneChanges } from '../../src/store/zones.ts'
import type { WorkerJob } from '../../src/worker/job.ts'
import { publishZones as publishJob } from '../../src/worker/jobs/publish-zones.ts'
import { type Cluster, makeCluster } from './cluster.ts'
import { askDns, type Heard, listenAsSecondary, type QuestionType } from './dns-talk.ts'
import { type RunningEngine, startEngine } from './engine-runner.ts'

const port = 20_053
const secondary = '127.0.0.2'
const domain = 'kaede.example'
/** What the issue promises of a change. */
const promisedMs = 2000

let cluster: Cluster
let engine: RunningEngine
let installation: Installation
let job: WorkerJob
let feed: ChangeFeed
let domainId: number

const ask = (name: string, type: QuestionType): Promise<Heard> => askDns(port, name, type)
const change = async (...edits: ZoneEdit[]): Promise<void> => {
  const changed = await changeZone(installation, operator, domain, edits, 'test')
  assert.ok(changed.ok, JSON.stringify(changed))
}
const answers = async (name: string, type: QuestionType, fits: (heard: Heard) => boolean): Promise<void> => {
  const heard = await until(async () => fits(await ask(name, type)) || null, promisedMs, 20)
  assert.ok(heard, `${type} ${name}: ${JSON.stringify(await ask(name, type))}`)
}

before(async () => {
  cluster = await makeCluster(`[server]
host_name = "sv0001.example.jp"
[listen]
dns = ["127.0.0.1:${port}"]
[dns]
name_servers = ["ns1.todoku.example", "ns2.todoku.example"]
secondaries = ["${secondary}"]
`)
  const { home, config, secrets } = cluster
  const settings: EngineSettings = { home, config, secrets }
  await ensurePrivateDatabase(settings)
  await migrate(home, config, secrets)
  engine = await startEngine(powerdns(settings, () => {}), settings)
  installation = openInstallation(home, 'test')
  job = publishJob(installation, newLog('test', 'error'))
  const { promise, resolve } = Promise.withResolvers<void>()
  feed = watchChanges(installation, 'test', { onConnected: resolve, onChange: made => job.onChange(made), onLost: () => {} })
  await promise
  assert.ok((await addOwner(installation, { name: 'hana', language: 'ja', contact: null })).ok)
  const added = await addDomain(installation, { name: domain, owner: 'hana' })
  assert.ok(added.ok)
  domainId = added.value.id
})

after(async () => {
  await feed?.close()
  await job?.stop()
  if (installation) await closeInstallation(installation)
  await engine?.stop()
  cluster?.remove()
})

test('a zone that comes is answered, also where it was asked for in vain just before', async () => {
  assert.equal((await ask(domain, 'A')).code, 'REFUSED')
  const records = [{ name: domain, type: 'A', ttl: 300, value: '192.0.2.80' }] as const
  assert.ok(await installation.db.transaction().execute(transaction => insertZone(transaction, operator, domainId, true, records)))
  await answers(domain, 'A', ({ values }) => values.includes('192.0.2.80'))
})

test('a change is answered, also for a name that was not there just before', async () => {
  assert.equal((await ask(`new.${domain}`, 'A')).code, 'NXDOMAIN')
  await change({ kind: 'set', name: '@', type: 'A', values: ['192.0.2.81'] }, { kind: 'add', name: 'new', type: 'A', value: '192.0.2.82' })
  await answers(domain, 'A', ({ values }) => values.includes('192.0.2.81'))
  await answers(`new.${domain}`, 'A', ({ values }) => values.includes('192.0.2.82'))
  await change({ kind: 'remove', name: 'new' })
  await answers(`new.${domain}`, 'A', ({ code }) => code === 'NXDOMAIN')
})

test('a secondary that does not answer holds up no change; one that does is told', async () => {
  // Nobody is there to be told of these, and each would be said three times.
  for (const last of [83, 84, 85]) await change({ kind: 'set', name: '@', type: 'A', values: [`192.0.2.${last}`] })
  await answers(domain, 'A', ({ values }) => values.includes('192.0.2.85'))
  const listener = await listenAsSecondary(secondary)
  try {
    await change({ kind: 'set', name: '@', type: 'A', values: ['192.0.2.86'] })
    assert.ok(await until(() => listener.told.includes(domain) || null, 5000, 20))
  } finally {
    listener.close()
  }
})

test('every type is answered as it is kept, and what is published already is left alone', async () => {
  const texts = ['長い文'.repeat(100), 'a "quoted" \\ text; with marks', `v=DKIM1; k=rsa; p=${'MIIB'.repeat(120)}`]
  await change(
    { kind: 'set', name: 'all', type: 'AAAA', values: ['2001:db8::1', '2001:db8:0:1::'] },
    { kind: 'set', name: '@', type: 'CAA', values: ['0 issue "letsencrypt.org"', '128 iodef "mailto:info@kaede.example"'] },
    { kind: 'set', name: 'office', type: 'NS', values: [`ns1.office.${domain}`] },
    { kind: 'set', name: 'ns1.office', type: 'A', values: ['192.0.2.53'] },
    { kind: 'set', name: '_sip._tcp', type: 'SRV', values: ['10 5 5060 sip', '0 0 0 .'] },
    { kind: 'set', name: '_25._tcp', type: 'TLSA', values: [`3 1 1 ${'ab'.repeat(32)}`, `3 1 2 ${'cd'.repeat(64)}`] },
    { kind: 'set', name: 'text', type: 'TXT', values: texts },
    { kind: 'set', name: 'nomail', type: 'MX', values: ['0 .'] },
    { kind: 'set', name: '*', type: 'A', values: ['192.0.2.99'] },
    { kind: 'set', name: 'お店', type: 'CNAME', values: ['shop.old.example'] },
  )
  await answers(`anything.${domain}`, 'A', ({ values }) => values.includes('192.0.2.99'))
  assert.deepEqual((await ask(`_sip._tcp.${domain}`, 'SRV')).types, ['SRV', 'SRV'])
  assert.deepEqual((await ask(`xn--t8jz70l.${domain}`, 'CNAME')).values, ['shop.old.example'])
  const [before] = await readZones(installation, operator)
  // As though it were not known what is answered: looking shows that nothing differs, and the serial stays.
  await installation.db.updateTable('zones').set({ published_as: null }).execute()
  assert.deepEqual((await publishZones(installation, new Date())).published, [domain])
  assert.equal((await readZones(installation, operator))[0]?.serial, before?.serial)
  assert.deepEqual(await publishZones(installation, new Date()), { published: [], removed: [] })
})

test('nothing is said of which release answers, and no other names are looked up', async () => {
  assert.deepEqual(await askDns(port, 'version.bind', 'TXT', 'CH'), { code: 'SERVFAIL', types: [], values: [] })
  assert.deepEqual(await ask('www.example.com', 'A'), { code: 'REFUSED', types: [], values: [] })
})

test('of very many changes the oldest are forgotten; a zone goes with its domain', async () => {
  const zone = (await readZones(installation, operator)).find(({ name }) => name === domain)!
  for (let i = 0; i < 110; i++) await insertZoneChange(installation.db, zone.id, 'test', { removed: [], added: [] })
  assert.equal((await listZoneChanges(installation.db, operator, zone.id, 200)).length, 100)
  assert.ok((await removeDomain(installation, operator, domain)).ok)
  await answers(domain, 'A', ({ code }) => code === 'REFUSED')
})

test('a name that comes back is signed as its registry knows it, and what keys are kept of it is sealed', async () => {
  const added = await addDomain(installation, { name: domain, owner: 'hana' })
  assert.ok(added.ok)
  const appear = async (): Promise<readonly string[]> => {
    const { config, secrets, db } = installation
    const { id } = (await findDomain(db, operator, domain))!
    await db.transaction().execute(transaction => insertZone(transaction, operator, id, true, [{ name: domain, type: 'A', ttl: 300, value: '192.0.2.80' }]))
    await answers(domain, 'A', ({ values }) => values.includes('192.0.2.80'))
    const powerdns = openPowerdns(config.behind.powerdns, secrets.powerdnsApi)
    await until(async () => (await powerdns.listKeys(domain)).length || null, promisedMs, 20)
    return (await powerdns.listKeys(domain)).flatMap(({ ds }) => ds)
  }
  const before = await appear()
  assert.match(before[0] ?? '', /^\d+ 13 2 [0-9a-f]{64}$/)
  assert.ok((await removeDomain(installation, operator, domain)).ok)
  await answers(domain, 'A', ({ code }) => code === 'REFUSED')
  const rows = await installation.db.selectFrom('zone_keys').selectAll().execute()
  assert.deepEqual(rows.map(({ zone }) => zone), [domain])
  assert.doesNotMatch(rows[0]!.keys_sealed, /Private/)
  assert.ok((await addDomain(installation, { name: domain, owner: 'hana' })).ok)
  assert.deepEqual(await appear(), before)
})
