import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isForbiddenAddress, isInNetwork, isPrivateAddress, networkTable, parseNetwork, plainAddress, surroundingNetwork } from './network.ts'

const plain: readonly (readonly [string, string | null, string])[] = [
  ['192.0.2.7', '192.0.2.7', 'IPv4 is itself'],
  ['2001:DB8:0:0::1', '2001:db8::1', 'IPv6 in short, lower case'],
  ['::ffff:192.0.2.7', '192.0.2.7', 'mapped (RFC 4291)'],
  ['::ffff:c000:207', '192.0.2.7', 'mapped, in hex'],
  ['::ffff:0:192.0.2.7', '192.0.2.7', 'translated (RFC 2765)'],
  ['64:ff9b::192.0.2.7', '192.0.2.7', 'NAT64 (RFC 6052)'],
  ['2002:c000:207::1', '192.0.2.7', '6to4 (RFC 3056)'],
  ['fe80::1%eth0', 'fe80::1', 'without its zone'],
  ['::1', '::1', 'loopback'],
  ['192.0.2', null, 'three numbers are a trap'],
  ['0300.0.2.7', null, 'octal is a trap'],
  ['192.0.2.256', null, 'no octet'],
  ['example.jp', null, 'a name'],
  ['', null, 'nothing'],
]
for (const [text, wanted, because] of plain) test(`network: plainAddress ${JSON.stringify(text)}: ${because}`, () => assert.equal(plainAddress(text), wanted))

const privates: readonly (readonly [string, boolean])[] = [
  ['127.0.0.1', true],
  ['::1', true],
  ['10.1.2.3', true],
  ['172.16.0.1', true],
  ['192.168.1.1', true],
  ['100.64.0.1', true],
  ['169.254.1.1', true],
  ['0.0.0.0', true],
  ['192.0.2.1', true],
  ['fd00::1', true],
  ['fe80::1', true],
  ['2001:db8::1', true],
  ['::ffff:10.0.0.1', true],
  ['64:ff9b::10.0.0.1', true],
  ['8.8.8.8', false],
  ['::ffff:8.8.8.8', false],
  ['2001:240::1', false],
  ['2002:808:808::1', false],
  ['172.32.0.1', false],
  ['not an address', false],
]
for (const [address, wanted] of privates) test(`network: isPrivateAddress ${address} is ${wanted}`, () => assert.equal(isPrivateAddress(address), wanted))

const networks: readonly (readonly [string, string | null])[] = [
  ['192.0.2.7/24', '192.0.2.0/24'],
  ['192.0.2.7', '192.0.2.7/32'],
  [' 192.0.2.129/25 ', '192.0.2.128/25'],
  ['0.0.0.0/0', '0.0.0.0/0'],
  ['2001:db8:abcd:12ff::1/48', '2001:db8:abcd::/48'],
  ['2001:db8:abcd:12ff::1/52', '2001:db8:abcd:1000::/52'],
  ['2001:db8::1', '2001:db8::1/128'],
  ['::/0', '::/0'],
  ['::ffff:192.0.2.7/120', '192.0.2.0/24'],
  ['::ffff:192.0.2.7', '192.0.2.7/32'],
  ['::ffff:192.0.2.7/24', null],
  ['192.0.2.0/33', null],
  ['2001:db8::/129', null],
  ['192.0.2.0/', null],
  ['192.0.2.0/-1', null],
  ['192.0.2.0/24/24', null],
  ['192.0.2/24', null],
  ['', null],
]
for (const [text, wanted] of networks) test(`network: parseNetwork ${JSON.stringify(text)}`, () => assert.equal(parseNetwork(text), wanted))

const members: readonly (readonly [string, string, boolean])[] = [
  ['192.0.2.7', '192.0.2.0/24', true],
  ['192.0.3.7', '192.0.2.0/24', false],
  ['::ffff:192.0.2.7', '192.0.2.0/24', true],
  ['192.0.2.7', '::ffff:192.0.2.0/120', true],
  ['192.0.2.7', '192.0.2.7', true],
  ['2001:db8:1::5', '2001:db8:1::/48', true],
  ['2001:db8:2::5', '2001:db8:1::/48', false],
  ['192.0.2.7', '::/0', false],
  ['2001:db8::1', '0.0.0.0/0', false],
  ['nobody', '0.0.0.0/0', false],
  ['192.0.2.7', 'nowhere', false],
]
for (const [address, network, wanted] of members) test(`network: ${address} in ${network}: ${wanted}`, () => assert.equal(isInNetwork(address, network), wanted))

test('network: the longest prefix speaks, each family for itself', () => {
  const said = networkTable([
    ['192.0.2.0/24', 'site'],
    ['192.0.2.128/25', 'house'],
    ['192.0.2.200', 'desk'],
    ['2001:db8::/32', 'six'],
    ['::/0', 'every six'],
    ['nowhere', 'nothing'],
  ])
  const wanted = { '192.0.2.1': 'site', '192.0.2.129': 'house', '192.0.2.200': 'desk', '::ffff:192.0.2.200': 'desk', '192.0.3.1': null, '2001:db8::1': 'six', '2001:db9::1': 'every six', nobody: null }
  for (const [address, value] of Object.entries(wanted)) assert.equal(said(address), value, address)
})

test('network: the network around an address is /24, or /48', () => {
  assert.equal(surroundingNetwork('192.0.2.77'), '192.0.2.0/24')
  assert.equal(surroundingNetwork('::ffff:192.0.2.77'), '192.0.2.0/24')
  assert.equal(surroundingNetwork('2001:db8:51:1::200'), '2001:db8:51::/48')
  assert.equal(surroundingNetwork('?'), null)
})

const forbidden: readonly (readonly [string, boolean, string])[] = [
  ['192.0.2.7', false, 'documentation: the laboratory lives there'],
  ['198.51.100.7', false, 'documentation'],
  ['203.0.113.7', false, 'documentation'],
  ['2001:db8::7', false, 'documentation'],
  ['1.1.1.1', false, 'public'],
  ['2606:4700::1111', false, 'public'],
  ['127.0.0.1', true, 'loopback'],
  ['127.255.255.254', true, 'loopback'],
  ['0.0.0.0', true, 'this host'],
  ['10.0.0.1', true, 'private'],
  ['172.31.255.255', true, 'private'],
  ['192.168.0.1', true, 'private'],
  ['100.64.0.1', true, 'shared'],
  ['169.254.169.254', true, 'link-local: what clouds tell their machines'],
  ['224.0.0.1', true, 'multicast'],
  ['255.255.255.255', true, 'broadcast'],
  ['198.18.0.1', true, 'benchmarking'],
  ['240.0.0.1', true, 'reserved'],
  ['::', true, 'this host'],
  ['::1', true, 'loopback'],
  ['fe80::1', true, 'link-local'],
  ['fe80::1%eth0', true, 'link-local with its zone'],
  ['fd00::1', true, 'unique local'],
  ['ff02::1', true, 'multicast'],
  ['::ffff:127.0.0.1', true, 'loopback in IPv6'],
  ['::ffff:a9fe:a9fe', true, 'link-local in IPv6'],
  ['64:ff9b::10.0.0.1', true, 'private behind NAT64'],
  ['2002:7f00:1::', true, 'loopback in 6to4'],
  ['64:ff9b::192.0.2.7', false, 'documentation behind NAT64'],
  ['::127.0.0.1', true, 'IPv4-compatible, long abolished'],
  ['64:ff9b:1:a00:1:0:808:808', true, 'NAT64 of a network of its own (RFC 8215)'],
  ['2001:0:4136:e378:8000:63bf:3fff:fdd2', true, 'Teredo'],
  ['100::1', true, 'discard'],
  ['fec0::1', true, 'the old site-local'],
  ['5.9.0.1', true, 'our own'],
  ['::ffff:5.9.0.1', true, 'our own in IPv6'],
  ['2a01::1', true, 'our own'],
  ['0177.0.0.1', true, 'no address'],
  ['example.jp', true, 'no address'],
]
for (const [address, wanted, because] of forbidden) {
  test(`network: isForbiddenAddress ${address}: ${because}`, () => assert.equal(isForbiddenAddress(address, new Set(['5.9.0.1', '2a01::1'])), wanted))
}
