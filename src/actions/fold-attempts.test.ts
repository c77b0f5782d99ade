import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { NewAttempt } from '../store/attempts.ts'
import { foldAttempts, foldOf } from './fold-attempts.ts'

const attempt: NewAttempt = {
  ref: 'AAAA-01',
  at: new Date('2026-11-24T03:10:00Z'),
  serverId: 'sv0001',
  mailboxId: 7,
  protocol: 'imap',
  port: 993,
  address: '203.0.113.7',
  country: 'JP',
  tls: 'TLSv1.3',
  sni: null,
  mechanism: 'PLAIN',
  client: 'iPhone Mail',
  login: 'hana@example.jp',
  outcome: 'refused',
  cause: 'credential.mismatch',
  likely: false,
  facts: {},
}
const later = { ...attempt, ref: 'AAAA-02', at: new Date('2026-11-24T03:59:59Z'), facts: { last: true } }

test('fold: equal ones of one hour are one, with the first reference and the latest facts', () => {
  const [row, ...rest] = foldAttempts([attempt, later])
  assert.deepEqual(rest, [])
  assert.deepEqual([row!.ref, row!.refs, row!.count, row!.firstAt, row!.at, row!.facts], ['AAAA-01', ['AAAA-01', 'AAAA-02'], 2, attempt.at, later.at, { last: true }])
})

test('fold: what a reader tells apart is not folded', () => {
  const changes: Partial<NewAttempt>[] = [
    { at: new Date('2026-11-24T04:00:00Z') },
    { mailboxId: 8 },
    { address: '203.0.113.8' },
    { protocol: 'pop3' },
    { port: 143 },
    { cause: 'credential.caps-lock' },
    { outcome: 'abandoned' },
    { client: null },
    { mechanism: 'NTLM' },
    { mailboxId: null },
    { facts: { notes: ['login-completed'] } },
  ]
  assert.equal(new Set([attempt, ...changes.map(change => ({ ...attempt, ...change }))].map(foldOf)).size, changes.length + 1)
})

test('fold: one password, tried by PLAIN and then by LOGIN, is one mistake', () => {
  assert.equal(foldOf({ ...attempt, mechanism: 'LOGIN' }), foldOf(attempt))
})

test('fold: how a mailbox was written, and the server name, make no difference', () => {
  assert.equal(foldOf({ ...attempt, login: 'HANA@example.jp', sni: 'sv0001.example.jp' }), foldOf(attempt))
})

test('fold: where nobody is named, another server name is another row, for its domain may be another owner\'s', () => {
  const unnamed = { ...attempt, mailboxId: null, login: null }
  assert.notEqual(foldOf({ ...unnamed, sni: 'mail.kaede.test' }), foldOf({ ...unnamed, sni: 'mail.momiji.test' }))
  assert.equal(foldOf({ ...unnamed, sni: 'mail.kaede.test' }), foldOf({ ...unnamed, sni: 'Mail.Kaede.test' }))
})
