import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { NamedSignIn, NewAttempt } from '../store/attempts.ts'
import { attemptRecorder, type KnownAttempt } from './record-attempt.ts'

const attempt: KnownAttempt = {
  ref: 'K7Q2-9F',
  at: new Date('2026-11-24T03:00:00Z'),
  connection: { protocol: 'imap', port: 993, remoteAddress: '203.0.113.7', remotePort: 5000, tls: { version: 'TLSv1.3', cipher: 'TLS_AES_128_GCM_SHA256' }, sni: 'sv0001.example.jp' },
  mechanism: 'PLAIN',
  login: 'hana@example.jp',
  clientName: 'iPhone Mail',
  country: 'JP',
  mailboxId: 7,
  outcome: 'refused',
  finding: { id: 'credential.mismatch', facts: { mailbox: 'hana@example.jp' } },
  likely: false,
  trail: ['password-matches'],
  notes: [],
}

const recording = (lookUp: (address: string) => Promise<string | null> = async () => 'hotel.example.com') => {
  const kept: NewAttempt[] = []
  const joined: NamedSignIn[] = []
  const store = { insert: async (rows: readonly NewAttempt[]) => void kept.push(...rows), joinEarlier: async (named: readonly NamedSignIn[]) => void joined.push(...named) }
  return { kept, joined, store, recorder: attemptRecorder(store, { remembered: () => undefined, lookUp }, 'sv0001', assert.fail) }
}

test('attempts: kept with where they came from, folded, and joined to whoever was named', async () => {
  const { kept, joined, recorder } = recording()
  recorder.record(attempt)
  recorder.record({ ...attempt, ref: 'AAAA-AA' })
  await recorder.flush()
  assert.equal(kept.length, 1)
  const [row] = kept
  assert.deepEqual([row!.count, row!.refs, row!.country, row!.networkName, row!.client], [2, ['K7Q2-9F', 'AAAA-AA'], 'JP', 'hotel.example.com', 'iPhone Mail'])
  assert.deepEqual(row!.facts, { mailbox: 'hana@example.jp', trail: ['password-matches'] })
  assert.deepEqual(joined, [{ address: '203.0.113.7', mailboxId: 7, at: attempt.at }])
})

test('attempts: only a person\'s app without a name is joined to a mailbox', async () => {
  const { kept, recorder } = recording()
  const unnamed = { ...attempt, login: null, mailboxId: null }
  recorder.record({ ...unnamed, finding: { id: 'transport.tls-failed', facts: { port: 993, code: 'ECONNRESET' } } })
  recorder.record({ ...unnamed, finding: { id: 'network.not-mail', facts: { said: 'GET / HTTP/1.1' } } })
  recorder.record(attempt)
  await recorder.flush()
  assert.deepEqual(kept.map(({ cause, joins }) => [cause, joins]), [['transport.tls-failed', true], ['network.not-mail', false], ['credential.mismatch', false]])
})

test('attempts: an accepted one keeps what was forgiven', async () => {
  const { kept, recorder } = recording()
  recorder.record({ ...attempt, outcome: 'accepted', finding: null, trail: [], notes: ['login-completed'] })
  await recorder.flush()
  assert.deepEqual([kept[0]!.cause, kept[0]!.facts], [null, { notes: ['login-completed'] }])
})

test('attempts: a name server that keeps silent delays them by half a second, and no more', async () => {
  const { kept, recorder } = recording(() => new Promise(() => {}))
  recorder.record(attempt)
  await recorder.flush()
  assert.equal(kept[0]!.networkName, null)
})

test('attempts: a join that fails is told, and does not count anything twice', async () => {
  const kept: NewAttempt[] = []
  const troubles: string[] = []
  const store = { insert: async (rows: readonly NewAttempt[]) => void kept.push(...rows), joinEarlier: () => Promise.reject(new Error('deadlock')) }
  const recorder = attemptRecorder(store, { remembered: () => null, lookUp: () => assert.fail() }, 'sv0001', error => troubles.push(error.message))
  recorder.record(attempt)
  await recorder.flush()
  await recorder.flush()
  assert.deepEqual([kept.length, troubles], [1, ['deadlock']])
})
