import assert from 'node:assert/strict'
import { test } from 'node:test'
import { meantText, quotedText, textOf, unescapedBytes } from './zone-text.ts'
import type { ZoneType } from './zone-record.ts'
import { readZoneText, readZoneValue } from './zone-value.ts'

const zone = 'kaede.example'
const sha256 = 'ab'.repeat(32)

const cases: readonly (readonly [type: ZoneType, typed: string, value: string | null])[] = [
  ['A', ' 192.0.2.1 ', '192.0.2.1'],
  ['A', '192.0.2', null],
  ['A', '192.0.2.256', null],
  ['A', '2001:db8::1', null],
  ['A', 'www.kaede.example', null],
  ['AAAA', '2001:DB8:0:0:0:0:0:1', '2001:db8::1'],
  ['AAAA', '2001:db8::1%eth0', null],
  ['AAAA', '192.0.2.1', null],
  ['CNAME', 'shop.other.example', 'shop.other.example'],
  ['CNAME', '192.0.2.1', null],
  ['NS', 'ns1.other.example.', 'ns1.other.example'],
  ['NS', 'https://ns1.other.example', null],
  ['MX', '10 mail.other.example', '10 mail.other.example'],
  ['MX', '010  Mail.Other.Example.', '10 mail.other.example'],
  ['MX', '10 mail', '10 mail.kaede.example'],
  ['MX', '0 .', '0 .'],
  ['MX', 'mail.other.example', null],
  ['MX', '10 192.0.2.25', null],
  ['MX', '70000 mail.other.example', null],
  ['MX', '10 mail.other.example now', null],
  ['SRV', '10 5 5060 sip.other.example', '10 5 5060 sip.other.example'],
  ['SRV', '0 0 0 .', '0 0 0 .'],
  ['SRV', '10 5 sip.other.example', null],
  ['CAA', '0 issue "letsencrypt.org"', '0 issue "letsencrypt.org"'],
  ['CAA', '128 ISSUEWILD ;', '128 issuewild ";"'],
  ['CAA', '0 issue ""', '0 issue ""'],
  ['CAA', '0 iodef mailto:info@kaede.example', '0 iodef "mailto:info@kaede.example"'],
  ['CAA', '300 issue "x"', null],
  ['CAA', '0 issue "日本"', null],
  ['CAA', 'letsencrypt.org', null],
  ['TLSA', `3 1 1 ${sha256.toUpperCase()}`, `3 1 1 ${sha256}`],
  ['TLSA', `3 1 1 ${sha256.slice(0, 32)} ${sha256.slice(32)}`, `3 1 1 ${sha256}`],
  ['TLSA', '3 0 0 3082', '3 0 0 3082'],
  ['TLSA', '3 0 0 308', null],
  ['TLSA', '3 1 1 abcd', null],
  ['TLSA', `3 1 2 ${sha256}`, null],
  ['TLSA', `4 1 1 ${sha256}`, null],
  ['TXT', 'v=spf1 ~all', 'v=spf1 ~all'],
  ['TXT', '"v=spf1 ~all"', 'v=spf1 ~all'],
  ['TXT', '"v=DKIM1; p=abc" "def"', 'v=DKIM1; p=abcdef'],
  ['TXT', '"a \\"quoted\\" word"', 'a "quoted" word'],
  ['TXT', 'say "hello"', 'say "hello"'],
  ['TXT', 'a'.repeat(4000), 'a'.repeat(4000)],
  ['TXT', 'a'.repeat(4001), null],
  ['TXT', '', null],
  ['TXT', '""', null],
  ['TXT', 'two\nlines', null],
]

test('values are understood as they are typed, kept in one form, and refused with what is wanted', () => {
  for (const [type, typed, value] of cases) {
    const read = readZoneValue(type, typed, zone)
    assert.equal(read.ok ? read.value : null, value, `${type} ${typed}`)
    if (!read.ok) assert.equal(read.why.id, type === 'MX' ? 'zone.mx-not-a-name' : 'zone.bad-value', typed)
  }
})

test('a text that is there already is taken to the letter', () => {
  assert.deepEqual(readZoneText('"quotes" and \\'), { ok: true, value: '"quotes" and \\' })
  assert.equal(readZoneText('').ok, false)
})

test('texts are written in strings of at most 255 bytes, and read back', () => {
  assert.equal(quotedText('a"b\\c'), '"a\\"b\\\\c"')
  assert.equal(quotedText(''), '""')
  assert.equal(quotedText('a'.repeat(256)), `"${'a'.repeat(255)}" "a"`)
  assert.equal(quotedText('é'), '"\\195\\169"')
  for (const text of ['日本語のテキスト', 'a'.repeat(600), '\\"', 'é'.repeat(200)]) assert.equal(meantText(quotedText(text)), text)
  assert.deepEqual(unescapedBytes('\\065\\;é'), [65, 59, 195, 169])
  assert.equal(textOf([104, 105]), 'hi')
})
