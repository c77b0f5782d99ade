import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Throttle } from '../store/throttles.ts'
import { type CountedGuess, guessThrottle, type SecretTry } from './throttle-guesses.ts'

const minute = 60_000
const login = 'hana@example.jp'
const network = '192.0.2.0/24'
const guess = (password: string): SecretTry => ({ login, network, password })

const edge = () => {
  const state = { now: Date.UTC(2026, 10, 24), told: [] as CountedGuess[], stored: [] as Throttle[] }
  const throttle = guessThrottle(secret => `#${secret}`, counted => state.told.push(counted), stored => state.stored.push(stored), () => state.now)
  const guessed = (n: number, from = 0): void => Array.from({ length: n }, (_, i) => throttle.count(guess(`s${from + i}`))).forEach(() => {})
  return { state, throttle, guessed }
}

test('guessing: ten different wrong secrets hold the name from that network, and nobody else', () => {
  const { state, throttle, guessed } = edge()
  guessed(9)
  guessed(9)
  assert.equal(throttle.holding(guess('right')), null)
  guessed(1, 9)
  assert.deepEqual(throttle.holding(guess('right')), {
    since: '2026-11-24T00:00:00.000Z',
    until: '2026-11-24T00:15:00.000Z',
    distinctSecrets: 10,
    network,
    why: 'guessing',
  })
  assert.equal(throttle.holding({ ...guess('right'), network: '198.51.100.0/24' }), null)
  assert.equal(throttle.holding({ ...guess('right'), login: 'taro@example.jp' }), null)
  assert.deepEqual(
    state.stored.map(({ login: who, network: where, why, distinctSecrets }) => [who, where, why, distinctSecrets]),
    [[login, network, 'guessing', 10]],
  )
})

test('guessing: whoever is let go on from a known network is counted on', () => {
  const { throttle, guessed } = edge()
  guessed(99)
  assert.equal(throttle.holding(guess('right'))?.distinctSecrets, 90)
  guessed(1, 99)
  assert.equal(throttle.holding(guess('right'))?.distinctSecrets, 100)
})

test('guessing: it ends by itself, and whoever goes on waits twice as long', () => {
  const { state, throttle, guessed } = edge()
  guessed(10)
  state.now += 15 * minute
  assert.equal(throttle.holding(guess('right')), null)
  guessed(10)
  assert.equal(throttle.holding(guess('right'))?.until, '2026-11-24T00:45:00.000Z')
  assert.equal(throttle.holding(guess('right'))?.distinctSecrets, 20)
})

test('guessing: what one worker sees, the others count', () => {
  const [one, other] = [edge(), edge()]
  one.guessed(5)
  one.state.told.forEach(other.throttle.hear)
  other.guessed(5, 5)
  assert.equal(other.throttle.holding(guess('right'))?.why, 'guessing')
  assert.equal(one.throttle.holding(guess('right')), null)
  other.state.told.forEach(one.throttle.hear)
  assert.equal(one.throttle.holding(guess('right'))?.why, 'guessing')
  assert.deepEqual(one.state.stored, other.state.stored)
})

test('guessing: it is written, too, when the last guesses of two workers cross on their way', () => {
  const [one, other] = [edge(), edge()]
  one.guessed(5)
  other.guessed(5, 5)
  const [fromOne, fromOther] = [[...one.state.told], [...other.state.told]]
  fromOne.forEach(other.throttle.hear)
  fromOther.forEach(one.throttle.hear)
  assert.deepEqual([one.state.stored.length, other.state.stored.length], [1, 1])
})

test('guessing: lifted, it begins at nothing', () => {
  const { throttle, guessed } = edge()
  guessed(10)
  throttle.lift({ login, network })
  guessed(9, 10)
  assert.equal(throttle.holding(guess('right')), null)
})

test('guessing: another edge holds through the store, and what is lifted while nobody listened is lifted', () => {
  const { state, throttle, guessed } = edge()
  const stored: Throttle = { login: 'taro@example.jp', network: '0.0.0.0/0', distinctSecrets: 40, why: 'many-networks', since: new Date(state.now), until: new Date(state.now + minute) }
  throttle.keep(stored)
  guessed(10)
  assert.equal(throttle.holding({ ...guess('right'), login: 'taro@example.jp' })?.why, 'many-networks')
  throttle.keepOnly([stored])
  assert.equal(throttle.holding({ ...guess('right'), login: 'taro@example.jp' })?.why, 'many-networks')
  assert.equal(throttle.holding(guess('right')), null)
})

test('spraying: one secret for ten names holds that secret, which the store never learns of', () => {
  const { state, throttle } = edge()
  for (let i = 0; i < 10; i++) throttle.count({ login: `p${i}@example.jp`, network: `10.0.${i}.0/24`, password: 'aaaa' })
  assert.equal(throttle.holding({ login: 'new@example.jp', network: '10.9.9.0/24', password: 'aaaa' })?.why, 'spraying')
  assert.equal(throttle.holding({ login: 'new@example.jp', network: '10.9.9.0/24', password: 'bbbb' }), null)
  throttle.keepOnly([])
  assert.equal(throttle.holding({ login: 'new@example.jp', network: '10.9.9.0/24', password: 'aaaa' })?.why, 'spraying')
  assert.deepEqual(state.stored, [])
})

test('memory is bounded: names by the hundred thousand push out what is oldest', () => {
  const { throttle, guessed } = edge()
  guessed(9)
  for (let i = 0; i < 20_000; i++) throttle.hear({ guess: { login: `p${i}@example.jp`, network: `n${i}`, secret: `x${i}` }, at: Date.UTC(2026, 10, 24) })
  guessed(1, 9)
  assert.equal(throttle.holding(guess('right')), null)
})
