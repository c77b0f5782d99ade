import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Finding } from '../causes/index.ts'
import { decide } from './decide.ts'
import type { Account, Facts, Near, PasswordOpinion } from './facts.ts'
import { appPasswordFits } from './rules/app-password-fits.ts'
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
  block: null,
  country: { state: 'allowed', country: 'JP', because: 'home' },
  password: { state: 'matches', by: 'main' },
}
const wrong: PasswordOpinion = { state: 'differs' }
const known = (change: Partial<Account>): Pick<Facts, 'account'> => ({ account: { state: 'known', account: { ...account, ...change } } })
const away: Pick<Facts, 'account'> = { account: { state: 'stale', account, why: 'connection refused' } }
const nobody: Partial<Facts> = { account: { state: 'known', account: null }, password: wrong }
const throttle: Facts['throttle'] = { since: '2026-11-24T09:50:00.000Z', until: '2026-11-24T10:05:00.000Z', distinctSecrets: 10, network: '192.0.2.0/24', why: 'guessing' }
const blocked: Facts['country'] = { state: 'blocked', country: 'BR', tableDate: '2026-11-01', service: null, scope: 'retrieval', unresolved: null }
const appPassword = (change: object = {}): Pick<Facts, 'password'> => ({
  password: { state: 'matches', by: 'app-password', id: 3, name: 'iPad', scopes: ['imap'], expiredAt: null, ...change },
})
const nothing: Near = { mailbox: null, domain: null, alias: null, isOwnerName: false, isHostedDomain: true, matches: 0 }
const near = (change: Partial<Near>): Partial<Facts> => ({ ...nobody, near: { ...nothing, ...change } })
const short = (change: Partial<Near>): Partial<Facts> => ({ ...near(change), login: 'Hana', address: 'hana' })
const stale: Finding = { id: 'credential.stale-password', facts: { mailbox: 'hana@example.jp', changedAt: '2026-11-01T00:00:00.000Z' } }

const table: readonly (readonly [name: string, change: Partial<Facts>, because: string | null])[] = [
  ['the right password', {}, null],
  ['a wrong password', { password: wrong }, 'credential.mismatch'],
  ['a wrong password, found to be the one before', { password: { state: 'differs', meant: stale } }, 'credential.stale-password'],
  ['a wrong password, found to be nothing else', { password: { state: 'differs', meant: null } }, 'credential.mismatch'],
  ['an empty user name', { login: '', address: '' }, 'credential.empty'],
  ['an empty password', { passwordIsEmpty: true, password: wrong }, 'credential.empty'],

  ['no domain', { ...nobody, login: 'hana', address: 'hana' }, 'identity.no-domain'],
  ['no domain, and no such name', short({}), 'identity.no-domain'],
  ['no domain, and several of that name', short({ matches: 3, isOwnerName: true }), 'identity.ambiguous-name'],
  ['no domain, but the name of an owner', short({ isOwnerName: true }), 'identity.owner-name-as-login'],

  ['no such mailbox, before anybody looked', nobody, 'identity.no-such-mailbox'],
  ['no such mailbox, and nothing like it', near({}), 'identity.no-such-mailbox'],
  ['an alias', near({ alias: { mailbox: 'hana@example.jp' }, mailbox: 'hanna@example.jp' }), 'identity.alias-as-login'],
  ['a mailbox that looks alike', near({ mailbox: 'hanna@example.jp' }), 'identity.similar-mailbox'],
  ['an owner whose name is an address', near({ isHostedDomain: false, isOwnerName: true, domain: 'example.jp' }), 'identity.owner-name-as-login'],
  ['an owner\'s name, and a mailbox that looks alike', near({ isOwnerName: true, mailbox: 'hanna@example.jp' }), 'identity.owner-name-as-login'],
  ['a domain that looks alike', near({ isHostedDomain: false, domain: 'example.jp' }), 'identity.domain-typo'],
  ['a domain of somebody else', near({ isHostedDomain: false }), 'identity.domain-not-here'],

  ['store away, nothing known', { account: { state: 'unknown', why: 'down' }, password: wrong }, 'ours.store-away'],
  ['store away, no domain, and nobody to ask whose it is', { account: { state: 'unknown', why: 'down' }, login: 'hana', address: 'hana', password: wrong }, 'ours.store-away'],
  ['store away, known good', away, null],
  ['store away, another password: it may have been changed', { ...away, password: wrong }, 'ours.store-away'],
  ['store away, a known mailbox that requires app passwords', { account: { state: 'stale', account: { ...account, appPasswordRequired: true }, why: 'down' } }, 'credential.app-password-required'],
  ['too many waiting', { password: { state: 'unchecked', why: '2 tasks run and 512 wait already' } }, 'ours.password-unchecked'],
  ['too many waiting: nobody learns of the throttle either', { throttle, password: { state: 'unchecked', why: 'busy' } }, 'ours.password-unchecked'],

  ['throttled, with the right password', { throttle }, 'network.throttled'],
  ['throttled, and no such mailbox', { ...nobody, throttle }, 'network.throttled'],
  ['throttled, with an app password', { throttle, ...appPassword() }, null],
  ['a network that the owner blocked', { block: '192.0.2.0/24' }, 'network.network-blocked'],
  ['a blocked network, and no such mailbox', { ...nobody, block: '192.0.2.0/24' }, 'network.network-blocked'],
  ['a blocked country, with the right password', { country: blocked }, 'network.country-blocked'],
  ['a blocked country, with a wrong one', { country: blocked, password: wrong }, 'network.country-blocked'],
  ['a blocked country, and no such mailbox', { ...nobody, country: blocked }, 'network.country-blocked'],
  ['a blocked country, with an app password', { country: blocked, ...appPassword() }, 'network.country-blocked'],
  ['a cloud service in a blocked country', { country: { ...blocked, service: 'gmail' } }, 'network.service-blocked'],
  ['perhaps a cloud service with a pass; the resolver did not say', { country: { ...blocked, unresolved: 'no answer in 2 s' } }, 'ours.resolver-away'],
  ['a country that nobody knows', { country: { state: 'unknown', why: 'no table' } }, null],

  ['an app password', appPassword(), null],
  ['an app password for something else', appPassword({ scopes: ['smtp', 'sieve'] }), 'credential.app-password-scope'],
  ['an app password that has ended, whatever it was for', appPassword({ scopes: [], expiredAt: '2026-11-01T00:00:00.000Z' }), 'credential.app-password-expired'],
  ['the main password where app passwords are required', known({ appPasswordRequired: true }), 'credential.app-password-required'],
  ['an app password where they are required', { ...known({ appPasswordRequired: true }), ...appPassword() }, null],
  ['a wrong password where app passwords are required', { ...known({ appPasswordRequired: true }), password: wrong }, 'credential.mismatch'],

  ['a domain that is not live', known({ domainLive: false }), 'identity.domain-not-live'],
  ['a suspended mailbox', known({ mailboxSuspended: true }), 'identity.mailbox-suspended'],
  ['a suspended mailbox with a wrong password says no more', { ...known({ mailboxSuspended: true }), password: wrong }, 'credential.mismatch'],
  ['a protocol that is off', known({ enabled: { smtp: true, imap: false, pop3: true } }), 'identity.protocol-off'],
]

for (const [name, change, because] of table) {
  test(`decide: ${name}: ${because ?? 'accepted'}`, () => {
    const decision = decide({ ...right, ...change })
    assert.equal(decision.because?.id ?? null, because)
    assert.equal(decision.verdict, because ? 'refuse' : 'accept')
  })
}

test('decide: the trail ends with the rule that refused', () => {
  assert.deepEqual(decide({ ...right, ...nobody }).trail, [
    'empty-fields',
    'whole-address',
    'store-answered',
    'not-throttled',
    'network-not-blocked',
    'country-allowed',
    'mailbox-exists',
  ])
})

test('decide: what is inferred is only likely', () => {
  assert.equal(decide({ ...right, ...near({ mailbox: 'hanna@example.jp' }) }).likely, true)
  assert.equal(decide({ ...right, ...near({}) }).likely, false)
  assert.equal(decide(right).likely, false)
})

test('decide: before the password is looked at, a mailbox and a name that is none are refused with the same facts', () => {
  for (const held of [{ throttle }, { block: '192.0.2.0/24' }, { country: blocked }]) {
    assert.deepEqual(decide({ ...right, ...held }), decide({ ...right, ...nobody, ...held }))
  }
})

test('rules: have no opinion on what nobody knows', () => {
  const unknown: Facts['account'] = { state: 'unknown', why: 'down' }
  assert.equal(mailboxInService({ ...right, account: unknown }), 'abstain')
  assert.equal(mailboxInService({ ...right, account: { state: 'known', account: null } }), 'abstain')
  assert.equal(appPasswordFits({ ...right, account: unknown }), 'abstain')
  assert.equal(appPasswordFits({ ...right, password: wrong }), 'abstain')
})

test('decide: a mailbox that is missing is named as the server name completed it', () => {
  const because = (change: Partial<Facts>) => decide({ ...right, ...nobody, ...change }).because?.facts
  assert.deepEqual(because({ login: 'HANA', completion: 'server-name', address: 'hana@example.jp' }), { login: 'hana@example.jp' })
  assert.deepEqual(because({ login: 'HANA@example.jp', completion: 'none', address: 'hana@example.jp' }), { login: 'HANA@example.jp' })
})
