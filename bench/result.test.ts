import assert from 'node:assert/strict'
import { test } from 'node:test'
import { median, percentile, resultRow, type RowKind } from './result.ts'

const samples = (...values: number[]) => values.map(value => ({ value, cpuMs: value / 10 }))
const kind = (over: Partial<RowKind>): RowKind => ({ name: 'x', unit: '1/s', better: 'more', goal: 1, ...over })

test('the median of an even and of an odd number', () => {
  assert.equal(median([5, 1, 3]), 3)
  assert.equal(median([4, 1, 3, 2]), 2.5)
})

test('the 99th percentile of a hundred is the one before the last', () => {
  assert.equal(percentile(Array.from({ length: 100 }, (_, i) => 100 - i), 0.99), 99)
  assert.equal(percentile([7], 0.99), 7)
})

test('more is better: ours over the peer', () => {
  const row = resultRow(kind({}), { ours: samples(110, 90, 120), peer: samples(100, 100, 100) })
  assert.deepEqual([row.ours, row.peer, row.ratio, row.met, row.oursCpuMs], [110, 100, 1.1, true, 11])
})

test('less is better: the ratio is turned over, so one or more is still good', () => {
  const row = resultRow(kind({ better: 'less', goal: 1.43 }), { ours: samples(50), peer: samples(70) })
  assert.deepEqual([row.ratio, row.met], [1.4, false])
})

test('a row that stands alone is held against its goal and has no peer', () => {
  const row = resultRow(kind({ better: 'less', goal: 2, alone: true }), { ours: samples(1.6), peer: samples(1.1) })
  assert.deepEqual([row.peer, row.peerSeen, row.ratio, row.met], [null, 1.1, 1.25, true])
})
