import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isPrivateAddress } from '../values/network.ts'
import { isRedirect, nextUrl } from './web-redirect.ts'

const from = 'http://example.jp/webauth.html'
const long = `https://example.jp/${'a'.repeat(2000)}`

const followed: readonly (readonly [string, string])[] = [
  ['https://example.jp/webauth.html', 'https://example.jp/webauth.html'],
  ['HTTPS://WWW.Example.JP:443/webauth.html#top', 'https://www.example.jp/webauth.html'],
  ['//www.example.jp/a', 'http://www.example.jp/a'],
  ['/other?x=1', 'http://example.jp/other?x=1'],
  ['https://example.jp./webauth.html', 'https://example.jp/webauth.html'],
]
for (const [location, url] of followed) {
  test(`redirect: ${location} is followed`, () => {
    const next = nextUrl(location, from, 'example.jp', isPrivateAddress)
    assert.equal(next.ok && next.value.href, url)
  })
}

const refused: readonly (readonly [string | undefined, string, string, string | null])[] = [
  [undefined, 'bad-redirect', '', null],
  ['', 'bad-redirect', '', null],
  [long, 'bad-redirect', long.slice(0, 200), null],
  ['http://[', 'bad-redirect', 'http://[', null],
  ['javascript:alert(1)', 'bad-redirect', 'javascript:alert(1)', null],
  ['http://example.jp:8080/', 'bad-redirect', 'http://example.jp:8080/', null],
  ['https://user@example.jp/', 'bad-redirect', 'https://example.jp/', null],
  ['https://:secret@example.jp/', 'bad-redirect', 'https://example.jp/', null],
  ['https://user:secret@other.example/', 'redirect-elsewhere', 'https://other.example/', null],
  ['https://www.www.example.jp/', 'redirect-elsewhere', 'https://www.www.example.jp/', null],
  ['https://xexample.jp/', 'redirect-elsewhere', 'https://xexample.jp/', null],
  ['http://017700000001/', 'forbidden-address', 'http://127.0.0.1/', '127.0.0.1'],
  ['http://127.1./', 'forbidden-address', 'http://127.0.0.1/', '127.0.0.1'],
  ['http://[fd00::1]:80/x', 'forbidden-address', 'http://[fd00::1]/x', 'fd00::1'],
  ['http://８.8.8.8/', 'redirect-elsewhere', 'http://8.8.8.8/', '8.8.8.8'],
]
for (const [location, why, detail, address] of refused) {
  test(`redirect: ${location?.slice(0, 60)} is ${why}`, () => {
    assert.deepEqual(nextUrl(location, from, 'example.jp', isPrivateAddress), { ok: false, why: { why, detail, address } })
  })
}

test('redirect: which statuses are', () => {
  assert.deepEqual([200, 300, 301, 302, 303, 304, 305, 307, 308, 404].filter(isRedirect), [301, 302, 303, 307, 308])
})
