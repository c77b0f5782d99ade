import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rowsOf, type Turn } from './run.ts'

const turns = (withHung: number, waited: number): Turn[] => [
  { rate: withHung, waited },
  { rate: 500, waited: null },
]

test('the rate with the hung server is held against the rate without', () => {
  const [checks, hung, wait] = rowsOf([...turns(470, 5.01), ...turns(480, 5.02), ...turns(490, 5.03)])
  assert.deepEqual([checks!.ours, checks!.peer, checks!.goal, checks!.met], [500, null, 83, true])
  assert.deepEqual([hung!.ours, hung!.peer, hung!.peerSeen, hung!.ratio, hung!.goal, hung!.met], [480, null, 500, 0.96, 0.9, true])
  assert.deepEqual([wait!.ours, wait!.goal, wait!.met], [5.02, 6, true])
})

test('a hung server that slows the others, and one that keeps its own waiting, are missed', () => {
  const [, hung, wait] = rowsOf(turns(400, 10))
  assert.deepEqual([hung!.ratio, hung!.met, wait!.met], [0.8, false, false])
})
