import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nextCheck, nextWatch, type Waiting } from './schedule.ts'

const since = new Date('2026-11-24T10:00:00.000Z')
const after = (seconds: number): Date => new Date(since.getTime() + seconds * 1000)

/** Seconds from a claim's beginning at which it is looked at, and the seconds until the next time. */
const paces: readonly (readonly [what: string, waited: number, next: number])[] = [
  ['at once', 0, 30],
  ['while somebody watches', 599, 30],
  ['after ten minutes', 600, 120],
  ['to the end of the first hour', 3599, 120],
  ['after an hour', 3600, 600],
  ['to the end of the day', 86_399, 600],
  ['after a day', 86_400, 3600],
  ['for weeks', 20 * 86_400, 3600],
  ['a clock that was set back does not matter', -100, 30],
]

const look = (waiting: Partial<Waiting> & { readonly now: Date }): number => (nextCheck({ since, clocks: [], jitter: 0, ...waiting }).getTime() - waiting.now.getTime()) / 1000

for (const [what, waited, next] of paces) test(`schedule: ${what}, every ${next} s`, () => assert.equal(look({ now: after(waited) }), next))

test('schedule: a clock that ends sooner is looked at two seconds after its end', () => {
  assert.equal(look({ now: after(90_000), clocks: [after(90_700), after(90_100), after(200_000)] }), 102)
})

test('schedule: a clock that is over, or ends later than the usual time, changes nothing', () => {
  assert.equal(look({ now: after(90_000), clocks: [after(80_000), after(200_000)] }), 3600)
})

test('schedule: a clock that ended a second ago is waited for that other second', () => {
  assert.equal(look({ now: after(901), clocks: [after(900)] }), 1)
  assert.equal(look({ now: after(90_002), clocks: [after(90_000)] }), 3600)
})

test('schedule: a stranger who gives a TTL of one second is not asked every three for a month', () => {
  assert.equal(look({ now: after(3599), clocks: [after(3600)] }), 3)
  assert.equal(look({ now: after(3600), clocks: [after(3601)] }), 30)
  assert.equal(look({ now: after(20 * 86_400), clocks: [after(20 * 86_400 + 1)] }), 30)
})

test('schedule: jitter puts off by up to a tenth, and never past a clock', () => {
  assert.equal(look({ now: after(0), jitter: 0.5 }), 31.5)
  assert.equal(look({ now: after(0), jitter: 0.999 }), 32.997)
  assert.equal(look({ now: after(0), jitter: 0.999, clocks: [after(29)] }), 31)
})

test('schedule: a proven domain is watched daily, and after an hour where that told nothing', () => {
  assert.deepEqual(nextWatch(true, since, 0), after(86_400))
  assert.deepEqual(nextWatch(true, since, 0.5), after(90_720))
  assert.deepEqual(nextWatch(false, since, 0), after(3600))
})
