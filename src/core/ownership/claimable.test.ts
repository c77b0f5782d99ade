import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isBelow, isPublicSuffix, parseClaimable } from './claimable.ts'

const ours = ['sv0001.mail.example.jp', 'NS1.todoku.example', 'localhost']

/** What was typed, and the name that it is, or why it is none. */
const cases: readonly (readonly [attack: string, text: string, wanted: string])[] = [
  ['a plain name', 'shop.example.net', 'shop.example.net'],
  ['capitals and a final dot', 'Shop.Example.NET.', 'shop.example.net'],
  ['a name under a suffix of two labels', 'kaede.co.jp', 'kaede.co.jp'],
  ['a name under a city', 'shop.chiyoda.tokyo.jp', 'shop.chiyoda.tokyo.jp'],
  ['a city that is excepted from the wildcard of its prefecture', 'city.kawasaki.jp', 'city.kawasaki.jp'],
  ['a customer of a hoster', 'hana.github.io', 'hana.github.io'],
  ['IDN as people type it', '日本語.jp', 'xn--wgv71a119e.jp'],
  ['IDN as the DNS has it', 'XN--WGV71A119E.jp', 'xn--wgv71a119e.jp'],
  ['IDN in full width, with the ideographic dot', '日本語。ｊｐ', 'xn--wgv71a119e.jp'],
  ['a letter and its mark apart are the letter with its mark', 'cafe\u0301.example.net', 'xn--caf-dma.example.net'],
  ['a soft hyphen that nobody sees', 'sho\u00adp.example.net', 'shop.example.net'],
  ['a homograph is another name, and proves for itself only', 'аpple.example.net', 'xn--pple-43d.example.net'],
  ['ß is no ss', 'faß.de', 'xn--fa-hia.de'],
  ['a TLD', 'jp', 'one-label'],
  ['a TLD in its own letters', '日本', 'one-label'],
  ['a suffix of a registry', 'co.jp', 'public-suffix'],
  ['a suffix of a registry, with a final dot and capitals', 'CO.JP.', 'public-suffix'],
  ['a suffix in its own letters', '公司.cn', 'public-suffix'],
  ['the same suffix as A-labels', 'xn--55qx5d.cn', 'public-suffix'],
  ['a suffix in full width', 'ｃｏ.ｊｐ', 'public-suffix'],
  ['a prefecture', 'tokyo.jp', 'public-suffix'],
  ['a ward', 'chiyoda.tokyo.jp', 'public-suffix'],
  ['what stands above a wildcard', 'kawasaki.jp', 'public-suffix'],
  ['what a wildcard covers', 'saiwai.kawasaki.jp', 'public-suffix'],
  ['a suffix of a hoster', 'github.io', 'public-suffix'],
  ['what stands above a wildcard of a hoster', 'compute.amazonaws.com', 'public-suffix'],
  ['the reverse tree', 'in-addr.arpa', 'public-suffix'],
  ['our server', 'sv0001.mail.example.jp', 'our-name'],
  ['our server, as IDN rules read it', 'ｓｖ0001.mail.example.jp', 'our-name'],
  ['the domain that our server stands in', 'example.jp', 'our-name'],
  ['what is between', 'mail.example.jp', 'our-name'],
  ['another name beside our server', 'www.example.jp', 'our-name'],
  ['a name below our server', 'x.sv0001.mail.example.jp', 'our-name'],
  ['a name server of ours, whatever case the configuration has', 'ns1.todoku.example', 'our-name'],
  ['the domain of our name servers', 'todoku.example', 'our-name'],
  ['a name that only ends like ours', 'notexample.jp', 'notexample.jp'],
  ['an address', '192.0.2.1', 'ip-address'],
  ['an address of IPv6', '2001:db8::1', 'characters'],
  ['a name with a port', 'shop.example.net:25', 'characters'],
  ['a mail address', 'hana@shop.example.net', 'characters'],
  ['a service name', '_dmarc.shop.example.net', 'label'],
  ['a wildcard', '*.shop.example.net', 'label'],
  ['nothing', ' ', 'empty'],
]

const said = (text: string, isOperator = false): string => {
  const read = parseClaimable(text, ours, isOperator)
  if (read.ok) return read.value
  return read.why.kind === 'complaint' ? read.why.complaint : read.why.finding.id.replace('ownership.', '')
}

for (const [attack, text, wanted] of cases) test(`claimable: ${attack}`, () => assert.equal(said(text), wanted))

test('claimable: the operator may add a name of ours, and no public suffix', () => {
  assert.equal(said('example.jp', true), 'example.jp')
  assert.equal(said('co.jp', true), 'public-suffix')
})

test('claimable: the finding names the name as it was read', () => {
  const read = parseClaimable('CO.jp', ours)
  assert.deepEqual(read, { ok: false, why: { kind: 'finding', finding: { id: 'ownership.public-suffix', facts: { name: 'co.jp' } } } })
})

test('claimable: below is below, not the same and not a mere ending', () => {
  assert.ok(isBelow('a.example.jp', 'example.jp'))
  assert.ok(!isBelow('example.jp', 'example.jp'))
  assert.ok(!isBelow('anexample.jp', 'example.jp'))
  assert.ok(isPublicSuffix('jp'))
  assert.ok(!isPublicSuffix('example.jp'))
})
