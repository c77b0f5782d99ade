import assert from 'node:assert/strict'
import { test } from 'node:test'
import { counted, everywhere, holdersOf, isForgivable, isRemembered, keyOf, measuresOf, nextPause, type Guess, type Measure, type Tally } from './throttle.ts'

const minute = 60_000
const guess: Guess = { login: 'hana@example.jp', network: '192.0.2.0/24', secret: 'a1b2c3d4' }

/** Counts guesses one a second; gives the reason of the first tally that is full, and after how many. */
const played = (guesses: readonly Partial<Guess>[]): string => {
  const tallies = new Map<string, Tally>()
  for (const [i, change] of guesses.entries()) {
    for (const measure of measuresOf({ ...guess, ...change })) {
      const key = keyOf(measure.held)
      const tally = counted(tallies.get(key) ?? new Map(), measure, i * 1000)
      tallies.set(key, tally)
      if (tally.size >= measure.limit) return `${measure.why} after ${i + 1}: ${key}`
    }
  }
  return 'nothing'
}
const times = (n: number, change: (i: number) => Partial<Guess>): Partial<Guess>[] => Array.from({ length: n }, (_, i) => change(i))

const table: readonly (readonly [name: string, guesses: Partial<Guess>[], outcome: string])[] = [
  ['one old password, sent all day', times(500, () => ({})), 'nothing'],
  ['one old password from a phone on the road', times(500, i => ({ network: `10.0.${i % 250}.0/24` })), 'nothing'],
  ['nine passwords, over and over', times(500, i => ({ secret: `s${i % 9}` })), 'nothing'],
  ['ten passwords', times(30, i => ({ secret: `s${i}` })), 'guessing after 10: 192.0.2.0/24  hana@example.jp'],
  ['an office of 29 with stale passwords', times(500, i => ({ login: `p${i % 29}@example.jp`, secret: `s${i % 29}` })), 'nothing'],
  ['thirty names from one network', times(99, i => ({ login: `p${i}@example.jp`, secret: `s${i}` })), 'spraying after 30: 192.0.2.0/24  '],
  ['one password for ten names from ten networks', times(99, i => ({ login: `p${i}@example.jp`, network: `10.0.${i}.0/24` })), `spraying after 10: ${everywhere} a1b2c3d4 `],
  ['one name from everywhere', times(99, i => ({ network: `10.0.${i}.0/24`, secret: `s${i}` })), `many-networks after 40: ${everywhere}  hana@example.jp`],
]
for (const [name, guesses, outcome] of table) test(`throttle: ${name}: ${outcome}`, () => assert.equal(played(guesses), outcome))

test('throttle: what was seen longer ago than the window is forgotten', () => {
  const measure = (member: string): Measure => ({ ...measuresOf(guess)[0]!, member })
  const first = counted(new Map(), measure('a'), 0)
  assert.deepEqual([...counted(first, measure('b'), 15 * minute - 1).keys()], ['a', 'b'])
  assert.deepEqual([...counted(first, measure('b'), 15 * minute).keys()], ['b'])
  assert.deepEqual([...first.keys()], ['a'])
})

test('throttle: a sign-in is held by its name and network, its network, its secret, or its name', () => {
  assert.deepEqual(holdersOf(guess), [
    { login: 'hana@example.jp', network: '192.0.2.0/24', secret: '' },
    { login: '', network: '192.0.2.0/24', secret: '' },
    { login: '', network: everywhere, secret: 'a1b2c3d4' },
    { login: 'hana@example.jp', network: everywhere, secret: '' },
  ])
})

test('throttle: pauses double up to four hours, and begin anew after a quiet day', () => {
  const lengths: number[] = []
  let pause = nextPause(undefined, 0)
  for (let i = 0; i < 6; i++) {
    lengths.push((pause.until - pause.since) / minute)
    pause = nextPause(pause, pause.until + minute)
  }
  assert.deepEqual(lengths, [15, 30, 60, 120, 240, 240])
  const dayLater = pause.until + 24 * 60 * minute
  assert.equal(isRemembered(pause, dayLater - 1), true)
  assert.equal(isRemembered(pause, dayLater), false)
  assert.equal(nextPause(pause, dayLater).until - dayLater, 15 * minute)
})

test('throttle: a shortened pause does not make the next one shorter than the first', () => {
  assert.equal(nextPause({ since: 0, until: minute }, 2 * minute).until, 17 * minute)
})

test('throttle: a guesser beside a known device, behind the same address, is held after a hundred passwords; what others do elsewhere holds no known network', () => {
  assert.equal(isForgivable({ why: 'guessing', distinctSecrets: 90 }), true)
  assert.equal(isForgivable({ why: 'guessing', distinctSecrets: 100 }), false)
  assert.equal(isForgivable({ why: 'many-networks', distinctSecrets: 4000 }), true)
  assert.equal(isForgivable({ why: 'spraying', distinctSecrets: 300 }), true)
})
