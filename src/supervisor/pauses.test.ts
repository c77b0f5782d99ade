import assert from 'node:assert/strict'
import { test } from 'node:test'
import { failuresAfter, pauseMs, recoveredMs } from './pauses.ts'

test('pauses grow from 1 s to 60 s and no further', () => {
  assert.deepEqual([1, 2, 3, 4, 5, 6, 7, 8, 1000].map(pauseMs), [1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000])
})

test('a part that was well for a minute begins anew; one that was not counts on', () => {
  assert.equal(failuresAfter(5, recoveredMs), 1)
  assert.equal(failuresAfter(5, recoveredMs - 1), 6)
  assert.equal(failuresAfter(0, 0), 1)
})
