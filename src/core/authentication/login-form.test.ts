import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { domainOf, loginForm } from './login-form.ts'

const table: readonly (readonly [login: string, address: string])[] = [
  ['hana@example.jp', 'hana@example.jp'],
  ['Hana@Example.JP', 'hana@example.jp'],
  ['ｈａｎａ＠ｅｘａｍｐｌｅ．ｊｐ', 'hana@example.jp'],
  ['hana＠example。jp', 'hana@example.jp'],
  [' hana@example.jp ', 'hana@example.jp'],
  ['hana @ example.jp', 'hana@example.jp'],
  ['hana@example.jp\u00a0', 'hana@example.jp'],
  ['hana@example.jp\u3000', 'hana@example.jp'],
  ['\u200bhana@example.jp\ufeff', 'hana@example.jp'],
  ['hana@example.jp\r\n', 'hana@example.jp'],
  ['mailto:hana@example.jp', 'hana@example.jp'],
  ['<mailto:hana@example.jp>', 'hana@example.jp'],
  ['<hana@example.jp>', 'hana@example.jp'],
  ['hana@example.jp.', 'hana@example.jp'],
  ['hana@日本語.jp', 'hana@xn--wgv71a119e.jp'],
  // か and a combining voiced mark: what a Mac's file names do to が.
  ['hana@か\u3099.jp', 'hana@xn--v8j.jp'],
  ['Hana', 'hana'],
  ['a@b@example.jp', 'a@b@example.jp'],
  ['hana@not a domain', 'hana@notadomain'],
  ['', ''],
  ['  ', ''],
]
for (const [login, address] of table) test(`login ${JSON.stringify(login)} is ${address}`, () => assert.equal(loginForm(login), address))

test('login: the normal form of a normal form is itself', () => {
  fc.assert(
    fc.property(fc.oneof(fc.emailAddress(), fc.tuple(fc.string({ unit: 'grapheme' }), fc.domain()).map(parts => parts.join('@')), fc.string({ unit: 'binary' })), login => {
      // What stood inside a pair of brackets may have brackets of its own: one is taken at a time.
      fc.pre(!/[<>]|mailto:/i.test(login.normalize('NFKC')))
      assert.equal(loginForm(loginForm(login)), loginForm(login))
    }),
    { numRuns: 2000 },
  )
})

test('domain of an address', () => {
  assert.equal(domainOf('a@b@example.jp'), 'example.jp')
  assert.equal(domainOf('hana'), '')
})
