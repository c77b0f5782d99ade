import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { formatAddress, isOwnLocalPart, parseAddress } from './address.ts'
import { parseDomainName } from './domain-name.ts'
import { parseName } from './name.ts'
import { complaintOfPassword, isWeakGrade, madeGrade } from './password.ts'
import { formatSize, parseSize } from './quota.ts'

const addresses: readonly (readonly [given: string, wanted: string])[] = [
  ['taro@example.jp', 'taro@example.jp'],
  [' Taro.Yamada@EXAMPLE.jp ', 'taro.yamada@example.jp'],
  ['ｔａｒｏ＠ｅｘａｍｐｌｅ．ｊｐ', 'taro@example.jp'],
  ['a@日本語。jp', 'a@xn--wgv71a119e.jp'],
  ['a@x.jp.', 'a@x.jp'],
  ["o'neil+tag@x.jp", "o'neil+tag@x.jp"],
  [`${'x'.repeat(64)}@x.jp`, `${'x'.repeat(64)}@x.jp`],
  ['taro', 'no-at'],
  ['@x.jp', 'local-part-empty'],
  [`${'x'.repeat(65)}@x.jp`, 'local-part-too-long'],
  ['.a@x.jp', 'local-part-dots'],
  ['a.@x.jp', 'local-part-dots'],
  ['a..b@x.jp', 'local-part-dots'],
  ['a b@x.jp', 'local-part-characters'],
  ['"a@b"@x.jp', 'local-part-characters'],
  ['太郎@x.jp', 'local-part-characters'],
  ['a@', 'domain-empty'],
  ['a@x', 'domain-one-label'],
  ['a@1.2.3.4', 'domain-ip-address'],
  [`a@${'x'.repeat(63)}.${'y'.repeat(63)}.${'z'.repeat(63)}.${'w'.repeat(58)}.jp`, 'too-long'],
]
for (const [given, wanted] of addresses) {
  test(`the address ${JSON.stringify(given.slice(0, 40))} is ${wanted.slice(0, 40)}`, () => {
    const parsed = parseAddress(given)
    assert.equal(parsed.ok ? formatAddress(parsed.value) : parsed.why, wanted)
  })
}

const domains: readonly (readonly [given: string, wanted: string])[] = [
  ['example.123', 'characters'],
  ['Example.JP', 'example.jp'],
  ['例え.テスト', 'xn--r8jz45g.xn--zckzah'],
  ['example.jp.', 'example.jp'],
  ['', 'empty'],
  ['.', 'empty'],
  ['http://x.jp', 'characters'],
  ['x.jp:80', 'characters'],
  ['ex%41.jp', 'characters'],
  ['a b.jp', 'characters'],
  ['x_y.jp', 'label'],
  ['-x.jp', 'label'],
  ['x..jp', 'label'],
  ['localhost', 'one-label'],
  ['0x7f.1', 'ip-address'],
  [`${'x'.repeat(64)}.jp`, 'label'],
  [`${Array.from({ length: 5 }, () => 'x'.repeat(60)).join('.')}.jp`, 'too-long'],
]
for (const [given, wanted] of domains) {
  test(`the domain ${JSON.stringify(given.slice(0, 40))} is ${wanted}`, () => {
    const parsed = parseDomainName(given)
    assert.equal(parsed.ok ? parsed.value : parsed.why, wanted)
  })
}

test('parsing is stable: what it gave is read as itself, and is a safe name of a directory', () => {
  fc.assert(
    fc.property(fc.oneof(fc.emailAddress(), fc.string({ unit: 'binary' }), fc.tuple(fc.string(), fc.domain()).map(parts => parts.join('@'))), text => {
      const parsed = parseAddress(text)
      if (!parsed.ok) return
      assert.deepEqual(parseAddress(formatAddress(parsed.value)), parsed)
      assert.match(parsed.value.domain, /^[a-z0-9.-]+$/)
      if (isOwnLocalPart(parsed.value.localPart)) assert.doesNotMatch(parsed.value.localPart, /^\.|\/|\.\./)
    }),
    { numRuns: 2000 },
  )
})

test('sizes', () => {
  const sizes: readonly (readonly [string, number | null])[] = [
    ['10GB', 10 * 1024 ** 3],
    ['500 MB', 500 * 1024 ** 2],
    ['1.5g', 1.5 * 1024 ** 3],
    ['１０ＧＢ', 10 * 1024 ** 3],
    ['2TiB', 2 * 1024 ** 4],
    ['1048576', 1024 ** 2],
    ['1', null],
    ['0GB', null],
    ['-1GB', null],
    ['9999TB', null],
    ['lots', null],
    ['', null],
  ]
  for (const [text, bytes] of sizes) assert.equal(parseSize(text), bytes, text)
  assert.deepEqual([0, 512, 1024, 1.5 * 1024 ** 3, 10 * 1024 ** 3].map(formatSize), ['0 B', '512 B', '1 KB', '1.5 GB', '10 GB'])
})

test('passwords', () => {
  const taro = { localPart: 'taro' }
  const complaints: readonly (readonly [string, string | null])[] = [
    ['short', 'too-short'],
    ['x'.repeat(12), 'too-few-different'],
    ['abcdef-TARO-1', 'holds-the-address'],
    ['abcdefghijk\n', 'control-characters'],
    [`abcdef${'x'.repeat(251)}`, 'too-long'],
    ['abcdefghijkl', null],
    ['とても長い合言葉をここに', null],
  ]
  for (const [password, complaint] of complaints) assert.equal(complaintOfPassword(password, taro), complaint, password)
  assert.equal(complaintOfPassword('abcdef-ab-123', { localPart: 'ab' }), null)
})

test('grades of passwords: only one that was judged is called weak', () => {
  assert.deepEqual([0, 1, 2, 3, 4, null].map(isWeakGrade), [true, true, true, false, false, false])
  assert.equal(isWeakGrade(madeGrade), false)
})

test('names', () => {
  assert.equal(parseName('  山田商店 '), '山田商店')
  for (const text of ['', '  ', 'a\nb', 'x'.repeat(101)]) assert.equal(parseName(text), null)
})
