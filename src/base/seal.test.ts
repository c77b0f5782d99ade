import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from './fault.ts'
import { open, seal } from './seal.ts'

const master = 'ab'.repeat(32)
const isCorrupt = (error: unknown): boolean => error instanceof Fault && error.kind === 'corrupt'

test('what is sealed opens again, and reads differently each time', () => {
  const sealed = seal(master, 'dkim example.jp todoku1', '秘密')
  assert.equal(open(master, 'dkim example.jp todoku1', sealed), '秘密')
  assert.notEqual(seal(master, 'dkim example.jp todoku1', '秘密'), sealed)
  assert.equal(open(master, 'x', seal(master, 'x', '')), '')
})

test('another secret, another place or a changed byte does not open it', () => {
  const sealed = seal(master, 'here', 'text')
  assert.throws(() => open('cd'.repeat(32), 'here', sealed), isCorrupt)
  assert.throws(() => open(master, 'there', sealed), isCorrupt)
  assert.throws(() => open(master, 'here', `${sealed.slice(0, -2)}${sealed.endsWith('AA') ? 'BB' : 'AA'}`), isCorrupt)
  for (const broken of ['', 'v1.', 'v1.AAAA', sealed.replace('v1', 'v2')]) assert.throws(() => open(master, 'here', broken), isCorrupt)
})
