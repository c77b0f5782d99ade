/** `todoku zone` as a person types it: what it says in both languages, what it takes and refuses, and what it gives to programs. No name server runs here. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { addDomain } from '../../src/actions/add-domain.ts'
import { addOwner } from '../../src/actions/add-owner.ts'
import { closeInstallation, openInstallation, operator } from '../../src/actions/installation.ts'
import { migrate } from '../../src/store/migrate.ts'
import { insertZone } from '../../src/store/zones.ts'
import { type Cluster, makeCluster } from './cluster.ts'
import { type Ended, runTodoku } from './command-line.ts'

const domain = 'kaede.example'
let cluster: Cluster

const zone = (args: readonly string[], input = ''): Promise<Ended> => runTodoku(cluster.home.root, ['zone', ...args], input)
const json = async <T>(args: readonly string[], input = ''): Promise<T> => {
  const { out, err } = await zone([...args, '--json'], input)
  assert.equal(err, '')
  return JSON.parse(out) as T
}

before(async () => {
  cluster = await makeCluster('[server]\nhost_name = "sv0001.example.jp"\n[dns]\nname_servers = ["ns1.todoku.example", "ns2.todoku.example"]\n')
  const { home, config, secrets } = cluster
  await migrate(home, config, secrets)
  const installation = openInstallation(home, 'test')
  try {
    assert.ok((await addOwner(installation, { name: 'hana', language: 'ja', contact: null })).ok)
    const added = await addDomain(installation, { name: domain, owner: 'hana' })
    assert.ok(added.ok)
    const records = [{ name: domain, type: 'A', ttl: 300, value: '192.0.2.80' }] as const
    assert.ok(await installation.db.transaction().execute(transaction => insertZone(transaction, operator, added.value.id, true, records)))
  } finally {
    await closeInstallation(installation)
  }
})

after(() => cluster?.remove())

test('records are set, added, shown and removed; what comes of it is said', async () => {
  const set = await zone(['set', domain, 'www', 'A', '192.0.2.81', '192.0.2.82', '--ttl', '600'])
  assert.equal(set.code, 0, set.err)
  assert.match(set.out, /\+ www {2}600 {2}A {2}192\.0\.2\.81\n {2}\+ www {2}600 {2}A {2}192\.0\.2\.82/)
  const long = await zone(['add', domain, 'k1._domainkey', 'txt', `v=DKIM1; p=${'M'.repeat(400)}`])
  assert.match(long.out, /is long and is split/)
  assert.match((await zone(['set', domain, '@', 'A', '192.0.2.80'])).out, /so already/)
  const shown = await zone(['show', domain])
  assert.match(shown.out, /^@ +A +300 +192\.0\.2\.80$/m)
  assert.match(shown.out, /operator {2}-0 \+2 {2}www A/)
  const removed = await json<{ removed: { value: string }[] }>(['remove', domain, 'www', 'A', '192.0.2.82'])
  assert.deepEqual(removed.removed.map(({ value }) => value), ['192.0.2.82'])
  const { items } = await json<{ items: { name: string; version: number }[] }>(['list'])
  assert.deepEqual(items.map(({ name, version }) => [name, version]), [[domain, 4]])
})

test('what cannot be is refused with its reason and what to do, in both languages', async () => {
  const cases: readonly (readonly [args: readonly string[], code: number, said: RegExp])[] = [
    [['add', domain, 'www', 'CNAME', 'shop.other.example'], 2, /A CNAME cannot stand beside other records/],
    [['set', domain, `www.${domain}.${domain}`, 'A', '192.0.2.1'], 2, /ends with the domain twice/],
    [['set', domain, 'mail', 'A', 'mail.other.example', '--lang', 'ja'], 2, /値がレコードの種別に合っていません.*192\.0\.2\.1/],
    [['set', domain, '@', 'NS', 'ns1.other.example', '--lang', 'ja'], 2, /ネームサーバーは、取得した会社で設定します/],
    [['set', domain, 'x', 'SPF', 'v=spf1'], 2, /A\|AAAA\|CAA/],
    [['set', domain, 'x', 'A', '192.0.2.1', '--ttl', '5'], 2, /60\.\.604800/],
    [['remove', domain, 'nope'], 2, /There is no such record/],
    [['show', 'other.example'], 3, /there is no domain "other\.example"/],
  ]
  for (const [args, code, said] of cases) {
    const ended = await zone(args)
    assert.equal(ended.code, code, `${args.join(' ')}: ${ended.err}`)
    assert.match(ended.err, said)
    assert.equal(ended.out, '')
  }
})

test('a file goes out, comes in from standard input, and is refused with its lines; changes are taken back one by one', async () => {
  const before = await zone(['export', domain])
  assert.match(before.out, /^\$ORIGIN kaede\.example\.\n@ .* IN SOA +ns1\.todoku\.example\. hostmaster\.todoku\.example\. /)
  const refused = await zone(['import', domain, '-', '--json'], '@ A 192.0.2.90\nsip NAPTR 1 2 3\nwww A 192.0.2\n')
  assert.equal(refused.code, 2)
  const { error } = JSON.parse(refused.err) as { error: { complaints: { line: number; finding: { id: string } }[] } }
  assert.deepEqual(error.complaints.map(({ line, finding }) => `${line} ${finding.id}`), ['2 zone.type-not-kept', '3 zone.bad-value'])
  const imported = await zone(['import', domain, '-', '--replace', '--yes'], '@ SOA ns1.old.example. x.old.example. 1 2 3 4 5\n@ A 192.0.2.90\n')
  assert.equal(imported.code, 0, imported.err)
  assert.match(imported.out, /- www {2}600 {2}A {2}192\.0\.2\.81/)
  assert.equal((await zone(['undo', domain])).code, 0)
  assert.equal((await zone(['export', domain])).out, before.out)
  // The three changes of the first test.
  for (let i = 0; i < 3; i++) assert.equal((await zone(['undo', domain])).code, 0)
  const none = await zone(['undo', domain])
  assert.deepEqual([none.code, none.out], [4, ''])
  const { records } = await json<{ records: object[] }>(['show', domain])
  assert.deepEqual(records, [{ name: domain, type: 'A', ttl: 300, value: '192.0.2.80' }])
})
