/** Our name service, with real PowerDNS, PostgreSQL and Unbound: what zones hold is answered within moments, signed, copied by who may, and outlives what it stands on. */
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type DecodedPacket, decode, encode } from 'dns-packet'
import { run, start, until } from '../../lab/process.ts'
import { changeZone, importZone, undoZone } from '../../src/actions/change-zone.ts'
import { describeSignatures, describeZone, exportZone, readZones, signZone } from '../../src/actions/describe-zone.ts'
import { type Installation, operator, type Whose } from '../../src/actions/installation.ts'
import { makeZones } from '../../src/actions/make-zones.ts'
import { publishZones } from '../../src/actions/publish-zones.ts'
import { databaseAddress } from '../../src/base/database.ts'
import type { DnsType } from '../../src/core/dns/observed.ts'
import { powerdns } from '../../src/engines/powerdns/engine.ts'
import { deleteDomain, insertDomain } from '../../src/store/domains.ts'
import { migrate } from '../../src/store/migrate.ts'
import { insertOwner } from '../../src/store/owners.ts'
import { openDatabase } from '../../src/store/pool.ts'
import { saidDns } from '../said-dns.ts'
import { type Cluster, makeCluster } from './cluster.ts'
import { type RunningEngine, startEngine } from './engine-runner.ts'

const server = '127.0.0.1'
const secondary = '127.0.0.2'
const toml = `[server]
host_name = "sv0001.todoku.test"
[listen]
dns = ["${server}:53"]
[dns]
name_servers = ["ns1.todoku.test", "ns2.todoku.test"]
secondaries = ["${secondary}"]
`

let cluster: Cluster
let installation: Installation
let engine: RunningEngine
let hana: Whose & { readonly kind: 'owner' }
let taro: Whose & { readonly kind: 'owner' }

/** The code is in the flags, whose type the library leaves out. */
type Coded = DecodedPacket & { readonly rcode: string }

/** Asks over TCP, from an address of one's own; every message of the answer. */
const ask = (name: string, type: DnsType | 'AXFR', from = server): Promise<DecodedPacket[]> =>
  new Promise((resolve, reject) => {
    const question = encode({ type: 'query', id: 7, questions: [{ name, type }] })
    const socket = connect({ host: server, port: 53, localAddress: from }, () => {
      socket.write(Buffer.concat([Buffer.from([question.length >> 8, question.length & 255]), question]))
      if (type !== 'AXFR') return
      socket.setTimeout(1000, () => socket.end())
    })
    let received = Buffer.alloc(0)
    const messages: DecodedPacket[] = []
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk])
      while (received.length >= 2 && received.length >= 2 + received.readUInt16BE(0)) {
        const end = 2 + received.readUInt16BE(0)
        messages.push(decode(received.subarray(2, end)))
        received = received.subarray(end)
      }
      if (type !== 'AXFR' && messages.length) socket.end()
    })
    socket.on('error', reject).on('close', () => resolve(messages))
  })

const valuesOf = async (name: string, type: DnsType): Promise<string[]> => {
  const [message] = await ask(name, type)
  return (message?.answers ?? [])
    .filter(answer => answer.type === type)
    .map(answer => ('data' in answer ? (Array.isArray(answer.data) ? answer.data.map(String).join('') : typeof answer.data === 'string' ? answer.data : JSON.stringify(answer.data)) : ''))
}

const codeOf = async (name: string): Promise<string | undefined> => ((await ask(name, 'SOA'))[0] as Coded | undefined)?.rcode

const publish = () => publishZones(installation, new Date())

const dns = saidDns()
for (const [question, ...values] of [
  ['kaede.test A', '192.0.2.80'],
  ['www.kaede.test CNAME', 'kaede.test'],
  ['kaede.test MX', '10 mx.old.test'],
  ['kaede.test TXT', 'v=spf1 include:old.test ~all'],
] as const)
  dns.records.set(question, values)

const domain = async (ownerId: number, name: string, isProven = true): Promise<number> => {
  const id = await insertDomain(installation.db, operator, { name, ownerId, serverId: 'sv0001', provenBy: isProven ? 'operator' : null })
  assert.ok(id !== null)
  return id
}

const make = async (): Promise<readonly string[]> => (await makeZones(installation, dns, new Date())).made

before(async () => {
  cluster = await makeCluster(toml)
  await migrate(cluster.home, cluster.config, cluster.secrets)
  const { home, config, secrets } = cluster
  installation = { home, config, secrets, db: openDatabase(databaseAddress(home, config), secrets, 'test') }
  const [hanaId, taroId] = [(await insertOwner(installation.db, { name: 'hana', language: 'ja' }))!, (await insertOwner(installation.db, { name: 'taro', language: 'ja' }))!]
  hana = { kind: 'owner', ownerId: hanaId }
  taro = { kind: 'owner', ownerId: taroId }
  engine = await startEngine(powerdns({ home, config, secrets }, () => {}), { home, config, secrets })
  await domain(hanaId, 'kaede.test')
  await domain(taroId, 'momiji.test', false)
})

after(async () => {
  await engine?.stop()
  await installation?.db.destroy()
  cluster?.remove()
})

test('a zone begins with what mail needs and with what was found at the old name servers; that of an unproven domain is not answered', async () => {
  assert.deepEqual(await make(), ['kaede.test', 'momiji.test'])
  assert.deepEqual(await make(), [])
  assert.deepEqual(await publish(), { published: ['kaede.test'], removed: [] })
  assert.deepEqual(await publish(), { published: [], removed: [] })
  assert.deepEqual(await valuesOf('kaede.test', 'NS'), ['ns1.todoku.test', 'ns2.todoku.test'])
  assert.deepEqual(await valuesOf('kaede.test', 'A'), ['192.0.2.80'])
  assert.deepEqual(await valuesOf('www.kaede.test', 'CNAME'), ['kaede.test'])
  assert.deepEqual(await valuesOf('kaede.test', 'MX'), ['{"preference":10,"exchange":"mx.old.test"}'])
  assert.deepEqual(await valuesOf('kaede.test', 'TXT'), ['v=spf1 include:old.test +a:sv0001.todoku.test ~all'])
  assert.equal(await codeOf('momiji.test'), 'REFUSED')
})

test('a zone is not made without its site because nobody could be asked; servers that do not answer are waited for, and then done without', async () => {
  const later = new Date(Date.now() + 300_000)
  const id = await domain(hana.ownerId, 'silent.test')
  dns.isDown = true
  assert.deepEqual((await makeZones(installation, dns, later)).made, [], 'the fault is ours')
  dns.isDown = false
  dns.unanswered.add('silent.test A')
  assert.deepEqual(await make(), [])
  assert.deepEqual((await makeZones(installation, dns, later)).made, ['silent.test'])
  dns.unanswered.clear()
  await deleteDomain(installation.db, operator, id)
})

test('a change is answered once it is published, and is taken back; the serial grows; what cannot be is refused and changes nothing', async () => {
  const serial = async (): Promise<number> => (JSON.parse((await valuesOf('kaede.test', 'SOA'))[0]!) as { serial: number }).serial
  const before = await serial()
  // Asked before: that there is none is remembered by whoever answers.
  assert.deepEqual(await valuesOf('shop.kaede.test', 'A'), [])
  const changed = await changeZone(installation, hana, 'kaede.test', [{ kind: 'set', name: 'shop', type: 'A', values: ['192.0.2.81', '192.0.2.82'], ttl: 600 }], 'hana')
  assert.equal(changed.ok && changed.value.difference.added.length, 2)
  await publish()
  assert.deepEqual((await valuesOf('shop.kaede.test', 'A')).toSorted(), ['192.0.2.81', '192.0.2.82'])
  assert.ok((await serial()) > before)
  const wrong = await changeZone(installation, hana, 'kaede.test', [{ kind: 'add', name: 'shop', type: 'CNAME', value: 'elsewhere.test' }, { kind: 'add', name: 'x', type: 'A', value: '999' }], 'hana')
  assert.deepEqual(!wrong.ok && wrong.why.kind === 'zone-complaints' && wrong.why.findings.map(({ id }) => id), ['zone.bad-value', 'zone.cname-and-other'])
  assert.deepEqual(await publish(), { published: [], removed: [] })
  const undone = await undoZone(installation, hana, 'kaede.test')
  assert.equal(undone.ok && undone.value.by, 'hana')
  await publish()
  assert.deepEqual(await valuesOf('shop.kaede.test', 'A'), [])
  const nothing = await undoZone(installation, hana, 'kaede.test')
  assert.equal(!nothing.ok && nothing.why.kind, 'nothing-to-undo')
})

test('a file is taken whole or not at all, and comes out as it went in', async () => {
  const refused = await importZone(installation, hana, 'kaede.test', 'mail 3600 IN A 192.0.2.90\nnonsense\n', false, 'hana')
  assert.deepEqual(!refused.ok && refused.why.kind === 'zone-file' && refused.why.complaints.map(({ line }) => line), [2])
  const taken = await importZone(installation, hana, 'kaede.test', '$ORIGIN kaede.test.\n@ IN SOA a. b. 1 2 3 4 5\nmail 3600 IN A 192.0.2.90\n', false, 'hana')
  assert.equal(taken.ok && taken.value.left, 1)
  await publish()
  assert.deepEqual(await valuesOf('mail.kaede.test', 'A'), ['192.0.2.90'])
  const file = await exportZone(installation, hana, 'kaede.test')
  assert.ok(file.ok)
  const again = await importZone(installation, hana, 'kaede.test', file.value, true, 'hana')
  assert.deepEqual(again.ok && again.value.difference, { removed: [], added: [] })
})

test('answers are signed, and a resolver that holds the DS record believes them', async () => {
  const described = await describeSignatures(installation, dns, hana, 'kaede.test')
  assert.ok(described.ok && described.value.ds.length > 0)
  assert.deepEqual(described.value.findings.map(({ id }) => id), ['dns.ds-missing'])
  const directory = join(cluster.home.root, 'unbound')
  await run('mkdir', [directory])
  const file = join(directory, 'unbound.conf')
  writeFileSync(
    file,
    `server:
  username: ""
  chroot: ""
  directory: "${directory}"
  pidfile: ""
  use-syslog: no
  interface: 127.0.0.1@5353
  do-not-query-localhost: no
  module-config: "validator iterator"
  local-zone: "test." nodefault
  trust-anchor: "kaede.test. DS ${described.value.ds[0]}"
stub-zone:
  name: "kaede.test"
  stub-addr: ${server}
remote-control:
  control-enable: no
`,
  )
  const isThere = async (): Promise<boolean> => (await run('sh', ['-c', 'exec 3<>/dev/tcp/127.0.0.1/5353'])).ok || (await run('bash', ['-c', 'exec 3<>/dev/tcp/127.0.0.1/5353'])).ok
  const unbound = await start('unbound', ['-d', '-p', '-c', file], join(directory, 'log'), isThere)
  try {
    const validated = (name: string): Promise<Coded> =>
      new Promise((resolve, reject) => {
        // AD in a question asks for AD in the answer (RFC 6840, 5.7).
        const question = encode({ type: 'query', id: 9, flags: (1 << 8) | (1 << 5), questions: [{ name, type: 'A' }] })
        const socket = connect(5353, '127.0.0.1', () => socket.write(Buffer.concat([Buffer.from([0, question.length]), question])))
        let all = Buffer.alloc(0)
        socket.on('data', (chunk: Buffer) => {
          all = Buffer.concat([all, chunk])
          if (all.length >= 2 && all.length >= 2 + all.readUInt16BE(0)) socket.end()
        })
        socket.on('error', reject).on('close', () => resolve(decode(all.subarray(2)) as Coded))
      })
    const answer = await validated('kaede.test')
    assert.deepEqual([answer.rcode, answer.flag_ad], ['NOERROR', true])
    const absent = await validated('nobody.kaede.test')
    assert.deepEqual([absent.rcode, absent.flag_ad], ['NXDOMAIN', true])
  } finally {
    await unbound.stop()
  }
})

test('signatures stay while the parent has a DS record, or nobody can say', async () => {
  dns.records.set('kaede.test DS', ['1 13 2 00'])
  const kept = await signZone(installation, dns, hana, 'kaede.test', false)
  assert.equal(!kept.ok && kept.why.kind === 'zone-stands' && kept.why.finding.id, 'zone.ds-in-force')
  dns.unanswered.add('kaede.test DS')
  const unsaid = await signZone(installation, dns, hana, 'kaede.test', false)
  assert.equal(!unsaid.ok && unsaid.why.kind === 'zone-stands' && unsaid.why.finding.id, 'dns.no-answer')
  dns.unanswered.clear()
  dns.records.delete('kaede.test DS')
  assert.ok((await signZone(installation, dns, hana, 'kaede.test', false)).ok)
  await publish()
  assert.deepEqual(await valuesOf('kaede.test', 'DNSKEY'), [])
  assert.ok((await signZone(installation, dns, hana, 'kaede.test', true)).ok)
  await publish()
  assert.equal((await ask('kaede.test', 'DNSKEY'))[0]?.answers?.length, 1)
})

test('whole zones are given to the secondary that is named, and to nobody else', async () => {
  const given = (await ask('kaede.test', 'AXFR', secondary)).flatMap(({ answers = [] }) => answers)
  assert.ok(given.some(({ name, type }) => name === 'mail.kaede.test' && type === 'A'), JSON.stringify(given.slice(0, 3)))
  const refused = await ask('kaede.test', 'AXFR', '127.0.0.3')
  assert.deepEqual(refused.flatMap(({ answers = [] }) => answers), [])
})

test('a zone below another is answered for only where that one hands the name on', async () => {
  await domain(taro.ownerId, 'shop.kaede.test')
  await make()
  assert.deepEqual(await publish(), { published: [], removed: [] })
  const waiting = await describeZone(installation, taro, 'shop.kaede.test')
  assert.equal(waiting.ok && waiting.value.isServed, false)
  const handOn = await changeZone(installation, hana, 'kaede.test', [{ kind: 'set', name: 'shop', type: 'NS', values: ['ns1.todoku.test'] }], 'hana')
  assert.ok(handOn.ok)
  assert.deepEqual(await publish(), { published: ['kaede.test', 'shop.kaede.test'], removed: [] })
  assert.equal(await codeOf('shop.kaede.test'), 'NOERROR')
  await changeZone(installation, hana, 'kaede.test', [{ kind: 'remove', name: 'shop', type: 'NS' }], 'hana')
  assert.deepEqual((await publish()).removed, ['shop.kaede.test'])
})

test('to a stranger, zones do not exist', async () => {
  assert.deepEqual((await readZones(installation, taro)).map(({ name }) => name), ['momiji.test', 'shop.kaede.test'])
  const tries = [
    describeZone(installation, taro, 'kaede.test'),
    exportZone(installation, taro, 'kaede.test'),
    describeSignatures(installation, dns, taro, 'kaede.test'),
    signZone(installation, dns, taro, 'kaede.test', false),
    changeZone(installation, taro, 'kaede.test', [{ kind: 'remove', name: '@' }], 'taro'),
    importZone(installation, taro, 'kaede.test', '@ 60 IN A 192.0.2.66', true, 'taro'),
    undoZone(installation, taro, 'kaede.test'),
  ]
  for (const result of await Promise.all(tries)) assert.equal(!result.ok && result.why.kind, 'not-found')
  assert.deepEqual(await publish(), { published: [], removed: [] })
})

test('a zone that comes above others keeps what was handed on, and takes from the answers what was not', async () => {
  for (const name of ['shop.ginkgo.test', 'blog.ginkgo.test']) await domain(taro.ownerId, name)
  dns.registry.set('shop.ginkgo.test', ['ns1.todoku.test', 'ns2.todoku.test'])
  await make()
  assert.deepEqual((await publish()).published, ['blog.ginkgo.test', 'shop.ginkgo.test'])
  await domain(hana.ownerId, 'ginkgo.test')
  await make()
  assert.deepEqual(await publish(), { published: ['ginkgo.test'], removed: ['blog.ginkgo.test'] })
  const above = await describeZone(installation, hana, 'ginkgo.test')
  assert.deepEqual(above.ok && above.value.records.filter(({ type }) => type === 'NS').map(({ name, value }) => `${name} ${value}`), [
    'shop.ginkgo.test ns1.todoku.test',
    'shop.ginkgo.test ns2.todoku.test',
  ])
})

test('killed, it answers again; while PostgreSQL is away, what is remembered is answered', async () => {
  await engine.kill()
  const { home, config, secrets } = installation
  engine = await startEngine(powerdns({ home, config, secrets }, () => {}), { home, config, secrets })
  assert.deepEqual(await valuesOf('kaede.test', 'A'), ['192.0.2.80'])
  cluster.stop()
  assert.deepEqual(await valuesOf('kaede.test', 'A'), ['192.0.2.80'])
  cluster.start()
  // Its own connection is made anew when it is next needed.
  const back = await until(async () => ((await valuesOf('mail.kaede.test', 'A').catch(() => [])).length ? true : null), 20_000)
  assert.ok(back)
})

test('a domain that goes takes its zone with it', async () => {
  const zones = await readZones(installation, hana)
  await deleteDomain(installation.db, operator, zones.find(({ name }) => name === 'kaede.test')!.domainId)
  for (let tries = 0; ; tries++) {
    // The pool may still hold connections from before the database went.
    const done = await publish().catch(() => null)
    if (done) {
      assert.deepEqual(done.removed, ['kaede.test'])
      break
    }
    assert.ok(tries < 20)
    await sleep(200)
  }
  assert.equal(await codeOf('kaede.test'), 'REFUSED')
})
