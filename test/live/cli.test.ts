/** The command line, the worker and the API as processes, on a real PostgreSQL. */
import assert from 'node:assert/strict'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout } from 'node:timers/promises'
import { databaseAddress } from '../../src/base/database.ts'
import { verifyPassword } from '../../src/base/password-hash.ts'
import { insertAttempts } from '../../src/store/attempts.ts'
import { findAccount } from '../../src/store/credentials.ts'
import { migrate } from '../../src/store/migrate.ts'
import { openDatabase } from '../../src/store/pool.ts'
import type { Db } from '../../src/store/schema.ts'
import { type Cluster, makeCluster } from './cluster.ts'
import { type Ended, runTodoku, startTodoku } from './command-line.ts'

let cluster: Cluster
let db: Db
let apiPort: number

const start = (args: readonly string[]): ChildProcess => startTodoku(cluster.home.root, args)
const todoku = (args: readonly string[], input = ''): Promise<Ended> => runTodoku(cluster.home.root, args, input)

/** The fields of answers that these tests look at. */
interface Answer {
  readonly name: string
  readonly state: string
  readonly catchAll: string | null
  readonly mailboxes: number
  readonly createdAt: string
  readonly records: readonly { readonly type: string; readonly name: string }[]
  readonly password: string
  readonly protocols: object
  readonly suspendedAt: string | null
  readonly contact: string | null
  readonly targets: readonly string[]
  readonly keepsCopy: boolean
  readonly items: readonly { readonly address: string }[]
  readonly next: string | null
  readonly trash: { readonly id: string; readonly path: string }
}

const json = async (args: readonly string[], input = ''): Promise<Answer> => {
  const { code, out, err } = await todoku([...args, '--json'], input)
  assert.equal(code, 0, err)
  return JSON.parse(out) as Answer
}

const until = async (holds: () => boolean): Promise<void> => {
  while (!holds()) await setTimeout(20)
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

before(async () => {
  apiPort = await freePort()
  cluster = await makeCluster(`[server]\nhost_name = "sv0001.example.jp"\n[listen]\napi = ["127.0.0.1:${apiPort}"]\n`)
})
after(async () => {
  await db?.destroy()
  cluster.remove()
})

test('before the first start it says what to do', async () => {
  const { code, err } = await todoku(['domain', 'list', '--lang', 'ja'])
  assert.equal(code, 75)
  assert.match(err, /まだ起動したことがありません: 先に \.\/todoku up を実行してください\n$/)
  await migrate(cluster.home, cluster.config, cluster.secrets)
  db = openDatabase(databaseAddress(cluster.home, cluster.config), cluster.secrets, 'test')
})

test('an owner, a domain and a mailbox, and the records to publish', async () => {
  assert.equal((await todoku(['owner', 'add', '楓商店'])).out, 'added owner "楓商店"\n')
  assert.equal((await todoku(['owner', 'add', '楓商店'])).code, 4)
  assert.equal((await todoku(['owner', 'contact', '楓商店', 'Kaede@Shop.TEST'])).out, 'notices about "楓商店" go to kaede@shop.test, too\n')
  assert.equal((await json(['owner', 'show', '楓商店'])).contact, 'kaede@shop.test')
  assert.equal((await json(['owner', 'contact', '楓商店', 'none'])).contact, null)
  assert.equal((await json(['domain', 'add', 'Kaede.TEST', '--owner', '楓商店', '--proven'])).name, 'kaede.test')
  const { records } = await json(['domain', 'show', 'kaede.test'])
  assert.deepEqual(
    records.map(({ type, name }) => `${name} ${type}`),
    ['kaede.test MX', 'kaede.test TXT', 'todoku1._domainkey.kaede.test TXT', '_dmarc.kaede.test TXT'],
  )
  const keyFile = join(cluster.home.engine('rspamd'), 'keys', 'kaede.test.todoku1.key')
  assert.match(readFileSync(keyFile, 'utf8'), /^-----BEGIN PRIVATE KEY-----/)
  assert.equal(statSync(keyFile).mode & 0o777, 0o640)

  const { password } = await json(['mailbox', 'add', 'taro@kaede.test', '--quota', '5GB'])
  assert.equal(await verifyPassword((await findAccount(db, 'taro@kaede.test'))!.hash!, password), true)
  await json(['mailbox', 'add', 'hanako@kaede.test', '--password-stdin'], '長いパスワード abc 123\n')
  assert.equal(await verifyPassword((await findAccount(db, 'hanako@kaede.test'))!.hash!, '長いパスワード abc 123'), true)
})

const refused: readonly (readonly [args: string, code: number, says: RegExp])[] = [
  ['mailbox add taro@kaede.test', 4, /^todoku: the mailbox "taro@kaede\.test" is there already/],
  ['mailbox add taro', 2, /there is no "@"/],
  ['mailbox add a/b@kaede.test', 2, /use only a-z/],
  ['mailbox add taro@other.test', 3, /there is no domain "other\.test": see \.\/todoku domain list/],
  ['mailbox add jiro@kaede.test --quota lots', 2, /write it like "10GB"/],
  ['mailbox passwd taro@kaede.test', 2, /add --password-stdin/],
  ['mailbox show nobody@kaede.test', 3, /there is no mailbox/],
  ['mailbox remove taro@kaede.test', 2, /add --yes/],
  ['mailbox protocols taro@kaede.test', 2, /--smtp, --imap, --pop3/],
  ['mailbox forward add taro@kaede.test taro@kaede.test', 4, /lead back to itself/],
  ['mailbox vacation on taro@kaede.test --subject s --text t --days 99', 2, /days/],
  ['alias add taro@kaede.test hanako@kaede.test', 4, /mailbox "taro@kaede\.test" is there already/],
  ['alias remove info@kaede.test --yes', 3, /there is no alias/],
  ['domain add kaede.test --owner 楓商店 --proven', 4, /is there already/],
  ['domain add kaede --owner 楓商店', 2, /with a dot/],
  ['domain add x.test', 2, /--owner/],
  ['domain add x.test --owner nobody', 3, /there is no owner/],
  ['owner remove 楓商店 --yes', 4, /has 1 domain: remove them first/],
  ['owner contact 楓商店 nowhere', 2, /nowhere/],
  ['owner add 紅葉 --contact nowhere', 2, /nowhere/],
  ['trash restore ../../etc', 3, /todoku trash list/],
  ['domian list', 2, /did you mean "domain"/],
  ['attempts --lines 0', 2, /1\.\.1000/],
]
for (const [args, code, says] of refused) {
  test(`todoku ${args} → ${code}`, async () => {
    const ended = await todoku(args.split(' '))
    assert.equal(ended.code, code, ended.err)
    assert.match(ended.err, says)
    assert.equal(ended.err.trimEnd().split('\n').length, 1)
    assert.equal(ended.out, '')
  })
}

test('a weak password is refused, and never shown', async () => {
  const { code, err } = await todoku(['mailbox', 'passwd', 'taro@kaede.test', '--password-stdin', '--lang', 'ja'], 'short-one\n')
  assert.equal(code, 1)
  assert.match(err, /^todoku: このパスワードは使えません: 12文字以上/)
  assert.ok(!err.includes('short-one'))
})

test('forwards, aliases, catch-all, protocols and suspension', async () => {
  assert.deepEqual((await json(['mailbox', 'forward', 'add', 'taro@kaede.test', 'Away@Example.com'])).targets, ['away@example.com'])
  assert.equal((await json(['mailbox', 'forward', 'keep-copy', 'taro@kaede.test', 'off'])).keepsCopy, false)
  assert.deepEqual((await json(['mailbox', 'forward', 'remove', 'taro@kaede.test', 'away@example.com'])).targets, [])
  await json(['alias', 'add', 'info@kaede.test', 'taro@kaede.test'])
  assert.deepEqual((await json(['alias', 'add', 'info@kaede.test', 'hanako@kaede.test'])).targets, ['hanako@kaede.test', 'taro@kaede.test'])
  assert.deepEqual((await json(['alias', 'list'])).items.length, 1)
  assert.equal((await json(['domain', 'catch-all', 'set', 'kaede.test', 'taro@kaede.test'])).catchAll, 'taro@kaede.test')
  assert.equal((await json(['domain', 'catch-all', 'clear', 'kaede.test'])).catchAll, null)
  assert.deepEqual((await json(['mailbox', 'protocols', 'taro@kaede.test', '--pop3', 'off'])).protocols, { smtp: true, imap: true, pop3: false })
  assert.notEqual((await json(['mailbox', 'suspend', 'taro@kaede.test'])).suspendedAt, null)
  assert.equal((await json(['mailbox', 'resume', 'taro@kaede.test'])).suspendedAt, null)
  assert.equal((await json(['domain', 'suspend', 'kaede.test'])).state, 'suspended')
  assert.ok(!existsSync(join(cluster.home.engine('rspamd'), 'keys', 'kaede.test.todoku1.key')), 'a suspended domain signs nothing')
  assert.equal((await json(['domain', 'resume', 'kaede.test'])).state, 'live')
})

test('lists come in pages', async () => {
  const first = await json(['mailbox', 'list', '--limit', '1'])
  assert.equal(first.next, 'hanako@kaede.test')
  const second = await json(['mailbox', 'list', '--limit', '1', '--after', first.next!])
  assert.deepEqual([second.items[0]?.address, second.next], ['taro@kaede.test', null])
})

const vacationScript = (): string => join(cluster.home.mail, 'kaede.test', 'taro', 'vacation.sieve')

test('a removed mailbox comes back with its mail, password, forwards and vacation answer', async () => {
  await json(['mailbox', 'vacation', 'on', 'taro@kaede.test', '--subject', '休暇', '--text', '月曜日に戻ります'])
  assert.match(readFileSync(vacationScript(), 'utf8'), /月曜日に戻ります/)
  const letters = join(cluster.home.mail, 'kaede.test', 'taro', 'Maildir', 'cur')
  mkdirSync(letters, { recursive: true })
  writeFileSync(join(letters, '1'), 'a letter')
  const was = { shown: await json(['mailbox', 'show', 'taro@kaede.test']), hash: (await findAccount(db, 'taro@kaede.test'))!.hash }
  const { trash } = await json(['mailbox', 'remove', 'taro@kaede.test', '--yes'])
  assert.equal(await findAccount(db, 'taro@kaede.test'), null)
  assert.ok(!existsSync(letters))
  assert.equal(statSync(trash.path).mode & 0o777, 0o700)
  assert.deepEqual(await json(['trash', 'restore', trash.id]), { restored: 'taro@kaede.test' })
  assert.equal(readFileSync(join(letters, '1'), 'utf8'), 'a letter')
  assert.equal((await findAccount(db, 'taro@kaede.test'))!.hash, was.hash)
  assert.deepEqual({ ...(await json(['mailbox', 'show', 'taro@kaede.test'])), createdAt: was.shown.createdAt }, was.shown)
  assert.equal((await todoku(['trash', 'restore', trash.id])).code, 3)
})

test('a removed domain comes back, and mail of a former mailbox is nobody else', async () => {
  const { trash } = await json(['domain', 'remove', 'kaede.test', '--yes'])
  assert.equal((await json(['domain', 'list'])).items.length, 0)
  assert.deepEqual(await json(['trash', 'restore', trash.id]), { restored: 'kaede.test' })
  assert.equal((await json(['domain', 'show', 'kaede.test'])).mailboxes, 2)
  const stray = join(cluster.home.mail, 'kaede.test', 'saburo')
  mkdirSync(stray)
  writeFileSync(join(stray, 'secret'), 'of another')
  await json(['mailbox', 'add', 'saburo@kaede.test'])
  assert.ok(!existsSync(stray))
})

test('attempts are printed in the promised shape, and followed', async () => {
  const attempt = { ref: 'K7Q2-9F', at: new Date('2026-11-24T07:00:00Z'), serverId: 'sv0001', mailboxId: null, protocol: 'imap', port: 993, address: '203.0.113.7', country: 'JP' } as const
  const more = { tls: 'TLSv1.3', sni: null, mechanism: 'PLAIN', login: 'nobody@kaede.test', outcome: 'refused', cause: 'no.such-cause', likely: false, facts: { a: 1 } } as const
  await insertAttempts(db, [{ ...attempt, ...more }])
  const { out } = await todoku(['attempts', 'nobody@kaede.test', '--json'])
  assert.deepEqual(JSON.parse(out), {
    ref: 'K7Q2-9F',
    at: '2026-11-24T07:00:00.000Z',
    protocol: 'imap',
    port: 993,
    address: '203.0.113.7',
    country: 'JP',
    tls: 'TLSv1.3',
    sni: null,
    mechanism: 'PLAIN',
    login: 'nobody@kaede.test',
    mailbox: null,
    outcome: 'refused',
    cause: 'no.such-cause',
    likely: false,
    facts: { a: 1 },
    count: 1,
    firstAt: '2026-11-24T07:00:00.000Z',
    client: null,
    networkName: null,
    mailboxLikely: false,
  })
  assert.equal((await todoku(['attempts', '--lang', 'ja'])).out, '2026-11-24 16:00:00  K7Q2-9F  imap:993  203.0.113.7 JP  nobody@kaede.test  拒否  no.such-cause\n')
  const following = start(['attempts', '--follow', '--json'])
  let seen = ''
  following.stdout!.on('data', chunk => (seen += chunk))
  await until(() => seen.includes('K7Q2-9F'))
  await insertAttempts(db, [{ ...attempt, ...more, ref: 'NEXT-01' }])
  await until(() => seen.includes('NEXT-01'))
  following.kill()
  await once(following, 'close')
  assert.equal(seen.trim().split('\n').length, 2)
})

test('the worker publishes what it hears, catches up after PostgreSQL was away, and ends when told', { timeout: 60_000 }, async () => {
  const worker = start(['worker'])
  let log = ''
  worker.stdout!.on('data', chunk => (log += chunk))
  await until(() => log.includes('listening for changes'))
  const { mailboxId } = (await findAccount(db, 'taro@kaede.test'))!
  await cluster.asSuperuser(`update vacations set body = 'heard' where mailbox_id = ${mailboxId}`)
  await until(() => readFileSync(vacationScript(), 'utf8').includes('heard'))
  cluster.stop()
  await until(() => log.includes('the database is away'))
  cluster.start()
  await until(() => log.split('listening for changes').length === 3)
  await cluster.asSuperuser(`delete from vacations where mailbox_id = ${mailboxId}`)
  await until(() => !existsSync(vacationScript()))
  worker.kill('SIGTERM')
  assert.deepEqual(await once(worker, 'close'), [0, null])
})

test('the API answers as the user for mail, not as root', { timeout: 60_000 }, async () => {
  const api = start(['api'])
  let log = ''
  api.stdout!.on('data', chunk => (log += chunk))
  await until(() => log.includes('listening'))
  const facts = (await (await fetch(`http://127.0.0.1:${apiPort}/api/v1/server`)).json()) as { hostName: string }
  assert.equal(facts.hostName, 'sv0001.example.jp')
  assert.match(readFileSync(`/proc/${api.pid}/status`, 'utf8'), /^Uid:\t8\t8\t8\t8$/m)
  api.kill('SIGTERM')
  assert.deepEqual(await once(api, 'close'), [0, null])
})

test('with the database away it says so, and that it is temporary', async () => {
  cluster.stop()
  try {
    const { code, err } = await todoku(['domain', 'list'])
    assert.equal(code, 75)
    assert.match(err, /^todoku: the database cannot be reached: .*\.\/todoku up/)
  } finally {
    cluster.start()
  }
})
