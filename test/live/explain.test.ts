/** `todoku explain` and `todoku attempts` as processes: a reference opens exactly its attempt, words are explained without one. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { databaseAddress } from '../../src/base/database.ts'
import { insertAttempts, type NewAttempt } from '../../src/store/attempts.ts'
import { migrate } from '../../src/store/migrate.ts'
import { openDatabase } from '../../src/store/pool.ts'
import type { Db } from '../../src/store/schema.ts'
import { type Cluster, makeCluster } from './cluster.ts'
import { type Ended, runTodoku } from './command-line.ts'

let cluster: Cluster
let db: Db

const todoku = (...args: readonly string[]): Promise<Ended> => runTodoku(cluster.home.root, args)

interface Explained {
  readonly causes: readonly { readonly id: string; readonly score: number; readonly title: string; readonly why: string; readonly fix: string }[]
}
const explained = async (...args: readonly string[]): Promise<Explained> => JSON.parse((await todoku('explain', ...args, '--json')).out) as Explained

const seen: NewAttempt = {
  ref: 'K7Q2-9F',
  at: new Date('2026-11-24T01:00:00Z'),
  firstAt: new Date('2026-11-24T00:00:00Z'),
  count: 3,
  refs: ['AB12-CD', 'K7Q2-9F'],
  serverId: 'sv0001',
  mailboxId: null,
  protocol: 'imap',
  port: 993,
  address: '192.0.2.7',
  networkName: 'phone.example',
  country: 'JP',
  tls: 'TLSv1.3 TLS_AES_256_GCM_SHA384',
  sni: 'sv0001.example.jp',
  mechanism: 'PLAIN',
  client: 'iPhone Mail',
  login: 'hana@kaede.test',
  outcome: 'refused',
  cause: 'credential.stale-password',
  likely: false,
  facts: { mailbox: 'hana@kaede.test', changedAt: '2026-11-20T03:00:00.000Z', trail: ['password-matches'] },
}

before(async () => {
  cluster = await makeCluster()
  await migrate(cluster.home, cluster.config, cluster.secrets)
  db = openDatabase(databaseAddress(cluster.home, cluster.config), cluster.secrets, 'test')
  await insertAttempts(db, [
    seen,
    { ...seen, ref: 'EEEE-01', refs: ['EEEE-01'], count: 1, cause: 'transport.certificate-refused', likely: true, facts: { port: 993, alert: 'certificate unknown' } },
    { ...seen, ref: 'EEEE-02', refs: ['EEEE-02'], count: 1, outcome: 'accepted', cause: null, facts: { notes: ['login-completed'] } },
    { ...seen, ref: 'EEEE-03', refs: ['EEEE-03'], count: 1, cause: 'future.cause', client: '\u001b[2J', facts: {} },
  ])
})
after(async () => {
  await db.destroy()
  cluster.remove()
})

test('a reference opens its attempt: cause, reason, fix, evidence, when and where', async () => {
  const { code, out } = await todoku('explain', 'K7Q2-9F')
  assert.equal(code, 0)
  assert.match(out, /^K7Q2-9F {2}A device still uses the old password\n/)
  for (const part of ['2026-11-24 10:00:00 (3 times since 2026-11-24 09:00:00)', '192.0.2.7 JP phone.example', 'imap:993 TLSv1.3', 'hana@kaede.test', 'iPhone Mail', 'refused']) assert.ok(out.includes(part), part)
  assert.match(out, /changed on 20 November 2026 at 12:00\. /)
  for (const label of ['why', 'what to do', 'seen by', 'wrong if']) assert.match(out, new RegExp(`^${label} +\\S`, 'm'))
})

test('every reference of a folded attempt opens it, as it is typed and as it is pasted', async () => {
  const { causes } = await explained('K7Q2-9F')
  assert.deepEqual(causes.map(({ id, score }) => [id, score]), [['credential.stale-password', 1]])
  assert.deepEqual(Object.keys(causes[0]!), ['id', 'score', 'title', 'why', 'fix'])
  for (const text of ['ab12 cd', 'AB12-CD', '535 5.7.8 Sign-in failed. Check the user name and the password. (ref AB12-CD)']) assert.deepEqual(await explained(text), { causes })
})

test('in Japanese', async () => {
  const { out } = await todoku('explain', 'K7Q2-9F', '--lang', 'ja')
  assert.match(out, /古いパスワードを使い続けている端末があります/)
  assert.match(out, /^対処 +その端末で/m)
  assert.equal((await explained('535', '--lang', 'ja')).causes[0]?.title, 'パスワードが違います')
})

test('what is only likely says so; what was accepted has no cause; what another release wrote does no harm', async () => {
  assert.match((await todoku('explain', 'EEEE-01')).out, /^EEEE-01 {2}probably: The app did not accept the certificate/)
  assert.equal((await explained('EEEE-01')).causes[0]?.score, 0.7)
  assert.match((await todoku('explain', 'EEEE-02')).out, /^EEEE-02 {2}This sign-in was accepted\n[^]*note +The user name had no @/)
  assert.deepEqual(await explained('EEEE-02'), { causes: [] })
  const foreign = await todoku('explain', 'EEEE-03')
  assert.match(foreign.out, /future\.cause/)
  assert.ok(!foreign.out.includes('\u001b'))
})

test('a reference that opens nothing says so; with words around it they are explained', async () => {
  const alone = await todoku('explain', 'ZZZZ-00')
  assert.deepEqual([alone.code, alone.out.includes('ZZZZ-00')], [3, true])
  assert.deepEqual(await explained('ZZZZ-00'), { causes: [] })
  const pasted = await todoku('explain', '535 5.7.8 Sign-in failed. Check the user name and the password. (ref ZZZZ-00)')
  assert.equal(pasted.code, 0)
  assert.match(pasted.out, /ZZZZ-00[^]*Wrong password/)
})

test('words from standard input', async () => {
  const { code, out } = await runTodoku(cluster.home.root, ['explain', '--json'], "TLS Negotiation failed, the certificate doesn't match the host., code: 0\n")
  assert.equal(code, 0)
  assert.equal((JSON.parse(out) as Explained).causes[0]?.id, 'transport.wrong-server-name')
})

test('nothing that fits is said clearly, and is no success', async () => {
  assert.deepEqual(await todoku('explain', 'good', 'morning'), { code: 3, out: 'no known cause fits; paste the whole text of the error, or give a reference such as (ref K7Q2-9F)\n', err: '' })
  assert.deepEqual(await todoku('explain', '334', 'VXNlcm5hbWU6'), { code: 0, out: 'This is no error: the server asks for the next input, or says that it has accepted something\n', err: '' })
})

test('the list of attempts shows how often, from what network, and that a cause is only likely', async () => {
  const { out } = await todoku('attempts')
  const line = (ref: string): string => out.split('\n').find(one => one.includes(ref)) ?? ''
  assert.match(line('K7Q2-9F'), /^2026-11-24 10:00:00 ×3 {2}K7Q2-9F {2}imap:993 {2}192\.0\.2\.7 JP phone\.example {2}hana@kaede\.test {2}refused {2}A device still uses the old password$/)
  assert.match(line('EEEE-01'), /probably: The app did not accept the certificate$/)
  assert.match(line('EEEE-02'), /accepted {2}The user name had no @/)
  assert.match(line('EEEE-03'), /future\.cause$/)
})
