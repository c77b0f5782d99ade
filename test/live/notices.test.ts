/** Notices: what happened to a mailbox reaches its people as a letter, through a real Postfix and PostgreSQL. */
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { simpleParser } from 'mailparser'
import { pruneEnded } from '../../src/actions/prune-ended.ts'
import { type SentNotices, sendNotices } from '../../src/actions/send-notices.ts'
import { databaseAddress } from '../../src/base/database.ts'
import type { DomainNoticeKind } from '../../src/core/notices/domains.ts'
import { postfix } from '../../src/engines/postfix/engine.ts'
import { insertAttempts, type NewAttempt } from '../../src/store/attempts.ts'
import { noteNewDevices } from '../../src/store/device-notices.ts'
import { noteDevices } from '../../src/store/known-devices.ts'
import { noteDomain } from '../../src/store/notices.ts'
import { openDatabase } from '../../src/store/pool.ts'
import type { Db } from '../../src/store/schema.ts'
import { setThrottle } from '../../src/store/throttles.ts'
import { startEngine, type RunningEngine } from './engine-runner.ts'
import { type PostfixAlone, startPostfixAlone } from './postfix-alone.ts'

const seed = `
  insert into owners (name, language, contact) values ('kaede', 'ja', 'owner@kaede.example'), ('momiji', 'en', null);
  insert into domains (owner_id, server_id, name, proven_at) select id, 'sv0001', name || '.example', now() from owners;
  insert into mailboxes (domain_id, server_id, local_part) select id, 'sv0001', 'hana' from domains;
  insert into mailboxes (domain_id, server_id, local_part) select id, 'sv0001', 'owner' from domains where name = 'kaede.example';`

let host: PostfixAlone
let engine: RunningEngine
let db: Db

before(async () => {
  host = await startPostfixAlone(seed)
  engine = host.engine
  db = openDatabase(databaseAddress(host.settings.home, host.settings.config), host.settings.secrets, 'test')
})

after(async () => {
  await engine?.stop()
  await db?.destroy()
  await host?.remove()
})

const begun = Date.now()
const minutes = (count: number): Date => new Date(begun + count * 60_000)

const send = (now: Date): Promise<SentNotices> => sendNotices({ ...host.settings, db }, now)

const mailboxId = async (domain: string): Promise<number> => {
  const row = await db.selectFrom('mailboxes').innerJoin('domains', 'domains.id', 'mailboxes.domain_id').select('mailboxes.id').where('domains.name', '=', domain).where('local_part', '=', 'hana').executeTakeFirstOrThrow()
  return row.id
}

const signIn = async (domain: string, client: string, country: string, at: Date): Promise<void> =>
  noteNewDevices(db, await noteDevices(db, [{ mailboxId: await mailboxId(domain), network: '203.0.113.0/24', client, country, at }]))

const attempt = (changes: Partial<NewAttempt>): NewAttempt => ({
  ref: 'K7Q2-9F',
  at: minutes(0),
  serverId: 'sv0001',
  mailboxId: null,
  protocol: 'imap',
  port: 993,
  address: '203.0.113.7',
  country: 'JP',
  tls: null,
  sni: null,
  mechanism: 'PLAIN',
  login: 'hana@momiji.example',
  outcome: 'refused',
  cause: null,
  likely: false,
  facts: {},
  ...changes,
})

/** What arrived for somebody, once there are so many. */
const letters = async (recipient: string, count: number) => {
  const ofThem = () => host.delivered.filter(letter => letter.recipient === recipient)
  for (let tries = 0; ofThem().length < count; tries++) {
    assert.ok(tries < 300, `${ofThem().length} of ${count} letters for ${recipient}`)
    await sleep(100)
  }
  return Promise.all(ofThem().map(({ message }) => simpleParser(message)))
}

test('the first device of a mailbox is no news', async () => {
  await signIn('kaede.example', 'iPhone Mail', 'JP', minutes(-60))
  await signIn('momiji.example', 'iPhone Mail', 'JP', minutes(-60))
  assert.deepEqual(await send(minutes(0)), { letters: 0, refused: [] })
})

test('a new device: one letter to the mailbox and one to the contact of its owner, in the language of the owner, written by a program', async () => {
  await signIn('kaede.example', 'Thunderbird', 'JP', minutes(0))
  assert.deepEqual(await send(minutes(1)), { letters: 2, refused: [] })
  assert.deepEqual(await send(minutes(2)), { letters: 0, refused: [] })
  for (const reader of ['hana@kaede.example', 'owner@kaede.example']) {
    const [letter] = await letters(reader, 1)
    assert.equal(letter?.subject, 'サインインについてのお知らせ（1件）: hana@kaede.example')
    assert.match(letter?.text ?? '', /■ 新しい端末からサインインがありました\n.*hana@kaede\.example\n場所: 日本、回線: 203\.0\.113\.0\/24、端末: Thunderbird/)
    assert.equal(letter?.headers.get('auto-submitted'), 'auto-generated')
    assert.equal(letter?.from?.value[0]?.address, 'postmaster@sv0001.example.jp')
  }
})

test('what comes within the hour waits, and is told together', async () => {
  await signIn('kaede.example', 'Outlook', 'JP', minutes(5))
  await signIn('kaede.example', 'K-9 Mail', 'TH', minutes(10))
  assert.deepEqual(await send(minutes(30)), { letters: 0, refused: [] })
  assert.deepEqual(await send(minutes(61)), { letters: 2, refused: [] })
  const second = (await letters('hana@kaede.example', 2))[1]
  assert.equal(second?.subject, 'サインインについてのお知らせ（2件）: hana@kaede.example')
  assert.match(second?.text ?? '', /■ 初めての国から[^■]*場所: タイ[^■]*■ 新しい端末/)
})

test('an old password five times a day, a password in the clear, a throttle: one letter, nothing twice', async () => {
  const stale = { cause: 'credential.stale-password', client: 'Old phone', facts: { mailbox: 'hana@momiji.example', changedAt: '2026-11-01T00:00:00.000Z' } }
  await insertAttempts(db, [attempt({ ...stale, fold: 'a', count: 4 }), attempt({ cause: 'transport.tls-required', facts: { port: 143, exposed: false }, protocol: 'imap', port: 143, ref: 'AAAA-AA' })])
  assert.deepEqual(await send(minutes(70)), { letters: 0, refused: [] })
  await insertAttempts(db, [
    attempt({ ...stale, fold: 'b', ref: 'BBBB-BB', at: minutes(1) }),
    attempt({ cause: 'transport.tls-required', facts: { port: 587, exposed: true }, protocol: 'smtp', port: 587, ref: 'CCCC-CC', at: minutes(2) }),
    attempt({ cause: 'network.throttled', ref: 'DDDD-DD', at: minutes(3) }),
  ])
  const throttle = { login: 'hana@momiji.example', network: '203.0.113.0/24', distinctSecrets: 12, why: 'guessing', since: minutes(3), until: minutes(90) } as const
  await setThrottle(db, throttle)
  assert.deepEqual(await send(minutes(71)), { letters: 1, refused: [] })
  const [letter] = await letters('hana@momiji.example', 1)
  assert.equal(letter?.subject, 'About sign-ins (3): hana@momiji.example')
  assert.match(letter?.text ?? '', /■ A password was sent[^■]*■ Sign-in is held up[^■]*todoku pass me DDDD-DD[^■]*■ A device keeps[^■]*\(5 times\)[^■]*device: Old phone[^■]*todoku explain BBBB-BB/)
  await insertAttempts(db, [attempt({ ...stale, fold: 'c', count: 9, at: minutes(80) })])
  await setThrottle(db, { ...throttle, until: minutes(300) })
  assert.deepEqual(await send(minutes(140)), { letters: 0, refused: [] })
})

test('Postfix away: nothing is lost, nothing comes twice', async () => {
  await signIn('momiji.example', 'Apple Mail', 'JP', minutes(150))
  await engine.stop()
  await assert.rejects(send(minutes(200)), { code: 'ECONNREFUSED' })
  engine = await startEngine(postfix(host.settings), host.settings)
  assert.deepEqual(await send(minutes(201)), { letters: 1, refused: [] })
  assert.deepEqual(await send(minutes(300)), { letters: 0, refused: [] })
  assert.match((await letters('hana@momiji.example', 2))[1]?.text ?? '', /device: Apple Mail/)
})

test('an address that takes no mail is said once, and does not hold up the others', async () => {
  await db.updateTable('owners').set({ contact: 'gone@kaede.example' }).where('name', '=', 'kaede').execute()
  await signIn('kaede.example', 'Mutt', 'JP', minutes(400))
  const { letters: sent, refused } = await send(minutes(500))
  assert.equal(sent, 1)
  assert.deepEqual(refused.map(({ recipient, reply }) => [recipient, reply.slice(0, 9)]), [['gone@kaede.example', '550 5.1.1']])
  assert.deepEqual(await send(minutes(600)), { letters: 0, refused: [] })
})

test('what became of a domain is told to its owner\'s contact, all of it in one letter and at once; who has no contact is not waited for', async () => {
  await db.updateTable('owners').set({ contact: 'owner@kaede.example' }).where('name', '=', 'kaede').execute()
  const [kaede, momiji] = await Promise.all(['kaede', 'momiji'].map(async name => (await db.selectFrom('owners').select('id').where('name', '=', name).executeTakeFirstOrThrow()).id))
  const note = (ownerId: number, kind: DomainNoticeKind, facts: object) => noteDomain(db, { ownerId, kind, facts: { domain: 'xn--czrs0t.jp', ...facts }, serverId: 'sv0001' }, minutes(510))
  await note(kaede!, 'hand-over-started', { side: 'from', proof: 'web', until: minutes(900).toISOString() })
  await note(kaede!, 'proof-lost', { proof: 'txt', findings: [{ id: 'dns.mx-elsewhere', facts: { domain: 'xn--czrs0t.jp', mx: ['mx.old.example'] } }, { id: 'of.another-release', facts: {} }] })
  await note(momiji!, 'claim-proven', { proof: 'txt' })
  const before = (await letters('owner@kaede.example', 0)).length
  assert.deepEqual(await send(minutes(511)), { letters: 1, refused: [] })
  assert.deepEqual(await send(minutes(512)), { letters: 0, refused: [] })
  const letter = (await letters('owner@kaede.example', before + 1)).at(-1)
  assert.match(letter?.subject ?? '', /^ドメインについてのお知らせ（2件）: 商店\.jp$/)
  assert.match(letter?.text ?? '', /■ 別の利用者が、このドメインの所有権を確認しました[^■]*hand-over 商店\.jp --object[^■]*■ ドメインの所有権を確認できなくなっています[^■]*・メールの届け先（MX）が別のサーバーです/)
})

test('notices of another server are its own to send; old ones are forgotten', async () => {
  await db.insertInto('servers').values({ id: 'sv0002', host_name: 'sv0002.example.jp' }).execute()
  await db.updateTable('mailboxes').set({ server_id: 'sv0002' }).where('id', '=', await mailboxId('momiji.example')).execute()
  await signIn('momiji.example', 'Evolution', 'JP', minutes(700))
  assert.deepEqual(await send(minutes(800)), { letters: 0, refused: [] })
  const count = async (): Promise<number> => (await db.selectFrom('notices').select('id').execute()).length
  assert.ok((await count()) > 0)
  await pruneEnded({ ...host.settings, db }, minutes(31 * 24 * 60 + 800))
  assert.equal(await count(), 0)
})
