/** Attempts on a real PostgreSQL: folded, opened by their references, joined to the mailbox that they probably belong to, read in pages, bounded. */
import assert from 'node:assert/strict'
import { after, before, beforeEach, test } from 'node:test'
import { foldAttempts } from '../../src/actions/fold-attempts.ts'
import { writeTogether } from '../../src/actions/write-together.ts'
import { databaseAddress } from '../../src/base/database.ts'
import {
  findAttemptByReference,
  insertAttempts,
  joinEarlierAttempts,
  listAttempts,
  type NewAttempt,
  pruneCrowdedAttempts,
} from '../../src/store/attempts.ts'
import { insertDomain } from '../../src/store/domains.ts'
import { insertMailbox } from '../../src/store/mailboxes.ts'
import { migrate } from '../../src/store/migrate.ts'
import { insertOwner } from '../../src/store/owners.ts'
import { isRefusedData, openDatabase } from '../../src/store/pool.ts'
import type { Db } from '../../src/store/schema.ts'
import { operator, type Whose } from '../../src/store/whose.ts'
import { type Cluster, makeCluster } from './cluster.ts'

let cluster: Cluster
let db: Db
let hana: number
let taro: number
let owner: Whose
let stranger: Whose

const noon = Date.UTC(2026, 10, 24, 12)
const at = (minutes: number): Date => new Date(noon + minutes * 60_000)

const wrong: NewAttempt = {
  ref: 'AAAA-00',
  at: at(0),
  serverId: 'sv0001',
  mailboxId: null,
  protocol: 'imap',
  port: 993,
  address: '203.0.113.7',
  country: 'JP',
  tls: 'TLSv1.3',
  sni: null,
  mechanism: 'PLAIN',
  login: 'hana@kaede.test',
  outcome: 'refused',
  cause: 'credential.mismatch',
  likely: false,
  facts: {},
}
/** A TLS handshake that failed, before any name. */
const unnamed: NewAttempt = { ...wrong, login: null, mechanism: null, tls: null, cause: 'transport.tls-failed', joins: true }

let refs = 0
const made = (change: Partial<NewAttempt>): NewAttempt => ({ ...wrong, ref: `R${String(refs++).padStart(5, '0')}`, ...change })
const keep = async (...rows: readonly NewAttempt[]): Promise<void> => insertAttempts(db, foldAttempts(rows))
const all = async () => (await listAttempts(db, operator, { limit: 1000 })).items

before(async () => {
  cluster = await makeCluster()
  await migrate(cluster.home, cluster.config, cluster.secrets)
  db = openDatabase(databaseAddress(cluster.home, cluster.config), cluster.secrets, 'test')
  const tenant = async (name: string, domain: string): Promise<[Whose, number]> => {
    const ownerId = (await insertOwner(db, { name, language: 'ja' }))!
    return [{ kind: 'owner', ownerId }, (await insertDomain(db, operator, { name: domain, ownerId, serverId: 'sv0001', provenBy: 'operator' }))!]
  }
  const [kaede, domainId] = await tenant('kaede', 'kaede.test')
  owner = kaede
  stranger = (await tenant('momiji', 'momiji.test'))[0]
  hana = (await insertMailbox(db, operator, { domainId, localPart: 'hana' }))!
  taro = (await insertMailbox(db, operator, { domainId, localPart: 'taro' }))!
})
beforeEach(() => db.deleteFrom('attempts').execute())
after(async () => {
  await db.destroy()
  cluster.remove()
})

test('equal attempts within an hour are one row with a count, whether they come together or one by one', async () => {
  const [first, second, third] = [made({ at: at(1) }), made({ at: at(2) }), made({ at: at(3), facts: { last: true } })]
  await keep(first, second)
  await keep(third)
  const rows = await all()
  assert.deepEqual(
    rows.map(({ ref, count, firstAt, at: last, facts, mailbox }) => ({ ref, count, firstAt, last, facts, mailbox })),
    [{ ref: first.ref, count: 3, firstAt: at(1), last: at(3), facts: { last: true }, mailbox: 'hana@kaede.test' }],
  )
  for (const { ref } of [first, second, third]) assert.equal((await findAttemptByReference(db, operator, ref))?.id, rows[0]!.id)
})

test('another hour, address, port, client, mechanism, outcome or cause is another row', async () => {
  const others: Partial<NewAttempt>[] = [{ at: at(61) }, { address: '203.0.113.8' }, { port: 143 }, { client: 'iPhone Mail' }, { mechanism: 'NTLM' }, { cause: 'credential.caps-lock' }, { login: 'taro@kaede.test' }]
  await keep(made({}), ...others.map(made))
  assert.deepEqual((await all()).map(({ count }) => count), Array.from({ length: others.length + 1 }, () => 1))
})

test('a reference opens its attempt for the owner and the operator, and for nobody else', async () => {
  const attempt = made({})
  await keep(attempt)
  assert.equal((await findAttemptByReference(db, owner, attempt.ref))?.ref, attempt.ref)
  assert.equal(await findAttemptByReference(db, stranger, attempt.ref), null)
  assert.equal(await findAttemptByReference(db, operator, 'ZZZZ-ZZ'), null)
})

test('a success has no reference of its own in the way of refusals, and opens all the same', async () => {
  const success = made({ outcome: 'accepted', cause: null })
  await keep(success)
  assert.equal((await findAttemptByReference(db, operator, success.ref))?.outcome, 'accepted')
  assert.equal((await db.selectFrom('attempt_references').selectAll().execute()).length, 0)
})

test('a failure before any name belongs, likely, to the only mailbox that was seen from its address', async () => {
  await keep(made({ at: at(-6 * 24 * 60) }))
  await keep(made(unnamed))
  assert.deepEqual((await all()).map(({ mailbox, mailboxLikely }) => [mailbox, mailboxLikely]), [['hana@kaede.test', true], ['hana@kaede.test', false]])
})

test('it belongs to nobody when two were seen from there, or the one was seen long ago, or it was a scanner', async () => {
  await keep(made({ at: at(-2) }), made({ at: at(-1), login: 'taro@kaede.test' }), made({ at: at(-8 * 24 * 60), address: '203.0.113.8' }), made({ at: at(-3), address: '203.0.113.9' }))
  await keep(made(unnamed), made({ ...unnamed, address: '203.0.113.8' }), made({ ...unnamed, address: '203.0.113.9', joins: false, cause: 'network.not-mail' }))
  assert.deepEqual((await all()).filter(({ login }) => login === null).map(({ mailbox }) => mailbox), [null, null, null])
})

test('what was concluded is no ground for further conclusions', async () => {
  await keep(made({ at: at(-6 * 24 * 60) }))
  await keep(made(unnamed))
  await db.deleteFrom('attempts').where('mailbox_likely', '=', false).execute()
  await keep(made({ ...unnamed, cause: 'network.too-slow' }))
  assert.deepEqual((await all()).filter(({ cause }) => cause === 'network.too-slow').map(({ mailbox }) => mailbox), [null])
})

test('the server name that was asked for tells the domain, and its owner sees it', async () => {
  await keep(made({ ...unnamed, sni: 'Mail.Kaede.Test' }), made({ ...unnamed, address: '203.0.113.8', sni: 'mail.other.test' }))
  assert.equal((await listAttempts(db, owner, { limit: 10 })).items.length, 1)
  assert.equal((await listAttempts(db, stranger, { limit: 10 })).items.length, 0)
})

test('a name that comes later joins the failures of the half hour before it', async () => {
  await keep(made({ ...unnamed, at: at(-31), cause: 'network.too-slow' }), made({ ...unnamed, at: at(-29) }), made({ ...unnamed, at: at(-5), joins: false, cause: 'network.not-mail' }))
  await keep(made({}))
  await joinEarlierAttempts(db, [{ address: '203.0.113.7', mailboxId: hana, at: at(0) }])
  assert.deepEqual(
    (await all()).map(({ cause, mailbox, mailboxLikely }) => [cause, mailbox, mailboxLikely]),
    [
      ['credential.mismatch', 'hana@kaede.test', false],
      ['network.not-mail', null, false],
      ['transport.tls-failed', 'hana@kaede.test', true],
      ['network.too-slow', null, false],
    ],
  )
})

test('two names from one address join nothing', async () => {
  await keep(made({ ...unnamed, at: at(-5) }), made({ at: at(-1) }), made({ login: 'taro@kaede.test' }))
  await joinEarlierAttempts(db, [{ address: '203.0.113.7', mailboxId: taro, at: at(0) }])
  assert.equal((await all()).find(({ login }) => login === null)?.mailbox, null)
})

test("what asked for another owner's server name is not given to the mailbox that was seen from the same office", async () => {
  await keep(made({ at: at(-2) }), made({ ...unnamed, at: at(-5), sni: 'mail.momiji.test' }))
  await keep(made({ ...unnamed, sni: 'mail.momiji.test', cause: 'network.too-slow' }))
  await joinEarlierAttempts(db, [{ address: '203.0.113.7', mailboxId: hana, at: at(0) }])
  assert.deepEqual((await listAttempts(db, owner, { limit: 10 })).items.map(({ sni }) => sni), [null])
  assert.deepEqual((await listAttempts(db, stranger, { limit: 10 })).items.map(({ sni, mailbox }) => [sni, mailbox]), [['mail.momiji.test', null], ['mail.momiji.test', null]])
})

test("a folded row that comes to a mailbox later is its domain's, not the one's that it was taken for before", async () => {
  await keep(made({ ...unnamed, sni: 'mail.momiji.test', fold: 'one' }))
  await keep(made({ at: at(-1) }))
  await keep(made({ ...unnamed, fold: 'one' }))
  assert.deepEqual((await all()).map(({ mailbox }) => mailbox), ['hana@kaede.test', 'hana@kaede.test'])
  assert.equal((await listAttempts(db, stranger, { limit: 10 })).items.length, 0)
})

test("a server's own name tells no domain, though one of an owner's lies above it", async () => {
  await db.insertInto('servers').values({ id: 'sv0009', host_name: 'sv0009.kaede.test' }).execute()
  await keep(made({ ...unnamed, sni: 'sv0009.kaede.test' }))
  assert.equal((await listAttempts(db, owner, { limit: 10 })).items.length, 0)
})

test('a row that cannot be kept is known as such, so that it does not hold up the others for ever', async () => {
  const error = await keep(made({ address: 'fe80::1%eth0' })).then(() => null, (thrown: unknown) => thrown)
  assert.ok(isRefusedData(error), String(error))
  const writer = writeTogether<NewAttempt>(rows => insertAttempts(db, foldAttempts(rows)), () => {})
  for (const address of ['203.0.113.7', 'fe80::1%eth0', '203.0.113.8']) writer.add(made({ address }))
  await writer.flush()
  assert.deepEqual((await all()).map(({ address }) => address).toSorted(), ['203.0.113.7', '203.0.113.8'])
})

test('pages go on where the last one ended, for the operator, an owner and one mailbox', async () => {
  await keep(...Array.from({ length: 7 }, (_, i) => made({ at: at(-60 * i) })), ...Array.from({ length: 7 }, (_, i) => made({ at: at(-60 * i), login: `x${i}@kaede.test` })))
  const pages: readonly (readonly [Whose, object, number])[] = [
    [operator, {}, 14],
    [owner, {}, 14],
    [stranger, {}, 0],
    [owner, { mailbox: { localPart: 'hana', domain: 'kaede.test' } }, 7],
    [owner, { mailbox: { localPart: 'x3', domain: 'kaede.test' } }, 1],
    [stranger, { mailbox: { localPart: 'hana', domain: 'kaede.test' } }, 0],
    [operator, { since: at(-60) }, 4],
  ]
  for (const [whose, filter, wanted] of pages) {
    const seen: Date[] = []
    for (let next: string | null | undefined; next !== null; ) {
      const page = await listAttempts(db, whose, { limit: 3, before: next, ...filter })
      seen.push(...page.items.map(item => item.at))
      next = page.next
    }
    assert.equal(seen.length, wanted, JSON.stringify(filter))
    assert.deepEqual(seen, seen.toSorted((one, other) => other.getTime() - one.getTime()))
  }
})

test('of a mailbox, of strangers, and of references only so many are kept, the newest', async () => {
  await keep(...Array.from({ length: 9 }, (_, i) => made({ at: at(-60 * i) })))
  await keep(...Array.from({ length: 9 }, (_, i) => made({ at: at(-60 * i), login: `x${i}@elsewhere.test` })))
  await keep(...Array.from({ length: 9 }, (_, i) => made({ at: at(i), login: 'taro@kaede.test' })))
  assert.equal(await pruneCrowdedAttempts(db, at(-60), { ofMailbox: 4, ofStrangers: 3, referencesOfAttempt: 2 }), 5 + 6)
  const rows = await all()
  assert.deepEqual(rows.filter(({ mailbox }) => mailbox === 'hana@kaede.test').map(row => row.at), [at(0), at(-60), at(-120), at(-180)])
  assert.equal(rows.filter(({ mailbox }) => mailbox === null).length, 3)
  const told = await db.selectFrom('attempt_references').where('attempt_id', '=', rows[0]!.id).selectAll().execute()
  assert.equal(told.length, 2)
})
