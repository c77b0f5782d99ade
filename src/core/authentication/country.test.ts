import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type CountryOpinion, type CountryQuestion, effectiveRule, isOpenToWorld, isPassGood, judgeCountry } from './country.ts'

const now = new Date('2026-11-24T12:00:00Z')
const later = new Date('2026-12-01T00:00:00Z')
const earlier = new Date('2026-11-24T11:59:59Z')
const defaults = { smtp: true, retrieval: false, home: ['JP'], unknown: 'allow' } as const
const off = { smtp: false, retrieval: null, countries: null }
const france = { smtp: null, retrieval: null, countries: ['FR'] }
const retrieval = { smtp: null, retrieval: true, countries: null }

/** Sending from the United States, nothing said by anybody. */
const abroad: CountryQuestion = {
  protocol: 'smtp',
  address: '203.0.113.9',
  place: { country: 'US', isPrivate: false },
  tableDate: '2026-06-17',
  rules: [],
  defaults,
  passes: [],
  service: { state: 'known', service: null },
  now,
}
const from = (country: string | null, isPrivate = false): Partial<CountryQuestion> => ({ place: { country, isPrivate } })
const allowed = (because: (CountryOpinion & { state: 'allowed' })['because'], country: string | null = 'US'): CountryOpinion => ({ state: 'allowed', country, because })
const blocked = (more: Partial<CountryOpinion & { state: 'blocked' }> = {}): CountryOpinion => ({
  state: 'blocked',
  country: 'US',
  tableDate: '2026-06-17',
  service: null,
  scope: 'smtp',
  unresolved: null,
  ...more,
})
const gmail = { kind: 'service', value: 'gmail', until: null } as const
const byGmail = { state: 'known', service: 'gmail' } as const
const silent = { state: 'unknown', why: 'ETIMEOUT' } as const

const table: readonly (readonly [string, Partial<CountryQuestion>, CountryOpinion])[] = [
  ['sending from abroad is blocked by default', {}, blocked()],
  ['from home it is let in', from('JP'), allowed('home', 'JP')],
  ['fetching from abroad is let in by default', { protocol: 'imap' }, allowed('rule-off')],
  ['POP likewise', { protocol: 'pop3' }, allowed('rule-off')],
  ['fetching is blocked where the domain chose so', { protocol: 'imap', rules: [retrieval] }, blocked({ scope: 'retrieval' })],
  ['POP is fetching too', { protocol: 'pop3', rules: [retrieval] }, blocked({ scope: 'retrieval' })],
  ['fetching is blocked where the installation chose so', { protocol: 'imap', defaults: { ...defaults, retrieval: true } }, blocked({ scope: 'retrieval' })],
  ['a domain may turn the rule off', { rules: [off] }, allowed('rule-off')],
  ['a mailbox may turn it on again', { rules: [{ ...off, smtp: true }, off] }, blocked()],
  ['a mailbox that says nothing leaves it to the domain', { rules: [{ smtp: null, retrieval: null, countries: null }, off] }, allowed('rule-off')],
  ['the installation may turn it off', { defaults: { ...defaults, smtp: false } }, allowed('rule-off')],
  ["a domain's countries are let in", { ...from('FR'), rules: [france] }, allowed('listed', 'FR')],
  ["a domain's countries stand instead of home", { ...from('JP'), rules: [france] }, blocked({ country: 'JP' })],
  ["a mailbox's countries stand instead of its domain's", { ...from('FR'), rules: [{ ...france, countries: ['DE'] }, france] }, blocked({ country: 'FR' })],
  ['an empty list lets in no country', { ...from('JP'), rules: [{ ...france, countries: [] }] }, blocked({ country: 'JP' })],
  ['a private address is let in', from(null, true), allowed('private', null)],
  ['a network of our own is let in, whatever its country', from('US', true), allowed('private')],
  ['a travel pass for the country', { passes: [{ kind: 'country', value: 'US', until: later }] }, allowed('pass-country')],
  ['a travel pass for another country', { passes: [{ kind: 'country', value: 'FR', until: later }] }, blocked()],
  ['a travel pass that has ended', { passes: [{ kind: 'country', value: 'US', until: earlier }] }, blocked()],
  ['a pass ends at its moment', { passes: [{ kind: 'country', value: 'US', until: now }] }, blocked()],
  ['that was me: the network', { passes: [{ kind: 'network', value: '203.0.113.0/24', until: later }] }, allowed('pass-network')],
  ['the network of an IPv6 address', { address: '2001:db8:7::5', passes: [{ kind: 'network', value: '2001:db8:7::/48', until: later }] }, allowed('pass-network')],
  ['the network of an IPv4 address in IPv6', { address: '::ffff:203.0.113.9', passes: [{ kind: 'network', value: '203.0.113.0/24', until: later }] }, allowed('pass-network')],
  ['another network', { passes: [{ kind: 'network', value: '203.0.112.0/24', until: later }] }, blocked()],
  ['let Gmail in', { passes: [gmail], service: byGmail }, allowed('pass-service')],
  ['let Gmail in, for a while', { passes: [{ ...gmail, until: later }], service: byGmail }, allowed('pass-service')],
  ['let Gmail in, which has ended', { passes: [{ ...gmail, until: earlier }], service: byGmail }, blocked({ service: 'gmail' })],
  ['Gmail without a pass is named', { service: byGmail }, blocked({ service: 'gmail' })],
  ['Gmail with a pass for Outlook', { passes: [{ ...gmail, value: 'outlook' }], service: byGmail }, blocked({ service: 'gmail' })],
  ['a stranger while Gmail has a pass', { passes: [gmail] }, blocked()],
  ['nobody could say whether it is Gmail: ours, and for now', { passes: [gmail], service: silent }, blocked({ unresolved: 'ETIMEOUT' })],
  ['nobody could say, but no pass depends on it', { service: silent }, blocked()],
  ['nobody could say, but the pass has ended', { passes: [{ ...gmail, until: earlier }], service: silent }, blocked()],
  ['nobody could say, but the network has a pass', { passes: [gmail, { kind: 'network', value: '203.0.113.9', until: later }], service: silent }, allowed('pass-network')],
  ['an address that the table does not know', from(null), { state: 'unknown', why: 'the country table does not know the address' }],
  ['an address that the table does not know, where such are refused', { ...from(null), defaults: { ...defaults, unknown: 'refuse' } }, blocked({ country: null })],
  ['such an address with a pass', { ...from(null), defaults: { ...defaults, unknown: 'refuse' }, passes: [{ kind: 'network', value: '203.0.113.9/32', until: later }] }, allowed('pass-network', null)],
  ['no table: nobody is blocked', { ...from(null), tableDate: null, defaults: { ...defaults, unknown: 'refuse' } }, { state: 'unknown', why: 'there is no country table' }],
  ['no table, but the overlay says home', { ...from('JP'), tableDate: null }, allowed('home', 'JP')],
]
for (const [name, more, wanted] of table) test(`country: ${name}`, () => assert.deepEqual(judgeCountry({ ...abroad, ...more }), wanted))

test('country: what holds after all', () => {
  assert.deepEqual(effectiveRule([], defaults), { smtp: true, retrieval: false, countries: ['JP'], isHome: true })
  assert.deepEqual(effectiveRule([{ smtp: false, retrieval: null, countries: null }, { smtp: true, retrieval: true, countries: ['FR'] }], defaults), {
    smtp: false,
    retrieval: true,
    countries: ['FR'],
    isHome: false,
  })
})

test('country: a pass without an end is good for good', () => {
  assert.equal(isPassGood(gmail, now), true)
  assert.equal(isPassGood({ ...gmail, until: later }, now), true)
  assert.equal(isPassGood({ ...gmail, until: now }, now), false)
})

test('open to the world: by a rule that is off, or by a list of countries that lets nearly all in', () => {
  const said = (change: object = {}) => ({ smtp: null, retrieval: null, countries: null, ...change })
  const list = (count: number): string[] => Array.from({ length: count }, (_, n) => `C${n}`)
  assert.equal(isOpenToWorld([]), false)
  assert.equal(isOpenToWorld([said(), said({ smtp: false })]), true)
  assert.equal(isOpenToWorld([said({ smtp: true }), said({ smtp: false })]), false)
  assert.equal(isOpenToWorld([said({ countries: list(249) })]), true)
  assert.equal(isOpenToWorld([said({ countries: list(25) }), said({ countries: list(249) })]), false)
})
