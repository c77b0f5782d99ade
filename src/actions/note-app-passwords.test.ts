import assert from 'node:assert/strict'
import { test } from 'node:test'
import { appPasswordNotes, type AppPasswordUse } from './note-app-passwords.ts'

test('app passwords: a use is written at most once a minute', () => {
  const uses: AppPasswordUse[] = []
  const note = appPasswordNotes(use => uses.push(use))
  for (const [id, seconds] of [[1, 100], [1, 159], [2, 159], [1, 160]] as const) note(id, new Date(seconds * 1000))
  assert.deepEqual(uses.map(({ id, at }) => [id, at.getTime() / 1000]), [[1, 100], [2, 159], [1, 160]])
})

test('app passwords: memory is bounded', () => {
  const uses: AppPasswordUse[] = []
  const note = appPasswordNotes(use => uses.push(use))
  const at = new Date(1e9)
  for (let id = 0; id <= 50_000; id++) note(id, at)
  note(0, at)
  assert.equal(uses.length, 50_002)
})
