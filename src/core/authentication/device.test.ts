import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deviceName } from './device.ts'

const table: readonly (readonly [clientName: string | null, device: string])[] = [
  ['iPhone Mail 20G81', 'iPhone Mail 20G81'],
  [' laptop.local ', 'laptop.local'],
  ['DESKTOP-1A2B3C', 'DESKTOP-1A2B3C'],
  ['[192.168.0.12]', ''],
  ['[IPv6:2001:db8::1]', ''],
  ['192.168.0.12', ''],
  ['localhost', ''],
  ['localhost.localdomain', ''],
  ['', ''],
  [null, ''],
]
for (const [clientName, device] of table) test(`the device of ${JSON.stringify(clientName)} is "${device}"`, () => assert.equal(deviceName(clientName), device))
