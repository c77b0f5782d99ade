/** What sign-ins need of the store, on a real PostgreSQL: app passwords, country rules, passes, blocks, throttles, devices; whose they are, and who hears of them. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { databaseAddress } from '../../src/base/database.ts'
import { insertAlias } from '../../src/store/aliases.ts'
import { deleteAppPassword, insertAppPassword, listAppPasswords, noteAppPasswordUse } from '../../src/store/app-passwords.ts'
import { deleteBlock, findBlock, insertBlock, listBlocks } from '../../src/store/blocks.ts'
import { type Change, listenForChanges } from '../../src/store/changes.ts'
import { findCountryRule, listWeakMailboxes, setCountryRule } from '../../src/store/country-rules.ts'
import { findAccount, findDomainRules, setCredential } from '../../src/store/credentials.ts'
import { insertDomain } from '../../src/store/domains.ts'
import { listDevices, mostDevices, noteDevices } from '../../src/store/known-devices.ts'
import { insertMailbox, updateMailbox } from '../../src/store/mailboxes.ts'
import { migrate } from '../../src/store/migrate.ts'
import { findDomainAbove, findDomainAskedFor, findNear, isOwnerName, matchesOfLocalPart } from '../../src/store/near.ts'
import { insertOwner } from '../../src/store/owners.ts'
import { deletePass, findPass, insertPass, listPasses, prunePasses } from '../../src/store/passes.ts'
import type { Place } from '../../src/store/places.ts'
import { openDatabase } from '../../src/store/pool.ts'
import type { Db } from '../../src/store/schema.ts'
import { deleteThrottles, findThrottle, listThrottles, pruneThrottles, setThrottle } from '../../src/store/throttles.ts'
import { operator, type Whose } from '../../src/store/whose.ts'
import { type Cluster, makeCluster } from './cluster.ts'

let cluster: Cluster
let db: Db
let domain: Place
let taro: Place & { readonly mailboxId: number }
let owner: Whose
let stranger: Whose

const page = { limit: 100 }
const soon = new Date(Date.now() + 86_400_000)
const now = new Date()
const app = { name: 'phone', digest: 'digest', scopes: ['imap', 'smtp'], expiresAt: soon } as const
const throttle = { login: 'taro@kaede.test', network: '203.0.113.0/24', distinctSecrets: 9, why: 'guessing', since: now, until: soon } as const

before(async () => {
  cluster = await makeCluster()
  await migrate(cluster.home, cluster.config, cluster.secrets)
  db = openDatabase(databaseAddress(cluster.home, cluster.config), cluster.secrets, 'test')
  const ownerId = (await insertOwner(db, { name: 'Kaede', language: 'en' }))!
  const domainId = (await insertDomain(db, operator, { name: 'kaede.test', ownerId, serverId: 'sv0001', provenBy: 'operator' }))!
  const mailboxId = (await insertMailbox(db, operator, { domainId, localPart: 'taro' }))!
  for (const localPart of ['hanako', 'keiko', 'taro.yamada']) await insertMailbox(db, operator, { domainId, localPart })
  domain = { domainId, mailboxId: null }
  taro = { domainId, mailboxId }
  owner = { kind: 'owner', ownerId }
  const other = (await insertOwner(db, { name: 'Momiji', language: 'ja' }))!
  const otherDomain = (await insertDomain(db, operator, { name: 'momiji.test', ownerId: other, serverId: 'sv0001', provenBy: 'operator' }))!
  await insertMailbox(db, operator, { domainId: otherDomain, localPart: 'hanako' })
  stranger = { kind: 'owner', ownerId: other }
  await setCredential(db, operator, mailboxId, '$argon2id$x', 4)
})
after(async () => {
  await db.destroy()
  cluster.remove()
})

const account = async () => (await findAccount(db, 'taro@kaede.test'))!

test('an account comes with all that a sign-in looks at', async () => {
  const appId = (await insertAppPassword(db, owner, taro.mailboxId, app))!
  assert.equal(await insertAppPassword(db, owner, taro.mailboxId, { ...app, digest: 'other' }), null, 'the name is taken')
  assert.equal(await setCountryRule(db, owner, domain, { smtp: true, countries: ['JP', 'US'] }), true)
  assert.equal(await setCountryRule(db, owner, taro, { retrieval: true }), true)
  assert.equal(await setCountryRule(db, owner, taro, { smtp: false }), true)
  assert.equal(await setCountryRule(db, owner, taro, {}), true)
  await insertPass(db, owner, domain, { kind: 'service', value: 'gmail', until: null })
  await insertPass(db, owner, taro, { kind: 'country', value: 'TH', until: soon })
  await insertPass(db, owner, taro, { kind: 'network', value: '198.51.100.0/24', until: new Date(Date.now() - 1000) })
  await insertBlock(db, owner, taro, '192.0.2.0/24')
  await insertBlock(db, owner, domain, '2001:db8::/48')
  await noteDevices(db, [{ mailboxId: taro.mailboxId, network: '203.0.113.0/24', client: 'Thunderbird', country: 'JP', at: now }])
  await updateMailbox(db, owner, taro.mailboxId, { appPasswordRequired: true })
  const { appPasswords, countryRules, passes, blocks, devices, appPasswordRequired } = await account()
  assert.deepEqual(appPasswords, [{ id: appId, ...app }])
  assert.deepEqual(countryRules, [
    { smtp: false, retrieval: true, countries: null },
    { smtp: true, retrieval: null, countries: ['JP', 'US'] },
  ])
  assert.deepEqual(
    passes.toSorted((a, b) => a.kind.localeCompare(b.kind)),
    [
      { kind: 'country', value: 'TH', until: soon },
      { kind: 'service', value: 'gmail', until: null },
    ],
  )
  assert.deepEqual(blocks.toSorted(), ['192.0.2.0/24', '2001:db8::/48'])
  assert.deepEqual(devices, [{ network: '203.0.113.0/24', client: 'Thunderbird', country: 'JP', lastAt: now }])
  assert.equal(appPasswordRequired, true)
})

test('of a name that is no mailbox its domain says what holds', async () => {
  const rules = (await findDomainRules(db, 'kaede.test'))!
  assert.deepEqual(rules.countryRules, [{ smtp: true, retrieval: null, countries: ['JP', 'US'] }])
  assert.deepEqual(rules.passes, [{ kind: 'service', value: 'gmail', until: null }])
  assert.deepEqual([rules.blocks, rules.domainId, rules.ownerId], [['2001:db8::/48'], domain.domainId, (owner as { ownerId: number }).ownerId])
  assert.equal(await findDomainRules(db, 'other.test'), null)
})

test('what is taken back is as the domain says again', async () => {
  await setCountryRule(db, owner, taro, { smtp: null, countries: ['TH'] })
  assert.deepEqual(await findCountryRule(db, owner, taro), { smtp: null, retrieval: true, countries: ['TH'] })
  await setCountryRule(db, owner, taro, { countries: null, retrieval: null })
  assert.deepEqual(await findCountryRule(db, owner, taro), { smtp: null, retrieval: null, countries: null })
})

test('weak are the mailboxes whose password may be guessed from anywhere', async () => {
  const weak = async (place: Place): Promise<unknown> => listWeakMailboxes(db, owner, place, 1)
  const ids = await Promise.all(['hanako', 'keiko', 'taro.yamada'].map(async name => (await findAccount(db, `${name}@kaede.test`))!.mailboxId))
  for (const [i, id] of ids.entries()) await setCredential(db, operator, id, 'x', [2, null, 3][i] ?? null)
  assert.deepEqual(await weak(domain), { addresses: ['hanako@kaede.test'], count: 2 })
  assert.deepEqual(await weak({ ...domain, mailboxId: ids[1]! }), { addresses: ['keiko@kaede.test'], count: 1 })
  assert.deepEqual(await weak(taro), { addresses: [], count: 0 })
  await setCountryRule(db, owner, { ...domain, mailboxId: ids[0]! }, { smtp: true })
  await updateMailbox(db, owner, ids[1]!, { appPasswordRequired: true })
  assert.deepEqual(await weak(domain), { addresses: [], count: 0 })
})

test('passes and blocks are listed for a mailbox with those of its domain, and a second like one only ends later', async () => {
  const late = new Date(soon.getTime() + 1000)
  const id = (await insertPass(db, owner, taro, { kind: 'country', value: 'TH', until: late }))!
  assert.deepEqual((await findPass(db, owner, id))?.until, late)
  assert.deepEqual((await listPasses(db, owner, { ...page, place: taro })).items.map(({ mailbox, kind }) => [mailbox, kind]), [
    [null, 'service'],
    ['taro@kaede.test', 'country'],
    ['taro@kaede.test', 'network'],
  ])
  const hanako = { ...domain, mailboxId: (await findAccount(db, 'hanako@kaede.test'))!.mailboxId }
  assert.deepEqual((await listPasses(db, owner, { ...page, place: hanako })).items.map(({ kind }) => kind), ['service'])
  assert.equal(await prunePasses(db, new Date()), 1)
  const first = await listBlocks(db, owner, { limit: 1, place: taro })
  assert.deepEqual(first.items.map(({ network }) => network), ['192.0.2.0/24'])
  assert.deepEqual((await listBlocks(db, owner, { ...page, after: first.next! })).items.map(({ mailbox, network }) => [mailbox, network]), [[null, '2001:db8::/48']])
})

test('the last use of an app password only goes forward', async () => {
  const { id } = (await account()).appPasswords[0]!
  await noteAppPasswordUse(db, id, now)
  await noteAppPasswordUse(db, id, new Date(0))
  assert.deepEqual((await listAppPasswords(db, owner, taro.mailboxId))[0]?.lastUsedAt, now)
})

test('devices: a new one is told from an old one, and only the newest are kept', async () => {
  const use = { mailboxId: taro.mailboxId, client: 'K-9', country: null, at: now }
  assert.deepEqual(await noteDevices(db, []), [])
  assert.equal((await noteDevices(db, [{ ...use, network: '192.0.2.0/24' }, { ...use, network: '192.0.2.0/24' }, { ...use, mailboxId: 999_999, network: '192.0.2.0/24' }])).length, 1)
  assert.equal((await noteDevices(db, [{ ...use, network: '192.0.2.0/24', at: soon, client: 'K-9' }])).length, 0)
  const many = Array.from({ length: mostDevices }, (_, i) => ({ ...use, network: `10.0.${i}.0/24`, client: `a\0${'b'.repeat(200)}` }))
  assert.equal((await noteDevices(db, many)).length, mostDevices)
  const devices = await listDevices(db, owner, taro.mailboxId)
  assert.equal(devices.length, mostDevices)
  assert.deepEqual(devices[0]?.network, '192.0.2.0/24')
  assert.equal((await account()).devices.length, mostDevices)
})

test('throttles: a login that is no mailbox has one too; it only grows, ends, and is lifted', async () => {
  const long = `${'x'.repeat(9000)}@nowhere.test`
  await setThrottle(db, throttle)
  await setThrottle(db, { ...throttle, distinctSecrets: 4, until: now, since: new Date(0) })
  await setThrottle(db, { ...throttle, login: 'nobody@kaede.test', network: '0.0.0.0/0', why: 'many-networks' })
  await setThrottle(db, { ...throttle, login: long })
  await setThrottle(db, { ...throttle, login: '', why: 'spraying' })
  const { items } = await listThrottles(db, operator, now, page)
  assert.deepEqual(items.map(({ login, mailbox }) => [login.length, mailbox]), [
    [15, 'taro@kaede.test'],
    [17, null],
    [254, null],
    [0, null],
  ])
  const { id: _, mailbox: __, ...kept } = items[0]!
  assert.deepEqual(kept, throttle)
  assert.deepEqual((await listThrottles(db, owner, now, page)).items.map(({ login }) => login), ['taro@kaede.test', 'nobody@kaede.test'])
  assert.equal((await findThrottle(db, now, { login: long, network: '203.0.113.0/24' }))?.distinctSecrets, 9)
  assert.equal(await findThrottle(db, now, { login: 'x', network: '203.0.113.0/24' }), null)
  assert.equal(await deleteThrottles(db, owner, {}), 2)
  assert.equal(await deleteThrottles(db, operator, { login: long, network: '10.0.0.0/8' }), 0)
  assert.equal(await deleteThrottles(db, operator, { login: long }), 1)
  assert.equal(await pruneThrottles(db, new Date(soon.getTime() + 1)), 1)
})

const strangerCalls: Readonly<Record<string, () => Promise<readonly [got: unknown, wanted: unknown]>>> = {
  insertAppPassword: async () => [await insertAppPassword(db, stranger, taro.mailboxId, { ...app, name: 'spy' }), null],
  listAppPasswords: async () => [await listAppPasswords(db, stranger, taro.mailboxId), []],
  deleteAppPassword: async () => [await deleteAppPassword(db, stranger, taro.mailboxId, 'phone'), false],
  setCountryRule: async () => [await setCountryRule(db, stranger, domain, { smtp: false }), false],
  setCountryRuleOfMailbox: async () => [await setCountryRule(db, stranger, taro, { smtp: false }), false],
  findCountryRule: async () => [await findCountryRule(db, stranger, domain), { smtp: null, retrieval: null, countries: null }],
  listWeakMailboxes: async () => [await listWeakMailboxes(db, stranger, domain, 9), { addresses: [], count: 0 }],
  insertPass: async () => [await insertPass(db, stranger, domain, { kind: 'country', value: 'RU', until: soon }), null],
  insertPassOfMailbox: async () => [await insertPass(db, stranger, taro, { kind: 'country', value: 'RU', until: soon }), null],
  listPasses: async () => [(await listPasses(db, stranger, page)).items, []],
  listPassesOfPlace: async () => [(await listPasses(db, stranger, { ...page, place: taro })).items, []],
  findPass: async () => [await findPass(db, stranger, 1), null],
  deletePass: async () => [await deletePass(db, stranger, 1), false],
  insertBlock: async () => [await insertBlock(db, stranger, domain, '10.0.0.0/8'), null],
  listBlocks: async () => [(await listBlocks(db, stranger, page)).items, []],
  findBlock: async () => [await findBlock(db, stranger, 1), null],
  deleteBlock: async () => [await deleteBlock(db, stranger, 1), false],
  listThrottles: async () => [(await listThrottles(db, stranger, now, page)).items, []],
  deleteThrottles: async () => [await deleteThrottles(db, stranger, {}), 0],
  listDevices: async () => [await listDevices(db, stranger, taro.mailboxId), []],
  updateMailbox: async () => [await updateMailbox(db, stranger, taro.mailboxId, { appPasswordRequired: false }), false],
}

test('a stranger sees, changes and lifts nothing of another owner', async () => {
  await setThrottle(db, throttle)
  const snapshot = async (): Promise<unknown> => [await account(), await findDomainRules(db, 'kaede.test'), (await listThrottles(db, operator, now, page)).items, await listPasses(db, operator, page)]
  const was = await snapshot()
  for (const [name, call] of Object.entries(strangerCalls)) {
    const [got, wanted] = await call()
    assert.deepEqual(got, wanted, name)
    assert.deepEqual(await snapshot(), was, `${name} changed something`)
  }
})

test('a mailbox of another domain is no place in this one', async () => {
  const { mailboxId } = (await findAccount(db, 'hanako@momiji.test'))!
  assert.equal(await setCountryRule(db, operator, { ...domain, mailboxId }, { smtp: false }), false)
  assert.equal(await insertBlock(db, operator, { ...domain, mailboxId }, '10.0.0.0/8'), null)
})

test('what a name may have meant', async () => {
  await insertAlias(db, operator, domain.domainId, { localPart: 'info', target: 'taro@kaede.test' })
  await insertAlias(db, operator, domain.domainId, { localPart: 'all', target: 'taro@kaede.test' })
  await insertAlias(db, operator, domain.domainId, { localPart: 'all', target: 'hanako@kaede.test' })
  await insertAlias(db, operator, domain.domainId, { localPart: 'away', target: 'taro@elsewhere.test' })
  await insertAlias(db, operator, domain.domainId, { localPart: 'theirs', target: 'hanako@momiji.test' })
  const nothing = { mailbox: null, domain: null, alias: null, isOwnerName: false, isHostedDomain: false, matches: 0 }
  const here = { ...nothing, isHostedDomain: true }
  const asked: readonly (readonly [localPart: string, domain: string | null, found: object])[] = [
    ['hanaok', 'kaede.test', { ...here, mailbox: 'hanako@kaede.test' }],
    ['kieko', 'kaede.test', { ...here, mailbox: 'keiko@kaede.test' }],
    ['taroyamada', 'kaede.test', { ...here, mailbox: 'taro.yamada@kaede.test' }],
    ['somebody', 'kaede.test', here],
    ['info', 'kaede.test', { ...here, alias: { mailbox: 'taro@kaede.test' } }],
    ['all', 'kaede.test', { ...here, alias: { mailbox: null } }],
    ['away', 'kaede.test', { ...here, alias: { mailbox: null } }],
    ['theirs', 'kaede.test', { ...here, alias: { mailbox: null } }],
    ['taro', 'keade.test', { ...nothing, domain: 'kaede.test' }],
    ['taro', 'momji.tset', { ...nothing, domain: 'momiji.test' }],
    ['taro', 'gmail.com', nothing],
    ['hanako', null, { ...nothing, matches: 2 }],
    ['kaede', null, { ...nothing, isOwnerName: true }],
    ['', 'kaede.test', nothing],
    ['a\0', 'kaede.test', nothing],
    ['a', 'a\0', nothing],
    ['a', '', nothing],
    ['%', 'kaede.test', here],
    ['x'.repeat(300), 'kaede.test', nothing],
  ]
  for (const [localPart, name, found] of asked) assert.deepEqual(await findNear(db, localPart, name), found, `${localPart}@${name}`)
  assert.equal(await isOwnerName(db, 'kaede'), true)
  assert.deepEqual(await matchesOfLocalPart(db, 'hanako', 2), ['hanako@kaede.test', 'hanako@momiji.test'])
  assert.deepEqual(await matchesOfLocalPart(db, 'hanako', 1).then(found => found.length), 1)
  for (const [name, above] of [['kaede.test', 'kaede.test'], ['mail.kaede.test', 'kaede.test'], ['akaede.test', null], ['test', null]] as const) assert.equal(await findDomainAbove(db, name), above, name)
})

test("a login is completed by the server name of a domain, and not by a server's own name, which is everybody's", async () => {
  await db.insertInto('servers').values({ id: 'sv0009', host_name: 'sv0009.kaede.test' }).execute()
  assert.deepEqual([await findDomainAskedFor(db, 'mail.kaede.test'), await findDomainAskedFor(db, 'sv0009.kaede.test')], ['kaede.test', null])
  await db.deleteFrom('servers').where('id', '=', 'sv0009').execute()
})

test('edges hear of what concerns them, and not of every sign-in', { timeout: 60_000 }, async () => {
  const heard: Change[] = []
  const connected = Promise.withResolvers<void>()
  const feed = listenForChanges(databaseAddress(cluster.home, cluster.config), cluster.secrets, 'test', { onConnected: () => connected.resolve(), onChange: change => void heard.push(change), onLost: () => {} })
  await connected.promise
  const { id } = (await account()).appPasswords[0]!
  await noteAppPasswordUse(db, id, soon)
  await noteDevices(db, [{ mailboxId: taro.mailboxId, network: '198.51.100.0/24', client: '', country: null, at: now }])
  await deleteAppPassword(db, owner, taro.mailboxId, 'phone')
  await setCountryRule(db, owner, domain, { retrieval: true })
  await deleteThrottles(db, owner, { login: throttle.login })
  await insertBlock(db, owner, taro, '10.0.0.0/8')
  while (heard.length < 4) await new Promise(resolve => setTimeout(resolve, 10))
  await feed.close()
  assert.deepEqual(
    heard.map(({ table, mailbox, domain: place, throttle: about }) => [table, mailbox, place, about?.login]),
    [
      ['app_passwords', taro.mailboxId, null, undefined],
      ['country_rules', null, domain.domainId, undefined],
      ['throttles', taro.mailboxId, domain.domainId, throttle.login],
      ['blocks', taro.mailboxId, domain.domainId, undefined],
    ],
  )
})
