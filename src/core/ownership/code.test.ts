import assert from 'node:assert/strict'
import { test } from 'node:test'
import { codeDigits, type CodeDelivery, followDelivery, isCodeLocalPart, isLive, mailProof, nextSend, refuseCode, type SentCode, whereItIs, whyWaiting } from './code.ts'

const now = new Date('2026-11-24T10:00:00Z')
const minutesAgo = (minutes: number): Date => new Date(now.getTime() - minutes * 60_000)
const domain = 'kaede.example'

const sent = (changes: Partial<SentCode> = {}): SentCode => ({
  recipient: 'admin@kaede.example',
  sentAt: minutesAgo(5),
  expiresAt: new Date(minutesAgo(5).getTime() + 86_400_000),
  tries: 0,
  usedAt: null,
  delivery: null,
  ...changes,
})

const delivery = (changes: Partial<CodeDelivery>): CodeDelivery => ({ state: 'delivered', host: 'mx.old.example', address: '192.0.2.7', reply: '250 2.0.0 Ok', at: minutesAgo(4).toISOString(), ...changes })

test('a code goes only to five names of a domain', () => {
  for (const name of ['admin', 'administrator', 'webmaster', 'hostmaster', 'postmaster']) assert.equal(isCodeLocalPart(name), true)
  for (const name of ['info', 'Admin', 'admin@', '', 'abuse']) assert.equal(isCodeLocalPart(name), false, name)
})

test('three letters an hour: the fourth may go an hour after the first of the last three', () => {
  const table: readonly (readonly [minutes: readonly number[], next: number | null])[] = [
    [[], null],
    [[1, 2], null],
    [[50, 30, 10], 50],
    [[10, 50, 30], 50],
    [[59, 50, 30, 10], 50],
    [[60, 30, 10], null],
    [[90, 80, 30, 10], null],
  ]
  for (const [minutes, next] of table) assert.deepEqual(nextSend(minutes.map(minutesAgo), now), next === null ? null : new Date(minutesAgo(next).getTime() + 3_600_000), String(minutes))
})

test('however eight digits are typed', () => {
  for (const text of ['12345678', ' 1234 5678 ', '1234-5678', '１２３４　５６７８', '1234‐5678']) assert.equal(codeDigits(text), '12345678', text)
  for (const text of ['', '1234567', '123456789', '1234567a', 'todoku']) assert.equal(codeDigits(text), null, text)
})

test('a code lives for a day, for ten tries, for one use', () => {
  const table: readonly (readonly [Partial<SentCode>, boolean])[] = [
    [{}, true],
    [{ tries: 9 }, true],
    [{ tries: 10 }, false],
    [{ usedAt: now }, false],
    [{ expiresAt: now }, false],
    [{ expiresAt: new Date(now.getTime() + 1) }, true],
  ]
  for (const [changes, wanted] of table) assert.equal(isLive(sent(changes), now), wanted, JSON.stringify(changes))
})

test('a code that does not fit', () => {
  const table: readonly (readonly [readonly SentCode[], unknown])[] = [
    [[], { id: 'ownership.mail-not-sent', facts: { domain } }],
    [[sent({ tries: 1 })], { id: 'ownership.code-wrong', facts: { triesLeft: 9 } }],
    [[sent({ tries: 3 }), sent({ tries: 8 })], { id: 'ownership.code-wrong', facts: { triesLeft: 7 } }],
    [[sent({ tries: 10 })], { id: 'ownership.code-spent', facts: {} }],
    [[sent({ usedAt: minutesAgo(1) })], { id: 'ownership.code-spent', facts: {} }],
    [[sent({ expiresAt: now })], { id: 'ownership.code-expired', facts: { sentAt: minutesAgo(5).toISOString() } }],
    // The one that counts is the newest.
    [[sent({ sentAt: minutesAgo(3000), expiresAt: minutesAgo(1500) }), sent({ tries: 10 })], { id: 'ownership.code-spent', facts: {} }],
    [[sent({ tries: 10, sentAt: minutesAgo(4000) }), sent({ expiresAt: now })], { id: 'ownership.code-expired', facts: { sentAt: minutesAgo(5).toISOString() } }],
  ]
  for (const [codes, wanted] of table) assert.deepEqual(refuseCode(codes, domain, now), wanted)
})

test('why a letter waits', () => {
  const table: readonly (readonly [string | null, string])[] = [
    ['host mx.old.example[192.0.2.7] said: 450 4.2.0 <admin@kaede.example>: Recipient address rejected: Greylisted (in reply to RCPT TO command)', 'greylisted'],
    ['host mx[192.0.2.7] said: 451 4.7.1 Please try again later', 'greylisted'],
    ['connect to mx.old.example[192.0.2.7]:25: Connection refused', 'connection-refused'],
    ['connect to mx.old.example[192.0.2.7]:25: Connection timed out', 'timeout'],
    ['conversation with mx.old.example[192.0.2.7] timed out while receiving the initial server greeting', 'timeout'],
    ['connect to mx.old.example[2001:db8::7]:25: Network is unreachable', 'unreachable'],
    ['lost connection with mx.old.example[192.0.2.7] while receiving the initial server greeting', 'cut'],
    ['Host or domain name not found. Name service error for name=mx.old.example type=A: Host not found, try again', 'name-not-found'],
    ['host mx.old.example[192.0.2.7] said: 452 4.2.2 Mailbox full', 'mailbox-full'],
    ['TLS is required, but was not offered by host mx.old.example[192.0.2.7]', 'tls'],
    ['host mx.old.example[192.0.2.7] said: 421 4.3.2 closed on Sundays', 'host mx.old.example[192.0.2.7] said: 421 4.3.2 closed on Sundays'],
    [null, 'unknown'],
  ]
  for (const [reply, wanted] of table) assert.equal(whyWaiting(reply), wanted, String(reply))
})

test('where a letter is', () => {
  const recipient = 'admin@kaede.example'
  const table: readonly (readonly [CodeDelivery | null, unknown])[] = [
    [null, { id: 'ownership.mail-queued', facts: { recipient } }],
    [delivery({ state: 'queued', host: null }), { id: 'ownership.mail-queued', facts: { recipient } }],
    [delivery({}), { id: 'ownership.mail-delivered', facts: { recipient, mx: 'mx.old.example', at: minutesAgo(4).toISOString() } }],
    [delivery({ state: 'waiting', host: null, reply: 'x: Connection refused' }), { id: 'ownership.mail-waiting', facts: { recipient, mx: '192.0.2.7', why: 'connection-refused', since: minutesAgo(5).toISOString() } }],
    [delivery({ state: 'bounced', reply: '550 5.1.1 no' }), { id: 'ownership.mail-bounced', facts: { recipient, mx: 'mx.old.example', reply: '550 5.1.1 no' } }],
    [delivery({ state: 'expired', host: null, address: null, reply: null }), { id: 'ownership.mail-bounced', facts: { recipient, mx: 'kaede.example', reply: '' } }],
  ]
  for (const [where, wanted] of table) assert.deepEqual(whereItIs(sent({ delivery: where })), wanted)
})

test('what the codes of a claim prove', () => {
  assert.deepEqual(mailProof([], domain, now), { proof: 'mail', state: 'waiting', finding: { id: 'ownership.mail-not-sent', facts: { domain } } })
  assert.deepEqual(mailProof([sent({ usedAt: now, expiresAt: minutesAgo(1) }), sent()], domain, now), { proof: 'mail', state: 'proven' })
  assert.deepEqual(mailProof([sent({ tries: 10 })], domain, now), { proof: 'mail', state: 'waiting', finding: { id: 'ownership.code-spent', facts: {} } })
  const older = sent({ sentAt: minutesAgo(30), delivery: delivery({}) })
  // The newest that can be entered says where to look.
  assert.deepEqual(mailProof([older, sent()], domain, now), { proof: 'mail', state: 'waiting', finding: { id: 'ownership.mail-queued', facts: { recipient: 'admin@kaede.example' } } })
  assert.equal(mailProof([older, sent({ tries: 10 })], domain, now).state, 'waiting')
})

test('a letter is followed until it has come to an end', () => {
  const waiting = delivery({ state: 'waiting', reply: '450 4.2.0 later' })
  const expired = delivery({ state: 'expired', host: null, address: null, reply: null })
  assert.equal(followDelivery(null, waiting), waiting)
  assert.equal(followDelivery(delivery({ state: 'queued' }), waiting), waiting)
  assert.deepEqual(followDelivery(waiting, expired), { ...expired, host: 'mx.old.example', address: '192.0.2.7', reply: '450 4.2.0 later' })
  assert.deepEqual(followDelivery(waiting, { ...expired, reply: 'given up' }), { ...expired, host: 'mx.old.example', address: '192.0.2.7', reply: 'given up' })
  for (const state of ['delivered', 'bounced', 'expired'] as const) {
    const over = delivery({ state })
    assert.equal(followDelivery(over, waiting), over)
  }
})
