import assert from 'node:assert/strict'
import { test } from 'node:test'
import { asJson } from './json.ts'

test('what PostgreSQL takes in no jsonb is replaced, and everything else stays', () => {
  const kept = { text: '届く 😀 \\u0000 "\u001b[31m"', count: 3, at: new Date(0), none: null, list: ['a', { deep: true }] }
  assert.equal(asJson(kept), JSON.stringify(kept))
  assert.equal(asJson({ found: ['a\0b', '😀'.slice(0, 1)] }), '{"found":["a\ufffdb","\ufffd"]}')
})
