import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Rate, taken } from './rate.ts'

test('rate: so many times within a window, then again in the next', () => {
  const limit = { most: 2, windowMs: 1000 }
  const first = taken(undefined, limit, 0)!
  const second = taken(first, limit, 10)!
  assert.deepEqual([first, second], [{ since: 0, count: 1 }, { since: 0, count: 2 }] satisfies Rate[])
  assert.equal(taken(second, limit, 999), null)
  assert.deepEqual(taken(second, limit, 1000), { since: 1000, count: 1 })
})
