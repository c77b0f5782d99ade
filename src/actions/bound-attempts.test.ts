import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { NewAttempt } from '../store/attempts.ts'
import { attemptBounds } from './bound-attempts.ts'
import { foldAttempts, foldOf } from './fold-attempts.ts'

const attempt: NewAttempt = {
  ref: 'AAAA-01',
  at: new Date('2026-11-24T03:10:00Z'),
  serverId: 'sv0001',
  mailboxId: null,
  protocol: 'imap',
  port: 993,
  address: '203.0.113.7',
  country: 'JP',
  tls: null,
  sni: null,
  mechanism: 'PLAIN',
  login: 'hana',
  outcome: 'refused',
  cause: 'identity.no-domain',
  likely: false,
  facts: {},
}
const bounds = { rowsOfAddress: 3, rows: 6, refsOfAddress: 5 }
const tries = (count: number, change: (n: number) => Partial<NewAttempt> = n => ({ login: `name${n}` })): NewAttempt[] =>
  Array.from({ length: count }, (_, n) => ({ ...attempt, ref: `R${n}`, ...change(n) }))

test('a flood of invented names from one address is few rows, and keeps few references', () => {
  const rows = foldAttempts(tries(100).map(attemptBounds(bounds)))
  assert.deepEqual(rows.map(({ count = 1, refs }) => [count, refs?.length ?? 1]), [[1, 1], [1, 1], [1, 1], [97, 2]])
})

test('addresses of one /48 are one origin, and too many origins are one row for each cause', () => {
  assert.equal(foldAttempts(tries(100, n => ({ address: `2001:db8::${n}` })).map(attemptBounds(bounds))).length, 4)
  assert.equal(foldAttempts(tries(100, n => ({ address: `198.51.${n}.1` })).map(attemptBounds(bounds))).length, 7)
})

test('in a flood, mailboxes are still told apart and their references kept; what was there before goes on; the next hour begins anew', () => {
  const bound = attemptBounds(bounds)
  const first = bound(attempt)
  tries(100, n => ({ address: `198.51.${n}.1` })).forEach(bound)
  const [seven, eight] = [7, 8].map(mailboxId => bound({ ...attempt, address: '192.0.2.1', mailboxId }))
  assert.notEqual(seven!.fold, eight!.fold)
  assert.equal(seven!.refs, undefined)
  assert.equal(bound(attempt).fold, first.fold)
  const later = { ...attempt, at: new Date('2026-11-24T04:10:00Z'), address: '192.0.2.2' }
  assert.equal(bound(later).fold, foldOf(later))
})

test('an office of eighty people who all mistype is told apart with the usual bounds; successes are never bounded', () => {
  assert.equal(foldAttempts(tries(80).map(attemptBounds())).length, 80)
  assert.equal(foldAttempts(tries(9, n => ({ outcome: 'accepted', client: `app ${n}` })).map(attemptBounds(bounds))).length, 9)
})
