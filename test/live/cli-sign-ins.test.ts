/** What people manage of sign-ins on the command line: app passwords, the country rule, passes, blocks and throttles. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { appPasswordDigest } from '../../src/base/app-password.ts'
import { databaseAddress } from '../../src/base/database.ts'
import { insertAttempts } from '../../src/store/attempts.ts'
import { findAccount } from '../../src/store/credentials.ts'
import { migrate } from '../../src/store/migrate.ts'
import { openDatabase } from '../../src/store/pool.ts'
import type { Db } from '../../src/store/schema.ts'
import { setThrottle } from '../../src/store/throttles.ts'
import { type Cluster, makeCluster } from './cluster.ts'
import { type Ended, runTodoku } from './command-line.ts'

let cluster: Cluster
let db: Db

const todoku = (args: string, input = ''): Promise<Ended> => runTodoku(cluster.home.root, args.split(' '), input)

const json = async (args: string, input = ''): Promise<Record<string, unknown>> => {
  const { code, out, err } = await todoku(`${args} --json`, input)
  assert.equal(code, 0, err)
  return JSON.parse(out) as Record<string, unknown>
}

const account = async () => (await findAccount(db, 'taro@kaede.test'))!

before(async () => {
  cluster = await makeCluster()
  await migrate(cluster.home, cluster.config, cluster.secrets)
  db = openDatabase(databaseAddress(cluster.home, cluster.config), cluster.secrets, 'test')
  await json('owner add kaede')
  await json('domain add kaede.test --owner kaede --proven')
  await json('mailbox add taro@kaede.test')
  await json('mailbox add hanako@kaede.test --password-stdin', 'kaede kaede 12\n')
})
after(async () => {
  await db.destroy()
  cluster.remove()
})

test('an app password is shown once, listed without it, required, and revoked', async () => {
  assert.equal((await todoku('app-password require taro@kaede.test on')).code, 4)
  const added = await json('app-password add taro@kaede.test --name phone --scope imap,smtp --expires 90d')
  assert.deepEqual([added['name'], added['scopes']], ['phone', ['imap', 'smtp']])
  const [stored] = (await account()).appPasswords
  assert.equal(stored?.digest, appPasswordDigest(cluster.secrets.master)(added['password'] as string))
  const listed = await todoku('app-password list taro@kaede.test')
  assert.match(listed.out, /^name +may +ends +last used +made\nphone +imap smtp +\d{4}-/)
  assert.ok(!listed.out.includes(added['password'] as string))
  assert.deepEqual(await json('app-password require taro@kaede.test on'), { mailbox: 'taro@kaede.test', required: true })
  assert.equal((await account()).appPasswordRequired, true)
  assert.equal((await json('mailbox show taro@kaede.test'))['appPasswordRequired'], true)
  await json('app-password require taro@kaede.test off')
  assert.deepEqual(await json('app-password remove taro@kaede.test phone --yes'), { removed: 'phone' })
  assert.deepEqual((await account()).appPasswords, [])
})

test('the country rule is turned off only where every password is strong', async () => {
  assert.deepEqual((await json('country show kaede.test'))['effective'], { smtp: true, retrieval: false, countries: ['JP'] })
  const { code, err } = await todoku('country set kaede.test --smtp off --yes')
  assert.equal(code, 4)
  assert.match(err, /passwords must be strong, and 1 is weak or of unknown strength \(hanako@kaede\.test\)/)
  const many = 'JP,US,FR,DE,IT,ES,PT,GB,IE,NL,BE,LU,CH,AT,SE,NO,FI,DK,IS,PL,CZ,SK,HU,RO,BG,GR'
  assert.equal((await todoku(`country set kaede.test --countries ${many} --yes`)).code, 4, 'a list of nearly all countries is the rule turned off')
  const ja = await todoku('country set kaede.test --smtp off --yes --lang ja')
  assert.match(ja.err, /1個のアドレスのパスワードが弱いか、強さが不明です\(hanako@kaede\.test\)/)
  await json('country set hanako@kaede.test --smtp on')
  await json('country set kaede.test --smtp off --yes')
  assert.equal((await todoku('country set hanako@kaede.test --smtp inherit')).code, 4)
  assert.deepEqual((await json('country show taro@kaede.test'))['saidBy'], { smtp: 'domain', retrieval: 'installation', countries: 'installation' })
  const weak = await todoku('mailbox passwd taro@kaede.test --password-stdin', 'kaede kaede 12\n')
  assert.equal(weak.code, 1)
  assert.match(weak.err, /anybody in the world/)
  assert.equal((await todoku('mailbox add jiro@kaede.test --password-stdin', 'kaede kaede 12\n')).code, 1)
  await json('mailbox passwd hanako@kaede.test --generate')
  await json('country set hanako@kaede.test --smtp inherit')
  const shown = await json('country set taro@kaede.test --smtp on --retrieval on --countries JP,タイ')
  assert.deepEqual(shown['own'], { smtp: true, retrieval: true, countries: ['JP', 'TH'] })
  assert.match((await todoku('country show taro@kaede.test --lang ja')).out, /許可する国 +JP 日本, TH タイ \(このアドレスの設定\)\n\n国別表.*\d{4}-\d\d-\d\d/)
})

test('passes: a journey, a network, a service', async () => {
  const journey = await json('pass add taro@kaede.test --country Thailand --until 2090-12-31'.replace('2090-12-31', '30d'))
  assert.deepEqual([journey['kind'], journey['value'], journey['mailbox']], ['country', 'TH', 'taro@kaede.test'])
  await json('pass add kaede.test --service gmail')
  await json('pass add kaede.test --network 203.0.113.7 --days 7')
  const listed = await todoku('pass list taro@kaede.test --lang ja')
  assert.match(listed.out, /^番号 .*\n1 +taro@kaede\.test +TH タイ +.* まで\n2 +kaede\.test +Gmail +無期限\n3 +kaede\.test +203\.0\.113\.7\/32 /)
  assert.equal((await account()).passes.length, 3)
  await json('pass remove 1 --yes')
  assert.equal(((await json('pass list'))['items'] as unknown[]).length, 2)
})

test('"that was me" lets in the network of an attempt, and lifts its throttle', async () => {
  const until = new Date(Date.now() + 3_600_000)
  await setThrottle(db, { login: 'taro@kaede.test', network: '198.51.100.0/24', distinctSecrets: 12, why: 'guessing', since: new Date(), until })
  await setThrottle(db, { login: 'nobody@kaede.test', network: '0.0.0.0/0', distinctSecrets: 40, why: 'many-networks', since: new Date(), until })
  const attempt = { at: new Date(), serverId: 'sv0001', mailboxId: (await account()).mailboxId, protocol: 'smtp', port: 465, address: '198.51.100.9', country: 'TH' } as const
  const more = { tls: 'TLSv1.3', sni: null, mechanism: 'PLAIN', login: 'taro@kaede.test', outcome: 'refused', cause: 'network.country-blocked', likely: false, facts: {} } as const
  await insertAttempts(db, [
    { ...attempt, ...more, ref: 'K7Q2-9F' },
    { ...attempt, ...more, ref: 'N0B0-DY', mailboxId: null, login: 'nobody@kaede.test' },
  ])
  const listed = await todoku('throttle list')
  assert.match(listed.out, /^who .*\ntaro@kaede\.test +198\.51\.100\.0\/24 +tried one password after another +12 passwords .*\nnobody@kaede\.test +\(anywhere\) +tried from many places +40 passwords /)
  assert.equal(((await json('throttle list Taro@Kaede.test'))['items'] as unknown[]).length, 1)
  const trusted = await json('pass me k7q2-9f --days 3')
  assert.equal(trusted['lifted'], 1)
  const pass = trusted['pass'] as { network: string; value: string; until: string }
  assert.equal(pass.value, '198.51.100.0/24')
  assert.equal(Math.round((Date.parse(pass.until) - Date.now()) / 86_400_000), 3)
  assert.equal((await todoku('pass me N0B0-DY')).code, 4)
  assert.equal((await todoku('pass me ZZZZ-ZZ')).code, 3)
  assert.equal((await todoku('throttle lift all')).code, 2, 'asks first')
  assert.deepEqual(await json('throttle lift nobody@kaede.test'), { lifted: 1 })
  assert.deepEqual(await json('throttle lift all --yes'), { lifted: 0 })
})

test('a network is blocked and let in again', async () => {
  assert.equal((await json('block add kaede.test 192.0.2.77/24'))['network'], '192.0.2.0/24')
  assert.deepEqual((await account()).blocks, ['192.0.2.0/24'])
  assert.match((await todoku('block list')).out, /^id .*\n1 +kaede\.test +192\.0\.2\.0\/24 /)
  await json('block remove 1 --yes')
  assert.deepEqual((await account()).blocks, [])
})

test('a mailbox comes back with its app passwords and rules', async () => {
  await json('app-password add taro@kaede.test --name laptop')
  await json('block add taro@kaede.test 192.0.2.0/24')
  await json('pass add taro@kaede.test --country TH --days 9')
  const { mailboxId: _, appPasswords: before, ...was } = await account()
  const { trash } = (await json('mailbox remove taro@kaede.test --yes')) as { trash: { id: string } }
  await json(`trash restore ${trash.id}`)
  const { mailboxId, appPasswords, ...now } = await account()
  assert.deepEqual(now, was)
  assert.ok(mailboxId)
  assert.deepEqual(appPasswords.map(({ digest }) => digest), before.map(({ digest }) => digest))
})

const refused: readonly (readonly [args: string, code: number, says: RegExp])[] = [
  ['app-password add taro@kaede.test', 2, /--name/],
  ['app-password add taro@kaede.test --name x --scope ftp', 2, /--scope does not understand "ftp": write it like "imap,smtp"/],
  ['app-password add taro@kaede.test --name x --expires yesterday', 2, /"yesterday" is no time to come: write a day \(2027-03-31\) or a span/],
  ['app-password add taro@kaede.test --name laptop', 4, /the app password "laptop" is there already/],
  ['app-password add nobody@kaede.test --name x', 3, /there is no mailbox/],
  ['app-password remove taro@kaede.test gone --yes', 3, /there is no app password "gone"/],
  ['app-password remove taro@kaede.test laptop', 2, /add --yes/],
  ['app-password require taro@kaede.test maybe', 2, /write it like "on"/],
  ['country show other.test', 3, /there is no domain/],
  ['country set kaede.test', 2, /--smtp, --retrieval, --countries/],
  ['country set kaede.test --smtp maybe', 2, /write it like "on"/],
  ['country set kaede.test --countries JP,Atlantis', 2, /there is no country "Atlantis"/],
  ['country set kaede.test --smtp off', 2, /add --yes/],
  ['pass add kaede.test --country TH', 2, /add one of --until, --days/],
  ['pass add kaede.test --country TH --network 1.2.3.0/24 --days 1', 2, /add one of --country, --network, --service/],
  ['pass add kaede.test --network 0.0.0.0/0 --days 1', 2, /too wide/],
  ['pass add kaede.test --network nonsense --days 1', 2, /is not a network/],
  ['pass add kaede.test --service hotmail', 2, /take one of gmail, outlook/],
  ['pass add kaede.test --country TH --until 2020-01-01', 2, /"2020-01-01" is no time to come/],
  ['pass remove 999 --yes', 3, /there is no pass "999": see \.\/todoku pass list/],
  ['block add kaede.test 2001:db8::/16', 2, /too wide/],
  ['block remove x --yes', 3, /there is no blocked network/],
  ['throttle lift all somewhere', 2, /is not a network/],
]
for (const [args, code, says] of refused) {
  test(`todoku ${args} → ${code}`, async () => {
    const ended = await todoku(args)
    assert.equal(ended.code, code, ended.err)
    assert.match(ended.err, says)
    assert.equal(ended.err.trimEnd().split('\n').length, 1)
    assert.equal(ended.out, '')
  })
}
