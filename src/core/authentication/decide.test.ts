import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decide } from './decide.ts'
import type { Account, Facts } from './facts.ts'
import { mailboxInService } from './rules/mailbox-in-service.ts'

const account: Account = {
  mailboxId: 7,
  address: 'hana@example.jp',
  domain: 'example.jp',
  serverId: 'sv0001',
  version: 1,
  enabled: { smtp: true, imap: true, pop3: true },
  appPasswordRequired: false,
  mailboxSuspended: false,
  domainLive: true,
}
const right: Facts = {
  protocol: 'imap',
  login: 'hana@example.jp',
  address: 'hana@example.jp',
  completion: 'none',
  passwordIsEmpty: false,
  account: { state: 'known', account },
  near: null,
  throttle: null,
  country: { state: 'allowed', country: 'JP', because: 'home' },
  password: { state: 'matches', by: 'main' },
}
const known = (change: Partial<Account>): Facts['account'] => ({ state: 'known', account: { ...account, ...change } })
const away = { state: 'stale', account, why: 'connection refused' } as const

const table: readonly (readonly [name: string, change: Partial<Facts>, because: string | null])[] = [
  ['the right password', {}, null],
  ['a wrong password', { password: { state: 'differs' } }, 'credential.mismatch'],
  ['an empty user name', { login: '', address: '' }, 'credential.empty'],
  ['an empty password', { passwordIsEmpty: true, password: { state: 'differs' } }, 'credential.empty'],
  ['no domain', { login: 'hana', address: 'hana' }, 'identity.no-domain'],
  ['no such mailbox', { account: { state: 'known', account: null }, password: { state: 'differs' } }, 'identity.no-such-mailbox'],
  ['store away, nothing known', { account: { state: 'unknown', why: 'down' }, password: { state: 'differs' } }, 'ours.store-away'],
  ['store away, known good', { account: away }, null],
  ['store away, another password: it may have been changed', { account: away, password: { state: 'differs' } }, 'ours.store-away'],
  ['too many waiting', { password: { state: 'unchecked', why: '2 tasks run and 512 wait already' } }, 'ours.password-unchecked'],
  ['a domain that is not live', { account: known({ domainLive: false }) }, 'identity.domain-not-live'],
  ['a suspended mailbox', { account: known({ mailboxSuspended: true }) }, 'identity.mailbox-suspended'],
  ['a suspended mailbox with a wrong password says no more', { account: known({ mailboxSuspended: true }), password: { state: 'differs' } }, 'credential.mismatch'],
  ['a protocol that is off', { account: known({ enabled: { smtp: true, imap: false, pop3: true } }) }, 'identity.protocol-off'],
]

for (const [name, change, because] of table) {
  test(`decide: ${name}`, () => {
    const decision = decide({ ...right, ...change })
    assert.equal(decision.because?.id ?? null, because)
    assert.equal(decision.verdict, because ? 'refuse' : 'accept')
  })
}

test('decide: the trail ends with the rule that refused', () => {
  assert.deepEqual(decide({ ...right, password: { state: 'differs' } }).trail, ['empty-fields', 'whole-address', 'store-answered', 'mailbox-exists', 'password-matches'])
})

test('mailbox-in-service: has no opinion on a mailbox that it knows nothing of', () => {
  assert.equal(mailboxInService({ ...right, account: { state: 'unknown', why: 'down' } }), 'abstain')
  assert.equal(mailboxInService({ ...right, account: { state: 'known', account: null } }), 'abstain')
})
