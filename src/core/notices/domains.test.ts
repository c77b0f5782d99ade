import assert from 'node:assert/strict'
import { test } from 'node:test'
import { composeDomainLetter, type DomainNotice, domainNoticeKinds } from './domains.ts'

const notice = (changes: Partial<DomainNotice>): DomainNotice => ({
  kind: 'hand-over-started',
  at: new Date('2026-11-24T10:34:00Z'),
  domain: '楓.jp',
  side: 'from',
  proof: 'web',
  until: new Date('2026-12-01T10:34:00Z'),
  isWithMail: false,
  isCalledOff: false,
  findings: [],
  ...changes,
})

const letter = (changes: Partial<DomainNotice>, language: 'ja' | 'en'): string => composeDomainLetter([notice(changes)], language, 'sv0001.example.jp', 'Asia/Tokyo').text

test('Japanese: the holder of a name hears who, until when, and what he can do', () => {
  const { subject, text } = composeDomainLetter([notice({})], 'ja', 'sv0001.example.jp', 'Asia/Tokyo')
  assert.equal(subject, 'ドメインについてのお知らせ（1件）: 楓.jp')
  assert.equal(
    text,
    `メールサーバー sv0001.example.jp からのお知らせです。
時刻はすべて Asia/Tokyo の時刻です。

■ 別の利用者が、このドメインの所有権を確認しました
11月24日 19:34  楓.jp
12月1日 19:34まではこれまでどおりメールをお使いいただけます。その後、このドメインは新しい利用者に移ります。ドメインを譲った場合は、./todoku domain hand-over 楓.jp --agree で早めることもできます。今もご自身のドメインなら、期限までに所有権をもう一度確認し、./todoku domain hand-over 楓.jp --object で異議を申し立ててください。届いたメールが新しい利用者に渡ることはありません。

このメールはサーバーが自動で作成しました。返信しても読まれません。
`,
  )
})

test('English: several come in one letter, with what was seen', () => {
  const lost = notice({ kind: 'proof-lost', domain: 'kaede.jp', findings: [{ id: 'ours.resolver-away', facts: { why: 'ETIMEOUT' } }] })
  const { subject, text } = composeDomainLetter([lost, notice({ kind: 'claim-lapsed', domain: 'momiji.jp', until: null })], 'en', 'sv0001.example.jp', 'UTC')
  assert.equal(subject, 'About your domains (2): kaede.jp, momiji.jp')
  assert.match(text, /■ What proved that this domain is yours is no longer there\n24 November at 10:34 {2}kaede\.jp\n- [^\n]+: [^\n]+\nYour mail goes on\./)
  assert.match(text, /■ The time to prove this domain is over\n24 November at 10:34 {2}momiji\.jp\n/)
  assert.match(letter({ kind: 'proof-lost', findings: lost.findings }, 'ja'), /\n・[^\n]+: [^\n]+\nメールは止めていません。/)
})

const differs: readonly (readonly [string, Partial<DomainNotice>, Partial<DomainNotice>])[] = [
  ['who has the name reads another letter than who comes to have it: begun', {}, { side: 'to' }],
  ['done', { kind: 'hand-over-done' }, { kind: 'hand-over-done', side: 'to' }],
  ['contested', { kind: 'hand-over-contested' }, { kind: 'hand-over-contested', side: 'to' }],
  ['whether the mail went along is told to the one', { kind: 'hand-over-done' }, { kind: 'hand-over-done', isWithMail: true }],
  ['and to the other', { kind: 'hand-over-done', side: 'to' }, { kind: 'hand-over-done', side: 'to', isWithMail: true }],
  ['one that is called off reads otherwise to the one', { kind: 'hand-over-done' }, { kind: 'hand-over-done', isCalledOff: true }],
  ['and to the other, who still waits', { kind: 'hand-over-done', isCalledOff: true }, { kind: 'hand-over-done', side: 'to', isCalledOff: true }],
  ['by what it was proven', { kind: 'claim-proven' }, { kind: 'claim-proven', proof: 'txt' }],
]

for (const [name, one, other] of differs) {
  test(name, () => {
    for (const language of ['ja', 'en'] as const) assert.notEqual(letter(one, language), letter(other, language))
  })
}

test('every kind has words in both languages', () => {
  for (const kind of domainNoticeKinds) {
    for (const language of ['ja', 'en'] as const) assert.doesNotMatch(letter({ kind, proof: null }, language), /undefined|null/, `${kind} ${language}`)
  }
})

test('who comes to have a domain with its mail is told that its passwords and forwards are still those of before', () => {
  const done = { kind: 'hand-over-done', side: 'to', isWithMail: true } as const
  assert.match(letter(done, 'en'), /set new\s+passwords/)
  assert.match(letter(done, 'ja').replace(/\n/g, ''), /パスワードを変更し、転送先を確認してください/)
})
