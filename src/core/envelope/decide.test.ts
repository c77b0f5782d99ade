import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decideEnvelope, type EnvelopeFacts, mayNameNear } from './decide.ts'
import type { EnvelopeRefusal } from './refusal.ts'

const hana = { mailboxId: 1, address: 'hana@kaede.example' }
const taro = { mailboxId: 2, address: 'taro@kaede.example' }

const refusal = (changes: Partial<EnvelopeRefusal>): EnvelopeRefusal => ({
  kind: 'relay',
  at: new Date('2026-11-24T10:00:00Z'),
  service: 'strangers',
  client: '203.0.113.7',
  clientName: null,
  helo: 'laptop',
  sender: 'a@elsewhere.example',
  recipient: 'b@another.example',
  login: null,
  reply: '',
  ...changes,
})

const facts = (changes: Partial<EnvelopeFacts> = {}): EnvelopeFacts => ({
  seen: [],
  senderIsHosted: false,
  recipientIsHosted: false,
  recipientMailboxId: null,
  near: null,
  port: 25,
  limitMegabytes: 50,
  ...changes,
})

/** What is compared: the cause, whether likely, whose. */
const decided = (given: Partial<EnvelopeRefusal>, known: Partial<EnvelopeFacts> = {}) => {
  const decision = decideEnvelope(refusal(given), facts(known))
  return decision && [decision.finding.id, decision.likely ? 'likely' : 'sure', decision.mailboxId, decision.mailboxLikely, decision.login, decision.about]
}

test('strangers: only what concerns our people', () => {
  const table: readonly (readonly [Partial<EnvelopeRefusal>, Partial<EnvelopeFacts>, unknown])[] = [
    // A mail app of ours on the wrong port.
    [{ sender: 'Hana@kaede.example' }, { seen: [taro, hana], senderIsHosted: true }, ['envelope.relay-without-sign-in', 'sure', 1, false, null, 'Hana@kaede.example']],
    [{ sender: 'hana@kaede.example' }, { seen: [taro], senderIsHosted: true }, ['envelope.relay-without-sign-in', 'sure', 2, true, null, 'hana@kaede.example']],
    [{ sender: 'hana@gmail.example' }, { seen: [hana] }, ['envelope.relay-without-sign-in', 'likely', 1, true, null, null]],
    [{ sender: 'hana@gmail.example' }, { seen: [hana, taro] }, ['envelope.relay-without-sign-in', 'likely', null, false, null, null]],
    [{ sender: 'hana@kaede.example' }, { senderIsHosted: true }, ['envelope.relay-without-sign-in', 'sure', null, false, null, 'hana@kaede.example']],
    // Another server, which was told that the domain is here.
    [{}, {}, ['envelope.domain-not-here', 'likely', null, false, null, null]],
    [{ sender: null }, { recipientIsHosted: true }, ['envelope.domain-not-here', 'likely', null, false, null, 'b@another.example']],
    [{ recipient: 'b@[192.0.2.1]' }, {}, null],
    [{ recipient: null }, {}, null],
    // Mail for us.
    [{ kind: 'recipient-unknown', recipient: 'hanna@kaede.example' }, { near: hana.address }, ['envelope.recipient-unknown', 'sure', null, false, null, 'hanna@kaede.example']],
    [{ kind: 'mailbox-full', recipient: hana.address }, { recipientMailboxId: 1 }, ['envelope.mailbox-full', 'sure', 1, false, null, hana.address]],
    [{ kind: 'domain-moving-in', recipient: 'hana@moving.example' }, { recipientIsHosted: true }, ['envelope.domain-moving-in', 'sure', null, false, null, 'hana@moving.example']],
    // Everything else is between strangers and their own servers.
    [{ kind: 'message-too-big' }, {}, null],
    [{ kind: 'bad-helo' }, {}, null],
    [{ kind: 'bad-helo', recipient: hana.address }, { recipientIsHosted: true }, ['envelope.bad-helo', 'sure', null, false, null, hana.address]],
    [{ kind: 'bad-helo', helo: null }, { seen: [hana] }, ['envelope.bad-helo', 'likely', 1, true, null, null]],
    [{ kind: 'unicode-address' }, { seen: [hana, taro] }, ['envelope.unicode-address', 'likely', null, false, null, null]],
  ]
  for (const [given, known, wanted] of table) assert.deepEqual(decided(given, known), wanted, JSON.stringify([given, known]))
})

test('behind a sign-in: always somebody of ours', () => {
  const table: readonly (readonly [Partial<EnvelopeRefusal>, Partial<EnvelopeFacts>, unknown])[] = [
    [{ kind: 'sender-not-owned', login: hana.address }, { seen: [hana, taro] }, ['envelope.sender-not-owned', 'sure', 1, false, hana.address, null]],
    [{ kind: 'sender-not-owned', login: hana.address }, { seen: [taro] }, ['envelope.sender-not-owned', 'sure', null, false, hana.address, null]],
    [{ kind: 'sender-not-owned', sender: null }, {}, ['envelope.sender-not-owned', 'sure', null, false, null, null]],
    [{ kind: 'recipient-unknown', sender: taro.address }, { seen: [hana, taro] }, ['envelope.recipient-unknown', 'sure', 2, false, taro.address, null]],
    [{ kind: 'message-too-big', sender: 'info@kaede.example' }, { seen: [hana] }, ['envelope.message-too-big', 'sure', 1, true, null, null]],
    [{ kind: 'mailbox-full', recipient: taro.address }, { recipientMailboxId: 2 }, ['envelope.mailbox-full', 'sure', 2, false, null, taro.address]],
  ]
  for (const [given, known, wanted] of table) assert.deepEqual(decided({ service: 'submission', ...given }, known), wanted, JSON.stringify([given, known]))
})

test('the finding says what was refused', () => {
  const of = (given: Partial<EnvelopeRefusal>, known: Partial<EnvelopeFacts> = {}) => decideEnvelope(refusal({ service: 'submission', ...given }), facts(known))?.finding.facts
  assert.deepEqual(of({ kind: 'sender-not-owned', sender: 'x@y.example', login: 'hana@kaede.example' }), { sender: 'x@y.example', login: 'hana@kaede.example' })
  assert.deepEqual(of({ kind: 'relay', sender: null }), { sender: '', recipient: 'b@another.example', port: 25 })
  assert.deepEqual(of({ kind: 'recipient-unknown', recipient: null }, { near: 'hana@kaede.example' }), { recipient: '', near: 'hana@kaede.example' })
  assert.deepEqual(of({ kind: 'message-too-big' }), { limitMegabytes: 50 })
  assert.deepEqual(of({ kind: 'unicode-address', recipient: 'はな@x.example' }), { address: 'はな@x.example' })
  assert.deepEqual(of({ kind: 'unicode-address', recipient: null, sender: 'はな@y.example' }), { address: 'はな@y.example' })
  assert.deepEqual(of({ kind: 'domain-moving-in', recipient: 'Hana@Moving.example' }), { recipient: 'Hana@Moving.example', domain: 'moving.example' })
  assert.deepEqual(of({ kind: 'domain-moving-in', recipient: null }), { recipient: '', domain: '' })
  assert.deepEqual(of({ kind: 'bad-helo', helo: 'my_printer' }), { helo: 'my_printer' })
})

test('noise is what strangers cause by a name', () => {
  const isNoise = (given: Partial<EnvelopeRefusal>): boolean | undefined => decideEnvelope(refusal(given), facts({ recipientIsHosted: true }))?.isNoise
  assert.equal(isNoise({ kind: 'recipient-unknown' }), true)
  assert.equal(isNoise({ kind: 'mailbox-full' }), true)
  assert.equal(isNoise({}), true)
  assert.equal(isNoise({ kind: 'recipient-unknown', service: 'submission' }), false)
})

test("who misspells a recipient in another owner's domain is not told which mailboxes that domain has", () => {
  const may = (given: Partial<EnvelopeRefusal>): boolean => mayNameNear(refusal({ kind: 'recipient-unknown', recipient: 'tarro@momiji.example', ...given }))
  assert.equal(may({ service: 'submission', login: null, sender: hana.address }), false)
  assert.equal(may({ service: 'submission', login: hana.address, sender: 'someone@momiji.example' }), false)
  assert.equal(may({ service: 'submission', login: null, sender: null, recipient: null }), false)
  assert.equal(may({ service: 'submission', sender: hana.address, recipient: 'tarro@Kaede.example' }), true)
  assert.equal(may({ service: 'strangers', sender: null }), true)
  assert.equal(may({ kind: 'relay' }), false)
})

test("a mistake under another hosted domain's name is not the matter of the only mailbox that was seen from the same office", () => {
  const sender = 'jiro@momiji.example'
  assert.deepEqual(decided({ sender }, { seen: [hana], senderIsHosted: true }), ['envelope.relay-without-sign-in', 'sure', null, false, null, sender])
  assert.deepEqual(decided({ sender: 'jiro@kaede.example' }, { seen: [hana], senderIsHosted: true })?.slice(2, 4), [hana.mailboxId, true])
})
