import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exposureOf } from './in-the-clear.ts'

const b64 = (text: string): Buffer => Buffer.from(Buffer.from(text, 'utf8').toString('base64'))

for (const [name, mechanism, initial, login, exposed] of [
  ['PLAIN with everything', 'PLAIN', b64('\0sato@example.jp\0umi'), 'sato@example.jp', true],
  ['PLAIN with an empty password', 'PLAIN', b64('\0sato@example.jp\0'), 'sato@example.jp', false],
  ['PLAIN that waits', 'PLAIN', null, null, false],
  ['PLAIN that is broken', 'PLAIN', Buffer.from('sato@example.jp'), null, false],
  ['LOGIN with the user name only', 'LOGIN', b64('sato@example.jp'), 'sato@example.jp', false],
  ['LOGIN with nothing', 'LOGIN', Buffer.from('='), null, false],
  ['LOGIN with what is no base64', 'LOGIN', Buffer.from('sato@'), null, false],
  ['NTLM', 'NTLM', Buffer.from('TlRMTVNTUAAB'), null, false],
] as const) {
  test(`in the clear: ${name}`, () => assert.deepEqual(exposureOf(mechanism, initial), { mechanism, login, exposed }))
}
