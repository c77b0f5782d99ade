/** The store on a real PostgreSQL: look-ups as Postfix and Dovecot make them, tenants that cannot see each other, changes, attempts. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { databaseAddress } from '../../src/base/database.ts'
import { deleteAlias, insertAlias, listAliases, listAliasTargets } from '../../src/store/aliases.ts'
import { insertAttempts, listAttempts, type NewAttempt, pruneAttempts } from '../../src/store/attempts.ts'
import { deleteCatchAll, setCatchAll } from '../../src/store/catch-alls.ts'
import { type Change, listenForChanges } from '../../src/store/changes.ts'
import { copyDomain, copyMailbox, insertDomainCopy, insertMailboxCopy } from '../../src/store/copies.ts'
import { findAccount, setCredential } from '../../src/store/credentials.ts'
import { insertDkimKey, listDkimKeys, listSigningKeys } from '../../src/store/dkim-keys.ts'
import { deleteDomain, findDomain, findDomainById, insertDomain, listDomains, suspendDomain } from '../../src/store/domains.ts'
import { deleteForward, insertForward, listForwards } from '../../src/store/forwards.ts'
import { deleteMailbox, findMailbox, findMailboxById, insertMailbox, listMailboxes, updateMailbox } from '../../src/store/mailboxes.ts'
import { migrate } from '../../src/store/migrate.ts'
import { deleteOwner, findOwner, insertOwner, listOwners, updateOwner } from '../../src/store/owners.ts'
import { isDatabaseAway, openDatabase } from '../../src/store/pool.ts'
import type { Db } from '../../src/store/schema.ts'
import { findServer, listServers } from '../../src/store/servers.ts'
import { deleteVacation, findVacation, listVacations, setVacation } from '../../src/store/vacations.ts'
import { operator, type Whose } from '../../src/store/whose.ts'
import { type Cluster, makeCluster } from './cluster.ts'

let cluster: Cluster
let db: Db
let kaede: { ownerId: number; domainId: number; mailboxId: number }

const page = { limit: 100 }
const key = { selector: 'todoku1', algorithm: 'rsa', publicKey: 'MIIB', privateKeySealed: 'sealed' } as const

const makeTenant = async (name: string, domain: string): Promise<typeof kaede> => {
  const ownerId = (await insertOwner(db, { name, language: 'ja' }))!
  const domainId = (await insertDomain(db, operator, { name: domain, ownerId, serverId: 'sv0001', provenBy: 'operator' }))!
  const mailboxId = (await insertMailbox(db, operator, { domainId, localPart: 'taro' }))!
  return { ownerId, domainId, mailboxId }
}

before(async () => {
  cluster = await makeCluster()
  assert.equal((await migrate(cluster.home, cluster.config, cluster.secrets))[0], '0001-accounts')
  db = openDatabase(databaseAddress(cluster.home, cluster.config), cluster.secrets, 'test')
  kaede = await makeTenant('kaede', 'kaede.test')
  await insertAlias(db, operator, kaede.domainId, { localPart: 'info', target: 'taro@kaede.test' })
  await insertForward(db, operator, kaede.mailboxId, 'away@example.com')
  await setVacation(db, operator, kaede.mailboxId, { subject: 's', body: 'b', days: 7 })
  await setCatchAll(db, operator, kaede.domainId, 'taro@kaede.test')
  await insertDkimKey(db, operator, kaede.domainId, key)
  await setCredential(db, operator, kaede.mailboxId, '$argon2id$x')
})
after(async () => {
  await db.destroy()
  cluster.remove()
})

const lookup = async (name: string, wanted: string): Promise<unknown[]> =>
  (await cluster.asRole('postfix', `select * from ${name}($1) as found order by 1`, [wanted])).map(({ found }) => found)

test('a second migration changes nothing, and the server is entered', async () => {
  assert.deepEqual(await migrate(cluster.home, cluster.config, cluster.secrets), [])
  assert.deepEqual(
    (await listServers(db)).map(({ id, hostName }) => [id, hostName]),
    [['sv0001', 'sv0001.example.jp']],
  )
  assert.equal(await findServer(db, 'sv9999'), null)
})

test('Postfix finds domains, mailboxes, aliases, forwards, catch-alls and senders', async () => {
  assert.deepEqual(await lookup('lookup_domain', 'Kaede.TEST'), ['kaede.test'])
  assert.deepEqual(await lookup('lookup_mailbox', 'Taro@Kaede.Test'), ['taro@kaede.test'])
  assert.deepEqual(await lookup('lookup_mailbox', 'nobody@kaede.test'), [])
  assert.deepEqual(await lookup('lookup_alias', 'taro@kaede.test'), ['away@example.com', 'taro@kaede.test'])
  assert.deepEqual(await lookup('lookup_alias', 'info@kaede.test'), ['taro@kaede.test'])
  assert.deepEqual(await lookup('lookup_alias', '@kaede.test'), ['taro@kaede.test'])
  assert.deepEqual(await lookup('lookup_alias', 'nobody@kaede.test'), [])
  assert.deepEqual(await lookup('lookup_sender', 'info@kaede.test'), ['taro@kaede.test'])
  assert.deepEqual(await lookup('lookup_sender', 'taro@kaede.test'), ['taro@kaede.test'])
  for (const odd of ['', '@', 'taro', 'kaede.test', 'a@b@kaede.test', "'; drop table owners; --@kaede.test"]) assert.deepEqual(await lookup('lookup_alias', odd), [])
})

test('Dovecot finds a mailbox, and the look-up roles find nothing else', async () => {
  assert.deepEqual(await cluster.asRole('dovecot', 'select address, domain, local_part, quota_bytes::text from lookup_user($1)', ['Taro@kaede.test']), [
    { address: 'taro@kaede.test', domain: 'kaede.test', local_part: 'taro', quota_bytes: '10737418240' },
  ])
  assert.deepEqual(await cluster.asRole('dovecot', 'select address from list_users()'), [{ address: 'taro@kaede.test' }])
  await assert.rejects(cluster.asRole('dovecot', 'select hash from credentials'), /permission denied/)
  await assert.rejects(cluster.asRole('postfix', "select * from lookup_user('taro@kaede.test')"), /permission denied/)
  await assert.rejects(cluster.asRole('postfix', 'create table public.mine (a int)'), /permission denied/)
})

test('an unproven or suspended domain is there for nobody', async () => {
  const ownerId = (await findOwner(db, operator, 'kaede'))!.id
  const id = (await insertDomain(db, operator, { name: 'unproven.test', ownerId, serverId: 'sv0001', provenBy: null }))!
  await insertMailbox(db, operator, { domainId: id, localPart: 'taro' })
  for (const name of ['lookup_domain', 'lookup_mailbox', 'lookup_alias', 'lookup_sender']) {
    assert.deepEqual(await lookup(name, name === 'lookup_domain' ? 'unproven.test' : 'taro@unproven.test'), [], name)
  }
  await suspendDomain(db, operator, kaede.domainId, true)
  assert.deepEqual(await lookup('lookup_mailbox', 'taro@kaede.test'), [])
  assert.equal((await findAccount(db, 'taro@kaede.test'))?.domainSuspended, true)
  await suspendDomain(db, operator, kaede.domainId, false)
  assert.deepEqual(await lookup('lookup_mailbox', 'taro@kaede.test'), ['taro@kaede.test'])
  await deleteDomain(db, operator, id)
})

test('a forward without a copy leaves only its targets', async () => {
  await updateMailbox(db, operator, kaede.mailboxId, { keepsCopy: false })
  assert.deepEqual(await lookup('lookup_alias', 'taro@kaede.test'), ['away@example.com'])
  await updateMailbox(db, operator, kaede.mailboxId, { keepsCopy: true })
})

test('an account is found in one query, and each new password raises its version', async () => {
  const { changedAt, ...account } = (await findAccount(db, 'taro@kaede.test'))!
  assert.ok(changedAt instanceof Date)
  assert.deepEqual(account, {
    mailboxId: kaede.mailboxId,
    address: 'taro@kaede.test',
    domainId: kaede.domainId,
    ownerId: kaede.ownerId,
    ownerLanguage: 'ja',
    serverId: 'sv0001',
    hash: '$argon2id$x',
    previousHash: null,
    grade: null,
    version: 1,
    smtpEnabled: true,
    imapEnabled: true,
    pop3Enabled: true,
    appPasswordRequired: false,
    appPasswords: [],
    devices: [],
    countryRules: [],
    passes: [],
    blocks: [],
    mailboxSuspended: false,
    domainSuspended: false,
    domainProven: true,
  })
  assert.equal(await setCredential(db, operator, kaede.mailboxId, '$argon2id$y', 4), 2)
  const { hash, previousHash, grade } = (await findAccount(db, 'taro@kaede.test'))!
  assert.deepEqual({ hash, previousHash, grade }, { hash: '$argon2id$y', previousHash: '$argon2id$x', grade: 4 })
  for (const nobody of ['', 'taro', '@kaede.test', 'hanako@kaede.test', 'taro@other.test', 'a\0@kaede.test']) assert.equal(await findAccount(db, nobody), null)
})

/** Everything that an owner may call, called on kaede's rows by another: each with what a stranger must get. */
const strangerCalls: Record<string, (stranger: Whose) => Promise<readonly [got: unknown, wanted: unknown]>> = {
  findOwner: async stranger => [await findOwner(db, stranger, 'kaede'), null],
  listOwners: async stranger => [(await listOwners(db, stranger, page)).items.map(({ name }) => name), ['momiji']],
  updateOwner: async stranger => [await updateOwner(db, stranger, kaede.ownerId, { name: 'stolen' }), false],
  insertDomain: async stranger => [await insertDomain(db, stranger, { name: 'new.test', ownerId: kaede.ownerId, serverId: 'sv0001', provenBy: null }), null],
  findDomain: async stranger => [await findDomain(db, stranger, 'kaede.test'), null],
  findDomainById: async stranger => [await findDomainById(db, stranger, kaede.domainId), null],
  listDomains: async stranger => [(await listDomains(db, stranger, page)).items.map(({ name }) => name), ['momiji.test']],
  listDomainsOfOwner: async stranger => [(await listDomains(db, stranger, { ...page, ownerId: kaede.ownerId })).items, []],
  suspendDomain: async stranger => [await suspendDomain(db, stranger, kaede.domainId, true), false],
  deleteDomain: async stranger => [await deleteDomain(db, stranger, kaede.domainId), false],
  insertMailbox: async stranger => [await insertMailbox(db, stranger, { domainId: kaede.domainId, localPart: 'spy' }), null],
  findMailbox: async stranger => [await findMailbox(db, stranger, { localPart: 'taro', domain: 'kaede.test' }), null],
  findMailboxById: async stranger => [await findMailboxById(db, stranger, kaede.mailboxId), null],
  listMailboxes: async stranger => [(await listMailboxes(db, stranger, page)).items.map(({ address }) => address), ['taro@momiji.test']],
  listMailboxesOfDomain: async stranger => [(await listMailboxes(db, stranger, { ...page, domainId: kaede.domainId })).items, []],
  updateMailbox: async stranger => [await updateMailbox(db, stranger, kaede.mailboxId, { quotaBytes: 1 }), false],
  deleteMailbox: async stranger => [await deleteMailbox(db, stranger, kaede.mailboxId), false],
  setCredential: async stranger => [await setCredential(db, stranger, kaede.mailboxId, 'x'), null],
  insertAlias: async stranger => [await insertAlias(db, stranger, kaede.domainId, { localPart: 'spy', target: 'x@y.test' }), false],
  listAliases: async stranger => [(await listAliases(db, stranger, page)).items, []],
  listAliasesOfDomain: async stranger => [(await listAliases(db, stranger, { ...page, domainId: kaede.domainId })).items, []],
  listAliasTargets: async stranger => [await listAliasTargets(db, stranger, kaede.domainId, 'info'), []],
  deleteAlias: async stranger => [await deleteAlias(db, stranger, kaede.domainId, { localPart: 'info' }), 0],
  insertForward: async stranger => [await insertForward(db, stranger, kaede.mailboxId, 'spy@y.test'), false],
  listForwards: async stranger => [await listForwards(db, stranger, kaede.mailboxId), []],
  deleteForward: async stranger => [await deleteForward(db, stranger, kaede.mailboxId, 'away@example.com'), false],
  setVacation: async stranger => [await setVacation(db, stranger, kaede.mailboxId, { subject: 'x', body: 'x', days: 1 }), false],
  findVacation: async stranger => [await findVacation(db, stranger, kaede.mailboxId), null],
  deleteVacation: async stranger => [await deleteVacation(db, stranger, kaede.mailboxId), false],
  setCatchAll: async stranger => [await setCatchAll(db, stranger, kaede.domainId, 'spy@y.test'), false],
  deleteCatchAll: async stranger => [await deleteCatchAll(db, stranger, kaede.domainId), false],
  insertDkimKey: async stranger => [await insertDkimKey(db, stranger, kaede.domainId, { ...key, selector: 'spy' }), false],
  listDkimKeys: async stranger => [await listDkimKeys(db, stranger, kaede.domainId), []],
  listSigningKeys: async stranger => [await listSigningKeys(db, stranger), []],
  listAttempts: async stranger => [(await listAttempts(db, stranger, page)).items, []],
  listAttemptsOfMailbox: async stranger => [(await listAttempts(db, stranger, { ...page, mailbox: { localPart: 'taro', domain: 'kaede.test' } })).items, []],
  copyMailbox: async stranger => {
    const copy = await copyMailbox(db, stranger, (await findMailboxById(db, operator, kaede.mailboxId))!)
    return [[copy.credential, copy.forwards, copy.vacation], [null, [], null]]
  },
  insertMailboxCopy: async stranger => [await insertMailboxCopy(db, stranger, kaede.domainId, { ...(await copyMailbox(db, operator, (await findMailboxById(db, operator, kaede.mailboxId))!)), localPart: 'spy' }), false],
  copyDomain: async stranger => {
    const copy = await copyDomain(db, stranger, (await findDomain(db, operator, 'kaede.test'))!, [])
    return [[copy.aliases, copy.dkimKeys], [[], []]]
  },
  insertDomainCopy: async stranger => {
    const copy = await copyDomain(db, operator, (await findDomain(db, operator, 'kaede.test'))!, [])
    return [await insertDomainCopy(db, stranger, { ownerId: kaede.ownerId, serverId: 'sv0001' }, { ...copy, name: 'spy.test' }), false]
  },
}

const snapshot = async (): Promise<unknown> => {
  const domain = (await findDomain(db, operator, 'kaede.test'))!
  return [await findOwner(db, operator, 'kaede'), await copyDomain(db, operator, domain, (await listMailboxes(db, operator, { ...page, domainId: domain.id })).items)]
}

const attempt: NewAttempt = {
  ref: 'K7Q2-9F',
  at: new Date(),
  serverId: 'sv0001',
  mailboxId: null,
  protocol: 'imap',
  port: 993,
  address: '203.0.113.7',
  country: 'JP',
  tls: 'TLSv1.3',
  sni: null,
  mechanism: 'PLAIN',
  login: 'taro@kaede.test',
  outcome: 'refused',
  cause: 'credential.mismatch',
  likely: false,
  facts: { a: 1 },
}

test('a stranger sees, changes and removes nothing of another owner', async () => {
  const momiji = await makeTenant('momiji', 'momiji.test')
  await insertAttempts(db, [{ ...attempt, mailboxId: kaede.mailboxId }])
  const stranger: Whose = { kind: 'owner', ownerId: momiji.ownerId }
  const was = await snapshot()
  for (const [name, call] of Object.entries(strangerCalls)) {
    const [got, wanted] = await call(stranger)
    assert.deepEqual(got, wanted, name)
    assert.deepEqual(await snapshot(), was, `${name} changed something`)
  }
  assert.equal((await listDomains(db, operator, page)).items.length, 2)
})

test('an owner does see his own', async () => {
  const own: Whose = { kind: 'owner', ownerId: kaede.ownerId }
  assert.equal((await findMailbox(db, own, { localPart: 'taro', domain: 'kaede.test' }))?.address, 'taro@kaede.test')
  assert.deepEqual(await listForwards(db, own, kaede.mailboxId), ['away@example.com'])
  assert.equal(await insertDkimKey(db, own, kaede.domainId, { ...key, selector: 'todoku2' }), true)
  assert.equal((await listAttempts(db, own, page)).items.length, 1)
})

test('lists come in pages, and a page goes on where the last one ended', async () => {
  for (let i = 0; i < 7; i++) await insertMailbox(db, operator, { domainId: kaede.domainId, localPart: `page${i}` })
  const seen: string[] = []
  for (let next: string | null | undefined; next !== null; ) {
    const part = await listMailboxes(db, operator, { limit: 3, after: next })
    seen.push(...part.items.map(({ address }) => address))
    next = part.next
  }
  assert.equal(seen.length, 9)
  assert.deepEqual(seen, [...new Set(seen)].toSorted())
})

test('a copy brings a domain back whole', async () => {
  const whole = await snapshot()
  const domain = (await findDomain(db, operator, 'kaede.test'))!
  const copy = JSON.parse(JSON.stringify(await copyDomain(db, operator, domain, (await listMailboxes(db, operator, { ...page, domainId: domain.id })).items)))
  await deleteDomain(db, operator, domain.id)
  assert.equal(await findAccount(db, 'taro@kaede.test'), null)
  assert.equal(await insertDomainCopy(db, operator, { ownerId: kaede.ownerId, serverId: 'sv0001' }, copy), true)
  const back = (await findDomain(db, operator, 'kaede.test'))!
  const now = await snapshot()
  assert.deepEqual(now, whole)
  assert.equal(await insertDomainCopy(db, operator, { ownerId: kaede.ownerId, serverId: 'sv0001' }, copy), false)
  kaede = { ...kaede, domainId: back.id, mailboxId: (await findAccount(db, 'taro@kaede.test'))!.mailboxId }
})

test('an owner with domains stays', async () => {
  assert.equal(await deleteOwner(db, kaede.ownerId), false)
  const id = (await insertOwner(db, { name: 'empty', language: 'en' }))!
  assert.equal(await insertOwner(db, { name: 'empty', language: 'en' }), null)
  assert.equal(await deleteOwner(db, id), true)
})

test('attempts: whatever strangers send is kept, and one odd row does not lose the rest', async () => {
  await insertAttempts(db, [])
  await insertAttempts(db, [
    { ...attempt, ref: 'NUL', login: 'a\0b\ud800@kaede.test', facts: { ['k\0']: ['\udc00'] } },
    { ...attempt, ref: 'GONE', mailboxId: 999_999 },
    { ...attempt, ref: 'SIX', address: '2001:db8::1', login: null, mailboxId: kaede.mailboxId },
    { ...attempt, ref: 'LONG', login: `${'x'.repeat(100_000)}@kaede.test` },
  ])
  const { items } = await listAttempts(db, operator, { limit: 4 })
  assert.deepEqual(
    items.map(({ ref, mailbox, address }) => [ref, mailbox, address]),
    [
      ['LONG', null, '203.0.113.7'],
      ['SIX', 'taro@kaede.test', '2001:db8::1'],
      ['GONE', null, '203.0.113.7'],
      ['NUL', null, '203.0.113.7'],
    ],
  )
  assert.equal(items[3]?.login, 'a\ufffdb\ufffd@kaede.test')
  assert.deepEqual(
    (await listAttempts(db, operator, { limit: 10, mailbox: { localPart: 'taro', domain: 'kaede.test' } })).items.map(({ ref }) => ref),
    ['SIX', 'GONE'],
  )
})

test('old attempts go, some at a time', async () => {
  const old = new Date('2026-01-01T00:00:00Z')
  await insertAttempts(db, Array.from({ length: 5 }, (_, i) => ({ ...attempt, ref: `OLD${i}`, at: old })))
  assert.deepEqual([await pruneAttempts(db, new Date('2026-02-01T00:00:00Z'), 3), await pruneAttempts(db, new Date('2026-02-01T00:00:00Z'), 3)], [3, 2])
})

test('the look-ups use the indexes when there are many mailboxes', async () => {
  await cluster.asSuperuser(`insert into domains (owner_id, server_id, name, proven_at) select ${kaede.ownerId}, 'sv0001', 'd' || i || '.test', now() from generate_series(1, 2000) i`)
  await cluster.asSuperuser(`insert into mailboxes (domain_id, server_id, local_part) select id, 'sv0001', 'u' || i from domains, generate_series(1, 30) i where name like 'd%.test'`)
  await cluster.asSuperuser(`insert into aliases (domain_id, local_part, target) select id, 'a' || i, 'u' || i || '@' || name from domains, generate_series(1, 10) i where name like 'd%.test'`)
  await cluster.asSuperuser('analyze')
  // A connection of its own: the counters hold what its connection did before, too.
  const fresh = openDatabase(databaseAddress(cluster.home, cluster.config), cluster.secrets, 'fresh', 1)
  await fresh.transaction().execute(async transaction => {
    for (let i = 1; i <= 12; i++) {
      const called = sql`select lookup_sender(${`a1@d${i}.test`}), lookup_alias(${`u1@d${i}.test`}), lookup_mailbox(${`u1@d${i}.test`}), lookup_user(${`u1@d${i}.test`}), lookup_domain(${`d${i}.test`})`
      assert.equal((await called.execute(transaction)).rows.length, 1)
      assert.ok(await findAccount(transaction, `u3@d${i}.test`))
    }
    const { rows } = await sql`select relname, seq_scan from pg_stat_xact_user_tables where schemaname = 'public' and relname in ('domains', 'mailboxes', 'aliases') order by 1`.execute(transaction)
    assert.deepEqual(rows, [
      { relname: 'aliases', seq_scan: 0 },
      { relname: 'domains', seq_scan: 0 },
      { relname: 'mailboxes', seq_scan: 0 },
    ])
  })
  await fresh.destroy()
  assert.equal((await listVacations(db, 'sv0001', 0, 10)).length, 1)
})

test('changes are heard, and after PostgreSQL was away they are heard again', { timeout: 60_000 }, async () => {
  const changes: Change[] = []
  const connected = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  let connections = 0
  let heard = Promise.withResolvers<Change>()
  const feed = listenForChanges(databaseAddress(cluster.home, cluster.config), cluster.secrets, 'test', {
    onConnected: () => connected[connections++]?.resolve(),
    onChange: change => {
      changes.push(change)
      heard.resolve(change)
    },
    onLost: () => {},
  })
  await connected[0]!.promise
  await updateMailbox(db, operator, kaede.mailboxId, { smtpEnabled: false })
  assert.deepEqual(await heard.promise, { table: 'mailboxes', id: kaede.mailboxId, mailbox: kaede.mailboxId, domain: kaede.domainId })
  cluster.stop()
  await assert.rejects(findAccount(db, 'taro@kaede.test'), isDatabaseAway)
  cluster.start()
  await connected[1]!.promise
  heard = Promise.withResolvers<Change>()
  await setCredential(db, operator, kaede.mailboxId, 'z')
  assert.deepEqual(await heard.promise, { table: 'credentials', id: null, mailbox: kaede.mailboxId, domain: null })
  await feed.close()
})
