/** What the edge decides about sign-ins and what it keeps of them, with two workers and a real PostgreSQL. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { appPasswordDigest } from '../../src/base/app-password.ts'
import { hashPassword } from '../../src/base/password-hash.ts'
import { insertAlias } from '../../src/store/aliases.ts'
import { deleteAppPassword, insertAppPassword, listAppPasswords } from '../../src/store/app-passwords.ts'
import { listAttempts } from '../../src/store/attempts.ts'
import { insertBlock } from '../../src/store/blocks.ts'
import { setCountryRule } from '../../src/store/country-rules.ts'
import { setCredential } from '../../src/store/credentials.ts'
import { findDomain } from '../../src/store/domains.ts'
import { listDevices } from '../../src/store/known-devices.ts'
import { updateMailbox } from '../../src/store/mailboxes.ts'
import { insertPass } from '../../src/store/passes.ts'
import { deleteThrottles, listThrottles } from '../../src/store/throttles.ts'
import { operator } from '../../src/store/whose.ts'
import { type EdgeProcess, startEdgeProcess } from './edge-process.ts'

let edge: EdgeProcess
let domainId: number
before(async () => {
  edge = await startEdgeProcess()
  domainId = (await findDomain(edge.db, operator, 'kaede.example'))!.id
})
after(() => edge.remove())

const right = (localPart: string) => ({ login: `${localPart}@kaede.example`, password: `${localPart}-no-himitsu-1` })
/** No engine is behind: whoever is accepted is told so. */
const isAccepted = (reply: string): boolean => /\[UNAVAILABLE\]|^454 4\.7\.0/.test(reply)

/** What is written after the reply is there before long. */
const eventually = async <T>(read: () => Promise<T>, isThere: (found: T) => boolean): Promise<T> => {
  for (let tries = 0; tries < 100; tries++, await sleep(100)) {
    const found = await read()
    if (isThere(found)) return found
  }
  return read()
}

/** A change is in every worker within two seconds; tries until it is. */
const within2s = async (wanted: () => Promise<boolean>): Promise<boolean> => {
  for (const deadline = Date.now() + 2000; Date.now() < deadline; await sleep(100)) if (await wanted()) return true
  return false
}

const causes: readonly (readonly [what: string, login: string, password: string, cause: string, facts?: object])[] = [
  ['a wrong password', 'hana@kaede.example', 'wrong', 'credential.mismatch'],
  ['a blank at the end', 'hana@kaede.example', 'hana-no-himitsu-1 ', 'credential.surrounding-space', { where: 'trailing', character: 'space' }],
  ['Caps Lock', 'hana@kaede.example', 'HANA-NO-HIMITSU-1', 'credential.caps-lock'],
  ['full-width letters', 'hana@kaede.example', 'ｈａｎａ－ｎｏ－ｈｉｍｉｔｓｕ－１', 'credential.full-width'],
  ['the panel\'s code behind the password', 'hana@kaede.example', 'hana-no-himitsu-1123456', 'credential.totp-appended'],
  ['a letter wrong in the name', 'hanna@kaede.example', 'x', 'identity.similar-mailbox', { near: 'hana@kaede.example' }],
  ['a host name in place of the domain', 'hana@www.kaede.example', 'x', 'identity.domain-typo', { near: 'kaede.example' }],
  ['a letter wrong in the domain', 'hana@kaede.exmaple', 'x', 'identity.domain-typo', { near: 'kaede.example' }],
  ['a domain of somebody else', 'hana@sakura.test', 'x', 'identity.domain-not-here', { domain: 'sakura.test' }],
  ['an alias', 'shop@kaede.example', 'x', 'identity.alias-as-login', { mailbox: 'hana@kaede.example' }],
  ['the panel\'s name', 'kaede', 'x', 'identity.owner-name-as-login'],
  ['no domain, and no such name', 'saburo', 'x', 'identity.no-domain'],
]

test('each refusal keeps what was meant, and the wire tells it from a wrong password by nothing', async () => {
  await insertAlias(edge.db, operator, domainId, { localPart: 'shop', target: 'hana@kaede.example' })
  const texts = new Set<string>()
  for (const [i, [what, login, password, cause, facts]] of causes.entries()) {
    const reply = await edge.signIn({ login, password, from: `192.0.2.${10 + i}` })
    const attempt = await edge.opened(reply)
    assert.equal(attempt.cause, cause, what)
    for (const [key, value] of Object.entries(facts ?? {})) assert.equal(attempt.facts[key], value, what)
    if (login.includes('@')) texts.add(reply.replace(/ref \S+/, 'ref'))
  }
  assert.equal(texts.size, 1, [...texts].join('\n'))
})

test('the password before this one is known, and told with when it was changed', async () => {
  await edge.signIn(right('jiro'))
  await setCredential(edge.db, operator, edge.mailboxes['jiro']!, await hashPassword('a new one of jiro'))
  assert.ok(await within2s(async () => !isAccepted(await edge.signIn(right('jiro')))))
  const { cause, facts } = await edge.attempt(right('jiro'))
  assert.equal(cause, 'credential.stale-password')
  assert.ok(Math.abs(Date.parse(String(facts['changedAt'])) - Date.now()) < 60_000)
  assert.ok(isAccepted(await edge.signIn({ ...right('jiro'), password: 'a new one of jiro' })))
})

test('names without domain are completed when they are unambiguous, and other spellings are understood', async () => {
  for (const login of ['taro', 'TARO＠kaede.example', ' taro@kaede.example', 'mailto:taro@kaede.example']) assert.ok(isAccepted(await edge.signIn({ ...right('taro'), login })), login)
  const mailbox = { localPart: 'taro', domain: 'kaede.example' }
  const read = async () => (await listAttempts(edge.db, operator, { limit: 20, mailbox })).items.filter(({ outcome }) => outcome === 'accepted')
  const accepted = await eventually(read, found => found.length > 0)
  assert.ok(accepted.length > 0)
  for (const { facts } of accepted) assert.match(String(facts['notes']), /login-(completed|normalised)/)
})

test('app passwords: their scope, their end, when they were last used, and that they can be required', async () => {
  const digestOf = appPasswordDigest(edge.cluster.secrets.master)
  const secret = (n: number): string => `abcd-efgh-jkmn-pqrs-tuv${n}`
  const add = (n: number, change: object = {}) => insertAppPassword(edge.db, operator, edge.mailboxes['info']!, { name: `app ${n}`, digest: digestOf(secret(n)), scopes: ['imap'], expiresAt: null, ...change })
  await add(2)
  await add(3, { scopes: ['smtp'] })
  await add(4, { expiresAt: new Date(Date.now() - 1000) })
  const login = 'info@kaede.example'
  assert.ok(await within2s(async () => isAccepted(await edge.signIn({ login, password: secret(2).toUpperCase().replaceAll('-', ' ') }))))
  assert.equal((await edge.attempt({ login, password: secret(3) })).cause, 'credential.app-password-scope')
  assert.equal((await edge.attempt({ login, password: secret(4) })).cause, 'credential.app-password-expired')
  await updateMailbox(edge.db, operator, edge.mailboxes['info']!, { appPasswordRequired: true })
  assert.ok(await within2s(async () => !isAccepted(await edge.signIn(right('info')))))
  const reply = await edge.signIn({ ...right('info'), protocol: 'smtp' })
  assert.match(reply, /^534 5\.7\.9/)
  assert.equal((await edge.opened(reply)).cause, 'credential.app-password-required')
  assert.ok(isAccepted(await edge.signIn({ login, password: secret(2) })))
  const used = (await listAppPasswords(edge.db, operator, edge.mailboxes['info']!)).find(({ name }) => name === 'app 2')
  assert.ok(used!.lastUsedAt)
  await deleteAppPassword(edge.db, operator, edge.mailboxes['info']!, 'app 2')
  assert.ok(await within2s(async () => !isAccepted(await edge.signIn({ login, password: secret(2) }))))
})

test('country: sending from abroad is refused before the password, until a pass or the rule lets it through', async () => {
  const abroad = { from: '198.51.100.7', protocol: 'smtp' } as const
  const wrong = await edge.signIn({ login: 'taro@kaede.example', password: 'wrong', ...abroad })
  const nobody = await edge.signIn({ login: 'nobody@kaede.example', password: 'wrong', ...abroad })
  const reply = await edge.signIn({ ...right('taro'), ...abroad })
  assert.deepEqual(new Set([wrong, nobody, reply].map(text => text.replace(/ref \S+/, ''))).size, 1)
  const { cause, country, facts } = await edge.opened(reply)
  assert.deepEqual([cause, country, facts['country'], facts['protocol']], ['network.country-blocked', 'BR', 'BR', 'smtp'])
  assert.ok(isAccepted(await edge.signIn({ ...right('taro'), from: '198.51.100.7' })), 'IMAP has no rule')
  await insertPass(edge.db, operator, { domainId, mailboxId: edge.mailboxes['taro']! }, { kind: 'country', value: 'BR', until: new Date(Date.now() + 60_000) })
  assert.ok(await within2s(async () => isAccepted(await edge.signIn({ ...right('taro'), ...abroad }))))
  assert.equal((await edge.attempt({ ...right('hana'), ...abroad })).cause, 'network.country-blocked')
  await setCountryRule(edge.db, operator, { domainId, mailboxId: null }, { smtp: false })
  assert.ok(await within2s(async () => isAccepted(await edge.signIn({ ...right('hana'), ...abroad }))))
})

test('a network that the owner blocked is refused like any other, and named to the owner', async () => {
  await insertBlock(edge.db, operator, { domainId, mailboxId: null }, '192.0.2.128/25')
  assert.ok(await within2s(async () => !isAccepted(await edge.signIn({ ...right('hana'), from: '192.0.2.200' }))))
  assert.equal((await edge.attempt({ ...right('hana'), from: '192.0.2.200' })).cause, 'network.network-blocked')
})

test('throttle: ten different wrong passwords over two workers; innocents pass; lifted within two seconds', { timeout: 60_000 }, async () => {
  const login = 'hana@kaede.example'
  await edge.signIn({ ...right('hana'), from: '203.0.113.200' })
  const guesser = { login, from: '198.51.100.66' }
  await Promise.all(Array.from({ length: 30 }, () => edge.signIn({ ...guesser, password: 'the same old one' })))
  assert.ok(isAccepted(await edge.signIn({ ...guesser, password: right('hana').password })), 'one wrong password, sent thirty times, holds nobody')

  for (const localPart of ['taro', 'nobody']) {
    const tried = { ...right(localPart), from: '192.0.2.66' }
    await Promise.all(Array.from({ length: 10 }, (_, i) => edge.signIn({ ...tried, password: `guess ${i}` })))
    await sleep(300)
    const replies = await Promise.all(Array.from({ length: 12 }, () => edge.signIn(tried)))
    for (const reply of replies) assert.match(reply, /^a NO \[LIMIT\]/)
    const { cause, facts } = await edge.opened(replies[0]!)
    assert.deepEqual([cause, facts['login'], facts['network'], facts['distinctSecrets'], facts['why']], ['network.throttled', tried.login, '192.0.2.0/24', 10, 'guessing'])
  }
  assert.ok(isAccepted(await edge.signIn({ ...right('taro'), from: '203.0.113.9' })), 'another network is not held')
  assert.ok(isAccepted(await edge.signIn({ ...right('hana'), from: '192.0.2.66' })), 'another name is not held')

  const { items } = await listThrottles(edge.db, operator, new Date(), { limit: 10 })
  assert.deepEqual(items.map(({ login: held, network, mailbox, why }) => [held, network, mailbox, why]), [
    ['taro@kaede.example', '192.0.2.0/24', 'taro@kaede.example', 'guessing'],
    ['nobody@kaede.example', '192.0.2.0/24', null, 'guessing'],
  ])
  await deleteThrottles(edge.db, operator, { login: 'taro@kaede.example' })
  assert.ok(await within2s(async () => (await Promise.all(Array.from({ length: 8 }, () => edge.signIn({ ...right('taro'), from: '192.0.2.66' })))).every(isAccepted)))
})

test('throttle: somebody else\'s guesses do not hold a device that signed in from the same network before', async () => {
  await edge.signIn({ ...right('hana'), from: '203.0.113.50' })
  await Promise.all(Array.from({ length: 14 }, (_, i) => edge.signIn({ login: 'hana@kaede.example', from: '203.0.113.51', password: `guess ${i}` })))
  await sleep(300)
  assert.equal((await listThrottles(edge.db, operator, new Date(), { limit: 10, login: 'hana@kaede.example' })).items.length, 1)
  for (const reply of await Promise.all(Array.from({ length: 8 }, () => edge.signIn({ ...right('hana'), from: '203.0.113.50' })))) assert.ok(isAccepted(reply), reply)
})

test('devices are known by their network and name, and one from a new country is news', async () => {
  await edge.signIn({ ...right('taro'), from: '203.0.113.9', protocol: 'smtp' })
  const isWanted = ({ network, client, country }: { network: string; client: string; country: string | null }): boolean =>
    network === '203.0.113.0/24' && client === 'laptop.local' && country === 'JP'
  const devices = await eventually(() => listDevices(edge.db, operator, edge.mailboxes['taro']!), found => found.some(isWanted))
  assert.ok(devices.some(isWanted), JSON.stringify(devices))
  const news = await edge.db.selectFrom('notices').select(['kind', 'facts', 'mailbox_id as mailboxId']).where('kind', '=', 'new-country').execute()
  assert.ok(news.some(({ mailboxId, facts }) => mailboxId === edge.mailboxes['taro'] && facts['country'] === 'BR'), JSON.stringify(news))
})

test('PostgreSQL away: a known device signs in, others are told that it is our fault, nobody is counted, and all is there afterwards', { timeout: 90_000 }, async () => {
  await Promise.all(Array.from({ length: 8 }, () => edge.signIn(right('hana'))))
  edge.cluster.stop()
  const known = await Promise.all(Array.from({ length: 8 }, () => edge.signIn(right('hana'))))
  const replies = await Promise.all(Array.from({ length: 12 }, (_, i) => edge.signIn({ login: `new${i}@kaede.example`, password: `guess ${i}` })))
  const wrong = await Promise.all(Array.from({ length: 12 }, (_, i) => edge.signIn({ login: 'hana@kaede.example', password: `guess ${i}`, from: '192.0.2.77' })))
  const named = await edge.signIn({ login: 'someone', password: 'x' })
  edge.cluster.start()
  for (const reply of known) assert.ok(isAccepted(reply))
  for (const reply of [...replies, ...wrong, named]) {
    assert.match(reply, /^a NO \[UNAVAILABLE\]/)
    assert.equal((await edge.opened(reply)).cause, 'ours.store-away')
  }
  assert.ok(isAccepted(await edge.signIn({ ...right('hana'), from: '192.0.2.77' })))
})

test('no secret is in the store or the log', async () => {
  const { rows } = await sql<{ all: string }>`select string_agg(a::text, ' ') as all from attempts a`.execute(edge.db)
  for (const secret of ['himitsu', 'guess 1', 'the same old one', 'abcd-efgh']) {
    assert.doesNotMatch(rows[0]!.all, new RegExp(secret, 'i'))
    assert.doesNotMatch(edge.log(), new RegExp(secret, 'i'))
  }
})
