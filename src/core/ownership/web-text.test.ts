import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readText } from './web-text.ts'

const bytes = (...parts: (number | string)[]): Uint8Array => Buffer.concat(parts.map(part => (typeof part === 'number' ? Buffer.from([part]) : Buffer.from(part))))
const wide = (text: string): Buffer => Buffer.from(text, 'utf16le')

const texts: readonly (readonly [string, Uint8Array, string | null, string])[] = [
  ['plain', bytes('token'), null, 'token'],
  ['UTF-8', bytes('届く'), 'text/html', '届く'],
  ['UTF-8 with a mark', bytes(0xef, 0xbb, 0xbf, 'token'), 'text/html; charset=shift_jis', 'token'],
  ['UTF-16LE with a mark', bytes(0xff, 0xfe, ...wide('token')), 'text/html; charset=utf-8', 'token'],
  ['UTF-16BE with a mark', bytes(0xfe, 0xff, ...wide('token').swap16()), null, 'token'],
  ['UTF-16LE without a mark', wide('token'), 'text/html', 'token'],
  ['UTF-16BE without a mark', wide('token').swap16(), 'text/html', 'token'],
  ['Shift_JIS', bytes(0x93, 0xcd, 0x82, 0xad), 'text/html; charset="Shift_JIS"', '届く'],
  ['EUC-JP', bytes(0xc6, 0xcf, 0xa4, 0xaf), 'text/html;charset=EUC-JP', '届く'],
  ['a charset that nobody knows', bytes('token'), 'text/html; charset=none-such', 'token'],
  ['broken UTF-8', bytes('a', 0xff, 'b'), null, 'a\ufffdb'],
  ['nothing', bytes(), null, ''],
  ['three bytes', bytes('a', 0, 'b'), null, 'a\0b'],
]
for (const [what, given, contentType, text] of texts) {
  test(`text of a page: ${what}`, () => assert.equal(readText(given, contentType), text))
}
