import assert from 'node:assert/strict'
import { test } from 'node:test'
import { networkSet, plainAddress } from './networks.ts'

test('a link-local client has an address that the store takes', () => {
  assert.equal(plainAddress('fe80::1%eth0'), 'fe80::1')
})

test('one form for one address', () => {
  assert.deepEqual(['::ffff:192.0.2.1', '2001:DB8:0::1', '192.0.2.1', 'nobody'].map(plainAddress), ['192.0.2.1', '2001:db8::1', '192.0.2.1', 'nobody'])
})

test('membership: networks and lone addresses of both families', () => {
  const isIn = networkSet(['192.0.2.0/24', '2001:db8::/32', '203.0.113.7'])
  assert.deepEqual(['192.0.2.9', '2001:db8:1::1', '203.0.113.7', '203.0.113.8'].map(isIn), [true, true, true, false])
})
