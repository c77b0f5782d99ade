import assert from 'node:assert/strict'
import { setImmediate } from 'node:timers/promises'
import { test } from 'node:test'
import { job } from './schedule.ts'

const never = (error: unknown): void => assert.fail(String(error))

test('asked for often while it runs, it runs once more', async () => {
  const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  let runs = 0
  const { request } = job(() => gates[runs++]!.promise, never)
  request()
  request()
  request()
  assert.equal(runs, 1)
  gates[0]!.resolve()
  await setImmediate()
  assert.equal(runs, 2)
  gates[1]!.resolve()
  await setImmediate()
  assert.equal(runs, 2)
})

test('failed, it waits and tries again', async context => {
  context.mock.timers.enable({ apis: ['setTimeout'] })
  const troubles: unknown[] = []
  let runs = 0
  const { request } = job(
    async () => {
      runs += 1
      if (runs < 3) throw new Error(`no ${runs}`)
    },
    error => troubles.push((error as Error).message),
  )
  request()
  await setImmediate()
  context.mock.timers.tick(1_000)
  await setImmediate()
  assert.equal(runs, 2)
  context.mock.timers.tick(1_999)
  await setImmediate()
  assert.equal(runs, 2)
  context.mock.timers.tick(1)
  await setImmediate()
  assert.equal(runs, 3)
  assert.deepEqual(troubles, ['no 1', 'no 2'])
})

test('stopped, it starts no more', async () => {
  const gate = Promise.withResolvers<void>()
  let runs = 0
  const { request, stop } = job(() => (runs++, gate.promise), never)
  request()
  request()
  const stopped = stop()
  gate.resolve()
  await stopped
  request()
  await setImmediate()
  assert.equal(runs, 1)
})
