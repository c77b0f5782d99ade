import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Attempt } from '../actions/read-attempts.ts'
import { explanationOf, fromOf, notesOf, outcomeOf, titleOf, whenOf, whoseOf } from './attempt-words.ts'

const attempt: Attempt = {
  id: 1,
  ref: 'K7Q2-9F',
  at: new Date('2026-11-24T01:00:00Z'),
  firstAt: new Date('2026-11-24T00:00:00Z'),
  count: 1,
  protocol: 'smtp',
  port: 465,
  address: '192.0.2.7',
  networkName: null,
  country: null,
  tls: null,
  sni: null,
  mechanism: 'PLAIN',
  client: null,
  login: 'hana@example.jp',
  mailbox: 'hana@example.jp',
  mailboxLikely: false,
  outcome: 'refused',
  cause: 'credential.mismatch',
  likely: false,
  facts: { mailbox: 'hana@example.jp', trail: [] },
}

test('the cause is worded, and said to be likely where it is only that', () => {
  assert.equal(titleOf(attempt, 'en'), 'Wrong password')
  assert.equal(titleOf({ ...attempt, likely: true }, 'en'), 'probably: Wrong password')
  assert.equal(titleOf({ ...attempt, likely: true }, 'ja'), 'おそらく: パスワードが違います')
})

test('a cause of another release, or with other facts, is shown by its id', () => {
  const foreign = { ...attempt, cause: 'future.cause' }
  const changed = { ...attempt, cause: 'transport.wrong-server-name', facts: {} }
  for (const one of [foreign, changed]) {
    assert.equal(explanationOf(one, 'en'), null)
    assert.equal(titleOf(one, 'en'), one.cause)
  }
  assert.equal(titleOf({ ...attempt, cause: null, likely: true }, 'en'), '')
})

test('notes of what was forgiven; others are left out', () => {
  assert.equal(notesOf({ ...attempt, facts: { notes: ['login-completed', 'constructor', 7] } }, 'en').length, 1)
  assert.match(notesOf({ ...attempt, facts: { notes: ['login-completed'] } }, 'ja')[0]!, /@とドメイン/)
  assert.deepEqual(notesOf({ ...attempt, facts: { notes: 'login-completed' } }, 'en'), [])
})

test('whose it was, where from, when, and what became of it', () => {
  assert.equal(whoseOf(attempt, 'en'), 'hana@example.jp')
  assert.equal(whoseOf({ ...attempt, login: null, mailbox: null }, 'en'), '-')
  assert.equal(whoseOf({ ...attempt, login: null }, 'en'), 'hana@example.jp')
  assert.equal(whoseOf({ ...attempt, login: null, mailboxLikely: true }, 'en'), 'probably hana@example.jp')
  assert.equal(whoseOf({ ...attempt, login: null, mailboxLikely: true }, 'ja'), 'おそらくhana@example.jp')
  assert.equal(fromOf({ ...attempt, country: 'JP', networkName: 'mail-x.google.com' }), '192.0.2.7 JP mail-x.google.com')
  assert.equal(fromOf(attempt), '192.0.2.7')
  assert.match(whenOf({ ...attempt, count: 3 }), / ×3$/)
  assert.doesNotMatch(whenOf(attempt), /×/)
  assert.equal(outcomeOf(attempt, 'ja'), '拒否')
})
