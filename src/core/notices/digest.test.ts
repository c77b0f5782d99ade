import assert from 'node:assert/strict'
import { test } from 'node:test'
import { composeDigest, type Notice, readerZone } from './digest.ts'

const notice = (changes: Partial<Notice>): Notice => ({
  kind: 'new-device',
  at: new Date('2026-11-24T10:34:00Z'),
  mailbox: 'hana@example.jp',
  network: '203.0.113.0/24',
  country: 'JP',
  client: 'iPhone Mail 18.1',
  count: 1,
  until: null,
  ref: null,
  ...changes,
})

test('Japanese: what happened, when in the zone of the reader, where, and what to do', () => {
  const { subject, text } = composeDigest([notice({})], 'ja', 'sv0001.example.jp', 'Asia/Tokyo')
  assert.equal(subject, 'サインインについてのお知らせ（1件）: hana@example.jp')
  assert.equal(
    text,
    `メールサーバー sv0001.example.jp からのお知らせです。
サインインについて、ご確認いただきたいことがありました。
時刻はすべて Asia/Tokyo の時刻です。

■ 新しい端末からサインインがありました
11月24日 19:34  hana@example.jp
場所: 日本、回線: 203.0.113.0/24、端末: iPhone Mail 18 1
心当たりがあれば、何もする必要はありません。心当たりがなければ、すぐにパスワードを変えてください。

このメールはサーバーが自動で作成しました。返信しても読まれません。
お知らせは、多くても1時間に1通にまとめてお送りします。
`,
  )
})

test('English: the same', () => {
  const { subject, text } = composeDigest([notice({}), notice({ mailbox: 'taro@example.jp', network: null, country: null, client: null })], 'en', 'sv0001.example.jp', 'UTC')
  assert.equal(subject, 'About sign-ins (2): hana@example.jp and 1 more')
  assert.equal(
    text,
    `This is the mail server sv0001.example.jp.
Something about sign-ins deserves a look.
All times are in UTC.

■ A sign-in from a new device
24 November at 10:34  hana@example.jp
from: Japan, network: 203.0.113.0/24, device: iPhone Mail 18 1
If it was you, there is nothing to do. If not, change the password now.

■ A sign-in from a new device
24 November at 10:34  taro@example.jp
If it was you, there is nothing to do. If not, change the password now.

The server wrote this by itself; nobody reads replies.
Notices come together, one letter an hour at the most.
`,
  )
})

test('each kind has its own words in both languages, with the reference where there is one, and what cannot wait first', () => {
  const until = new Date('2026-11-24T10:49:00Z')
  const all = [
    notice({}),
    notice({ kind: 'stale-device', count: 6, ref: 'K7Q2-9F' }),
    notice({ kind: 'throttle', network: '0.0.0.0/0', client: null, until, ref: 'K7Q2-9G' }),
    notice({ kind: 'new-country', country: 'TH' }),
    notice({ kind: 'password-exposed' }),
  ]
  const titles = (text: string): string[] => text.split('\n').filter(line => line.startsWith('■'))
  const ja = composeDigest(all, 'ja', 'sv0001.example.jp', 'Asia/Tokyo')
  assert.equal(ja.subject, 'サインインについてのお知らせ（5件）: hana@example.jp')
  assert.deepEqual(titles(ja.text), [
    '■ パスワードが暗号化されずに送られました',
    '■ 初めての国からサインインがありました',
    '■ 間違ったパスワードが続いたため、サインインを一時的に止めています',
    '■ 古いパスワードを使い続けている端末があります',
    '■ 新しい端末からサインインがありました',
  ])
  assert.match(ja.text, /11月24日 19:49に自動で解除されます。.*\.\/todoku pass me K7Q2-9G/)
  assert.match(ja.text, /場所: 日本、回線: すべての回線\n/)
  assert.match(ja.text, /hana@example\.jp（6回）\n/)
  assert.match(ja.text, /todoku explain K7Q2-9F/)
  const en = composeDigest(all, 'en', 'sv0001.example.jp', 'Asia/Tokyo')
  assert.equal(titles(en.text).length, 5)
  assert.match(en.text, /It ends by itself: 24 November at 19:49\. .*\.\/todoku pass me K7Q2-9G/)
  assert.match(en.text, /hana@example\.jp \(6 times\)\n/)
  assert.match(en.text, /todoku explain K7Q2-9F/)
  assert.match(en.text, /from: Thailand/)
})

test('without a reference nothing is said of one', () => {
  for (const language of ['ja', 'en'] as const) {
    const { text } = composeDigest([notice({ kind: 'throttle', until: new Date('2026-11-24T10:49:00Z') }), notice({ kind: 'stale-device' })], language, 'sv0001.example.jp', 'Asia/Tokyo')
    assert.doesNotMatch(text, /todoku|null|undefined/)
  }
})

test('a subject names how many mailboxes there are besides the first', () => {
  assert.equal(composeDigest([notice({}), notice({ mailbox: 'taro@example.jp' })], 'ja', 'sv0001.example.jp', 'UTC').subject, 'サインインについてのお知らせ（2件）: hana@example.jp ほか1')
})

test('equal notices are one, with a count and the latest time; a long list is cut and counted', () => {
  const again = [notice({ kind: 'stale-device', count: 5 }), notice({ kind: 'stale-device', count: 7, at: new Date('2026-11-24T11:34:00Z') })]
  assert.match(composeDigest(again, 'en', 'sv0001.example.jp', 'UTC').text, /11:34 {2}hana@example\.jp \(12 times\)/)
  const many = Array.from({ length: 25 }, (_, i) => notice({ network: `203.0.${i}.0/24`, at: new Date(Date.UTC(2026, 10, 24, 10, i)) }))
  const en = composeDigest(many, 'en', 'sv0001.example.jp', 'UTC').text
  assert.equal(en.split('■').length - 1, 20)
  assert.match(en, /There are 5 more\./)
  assert.match(en, /203\.0\.24\.0/)
  assert.doesNotMatch(en, /203\.0\.4\.0/)
  assert.match(composeDigest(many, 'ja', 'sv0001.example.jp', 'UTC').text, /このほかに5件あります。/)
})

test('what a client calls itself carries no link into the letter, and no new line', () => {
  const { text } = composeDigest([notice({ client: `Mail\r\n\r\nhttp://evil.example/<b> ${'x'.repeat(100)}` })], 'en', 'sv0001.example.jp', 'UTC')
  assert.match(text, /device: Mail http evil example b x{30,}\n/)
  assert.doesNotMatch(text, /x{61}/)
})

test('the zone: what is configured, else the machine’s, and for Japanese readers Japan where the machine lives nowhere', () => {
  assert.equal(readerZone('Europe/Berlin', 'UTC', 'ja'), 'Europe/Berlin')
  assert.equal(readerZone('', 'UTC', 'ja'), 'Asia/Tokyo')
  assert.equal(readerZone('', 'Etc/UTC', 'ja'), 'Asia/Tokyo')
  assert.equal(readerZone('', 'UTC', 'en'), 'UTC')
  assert.equal(readerZone('', 'America/New_York', 'ja'), 'America/New_York')
})

test('a stranger who sends any password in the clear for a mailbox frightens nobody: the letter does not say that it was the right one', () => {
  const letter = (language: 'ja' | 'en'): string => composeDigest([notice({ kind: 'password-exposed' })], language, 'sv0001.example.jp', 'Asia/Tokyo').text
  assert.match(letter('en').replace(/\s+/g, ' '), /If it was you, .*If not, it was not let in/)
  assert.match(letter('ja'), /ご自身のアプリでしたら.*心当たりがなければ/s)
})
