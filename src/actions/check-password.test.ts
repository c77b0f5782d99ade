import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashPassword } from '../base/password-hash.ts'
import type { Account } from '../store/credentials.ts'
import { passwordCheck } from './check-password.ts'

const now = new Date('2026-11-24T00:00:00Z')
const secret = 'abcd-efgh-jkmn-pqrs-tuv2'
const app = (change: object = {}) => ({ id: 5, name: 'iPad', digest: `#${secret}`, scopes: ['imap'], expiresAt: null, ...change })
const account = (change: object = {}): Account => ({ mailboxId: 7, hash: null, appPasswords: [], ...change }) as unknown as Account

const checking = (good: string | null = null) => {
  const kept: string[] = []
  const known = { isKnownGood: (_: Account, password: string) => password === good, keepGood: (_: Account, password: string) => void kept.push(password) }
  return { kept, check: passwordCheck(known, text => `#${text}`, () => now) }
}

test('recall: nobody, nothing known, a password seen before', () => {
  const { check } = checking('right')
  assert.equal(check.recall(null, 'right'), null)
  assert.equal(check.recall(account(), 'wrong'), null)
  assert.deepEqual(check.recall(account(), 'right'), { state: 'matches', by: 'main' })
})

test('recall: an app password is found by its digest, and told when it has ended', () => {
  const { check } = checking()
  const matches = { state: 'matches', by: 'app-password', id: 5, name: 'iPad', scopes: ['imap'], expiredAt: null }
  assert.deepEqual(check.recall(account({ appPasswords: [app({ id: 4, digest: 'another' }), app()] }), secret), matches)
  assert.deepEqual(check.recall(account({ appPasswords: [app({ expiresAt: new Date(now.getTime() + 1) })] }), secret), matches)
  assert.deepEqual(check.recall(account({ appPasswords: [app({ expiresAt: now })] }), secret), { ...matches, expiredAt: '2026-11-24T00:00:00.000Z' })
  assert.equal(check.recall(account({ appPasswords: [app()] }), 'no app password'), null)
})

test('verify: the account\'s own hash, and what matched is remembered', async () => {
  const { kept, check } = checking()
  const hana = account({ hash: await hashPassword('right') })
  assert.deepEqual(await check.verify(hana, 'wrong'), { state: 'differs' })
  assert.deepEqual(await check.verify(hana, 'right'), { state: 'matches', by: 'main' })
  assert.deepEqual(kept, ['right'])
})

test('verify: a decoy for nobody, and for a mailbox without a password, matches nothing', async () => {
  const { kept, check } = checking()
  for (const whose of [null, account()]) assert.deepEqual(await check.verify(whose, ''), { state: 'differs' })
  assert.deepEqual(kept, [])
})

test('verify: a stored hash that is none of ours is our fault', async () => {
  const opinion = await checking().check.verify(account({ hash: '$1$old' }), 'right')
  assert.equal(opinion.state, 'unchecked')
})
