import assert from 'node:assert/strict'
import { test } from 'node:test'
import { writeTogether } from './write-together.ts'

test('rows are written together', async () => {
  const batches: (readonly number[])[] = []
  const writer = writeTogether<number>(async rows => void batches.push(rows), assert.fail)
  writer.add(1)
  writer.add(2)
  await writer.flush()
  assert.deepEqual(batches, [[1, 2]])
})

test('rows are held while the store is away, and written when it is back', async () => {
  const kept: number[] = []
  const troubles: string[] = []
  let isAway = true
  const writer = writeTogether<number>(
    async rows => {
      if (isAway) throw new Error('away')
      kept.push(...rows)
    },
    error => troubles.push(error.message),
  )
  writer.add(1)
  await writer.flush()
  assert.deepEqual([kept, troubles], [[], ['away']])
  isAway = false
  writer.add(2)
  await writer.flush()
  assert.deepEqual(kept, [1, 2])
})

test('beyond what may be held the oldest are given up, and counted', async () => {
  let givenUp = 0
  const writer = writeTogether<number>(() => Promise.reject(new Error('away')), (_, count) => (givenUp += count))
  for (let i = 0; i < 20_003; i++) writer.add(i)
  await writer.flush()
  assert.equal(givenUp, 3)
})
