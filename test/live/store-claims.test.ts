/** What the store knows of names, on a real PostgreSQL: claims, hand-overs, releases, findings; who may see and change them, and who hears of them. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Kysely, sql } from 'kysely'
import { databaseAddress } from '../../src/base/database.ts'
import type { Finding } from '../../src/core/causes/index.ts'
import { type Change, listenForChanges } from '../../src/store/changes.ts'
import {
  checkSoon,
  claimsOf,
  demandCheck,
  dueClaims,
  endClaims,
  findClaim,
  findClaimOfDomain,
  insertClaim,
  isBeingChecked,
  letGoOfClaim,
  listClaims,
  noteCheck,
  openClaimOf,
  takeClaim,
  updateClaim,
} from '../../src/store/claims.ts'
import { endFinding, listFindings, pruneFindings, raiseFinding, wrongSince } from '../../src/store/domain-findings.ts'
import { deleteDomain, insertDomain, proveDomain } from '../../src/store/domains.ts'
import { findOpenHandOver, handOversOf, insertHandOver, lastRefusal, listHandOvers, updateHandOver } from '../../src/store/hand-overs.ts'
import { migrate } from '../../src/store/migrate.ts'
import * as accounts from '../../src/store/migrations/0001-accounts.ts'
import * as signIns from '../../src/store/migrations/0002-sign-ins.ts'
import * as notices from '../../src/store/migrations/0003-notices.ts'
import * as domains from '../../src/store/migrations/0004-domains.ts'
import { insertRelease, lastRelease, lockName, pruneReleases, readStanding } from '../../src/store/names.ts'
import { insertOwner } from '../../src/store/owners.ts'
import { openDatabase } from '../../src/store/pool.ts'
import type { Db } from '../../src/store/schema.ts'
import { operator, type Whose } from '../../src/store/whose.ts'
import { type Cluster, makeCluster } from './cluster.ts'

let cluster: Cluster
let db: Db
let domainId: number
let claimId: number
const ids = { kaede: 0, momiji: 0, sumire: 0 }
const whose = (owner: keyof typeof ids): Whose => ({ kind: 'owner', ownerId: ids[owner] })

const now = new Date('2026-11-24T12:00:00Z')
const after1 = (ms: number): Date => new Date(now.getTime() + ms)
const name = 'kaede.test'
const page = { limit: 100 }
const finding: Finding = { id: 'dns.mx-elsewhere', facts: { domain: name, mx: ['mx.old.test'] } }

const newClaim = (owner: keyof typeof ids, ofName = name) =>
  insertClaim(db, operator, { ownerId: ids[owner], name: ofName, domainId: owner === 'kaede' && ofName === name ? domainId : null, token: `todoku-${owner}-${ofName}-${Math.random()}`, createdAt: now, lapsesAt: after1(1000) })

before(async () => {
  cluster = await makeCluster()
  await migrate(cluster.home, cluster.config, cluster.secrets)
  db = openDatabase(databaseAddress(cluster.home, cluster.config), cluster.secrets, 'test')
  for (const owner of ['kaede', 'momiji', 'sumire'] as const) ids[owner] = (await insertOwner(db, { name: owner, language: 'ja' }))!
  domainId = (await insertDomain(db, operator, { name, ownerId: ids.kaede, serverId: 'sv0001', provenBy: null }))!
  claimId = (await newClaim('kaede'))!
})

after(async () => {
  await db.destroy()
  cluster.remove()
})

test('domains from before there were claims have one: the proven on the word of the operator', async () => {
  await cluster.asSuperuser('create database earlier owner todoku')
  const earlier = openDatabase({ ...(databaseAddress(cluster.home, cluster.config) as { host: string; port: number }), database: 'earlier' }, cluster.secrets, 'test', 1)
  const bare = earlier as unknown as Kysely<unknown>
  for (const { up } of [accounts, signIns, notices]) await up(bare)
  await sql`insert into servers (id, host_name) values ('sv0001', 'sv0001.example.jp')`.execute(earlier)
  await sql`insert into owners (name) values ('kaede')`.execute(earlier)
  await sql`insert into domains (owner_id, server_id, name, proven_at) values (1, 'sv0001', 'proven.test', now()), (1, 'sv0001', 'waiting.test', null)`.execute(earlier)
  await domains.up(bare)
  const claims = await listClaims(earlier, operator, page)
  await earlier.destroy()
  assert.deepEqual(claims.items.map(claim => [claim.name, claim.state, claim.provenBy, claim.domainId, /^todoku-[a-z2-7]{32}$/.test(claim.token)]), [
    ['proven.test', 'proven', 'operator', 1, true],
    ['waiting.test', 'waiting', null, 2, true],
  ])
})

test('an owner has one open claim to a name, and another owner his own', async () => {
  assert.equal(await newClaim('kaede'), null)
  const other = (await newClaim('momiji'))!
  assert.deepEqual((await claimsOf(db, operator, name)).map(({ owner, domainId: of }) => [owner, of]), [['kaede', domainId], ['momiji', null]])
  assert.deepEqual(await endClaims(db, operator, { name, ownerId: ids.momiji }, 'withdrawn', now), [other])
  assert.deepEqual([(await claimsOf(db, operator, name)).length, (await claimsOf(db, operator, name, true)).length], [1, 2])
  assert.ok(await newClaim('momiji'))
  assert.equal((await findClaimOfDomain(db, operator, domainId))?.id, claimId)
})

test('one takes a claim for a while; a new look is due at once only where somebody asked', async () => {
  const take = (at: Date) => takeClaim(db, operator, claimId, at, new Date(at.getTime() + 60_000), new Date(at.getTime() - 5000))
  assert.deepEqual(await Promise.all([take(now), take(now), take(now)]).then(all => all.toSorted()), [false, false, true])
  assert.deepEqual([await isBeingChecked(db, operator, claimId, now), await isBeingChecked(db, operator, claimId, after1(60_001))], [true, false])
  assert.equal(await take(after1(60_001)), true, 'whoever died with it keeps it from nobody')
  await noteCheck(db, operator, claimId, { results: [], notes: [finding], findings: [] }, after1(61_000), after1(91_000))
  const claim = await findClaim(db, operator, claimId)
  assert.deepEqual([claim?.checks, claim?.lastCheck.notes, claim?.nextCheckAt], [1, [finding], after1(91_000)])
  assert.equal(await take(after1(62_000)), false, 'new enough')
  assert.equal(await demandCheck(db, operator, claimId, after1(62_000)), true)
  assert.equal(await take(after1(62_000)), true)
  await letGoOfClaim(db, operator, claimId)
  assert.equal(await isBeingChecked(db, operator, claimId, after1(62_000)), false)
})

test('due is what is open, here, and with nobody', async () => {
  await updateClaim(db, operator, claimId, { nextCheckAt: now })
  assert.ok((await dueClaims(db, 'sv0001', now, 10)).includes(claimId))
  assert.equal((await dueClaims(db, 'sv0002', now, 10)).includes(claimId), false, 'another server has the domain')
  await takeClaim(db, operator, claimId, now, after1(1000), now)
  assert.equal((await dueClaims(db, 'sv0001', now, 10)).includes(claimId), false)
  await letGoOfClaim(db, operator, claimId)
  await updateClaim(db, operator, claimId, { nextCheckAt: null })
  assert.equal((await dueClaims(db, 'sv0001', now, 10)).includes(claimId), false)
  const below = (await newClaim('kaede', `www.${name}`))!
  await updateClaim(db, operator, below, { state: 'proven', provenBy: 'parent', nextCheckAt: null })
  const beside = (await newClaim('kaede', `www.other-${name}`))!
  await updateClaim(db, operator, beside, { state: 'proven', provenBy: 'parent', nextCheckAt: null })
  await checkSoon(db, name, now)
  const due = await dueClaims(db, 'sv0001', now, 100)
  assert.deepEqual([claimId, below, beside].map(id => due.includes(id)), [true, true, false])
})

test('how a name stands to whoever claims it', async () => {
  const standing = await readStanding(db, `a.www.${name}`, ids.momiji)
  assert.deepEqual([standing.holder, standing.above, standing.isClaimedByOthers], [null, [], false], 'an unproven domain above counts for nothing')
  await proveDomain(db, operator, domainId, 'txt', now)
  const held = await readStanding(db, name, ids.momiji)
  assert.deepEqual(held.holder, { domainId, name, ownerId: ids.kaede, serverId: 'sv0001', isProven: true })
  assert.deepEqual([held.isClaimedByOthers, held.releasedByOtherAt], [true, null])
  assert.deepEqual((await readStanding(db, `a.www.${name}`, ids.momiji)).above.map(each => each.name), [name])
  await insertRelease(db, { name, ownerId: ids.kaede }, now)
  assert.deepEqual((await readStanding(db, name, ids.momiji)).releasedByOtherAt, now)
  assert.equal((await readStanding(db, name, ids.kaede)).releasedByOtherAt, null, 'whoever let go may come back')
  assert.deepEqual([await lastRelease(db, { name, ownerId: ids.kaede }), await lastRelease(db, { name, ownerId: ids.momiji })], [now, null])
  assert.deepEqual([await pruneReleases(db, now), await pruneReleases(db, after1(1))], [0, 1])
})

test('a release outlasts the owner', async () => {
  const gone = (await insertOwner(db, { name: 'gone', language: 'en' }))!
  await insertRelease(db, { name: 'gone.test', ownerId: gone }, now)
  await db.deleteFrom('owners').where('id', '=', gone).execute()
  assert.deepEqual((await readStanding(db, 'gone.test', ids.kaede)).releasedByOtherAt, now)
})

test('of two who decide about a name one waits for the other', async () => {
  const order: string[] = []
  const locked = Promise.withResolvers<void>()
  const held = Promise.withResolvers<void>()
  const first = db.transaction().execute(async transaction => {
    await lockName(transaction, name)
    locked.resolve()
    await held.promise
    order.push('first')
  })
  await locked.promise
  const second = db.transaction().execute(async transaction => {
    await lockName(transaction, name)
    order.push('second')
  })
  await db.transaction().execute(transaction => lockName(transaction, 'momiji.test'))
  order.push('another name')
  held.resolve()
  await Promise.all([first, second])
  assert.deepEqual(order, ['another name', 'first', 'second'])
})

const begin = async () => {
  const claim = (await openClaimOf(db, operator, name, ids.momiji))!
  return insertHandOver(db, { name, domainId, claimId: claim.id, fromOwnerId: ids.kaede, toOwnerId: ids.momiji, provenBy: 'web', startedAt: now, endsAt: after1(1000) })
}

test('one hand-over of a name at a time; what has ended stays so, without its domain too', async () => {
  const id = (await begin())!
  assert.equal(await begin(), null)
  assert.equal(await updateHandOver(db, operator, id, { state: 'contested' }), true)
  assert.equal(await updateHandOver(db, operator, id, { state: 'refused', endedAt: now }), true)
  assert.equal(await updateHandOver(db, operator, id, { state: 'done', endedAt: now }), false)
  assert.equal(await findOpenHandOver(db, operator, name), null)
  assert.deepEqual([await lastRefusal(db, { name, toOwnerId: ids.momiji }), await lastRefusal(db, { name, toOwnerId: ids.kaede })], [now, null])
  assert.ok(await begin())
  assert.deepEqual((await handOversOf(db, operator, name)).map(({ state }) => state), ['waiting', 'refused'])
  const first = await listHandOvers(db, operator, { limit: 1 })
  assert.deepEqual([first.items[0]?.state, (await listHandOvers(db, operator, { limit: 1, after: first.next! })).items[0]?.state], ['refused', 'waiting'])
})

test('findings: the first sight is news, a later one is not; ended, it can come again', async () => {
  assert.equal(await raiseFinding(db, operator, domainId, finding, 'MX', now), true)
  assert.equal(await raiseFinding(db, operator, domainId, finding, 'MX', after1(1000)), false)
  assert.deepEqual(await wrongSince(db, operator, domainId, finding.id, 'MX'), now)
  const [open] = (await listFindings(db, operator, { ...page, domainId })).items
  assert.deepEqual([open?.finding, open?.since, open?.seenAt], [finding, now, after1(1000)])
  assert.equal(await endFinding(db, operator, domainId, finding.id, 'MX', after1(2000)), true)
  assert.equal(await endFinding(db, operator, domainId, finding.id, 'MX', after1(2000)), false)
  assert.equal(await raiseFinding(db, operator, domainId, finding, 'MX', after1(3000)), true)
  assert.equal((await listFindings(db, operator, { ...page, domainId, isEndedToo: true })).items.length, 2)
  assert.deepEqual([await pruneFindings(db, after1(2000)), await pruneFindings(db, after1(2001))], [0, 1])
})

const strangerCalls: Readonly<Record<string, (stranger: Whose) => Promise<readonly [got: unknown, wanted: unknown]>>> = {
  insertClaim: async stranger => [await insertClaim(db, stranger, { ownerId: ids.kaede, name: 'spy.test', domainId, token: 'todoku-spy', createdAt: now, lapsesAt: now }), null],
  findClaim: async stranger => [await findClaim(db, stranger, claimId), null],
  claimsOf: async stranger => [await claimsOf(db, stranger, name, true), []],
  openClaimOf: async stranger => [await openClaimOf(db, stranger, name, ids.kaede), null],
  findClaimOfDomain: async stranger => [await findClaimOfDomain(db, stranger, domainId), null],
  listClaims: async stranger => [(await listClaims(db, stranger, { ...page, ownerId: ids.kaede })).items, []],
  listAllClaims: async stranger => [(await listClaims(db, stranger, page)).items, []],
  updateClaim: async stranger => [await updateClaim(db, stranger, claimId, { state: 'proven', token: 'todoku-spy' }), false],
  takeClaim: async stranger => [await takeClaim(db, stranger, claimId, after1(9e6), after1(9e6), after1(9e6)), false],
  isBeingChecked: async stranger => [await isBeingChecked(db, stranger, claimId, new Date(0)), false],
  noteCheck: async stranger => [await noteCheck(db, stranger, claimId, { results: [], notes: [], findings: [] }, now, null), undefined],
  letGoOfClaim: async stranger => [await letGoOfClaim(db, stranger, claimId), undefined],
  demandCheck: async stranger => [await demandCheck(db, stranger, claimId, now), false],
  endClaims: async stranger => [await endClaims(db, stranger, { name, ownerId: ids.kaede }, 'withdrawn', now), []],
  proveDomain: async stranger => [await proveDomain(db, stranger, domainId, 'web', after1(5)), false],
  findOpenHandOver: async stranger => [await findOpenHandOver(db, stranger, name), null],
  handOversOf: async stranger => [await handOversOf(db, stranger, name), []],
  listHandOvers: async stranger => [(await listHandOvers(db, stranger, page)).items, []],
  updateHandOver: async stranger => [await updateHandOver(db, stranger, (await findOpenHandOver(db, operator, name))!.id, { state: 'done', endedAt: now }), false],
  raiseFinding: async stranger => [await raiseFinding(db, stranger, domainId, { id: 'dns.lame-server', facts: { domain: name, server: 'ns.test' } }, '', now), false],
  raiseOpenFinding: async stranger => [await raiseFinding(db, stranger, domainId, finding, 'MX', after1(9000)), false],
  wrongSince: async stranger => [await wrongSince(db, stranger, domainId, finding.id, 'MX'), null],
  endFinding: async stranger => [await endFinding(db, stranger, domainId, finding.id, 'MX', now), false],
  listFindings: async stranger => [(await listFindings(db, stranger, { ...page, domainId })).items, []],
}

test('a stranger sees and changes nothing of another owner', async () => {
  await takeClaim(db, operator, claimId, now, after1(1000), after1(9e6))
  const snapshot = async (): Promise<unknown> => [
    await listClaims(db, operator, page),
    await isBeingChecked(db, operator, claimId, now),
    await listHandOvers(db, operator, page),
    await listFindings(db, operator, { ...page, isEndedToo: true }),
    await readStanding(db, name, ids.momiji),
  ]
  const was = await snapshot()
  for (const [call, run] of Object.entries(strangerCalls)) {
    const [got, wanted] = await run(whose('sumire'))
    assert.deepEqual(got, wanted, call)
    assert.deepEqual(await snapshot(), was, `${call} changed something`)
  }
})

test('an owner does see his own, and of a hand-over his side', async () => {
  assert.equal((await findClaim(db, whose('kaede'), claimId))?.owner, 'kaede')
  assert.deepEqual((await listClaims(db, whose('momiji'), { ...page, isOpen: true })).items.map(({ owner }) => owner), ['momiji'])
  const sides = await Promise.all((['kaede', 'momiji'] as const).map(async owner => findOpenHandOver(db, whose(owner), name)))
  assert.deepEqual(sides.map(side => [side?.from, side?.to]), [['kaede', ''], ['', 'momiji']])
  assert.equal((await listFindings(db, whose('kaede'), page)).items.length, 1)
})

test('a change is heard; that the MX was looked at is nobody\'s news', async () => {
  const heard: Change[] = []
  const connected = Promise.withResolvers<void>()
  const feed = listenForChanges(databaseAddress(cluster.home, cluster.config), cluster.secrets, 'test', { onChange: change => heard.push(change), onConnected: connected.resolve, onLost: () => {} })
  await connected.promise
  const set = (values: object) => db.updateTable('domains').set(values).where('id', '=', domainId).execute()
  await set({ mx_seen_at: now, mx_seen: '{}' })
  await set({ mx_elsewhere: false })
  await demandCheck(db, operator, claimId, now)
  await updateHandOver(db, operator, (await findOpenHandOver(db, operator, name))!.id, { state: 'withdrawn', endedAt: now })
  await deleteDomain(db, operator, domainId)
  for (let tries = 0; !heard.some(({ table, id }) => table === 'domains' && id === domainId && heard.length > 4) && tries < 100; tries++) await new Promise(resolve => setTimeout(resolve, 20))
  await feed.close()
  const tables = heard.map(({ table }) => table)
  assert.deepEqual(tables.slice(0, 3), ['domains', 'claims', 'hand_overs'])
  assert.ok(tables.includes('domain_findings'))
  assert.equal((await findClaim(db, operator, claimId))?.domainId, null)
  assert.deepEqual((await handOversOf(db, operator, name)).map(({ domainId: of }) => of), [null, null])
})
