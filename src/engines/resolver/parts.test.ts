import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deadlineIn } from './deadline.ts'
import { firstAnswer } from './first-answer.ts'
import { memory } from './memory.ts'
import { exchangeInTurn } from './question-to.ts'

const never = <T>(): Promise<T> => new Promise(() => {})
const soon = (): number => performance.now() + 60_000

test('the first answer: failures bring the next one\'s turn, silence too, and whoever is left over is let go', async () => {
  const isAnswer = (text: string): boolean => text.startsWith('yes')
  assert.equal(await firstAnswer<string>([], isAnswer), null)
  assert.equal(await firstAnswer([async () => 'no 1', async () => 'no 2'], isAnswer), 'no 1')
  assert.equal(await firstAnswer([async () => 'no', async () => 'yes 2', async () => assert.fail('nobody asks a third')], isAnswer), 'yes 2')
  let left: AbortSignal | null = null
  const silent = (signal: AbortSignal): Promise<string> => {
    left = signal
    return never()
  }
  assert.equal(await firstAnswer([silent, async () => 'yes'], isAnswer), 'yes')
  assert.equal((left as AbortSignal | null)?.aborted, true)
})

test('memory: asked once while it is known or being learnt, and anew after its time', async () => {
  let now = 0
  let asked = 0
  const known = memory<number>(100, 2, value => value > 0, () => now)
  const learn = async (): Promise<number> => ++asked
  assert.deepEqual(await Promise.all([known.get('a', learn), known.get('a', learn)]), [1, 1])
  now = 100
  assert.equal(await known.get('a', learn), 2)
  known.set('b', 7)
  known.set('c', 8)
  assert.equal(known.known('a'), null, 'the oldest goes first')
  assert.equal(await known.known('c'), 8)
  assert.equal(await known.get('d', async () => 0), 0)
  assert.equal(known.known('d'), null, 'what is not worth keeping')
})

test('a question whose turn does not come in time is not asked; one that nobody needs any more neither', async () => {
  let running = 0
  const stuck = exchangeInTurn(async () => {
    running++
    return never()
  })
  const question = [{ address: '192.0.2.1', port: 53 }, { name: 'x.jp', type: 'A' }, true] as const
  const stalled = Array.from({ length: 200 }, () => stuck(...question, soon()))
  assert.deepEqual(await stuck(...question, performance.now() + 10), { why: 'timeout', detail: 'too many questions at once on our side' })
  assert.deepEqual([stalled.length, running], [200, 200])
  const asking = exchangeInTurn(async () => assert.fail('asked'))
  assert.deepEqual(await asking(...question, soon(), AbortSignal.abort()), { why: 'timeout', detail: 'another server answered first' })
  assert.deepEqual(await asking(...question, performance.now() - 1), { why: 'timeout', detail: 'too many questions at once on our side' })
})

test('a deadline holds whatever the work does, and leaves time to say why', async () => {
  const deadline = deadlineIn(20)
  assert.equal(await deadline.hold(never<string>(), () => 'late'), 'late')
  assert.equal(await deadlineIn(60_000).hold(Promise.resolve('done'), () => 'late'), 'done')
  assert.ok(deadlineIn(1000).until < performance.now() + 1000)
})
