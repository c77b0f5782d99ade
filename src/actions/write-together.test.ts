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

test('a row that the store never takes does not hold up the others', async () => {
  const kept: number[] = []
  const givenUp: number[] = []
  const writer = writeTogether<number>(
    async rows => {
      if (rows.includes(13)) throw new Error('invalid input syntax')
      kept.push(...rows)
    },
    (_, count) => givenUp.push(count),
    error => (error as Error).message.startsWith('invalid'),
  )
  for (let i = 0; i < 1000; i++) writer.add(i)
  await writer.flush()
  assert.deepEqual([kept.length, new Set(kept).size, kept.includes(13), givenUp], [999, 999, false, [1]])
})

test('a store that never answers makes us hold no more than may be held', async () => {
  let givenUp = 0
  let written = 0
  let answer = (): void => {}
  const writer = writeTogether<number>(rows => new Promise(resolve => (answer = () => ((written += rows.length), resolve()))), (_, count) => (givenUp += count))
  writer.add(0)
  const writing = writer.flush()
  await Promise.resolve()
  for (let i = 1; i <= 50_000; i++) writer.add(i)
  assert.ok(50_000 - givenUp <= 21_000, `${givenUp} given up`)
  const finished = writing.then(() => true)
  while (!(await Promise.race([finished, new Promise<false>(resolve => setImmediate(() => resolve(false)))]))) answer()
  assert.equal(written + givenUp, 50_001)
})
