import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judgeSpf, mergedSpf, type SendingPlace } from './spf.ts'

const place: SendingPlace = { domain: 'example.jp', hostName: 'sv0001.todoku.test', ourAddresses: ['192.0.2.10', '2001:db8:2::10'], isMxOurs: true }
const wanted = 'v=spf1 +a:sv0001.todoku.test ~all'
const ours = '+a:sv0001.todoku.test'

const right: readonly string[] = [
  wanted,
  'V=SPF1 a:SV0001.todoku.test. -all',
  'v=spf1 include:_spf.google.com a:sv0001.todoku.test ~all',
  'v=spf1 ip4:192.0.2.10 -all',
  'v=spf1 ip4:192.0.2.0/24 -all',
  'v=spf1 ip6:2001:db8:2::/48 -all',
  'v=spf1 mx ~all',
  'v=spf1 +all',
]
for (const text of right) {
  test(`SPF: ${text} lets us send`, () => {
    assert.deepEqual(judgeSpf(wanted, ['google-site-verification=x', text], place), { fit: 'right', found: [text], should: text, instead: [], findings: [] })
  })
}

const differing: readonly (readonly [text: string, should: string])[] = [
  ['v=spf1 include:_spf.google.com ~all', `v=spf1 include:_spf.google.com ${ours} ~all`],
  ['v=spf1 include:_spf.google.com -all', `v=spf1 include:_spf.google.com ${ours} -all`],
  ['v=spf1 -all', `v=spf1 ${ours} -all`],
  ['v=spf1', `v=spf1 ${ours}`],
  ['v=spf1 redirect=_spf.example.net', `v=spf1 ${ours} redirect=_spf.example.net`],
  ['v=spf1 redirect=_spf.example.net ~all', `v=spf1 ${ours} ~all`],
  ['v=spf1 ~all a:sv0001.todoku.test', `v=spf1 a:sv0001.todoku.test ~all`],
  ['v=spf1 ?a:sv0001.todoku.test -all', `v=spf1 ?a:sv0001.todoku.test ${ours} -all`],
  ['v=spf1 a:mail.example.net a ip4:198.51.100.0/24 exists:%{i}.example.net ~all', `v=spf1 a:mail.example.net a ip4:198.51.100.0/24 exists:%{i}.example.net ${ours} ~all`],
  ['v=spf1 ip4:nonsense ?all', `v=spf1 ip4:nonsense ${ours} ?all`],
]
for (const [text, should] of differing) {
  test(`SPF: ${text} becomes one record with ours`, () => {
    const judgement = judgeSpf(wanted, [text], place)
    assert.deepEqual([judgement.fit, judgement.should, judgement.instead, judgement.findings], ['differs', should, [text], [{ id: 'dns.record-differs', facts: { name: 'example.jp', type: 'TXT', value: should, found: [text] } }]])
  })
}

test('SPF: mx does not stand for us while MX records lead elsewhere', () => {
  assert.equal(judgeSpf(wanted, ['v=spf1 mx ~all'], { ...place, isMxOurs: false }).fit, 'differs')
  assert.equal(judgeSpf(wanted, ['v=spf1 mx:example.net ~all'], place).fit, 'differs')
})

test('SPF: none', () => {
  const judgement = judgeSpf(wanted, ['v=spf10 x', 'hello'], place)
  assert.deepEqual(judgement, { fit: 'missing', found: [], should: wanted, instead: [], findings: [{ id: 'dns.record-missing', facts: { name: 'example.jp', type: 'TXT', value: wanted } }] })
})

const mangled: readonly (readonly [text: string, how: string, should: string])[] = [
  [' v=spf1 include:a.example ~all', 'blank', `v=spf1 include:a.example ${ours} ~all`],
  ['"v=spf1 include:a.example ~all"', 'quotes', `v=spf1 include:a.example ${ours} ~all`],
  ['“v=spf1 +a:sv0001.todoku.test ~all”', 'quotes', wanted],
  ['\\v=spf1 ~all', 'backslash', wanted],
]
for (const [text, how, should] of mangled) {
  test(`SPF: ${text} is there, and nobody can read it`, () => {
    assert.deepEqual(judgeSpf(wanted, [text], place), { fit: 'differs', found: [text], should, instead: [text], findings: [{ id: 'dns.txt-mangled', facts: { name: 'example.jp', how, value: should, found: [text] } }] })
  })
}

const merges: readonly (readonly [texts: readonly string[], merged: string])[] = [
  [['v=spf1 include:a.example ~all', 'v=spf1 include:b.example -all'], `v=spf1 include:a.example include:b.example ${ours} ~all`],
  [['v=spf1 include:a.example -all', wanted], 'v=spf1 include:a.example +a:sv0001.todoku.test ~all'],
  [['v=spf1 include:a.example -all', 'v=spf1 include:a.example ip4:192.0.2.1 ?all'], `v=spf1 include:a.example ip4:192.0.2.1 ${ours} ?all`],
  [['v=spf1 redirect=a.example', 'v=spf1 include:b.example -all'], `v=spf1 include:a.example include:b.example ${ours} -all`],
  [['v=spf1 redirect=a.example all', 'v=spf1 -all'], `v=spf1 ${ours} all`],
  [['v=spf1 redirect=a.example', 'v=spf1 redirect=b.example'], `v=spf1 include:a.example include:b.example ${ours} ~all`],
]
for (const [texts, merged] of merges) {
  test(`SPF: ${texts.join(' + ')}`, () => {
    assert.equal(mergedSpf(texts, ours), merged)
    const judgement = judgeSpf(wanted, texts, place)
    assert.deepEqual([judgement.fit, judgement.should, judgement.findings], ['conflicts', merged, [{ id: 'dns.two-spf', facts: { name: 'example.jp', found: texts } }]])
  })
}
