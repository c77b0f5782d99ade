import assert from 'node:assert/strict'
import { test } from 'node:test'
import { popSignIns } from './pop-sign-ins.ts'

const minute = 60_000

test('POP sign-ins: remembered for thirty minutes, and other workers are told', () => {
  let now = 0
  const told: string[] = []
  const signIns = popSignIns(() => now, address => told.push(address))
  assert.equal(signIns.minutesSince('192.0.2.7'), null)
  signIns.note('192.0.2.7')
  now = 29.9 * minute
  assert.equal(signIns.minutesSince('192.0.2.7'), 29)
  now = 30.1 * minute
  assert.equal(signIns.minutesSince('192.0.2.7'), null)
  assert.deepEqual(told, ['192.0.2.7'])
})
test('POP sign-ins: a busy address is told of once a minute', () => {
  let now = 0
  const told: number[] = []
  const signIns = popSignIns(() => now, () => told.push(now))
  for (; now < 3 * minute; now += 1000) signIns.note('192.0.2.7')
  assert.deepEqual(told, [0, minute, 2 * minute])
})
test('POP sign-ins: what another worker saw counts, and is not told again', () => {
  const told: string[] = []
  const signIns = popSignIns(() => 0, address => told.push(address))
  signIns.hear('192.0.2.8')
  assert.equal(signIns.minutesSince('192.0.2.8'), 0)
  assert.deepEqual(told, [])
})
test('POP sign-ins: no more than ten thousand are kept; the oldest go', () => {
  const signIns = popSignIns(() => 0, () => {})
  for (let at = 0; at < 10_001; at++) signIns.note(`address ${at}`)
  assert.equal(signIns.minutesSince('address 0'), null)
  assert.equal(signIns.minutesSince('address 1'), 0)
})
