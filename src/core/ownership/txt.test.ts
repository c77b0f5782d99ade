import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Answer } from '../dns/observed.ts'
import { challengeName, doubledChallengeName, judgeTxt, type TxtSeen } from './txt.ts'

const domain = 'shop.example'
const name = '_todoku-challenge.shop.example'
const twice = '_todoku-challenge.shop.example.shop.example'
const at = new Date('2026-11-24T10:00:00.000Z')
const token = `todoku-${'a'.repeat(32)}`
const oldToken = `todoku-${'b'.repeat(32)}`

const holds = (values: readonly string[], where = name): Answer => ({ state: 'records', records: values.map(value => ({ name: where, type: 'TXT', ttl: 300, value })), ttl: 300, from: 'ns1.old.example' })
const absent: Answer = { state: 'absent', isNameThere: false, ttl: 900, from: 'ns1.old.example' }
const silent: Answer = { state: 'unknown', why: 'timeout', detail: '', from: 'ns1.old.example' }

const judge = (authority: Answer, more: Partial<TxtSeen> = {}) => judgeTxt({ domain, at, authority, doubled: null, cached: null, ...more }, { token, oldTokens: [oldToken] })

const said = (authority: Answer, more: Partial<TxtSeen> = {}): string => {
  const { result } = judge(authority, more)
  return 'finding' in result ? `${result.state} ${result.finding.id}` : result.state
}

const cases: readonly (readonly [what: string, authority: Answer, more: Partial<TxtSeen>, wanted: string])[] = [
  ['the token', holds([token]), {}, 'proven'],
  ['the token beside other records', holds(['v=spf1 -all', oldToken, token]), {}, 'proven'],
  ['the token with quotes and spaces, in capitals', holds([` "${token.toUpperCase()}" `]), {}, 'proven'],
  ['the token in full width', holds([`ｔｏｄｏｋｕ${token.slice(6)}`]), {}, 'proven'],
  ['none', absent, {}, 'waiting ownership.txt-missing'],
  ['none here, none at the doubled name', absent, { doubled: absent }, 'waiting ownership.txt-missing'],
  ['the domain typed twice', absent, { doubled: holds([token], twice) }, 'waiting ownership.txt-doubled-name'],
  ['something else at the doubled name', absent, { doubled: holds(['v=spf1 -all'], twice) }, 'waiting ownership.txt-missing'],
  ['the token of an earlier claim', holds([oldToken]), {}, 'waiting ownership.txt-old'],
  ['something else', holds(['google-site-verification=x']), {}, 'waiting ownership.txt-wrong'],
  ['the token with a letter too many', holds([`${token}a`]), {}, 'waiting ownership.txt-wrong'],
  ['the token within a sentence', holds([`my token is ${token}`]), {}, 'waiting ownership.txt-wrong'],
  ['theft: an alias that leads to a zone of his own', holds([token], 'x.evil.test'), {}, 'waiting dns.cname-beside'],
  ['theft: a record of the domain itself, where anybody may have a text published', holds([token], domain), {}, 'waiting dns.cname-beside'],
  ['the servers do not answer: no verdict', silent, {}, 'unknown ownership.txt-unknown'],
  ['theft: a cache that holds the token proves nothing', silent, { cached: holds([token]) }, 'unknown ownership.txt-unknown'],
  ['theft: nor does one against the servers', absent, { cached: holds([token]) }, 'waiting ownership.txt-missing'],
]

for (const [what, authority, more, wanted] of cases) test(`txt: ${what}`, () => assert.equal(said(authority, more), wanted))

test('txt: what is missing says the name, the value and when it was asked', () => {
  assert.deepEqual(judge(absent).result, { proof: 'txt', state: 'waiting', finding: { id: 'ownership.txt-missing', facts: { name, token, checkedAt: at.toISOString() } } })
})

test('txt: what is wrong is shown, the first of many and the beginning of what is long', () => {
  const values = ['x'.repeat(81), '1', '2', '3', '4', '5']
  assert.deepEqual(judge(holds(values)).result, { proof: 'txt', state: 'waiting', finding: { id: 'ownership.txt-wrong', facts: { name, found: [`${'x'.repeat(80)}...`, '1', '2', '3', '4'], token } } })
})

const clocks: readonly (readonly [what: string, cached: Answer | null, heldUntil: string | null])[] = [
  ['nobody asked the resolver', null, null],
  ['the resolver has it too', holds([token]), null],
  ['the resolver does not answer', silent, null],
  ['the resolver remembers that there is none', absent, '2026-11-24T10:15:00.000Z'],
  ['the resolver does not say for how long', { ...absent, ttl: null }, null],
  ['the resolver remembers the one before', holds([oldToken]), '2026-11-24T10:05:00.000Z'],
]
for (const [what, cached, heldUntil] of clocks) {
  test(`txt: proven at the source; ${what}`, () => {
    assert.deepEqual(judge(holds([token]), { cached }), { result: { proof: 'txt', state: 'proven' }, notes: heldUntil === null ? [] : [{ id: 'ownership.txt-held', facts: { name, heldUntil } }] })
  })
}

test('txt: the names', () => {
  assert.equal(challengeName(domain), name)
  assert.equal(doubledChallengeName(domain), twice)
  assert.equal(doubledChallengeName(`mail.${domain}`, domain), '_todoku-challenge.mail.shop.example.shop.example')
})
