import assert from 'node:assert/strict'
import { test } from 'node:test'
import { alertName, suiteName, versionName } from './tls-names.ts'

for (const [named, name] of [
  [versionName(0x0302), 'TLS 1.1'],
  [versionName(0x7f1c), '0x7f1c'],
  [alertName(42), 'bad_certificate'],
  [alertName(99), 'alert 99'],
  [suiteName(0x002f), 'RSA_WITH_AES_128_CBC_SHA'],
  [suiteName(0x00ff), '0x00ff'],
] as const) {
  test(`TLS names: ${name}`, () => assert.equal(named, name))
}
