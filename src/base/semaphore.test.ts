import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { Fault } from './fault.ts'
import { semaphore } from './semaphore.ts'

const gate = () => Promise.withResolvers<void>()

test('so many run at once, the rest in order', async () => {
  const turn = semaphore(2, 10)
  const gates = [gate(), gate(), gate()]
  const started: number[] = []
  const runs = gates.map(({ promise }, i) => turn(async () => (started.push(i), promise)))
  await setImmediate()
  assert.deepEqual(started, [0, 1])
  gates[1]!.resolve()
  await runs[1]
  await setImmediate()
  assert.deepEqual(started, [0, 1, 2])
  gates[0]!.resolve()
  gates[2]!.resolve()
  await Promise.all(runs)
})

test('a task that throws gives its slot back', async () => {
  const turn = semaphore(1, 1)
  await assert.rejects(turn(() => Promise.reject(new Error('no'))), /no/)
  assert.equal(await turn(async () => 7), 7)
})

test('beyond the waiting places it says busy, and goes on afterwards', async () => {
  const turn = semaphore(1, 1)
  const { promise, resolve } = gate()
  const first = turn(() => promise)
  const second = turn(async () => 'second')
  await assert.rejects(turn(async () => 'third'), (error: unknown) => error instanceof Fault && error.kind === 'busy')
  resolve()
  await first
  assert.equal(await second, 'second')
  assert.equal(await turn(async () => 'fourth'), 'fourth')
})
