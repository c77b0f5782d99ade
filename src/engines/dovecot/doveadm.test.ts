import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseUsage } from './doveadm.ts'

test('reads what doveadm prints', () => {
  const text = 'Quota name\tType\tValue\tLimit\t%\nUser quota\tSTORAGE\t12\t10485760\t0\nUser quota\tMESSAGE\t3\t-\t0\n'
  assert.deepEqual(parseUsage(text), { bytes: 12_288, messages: 3 })
})

test('knows when it says nothing of use', () => {
  for (const text of ['', 'Quota name\tType\tValue\tLimit\t%\n', 'Quota name\tType\tValue\tLimit\t%\nUser quota\tSTORAGE\t-\t-\t0\n']) assert.equal(parseUsage(text), null)
})
