import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judgeMx, mailHostOf, type MailPlace } from './mx.ts'
import type { MailTarget } from './verdict.ts'

const targets: readonly MailTarget[] = [
  { name: 'mail.example.jp', alias: null, addresses: ['192.0.2.10'] },
  { name: 'old.example.com', alias: null, addresses: ['198.51.100.30'] },
  { name: 'gone.example.com', alias: null, addresses: [] },
  { name: 'mx.example.jp', alias: 'sv0001.todoku.test', addresses: ['192.0.2.10'] },
  { name: 'dark.example.com', alias: null, addresses: null },
]
const place: MailPlace = { domain: 'example.jp', zone: 'example.jp', hostName: 'sv0001.todoku.test', ourAddresses: ['192.0.2.10'], targets }
const wanted = '10 sv0001.todoku.test'

const table: readonly (readonly [name: string, values: readonly string[], fit: string, causes: readonly string[], instead: readonly string[]])[] = [
  ['ours', [wanted], 'right', [], []],
  ['ours with another preference', ['0 SV0001.todoku.test.'], 'right', [], []],
  ['a name of the customer that leads to our address', ['10 mail.example.jp'], 'right', [], []],
  ['none', [], 'missing', ['dns.record-missing'], []],
  ['the old host', ['10 old.example.com'], 'differs', ['dns.mx-elsewhere'], ['10 old.example.com']],
  ['ours and the old host', [wanted, '20 old.example.com'], 'conflicts', ['dns.mx-elsewhere'], ['20 old.example.com']],
  ['a host without address', ['10 gone.example.com'], 'differs', ['dns.mx-elsewhere'], ['10 gone.example.com']],
  ['an alias', ['10 mx.example.jp'], 'differs', ['dns.mx-to-cname'], ['10 mx.example.jp']],
  ['an address', ['10 192.0.2.10'], 'differs', ['dns.mx-to-address'], ['10 192.0.2.10']],
  ['an IPv6 address', ['10 2001:db8::1'], 'differs', ['dns.mx-to-address'], ['10 2001:db8::1']],
  ['an address that the form completed', ['10 192.0.2.10.example.jp'], 'differs', ['dns.mx-to-address'], ['10 192.0.2.10.example.jp']],
  ['ours, completed by the form', ['10 sv0001.todoku.test.example.jp'], 'differs', ['dns.zone-typed-twice'], ['10 sv0001.todoku.test.example.jp']],
  ['no mail at all (RFC 7505)', ['0 '], 'differs', ['dns.record-differs'], ['0 ']],
  ['a host that nobody can tell about', ['10 dark.example.com'], 'unknown', ['dns.no-answer'], ['10 dark.example.com']],
  ['a host that was not looked into', ['10 other.example.com'], 'unknown', ['dns.no-answer'], ['10 other.example.com']],
  ['one that nobody can tell about beside the old host', ['10 dark.example.com', '20 old.example.com'], 'differs', ['dns.mx-elsewhere'], ['10 dark.example.com', '20 old.example.com']],
  ['several mistakes', ['5 mx.example.jp', '10 192.0.2.10'], 'differs', ['dns.mx-to-cname', 'dns.mx-to-address'], ['5 mx.example.jp', '10 192.0.2.10']],
]
for (const [name, values, fit, causes, instead] of table) {
  test(`MX: ${name}`, () => {
    const judgement = judgeMx(wanted, values, place)
    assert.deepEqual([judgement.fit, judgement.findings.map(({ id }) => id), judgement.instead], [fit, causes, instead])
    assert.equal(judgement.should, values.find(value => /^\d+ (sv0001\.todoku\.test|mail\.example\.jp)\.?$/i.test(value)) ?? wanted)
  })
}

test('the host of an MX value', () => {
  assert.equal(mailHostOf('10 Mail.Example.JP.'), 'mail.example.jp')
  assert.equal(mailHostOf('0 .'), '')
})
