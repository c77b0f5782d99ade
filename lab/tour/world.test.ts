import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countMarks } from './world.ts'

test('marks are counted by whole Message-IDs: none, one and two of a mark, and strangers', () => {
  const counts = countMarks(['<stream-1-9@kaede.example>', '<stream-11-9@kaede.example>', '<stream-1-9@kaede.example>', '', '<other@x>'], ['stream-1-9', 'stream-11-9', 'stream-2-9'])
  assert.deepEqual([...counts], [['stream-1-9', 2], ['stream-11-9', 1], ['stream-2-9', 0]])
})
