import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Explanation, Language } from './define.ts'
import { causes, explain, isCause, kindOf, type Finding } from './index.ts'
import { isNote, notes } from './notes.ts'
import { sampleFindings } from './samples.ts'
import { blankName, charsetName, countryName, dnsTrouble, listed, networkName, proofName, protocolName, serviceName, withMoments } from './words.ts'

const languages: readonly Language[] = ['ja', 'en']
const parts: readonly (keyof Explanation)[] = ['title', 'why', 'fix', 'evidence', 'wrongIf']

/** Facts that turn a sentence another way than the sample does. */
const others: readonly Finding[] = [
  { id: 'transport.tls-required', facts: { port: 143, exposed: false } },
  { id: 'transport.client-clock-wrong', facts: { port: 993, direction: 'ahead', notBefore: '2026-10-01T00:00:00.000Z', notAfter: '2026-12-30T00:00:00.000Z' } },
  { id: 'network.country-blocked', facts: { country: null, protocol: 'imap', tableDate: '2026-11-01', domain: 'example.jp' } },
  { id: 'identity.alias-as-login', facts: { login: 'info@example.jp', mailbox: null } },
  { id: 'credential.empty', facts: { field: 'login' } },
  { id: 'transport.no-common-cipher', facts: { port: 465, offered: ['A', 'B', 'C', 'D', 'E'] } },
  { id: 'envelope.recipient-unknown', facts: { recipient: 'x@example.jp', near: null } },
  { id: 'ownership.web-bad-redirect', facts: { url: 'http://shop.example/webauth.html', to: '' } },
  { id: 'ownership.mail-bounced', facts: { recipient: 'admin@example.jp', mx: 'mx.example.jp', reply: '550 5.1.1 No such user.' } },
]

for (const finding of [...sampleFindings, ...others]) {
  test(`cause ${finding.id} ${JSON.stringify(finding.facts).slice(0, 60)}: says everything in both languages, with no fact missing`, () => {
    for (const language of languages) {
      const said = explain(finding, language)
      for (const part of parts) {
        assert.ok(said[part].length > 5, part)
        assert.doesNotMatch(said[part], /undefined|null|\[object|NaN|Invalid/)
      }
    }
    assert.doesNotMatch(Object.values(explain(finding, 'en')).join(''), /[ぁ-ん]/)
    for (const part of parts) assert.match(explain(finding, 'ja')[part], /[ぁ-んァ-ヶ一-龠]/, part)
  })
}

test('causes: an empty user name is not called an empty password', () => {
  assert.match(explain({ id: 'credential.empty', facts: { field: 'login' } }, 'en').title, /user name/)
  assert.match(explain({ id: 'credential.empty', facts: { field: 'login' } }, 'ja').title, /ユーザー名/)
})

test('causes: only a password that came along must be changed', () => {
  const said = (exposed: boolean): string => explain({ id: 'transport.tls-required', facts: { port: 143, exposed } }, 'en').fix
  assert.match(said(true), /change the password/)
  assert.doesNotMatch(said(false), /change the password/)
})

test('causes of sign-ins: what is ours or the operator\'s is temporary, and nothing else is', () => {
  for (const finding of sampleFindings.filter(({ id }) => !/^(delivery|ownership|dns|zone)\./.test(id))) {
    const isOurs = finding.id !== 'network.not-mail' && ['us', 'operator'].includes(causes[finding.id].fixer)
    assert.equal(kindOf(finding) === 'temporary', isOurs, finding.id)
  }
})

test('causes of domains: "no verdict" is temporary and ours, and never the owner\'s to fix', () => {
  for (const { id } of sampleFindings.filter(({ id: one }) => /^(ownership|dns|zone)\./.test(one))) {
    assert.equal(causes[id].kind === 'temporary', /-unknown$|^dns\.(no-answer|still-held)$/.test(id), id)
    if (causes[id].kind === 'temporary') assert.equal(causes[id].fixer, 'us', id)
    assert.equal(causes[id].tell, 'owner', id)
  }
})

/** Whoever could tell these apart could find out which mailboxes exist, or try passwords in spite of the country rule. */
const dependsOnSecrets = /^(identity\.(?!no-domain)|credential\.(?!empty|app-password-required)|network\.(country|service|network)-blocked|ours\.)/

test('causes: what depends on our secrets is never told to the stranger on the wire', () => {
  for (const { id } of sampleFindings) if (dependsOnSecrets.test(id)) assert.notEqual(causes[id].tell, 'client', id)
})

test('causes: ids are known by themselves, not by what every object has', () => {
  assert.ok(isCause('credential.mismatch'))
  for (const id of ['credential.unknown', 'constructor', null, 5]) assert.ok(!isCause(id))
  assert.ok(isNote('login-completed'))
  for (const id of ['constructor', undefined]) assert.ok(!isNote(id))
})

test('notes: both languages', () => {
  for (const note of Object.values(notes)) {
    assert.match(note.ja, /[ぁ-ん]/)
    assert.match(note.en, /^[\x20-\x7e]+$/)
  }
})

test('words: facts are named as people know them', () => {
  assert.equal(countryName('ja', 'BR'), 'ブラジル')
  assert.equal(countryName('en', 'BR'), 'Brazil')
  assert.equal(countryName('en', '??'), '??')
  assert.equal(countryName('en', null), 'an unknown country')
  assert.equal(protocolName('ja', 'smtp'), '送信（SMTP）')
  assert.equal(protocolName('en', 'carrier-pigeon'), 'carrier-pigeon')
  assert.equal(blankName('ja', 'full-width space'), '全角スペース')
  assert.equal(blankName('ja', 'soft hyphen'), 'soft hyphen')
  assert.equal(blankName('en', 'space'), 'space')
  assert.equal(charsetName('ja', 'UTF-8, encoded twice'), '二重に変換されたUTF-8')
  assert.equal(charsetName('en', 'Shift_JIS'), 'Shift_JIS')
  assert.equal(networkName('ja', '0.0.0.0/0'), 'すべての回線')
  assert.equal(networkName('en', '192.0.2.0/24'), '192.0.2.0/24')
  assert.equal(dnsTrouble('ja', 'timeout'), '時間内に応答がありません')
  assert.equal(dnsTrouble('en', 'something new'), 'something new')
  assert.equal(proofName('ja', 'web'), 'Web認証')
  assert.equal(proofName('en', 'pigeon'), 'pigeon')
  assert.equal(serviceName('gmail'), 'Gmail')
  assert.equal(serviceName('Other Cloud'), 'Other Cloud')
})

test('words: a list is one sentence, and says when there is nothing or more', () => {
  assert.equal(listed('ja', []), '（なし）')
  assert.equal(listed('en', []), '(none)')
  assert.equal(listed('ja', ['a', 'b']), 'a、b')
  assert.equal(listed('en', ['a', 'b', 'c', 'd']), 'a, b, c, d')
  assert.equal(listed('en', ['a', 'b', 'c', 'd', 'e', 'f']), 'a, b, c, d and 2 more')
  assert.equal(listed('ja', ['a', 'b', 'c', 'd', 'e']), 'a、b、c、d ほか1件')
})

test('words: moments stand in the zone of the reader, and everything else stays as it is', () => {
  const facts = { until: '2026-11-24T15:50:12.345Z', tableDate: '2026-11-01', port: 465, names: ['a'] }
  assert.deepEqual(withMoments(facts, 'ja', 'Asia/Tokyo'), { ...facts, until: '2026年11月25日 0:50' })
  assert.deepEqual(withMoments(facts, 'en', 'UTC'), { ...facts, until: '24 November 2026 at 15:50 UTC' })
  const finding: Finding = { id: 'credential.stale-password', facts: { mailbox: 'hana@example.jp', changedAt: '2026-11-24T15:50:12.345Z' } }
  assert.match(explain(finding, 'ja', 'Asia/Tokyo').why, /2026年11月25日 0:50に変更/)
  assert.match(explain(finding, 'en').why, /24 November 2026 at 15:50 UTC/)
})
