/** Whose a domain is, on a real PostgreSQL and with a DNS that says what is wanted: claims become domains, domains pass from one owner to another, and nobody takes one. */
import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { dirname, join } from 'node:path'
import { after, before, beforeEach, test } from 'node:test'
import { addDomain } from '../../src/actions/add-domain.ts'
import { checkClaim, type CheckedClaim, checkNow } from '../../src/actions/check-claim.ts'
import { claimChecker } from '../../src/actions/check-claims.ts'
import { claimDomain } from '../../src/actions/claim-domain.ts'
import { agreeToHandOver, decideHandOver, objectToHandOver, readHandOver, readHandOvers } from '../../src/actions/hand-over.ts'
import { closeInstallation, type Installation, operator, type Whose } from '../../src/actions/installation.ts'
import type { Outlook } from '../../src/actions/observe-claim.ts'
import { pruneEnded } from '../../src/actions/prune-ended.ts'
import { readClaim, readClaims } from '../../src/actions/read-claims.ts'
import { removeDomain } from '../../src/actions/remove-domain.ts'
import { removeMailbox } from '../../src/actions/remove-mailbox.ts'
import { renewClaim } from '../../src/actions/renew-claim.ts'
import { readTrashItems, restoreTrash } from '../../src/actions/restore-trash.ts'
import { withSetAside } from '../../src/actions/set-domain-aside.ts'
import { withdrawClaim } from '../../src/actions/withdraw-claim.ts'
import { databaseAddress } from '../../src/base/database.ts'
import { challengeName } from '../../src/core/ownership/txt.ts'
import type { Result } from '../../src/core/values/result.ts'
import { type Claim, openClaimOf, updateClaim } from '../../src/store/claims.ts'
import { listFindings } from '../../src/store/domain-findings.ts'
import { findDomain } from '../../src/store/domains.ts'
import { insertMailbox, listMailboxes } from '../../src/store/mailboxes.ts'
import { migrate } from '../../src/store/migrate.ts'
import { insertOwner } from '../../src/store/owners.ts'
import { openDatabase } from '../../src/store/pool.ts'
import { insertProofCode, useProofCode } from '../../src/store/proof-codes.ts'
import { findZone, insertZone, listZoneRecords } from '../../src/store/zones.ts'
import { type SaidDns, saidDns } from '../said-dns.ts'
import { type Cluster, makeCluster } from './cluster.ts'

const ours = ['ns1.todoku.example', 'ns2.todoku.example']
const theirs = ['ns1.old.example', 'ns2.old.example']

let cluster: Cluster
let installation: Installation
let dns: SaidDns
let outlook: Outlook
let name = ''
let count = 0
const owners: Record<string, number> = {}
const whose = (owner: string): Whose => ({ kind: 'owner', ownerId: owners[owner]! })

/** What the web server of every domain answers with. */
const pages = new Map<string, string>()
const web = createServer((request, response) => {
  const page = pages.get(`${request.headers.host}`.replace(/:\d+$/, ''))
  response.writeHead(page === undefined ? 404 : 200, { 'content-type': 'text/html' }).end(page)
})

before(async () => {
  cluster = await makeCluster(`[server]\nhost_name = "sv0001.todoku.example"\n[dns]\nname_servers = ${JSON.stringify(ours)}\nhostmaster = "hostmaster@todoku.example"\n`)
  await migrate(cluster.home, cluster.config, cluster.secrets)
  installation = { ...cluster, db: openDatabase(databaseAddress(cluster.home, cluster.config), cluster.secrets, 'test', 8) }
  for (const owner of ['kaede', 'momiji', 'sumire']) owners[owner] = (await insertOwner(installation.db, { name: owner, language: 'ja', contact: `${owner}@mail.example` }))!
  await new Promise<void>(resolve => web.listen(0, '127.0.0.1', resolve))
})

after(async () => {
  web.close()
  await closeInstallation(installation)
  cluster.remove()
})

/** Every test has a name of its own, with a web site, registered elsewhere. */
beforeEach(() => {
  name = `shop${++count}.example`
  dns = saidDns()
  dns.registry.set(name, theirs)
  dns.records.set(`${name} A`, ['127.0.0.1'])
  pages.clear()
  const { port } = web.address() as AddressInfo
  outlook = { dns, fetching: { isForbidden: () => false, userAgent: 'test', ports: { 'http:': port, 'https:': 1 } } }
})

const granted = <T, R>(result: Result<T, R>): T => {
  if (!result.ok) assert.fail(JSON.stringify(result.why))
  return result.value
}
const refused = <T, R extends { readonly kind: string }>(result: Result<T, R>): string => (result.ok ? 'granted' : result.why.kind)

const claim = async (owner: string): Promise<Claim> => granted(await claimDomain(installation, whose(owner), { name, owner })).claim
const claimOf = async (owner: string): Promise<Claim> => granted(await readClaim(installation, whose(owner), name))

/** Checks as if five seconds had passed. */
const check = async (owner: string): Promise<CheckedClaim> => {
  await installation.db.updateTable('claims').set({ checked_at: null }).where('name', '=', name).execute()
  return granted(await checkClaim(installation, whose(owner), name, undefined, outlook))
}

const putTxt = ({ token }: Claim): void => void dns.records.set(`${challengeName(name)} TXT`, [token])
const putPage = ({ token }: Claim): void => void pages.set(name, `${token}\n`)
const domain = () => findDomain(installation.db, operator, name)
const stateOf = ({ results }: CheckedClaim): Record<string, string> => Object.fromEntries(results.map(result => [result.proof, 'finding' in result ? result.finding.id : result.state]))
const notices = async (): Promise<string[]> =>
  (await installation.db.selectFrom('notices').innerJoin('owners', 'owners.id', 'notices.owner_id').select(['owners.name', 'kind', 'facts']).orderBy('notices.id').execute())
    .filter(({ facts }) => facts['domain'] === name)
    .map(notice => `${notice.name} ${notice.kind}`)

/** A mailbox with a message in it, as it lies on the disk. */
const mailOf = async (owner: string, localPart = 'info'): Promise<string> => {
  assert.ok(await insertMailbox(installation.db, whose(owner), { domainId: (await domain())!.id, localPart }))
  const directory = join(cluster.home.mail, name, localPart)
  mkdirSync(directory, { recursive: true })
  writeFileSync(join(directory, 'message'), `mail of ${owner}`)
  return join(directory, 'message')
}
const mailboxesHere = async (): Promise<string[]> => (await listMailboxes(installation.db, operator, { limit: 10, domainId: (await domain())!.id })).items.map(({ address }) => address)
const trashed = () => readTrashItems(installation).filter(({ id }) => id.endsWith(`-${name}`))

/** Ends the grace period of the hand-over now. */
const wait = async (): Promise<void> => {
  await installation.db.updateTable('hand_overs').set({ ends_at: new Date(Date.now() - 1000) }).where('name', '=', name).where('state', '=', 'waiting').execute()
}

/** Kaede has the domain, by a TXT record that is gone again. */
const provenForKaede = async (): Promise<void> => {
  putTxt(await claim('kaede'))
  assert.equal((await check('kaede')).outcome, 'proven')
  dns.records.delete(`${challengeName(name)} TXT`)
}

test('a claim: the domain is there at once, unproven, and every proof says what is missing', async () => {
  const { token, lapsesAt, createdAt } = await claim('kaede')
  assert.match(token, /^todoku-[a-z2-7]{32}$/)
  assert.equal(lapsesAt.getTime() - createdAt.getTime(), 30 * 86_400_000)
  assert.deepEqual([(await domain())?.owner, (await domain())?.provenAt], ['kaede', null])
  const seen = await check('kaede')
  assert.equal(seen.outcome, 'waiting')
  assert.deepEqual(stateOf(seen), {
    'name-servers': 'ownership.name-servers-elsewhere',
    web: 'ownership.web-not-found',
    mail: 'ownership.mail-not-sent',
    txt: 'ownership.txt-missing',
  })
  assert.ok(seen.claim.nextCheckAt! > new Date())
  assert.equal((await claim('kaede')).token, token, 'saying it twice changes nothing')
})

test('the parent names our servers: proven, and the mail is here', async () => {
  await claim('kaede')
  dns.registry.set(name, ours)
  const { outcome, claim: now } = await check('kaede')
  assert.deepEqual([outcome, now.provenBy, (await domain())?.provenBy], ['proven', 'name-servers', 'name-servers'])
  assert.deepEqual(await notices(), ['kaede claim-proven'])
  assert.equal(refused(await claimDomain(installation, operator, { name, owner: 'kaede' })), 'taken')
  assert.equal((await installation.db.selectFrom('domains').select('mx_elsewhere').where('name', '=', name).executeTakeFirst())?.mx_elsewhere, false)
})

test('proven by a web page or a TXT record: mail follows the MX from the first moment on, and where nobody can say it is taken to be elsewhere', async () => {
  dns.records.set('mx.old.example A', ['192.0.2.25'])
  for (const [put, mx, isElsewhere] of [
    [putPage, ['10 mx.old.example'], true],
    [putTxt, 'unanswered', true],
    [putTxt, 'none', false],
  ] as const) {
    name = `shop${++count}.example`
    dns.records.set(`${name} A`, ['127.0.0.1'])
    dns.registry.set(name, theirs)
    if (mx === 'unanswered') dns.unanswered.add(`${name} MX`)
    else if (mx !== 'none') dns.records.set(`${name} MX`, mx)
    put(await claim('kaede'))
    assert.equal((await check('kaede')).outcome, 'proven')
    const row = await installation.db.selectFrom('domains').select(['mx_elsewhere', 'mx_seen_at']).where('name', '=', name).executeTakeFirst()
    assert.deepEqual([row?.mx_elsewhere, row?.mx_seen_at !== null], [isElsewhere, true])
  }
})

test('nobody answers: no verdict, and nothing is counted', async () => {
  await claim('kaede')
  dns.isDown = true
  const seen = await check('kaede')
  assert.equal(seen.outcome, 'unknown')
  assert.deepEqual(seen.results.map(({ proof, state }) => [proof, state]), [['name-servers', 'unknown'], ['web', 'unknown'], ['mail', 'waiting'], ['txt', 'unknown']])
})

test('pressed twice at once, and again too early: one check, one answer for all', async () => {
  const { id } = await claim('kaede')
  await checkNow(installation, outlook, { id })
  dns.asked = 0
  await installation.db.updateTable('claims').set({ checked_at: null }).where('id', '=', id).execute()
  const held = Promise.withResolvers<void>()
  dns.gate = held.promise
  const pressed = Promise.all(['kaede', 'kaede'].map(async owner => granted(await checkClaim(installation, whose(owner), name, undefined, outlook))))
  while (!dns.asked) await new Promise(resolve => setTimeout(resolve, 10))
  held.resolve()
  const [one, other] = await pressed
  assert.equal(dns.asked, 1)
  assert.deepEqual(one, other)
  assert.equal(granted(await checkClaim(installation, whose('kaede'), name, undefined, outlook)).claim.checks, one?.claim.checks)
  assert.equal(dns.asked, 1)
})

test('the worker checks what is due, without being asked', async () => {
  putTxt(await claim('momiji'))
  const done: unknown[] = []
  const all = Promise.withResolvers<void>()
  const checker = claimChecker(installation, error => (done.push(error), all.resolve()), outlook)
  await installation.db.updateTable('claims').set({ next_check_at: null }).where('name', '<>', name).execute()
  await checker.begin(new Date())
  await all.promise
  await checker.settled()
  assert.deepEqual(done, [null])
  assert.equal((await domain())?.provenBy, 'txt')
  await checker.begin(new Date())
  await checker.settled()
  assert.equal(done.length, 1, 'the next look is not due')
})

test('names that nobody can have', async () => {
  const names = ['co.jp', 'github.io', 'todoku.example', 'ns1.todoku.example', 'mail.todoku.example', 'jp', '192.0.2.1', 'a..b']
  const kinds = await Promise.all(names.map(async each => refused(await claimDomain(installation, operator, { name: each, owner: 'kaede' }))))
  assert.deepEqual(kinds, ['not-claimable', 'not-claimable', 'not-claimable', 'not-claimable', 'not-claimable', 'invalid-domain', 'invalid-domain', 'invalid-domain'])
  assert.equal(refused(await addDomain(installation, { name: 'co.jp', owner: 'kaede' })), 'not-claimable')
  assert.equal(granted(await addDomain(installation, { name: 'customers.todoku.example', owner: 'kaede' })).provenBy, 'operator')
})

test('the operator proves what waits, and what another had prepared goes to the trash; what is proven stays', async () => {
  await claim('momiji')
  const file = await mailOf('momiji')
  const added = granted(await addDomain(installation, { name, owner: 'kaede' }))
  assert.deepEqual([added.owner, added.provenBy, await mailboxesHere(), existsSync(file), trashed().length], ['kaede', 'operator', [], false, 1])
  assert.equal((await claimOf('kaede')).state, 'proven')
  assert.equal(refused(await addDomain(installation, { name, owner: 'momiji' })), 'taken')
  assert.equal((await claimOf('momiji')).state, 'waiting', 'his claim stays as it was')
})

test('theft: two owners wait, the name servers show nothing of either', async () => {
  await claim('kaede')
  await claim('momiji')
  dns.registry.set(name, ours)
  for (const owner of ['kaede', 'momiji']) assert.equal(stateOf(await check(owner))['name-servers'], 'ownership.name-servers-shared')
  assert.equal((await domain())?.provenAt, null)
})

test('theft: a name that somebody holds and that points here', async () => {
  await claim('kaede')
  dns.registry.set(name, ours)
  await check('kaede')
  await claim('momiji')
  const seen = await check('momiji')
  assert.deepEqual([seen.outcome, stateOf(seen)['name-servers'], seen.findings.map(({ id }) => id)], ['waiting', 'ownership.name-servers-shared', ['ownership.held-by-another']])
  assert.equal((await domain())?.owner, 'kaede')
  assert.deepEqual(await notices(), ['kaede claim-proven'])
})

test('theft: a name that was let go of and still points here; whoever let go may come back', async () => {
  await claim('kaede')
  dns.registry.set(name, ours)
  await check('kaede')
  granted(await removeDomain(installation, whose('kaede'), name))
  assert.equal(refused(await readClaim(installation, whose('kaede'), name)), 'not-found')
  await claim('momiji')
  assert.equal(stateOf(await check('momiji'))['name-servers'], 'ownership.release-fresh')
  granted(await withdrawClaim(installation, whose('momiji'), name))
  await claim('kaede')
  assert.equal((await check('kaede')).outcome, 'proven')
})

test('theft: somebody prepares mailboxes and waits; who proves the name finds none of his mail', async () => {
  await claim('momiji')
  const file = await mailOf('momiji')
  putTxt(await claim('kaede'))
  assert.equal((await claimOf('kaede')).domainId, null)
  assert.equal((await check('kaede')).outcome, 'proven')
  assert.deepEqual([(await domain())?.owner, await mailboxesHere(), existsSync(file)], ['kaede', [], false])
  assert.deepEqual(trashed().map(({ path }) => readFileSync(join(path, 'mail/info/message'), 'utf8')), ['mail of momiji'])
  assert.deepEqual(await notices(), ['momiji hand-over-done', 'kaede claim-proven'])
})

test('two prove at the same moment: one has it, and of the other a hand-over begins', async () => {
  const [one, other] = [await claim('kaede'), await claim('momiji')]
  putTxt(one)
  putPage(other)
  await Promise.all([one, other].map(each => checkNow(installation, outlook, each)))
  const states = await Promise.all(['kaede', 'momiji'].map(async owner => (await claimOf(owner)).state))
  assert.deepEqual(states.toSorted(), ['proven', 'waiting'])
  const handOver = granted(await readHandOver(installation, operator, name))
  assert.deepEqual([handOver.state, handOver.from], ['waiting', (await domain())?.owner])
})

test('hand-over: the holder is told, his mail goes on; when nobody objects the name passes, and none of his mail', async () => {
  await provenForKaede()
  const file = await mailOf('kaede')
  putPage(await claim('momiji'))
  const begun = await check('momiji')
  assert.deepEqual([begun.outcome, begun.findings.map(({ id }) => id)], ['hand-over', ['ownership.hand-over-waiting']])
  assert.deepEqual(await notices(), ['kaede claim-proven', 'kaede hand-over-started', 'momiji hand-over-started'])
  assert.equal((await check('momiji')).outcome, 'hand-over')
  assert.deepEqual([(await domain())?.owner, existsSync(file)], ['kaede', true])
  await wait()
  assert.equal((await check('momiji')).outcome, 'proven')
  assert.deepEqual([(await domain())?.owner, (await domain())?.provenBy, await mailboxesHere(), existsSync(file), existsSync(join(cluster.home.mail, name))], ['momiji', 'web', [], false, false])
  assert.deepEqual(trashed().map(({ path }) => readFileSync(join(path, 'mail/info/message'), 'utf8')), ['mail of kaede'])
  assert.equal(refused(await readClaim(installation, whose('kaede'), name)), 'not-found')
  assert.deepEqual((await notices()).slice(3), ['kaede hand-over-done', 'momiji hand-over-done'])
  assert.equal(refused(await restoreTrash(installation, trashed()[0]!.id)), 'taken')
})

test('hand-over: at its end the proof must stand; while nobody can say, it waits', async () => {
  await provenForKaede()
  putPage(await claim('momiji'))
  await check('momiji')
  await wait()
  dns.isDown = true
  assert.equal((await check('momiji')).outcome, 'hand-over')
  assert.equal((await domain())?.owner, 'kaede')
  dns.isDown = false
  pages.clear()
  await wait()
  assert.equal((await check('momiji')).outcome, 'waiting')
  assert.deepEqual([granted(await readHandOver(installation, operator, name)).state, (await domain())?.owner], ['withdrawn', 'kaede'])
})

test('hand-over: the holder agrees, with the mail or without', async () => {
  for (const isWithMail of [true, false]) {
    name = `shop${++count}.example`
    dns.records.set(`${name} A`, ['127.0.0.1'])
    dns.registry.set(name, theirs)
    await provenForKaede()
    const file = await mailOf('kaede')
    putPage(await claim('momiji'))
    await check('momiji')
    for (const stranger of ['momiji', 'sumire']) assert.equal(refused(await agreeToHandOver(installation, whose(stranger), name, true, outlook)), 'not-found')
    granted(await agreeToHandOver(installation, whose('kaede'), name, isWithMail, outlook))
    assert.deepEqual([(await domain())?.owner, (await mailboxesHere()).length, existsSync(file), trashed().length], ['momiji', isWithMail ? 1 : 0, isWithMail, isWithMail ? 0 : 1])
    assert.deepEqual([(await claimOf('momiji')).state, refused(await agreeToHandOver(installation, whose('kaede'), name, true, outlook))], ['proven', 'hand-over-stands'])
  }
})

test('hand-over: whoever objects shows it with his new token; then only the operator decides', async () => {
  putTxt(await claim('kaede'))
  await check('kaede')
  putPage(await claim('momiji'))
  await check('momiji')
  const old = granted(await objectToHandOver(installation, whose('kaede'), name, outlook))
  assert.equal(old.handOver.state, 'waiting')
  assert.equal(old.check?.results.find(({ proof }) => proof === 'txt')?.state, 'waiting', 'the record from before shows nothing of today')
  for (const stranger of ['momiji', 'sumire']) assert.equal(refused(await objectToHandOver(installation, whose(stranger), name, outlook)), 'not-found')
  putTxt(await claimOf('kaede'))
  assert.equal(granted(await objectToHandOver(installation, whose('kaede'), name, outlook)).handOver.state, 'contested')
  await wait()
  assert.equal((await check('momiji')).outcome, 'contested')
  granted(await decideHandOver(installation, name, 'holder', outlook))
  const refusedNow = await check('momiji')
  assert.deepEqual([refusedNow.outcome, refusedNow.findings.map(({ id }) => id), (await domain())?.owner], ['waiting', ['ownership.held-by-another'], 'kaede'])
  assert.equal((await readHandOvers(installation, operator, { limit: 1000, isOpen: true })).items.filter(each => each.name === name).length, 0)
})

test('hand-over: the operator gives it; a third who waited has what is left', async () => {
  await provenForKaede()
  await mailOf('kaede')
  putPage(await claim('momiji'))
  await check('momiji')
  putTxt(await claim('sumire'))
  assert.deepEqual((await check('sumire')).findings.map(({ id }) => id), ['ownership.held-by-another'], 'one at a time')
  granted(await decideHandOver(installation, name, 'newcomer', outlook))
  assert.deepEqual([(await domain())?.owner, await mailboxesHere()], ['momiji', []])
  assert.equal((await check('sumire')).outcome, 'hand-over')
})

test('hand-over: neither side learns who the other is, and a stranger nothing', async () => {
  await provenForKaede()
  putPage(await claim('momiji'))
  await check('momiji')
  const seenBy = async (owner: string) => (await readHandOvers(installation, whose(owner), { limit: 1000 })).items.filter(each => each.name === name).map(({ from, to }) => [from, to])
  assert.deepEqual([await seenBy('kaede'), await seenBy('momiji'), await seenBy('sumire')], [[['kaede', '']], [['', 'momiji']], []])
})

test('hand-over: the holder removes the domain, and the newcomer has it', async () => {
  await provenForKaede()
  putPage(await claim('momiji'))
  await check('momiji')
  granted(await removeDomain(installation, whose('kaede'), name))
  assert.equal(granted(await readHandOver(installation, operator, name)).state, 'withdrawn')
  assert.equal((await check('momiji')).outcome, 'proven')
})

test('below a domain of his own a name is his; below that of another it is shown by itself', async () => {
  await provenForKaede()
  const parent = name
  name = `www.${parent}`
  dns.records.set(`${name} A`, ['127.0.0.1'])
  await claim('kaede')
  const { outcome, claim: own } = await check('kaede')
  assert.deepEqual([outcome, own.provenBy], ['proven', 'parent'])
  name = `mail.${parent}`
  await claim('momiji')
  assert.equal((await check('momiji')).outcome, 'waiting')
  putTxt(await claimOf('momiji'))
  assert.equal((await check('momiji')).outcome, 'proven')
  name = `www.${parent}`
  granted(await removeDomain(installation, operator, parent))
  const alone = await check('kaede')
  assert.equal(alone.outcome, 'lost')
  assert.equal((await domain())?.owner, 'kaede', 'a finding, not an outage')
})

test('a proof that is gone is told once, and stops nothing; back again, it is in order', async () => {
  await provenForKaede()
  assert.equal((await check('kaede')).outcome, 'proven', 'the name servers are those of then')
  dns.registry.set(name, ['ns.buyer.example'])
  for (const _ of [1, 2]) assert.equal((await check('kaede')).outcome, 'lost')
  const findings = async () => (await listFindings(installation.db, whose('kaede'), { limit: 10, domainId: (await domain())!.id })).items
  assert.deepEqual((await findings()).map(({ finding }) => finding.id), ['ownership.proof-lost'])
  assert.deepEqual(await notices(), ['kaede claim-proven', 'kaede proof-lost'])
  assert.ok((await domain())?.provenAt)
  dns.isDown = true
  await check('kaede')
  assert.equal((await findings()).length, 1, 'no answer ends nothing')
  dns.isDown = false
  dns.registry.set(name, theirs)
  assert.equal((await check('kaede')).outcome, 'proven')
  assert.deepEqual(await findings(), [])
})

test('a claim that nobody proves: a reminder, its end, and its renewal', async () => {
  const { id } = await claim('kaede')
  const soon = async (ms: number): Promise<CheckedClaim> => {
    await updateClaim(installation.db, operator, id, { lapsesAt: new Date(Date.now() + ms) })
    return check('kaede')
  }
  assert.equal((await soon(2 * 86_400_000)).outcome, 'waiting')
  assert.equal((await soon(2 * 86_400_000)).outcome, 'waiting')
  assert.deepEqual(await notices(), ['kaede claim-lapsing'])
  assert.equal((await soon(-1000)).outcome, 'lapsed')
  assert.deepEqual([(await notices()).at(-1), (await domain())?.owner], ['kaede claim-lapsed', 'kaede'])
  assert.equal(granted(await renewClaim(installation, whose('kaede'), name)).state, 'waiting')
  putTxt(await claimOf('kaede'))
  assert.equal((await soon(-1000)).outcome, 'proven', 'who has shown it at the last moment has it')
  assert.equal(refused(await renewClaim(installation, whose('kaede'), name)), 'is-proven')
})

test('a removed domain comes back with its claim and its zone', async () => {
  await provenForKaede()
  const record = { name, type: 'A', ttl: 300, value: '192.0.2.80' } as const
  assert.ok(await insertZone(installation.db, operator, (await domain())!.id, false, [record]))
  const file = await mailOf('kaede')
  const { token } = await claimOf('kaede')
  const { trash } = granted(await removeDomain(installation, whose('kaede'), name))
  granted(await restoreTrash(installation, trash.id))
  const back = await claimOf('kaede')
  assert.deepEqual([back.state, back.provenBy, back.token, existsSync(file), (await domain())?.provenBy], ['proven', 'txt', token, true, 'txt'])
  const zone = await findZone(installation.db, whose('kaede'), name)
  assert.deepEqual([zone?.isSigned, await listZoneRecords(installation.db, whose('kaede'), zone!.id)], [false, [record]])
})

test('what another had proven meanwhile comes back unproven', async () => {
  await provenForKaede()
  const { trash } = granted(await removeDomain(installation, whose('kaede'), name))
  putPage(await claim('momiji'))
  assert.equal((await check('momiji')).outcome, 'proven')
  pages.clear()
  granted(await removeDomain(installation, whose('momiji'), name))
  granted(await restoreTrash(installation, trash.id))
  assert.deepEqual([(await domain())?.provenAt, (await claimOf('kaede')).state], [null, 'waiting'])
})

test('the operator says whose claim he means', async () => {
  await claim('kaede')
  await claim('momiji')
  assert.equal(refused(await readClaim(installation, operator, name)), 'many-claims')
  assert.equal(granted(await readClaim(installation, operator, name, 'momiji')).owner, 'momiji')
  assert.equal(refused(await withdrawClaim(installation, operator, name)), 'many-claims')
  granted(await withdrawClaim(installation, operator, name, 'kaede'))
  assert.equal(await domain(), null)
  assert.equal(granted(await readClaim(installation, operator, name)).owner, 'momiji')
})

test('a stranger learns and changes nothing', async () => {
  await claim('kaede')
  const before = await openClaimOf(installation.db, operator, name, owners['kaede']!)
  const stranger = whose('sumire')
  const said = [
    refused(await readClaim(installation, stranger, name)),
    refused(await checkClaim(installation, stranger, name, undefined, outlook)),
    refused(await checkClaim(installation, stranger, name, 'kaede', outlook)),
    refused(await withdrawClaim(installation, stranger, name)),
    refused(await renewClaim(installation, stranger, name)),
    refused(await claimDomain(installation, stranger, { name, owner: 'kaede' })),
    refused(await removeDomain(installation, stranger, name)),
    refused(await readHandOver(installation, stranger, name)),
    refused(await agreeToHandOver(installation, stranger, name, true, outlook)),
    refused(await objectToHandOver(installation, stranger, name, outlook)),
    refused(await readClaims(installation, stranger, { limit: 10, owner: 'kaede' })),
  ]
  assert.deepEqual(said, said.map(() => 'not-found'))
  assert.deepEqual((await readClaims(installation, stranger, { limit: 1000 })).ok && granted(await readClaims(installation, stranger, { limit: 1000 })).items.filter(each => each.name === name), [])
  assert.deepEqual(await openClaimOf(installation.db, operator, name, owners['kaede']!), before)
})

/** Sets the domain aside inside a transaction, and does something before it ends. */
const aside = async (then: () => unknown): Promise<void> => {
  const here = (await domain())!
  await withSetAside(installation, new Date(), async (_, set) => {
    await set(here)
    await then()
  })
}

test('what is set aside is back when the transaction fails, also when the database went away in it', async () => {
  await provenForKaede()
  const file = await mailOf('kaede')
  await assert.rejects(
    aside(() => assert.fail('not after all')),
    /not after all/,
  )
  const all = async () => [existsSync(file), trashed().length, await mailboxesHere()]
  assert.deepEqual(await all(), [true, 0, [`info@${name}`]])
  await assert.rejects(
    aside(() => {
      cluster.stop()
      setTimeout(() => cluster.start(), 200)
    }),
  )
  assert.deepEqual(await all(), [true, 0, [`info@${name}`]])
})

test('a message that is being delivered while its domain is set aside follows the others', async () => {
  await provenForKaede()
  const file = await mailOf('kaede')
  await aside(() => {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, 'late')
  })
  assert.deepEqual([existsSync(file), await domain()], [false, null])
  assert.deepEqual(trashed().map(({ path }) => readFileSync(join(path, 'mail/info/message'), 'utf8')).toSorted(), ['late', 'mail of kaede'])
})

test('the database goes away while it is looked at: nothing is lost, and the next check goes on', async () => {
  const own = await claim('kaede')
  const held = Promise.withResolvers<void>()
  dns.gate = held.promise
  const checked = checkNow(installation, outlook, own)
  while (!dns.asked) await new Promise(resolve => setTimeout(resolve, 10))
  cluster.stop()
  putTxt(own)
  held.resolve()
  await assert.rejects(checked)
  cluster.start()
  assert.equal((await claimOf('kaede')).state, 'waiting')
  await installation.db.updateTable('claims').set({ checking_until: new Date(Date.now() - 1000) }).where('id', '=', own.id).execute()
  assert.equal((await check('kaede')).outcome, 'proven')
})

test('claimed and withdrawn again and again: each old token is known once', async () => {
  const tokens: string[] = []
  for (let times = 0; times < 12; times++) {
    tokens.push((await claim('kaede')).token)
    granted(await withdrawClaim(installation, whose('kaede'), name))
  }
  assert.deepEqual((await claim('kaede')).oldTokens, tokens)
})

/** As if a code had been sent to the domain for its owner's claim; null when too many were. */
const sendCode = async (owner: string, sentAt: Date): Promise<number | null> => {
  const code = { claimId: (await claimOf(owner)).id, recipient: `admin@${name}`, digest: '', messageId: '', sentAt, expiresAt: new Date(sentAt.getTime() + 86_400_000) }
  return insertProofCode(installation.db, whose(owner), code, { most: 3, since: new Date(sentAt.getTime() - 3_600_000) })
}

test('three letters an hour: a claim that is withdrawn and made again gets no more, and those of another owner do not count', async () => {
  const now = new Date()
  await claim('kaede')
  await claim('momiji')
  for (let times = 0; times < 3; times++) assert.ok(await sendCode('kaede', now))
  granted(await withdrawClaim(installation, whose('kaede'), name))
  await claim('kaede')
  assert.equal(await sendCode('kaede', now), null)
  assert.ok(await sendCode('momiji', now))
})

test('hand-over: who was refused shows it anew after a month: neither a code from before nor a record that was left behind begins another', async () => {
  await provenForKaede()
  putTxt(await claim('momiji'))
  assert.equal((await check('momiji')).outcome, 'hand-over')
  await useProofCode(installation.db, (await sendCode('momiji', new Date()))!, new Date())
  granted(await decideHandOver(installation, name, 'holder', outlook))
  await installation.db.updateTable('hand_overs').set({ ended_at: new Date(Date.now() - 31 * 86_400_000) }).where('name', '=', name).execute()
  await installation.db.updateTable('proof_codes').set({ sent_at: new Date(Date.now() - 32 * 86_400_000) }).where('recipient', '=', `admin@${name}`).execute()
  const seen = await check('momiji')
  assert.deepEqual([seen.outcome, stateOf(seen)['txt'], stateOf(seen)['mail']], ['waiting', 'ownership.txt-old', 'ownership.mail-not-sent'])
  putTxt(seen.claim)
  assert.equal((await check('momiji')).outcome, 'hand-over')
})

test('a mailbox that was removed from a domain does not come back into the domain of its next owner', async () => {
  await provenForKaede()
  const file = await mailOf('kaede')
  const { trash } = granted(await removeMailbox(installation, whose('kaede'), `info@${name}`))
  const { trash: rest } = granted(await removeDomain(installation, whose('kaede'), name))
  putPage(await claim('momiji'))
  assert.equal((await check('momiji')).outcome, 'proven')
  assert.equal(refused(await restoreTrash(installation, trash.id)), 'not-found')
  assert.deepEqual([existsSync(file), await mailboxesHere()], [false, []])
  granted(await removeDomain(installation, whose('momiji'), name))
  granted(await restoreTrash(installation, rest.id))
  granted(await restoreTrash(installation, trash.id))
  assert.deepEqual([existsSync(file), await mailboxesHere()], [true, [`info@${name}`]])
})

test('a TXT record or a file that holds a zero byte is a record like another', async () => {
  const own = await claim('kaede')
  dns.records.set(`${challengeName(name)} TXT`, ['todoku\u0000'])
  assert.equal(stateOf(await check('kaede'))['txt'], 'ownership.txt-wrong')
  assert.equal((await claimOf('kaede')).id, own.id)
})

test('claims that ended are forgotten after half a year, open ones never', async () => {
  const kept = async (days: number): Promise<string[]> => {
    await pruneEnded(installation, new Date(Date.now() + days * 86_400_000))
    return (await installation.db.selectFrom('claims').select('state').where('name', '=', name).orderBy('id').execute()).map(({ state }) => state)
  }
  await claim('kaede')
  granted(await withdrawClaim(installation, whose('kaede'), name))
  await claim('kaede')
  assert.deepEqual([await kept(179), await kept(181)], [['withdrawn', 'waiting'], ['waiting']])
})
