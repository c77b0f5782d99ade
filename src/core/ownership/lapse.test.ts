import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lapseClocks, lapseDue, lapsesAt } from './lapse.ts'

const made = new Date('2026-11-01T00:00:00.000Z')
const end = new Date('2026-12-01T00:00:00.000Z')
const reminder = new Date('2026-11-28T00:00:00.000Z')

test('lapse: a claim lasts 30 days from when it was made or renewed', () => {
  assert.deepEqual(lapsesAt(made), end)
  assert.deepEqual(lapseClocks({ lapsesAt: end, remindedAt: null }), [reminder, end])
})

const cases: readonly (readonly [what: string, now: string, remindedAt: Date | null, wanted: 'lapse' | 'remind' | null])[] = [
  ['a new claim', '2026-11-01T00:00:00.000Z', null, null],
  ['just before the reminder', '2026-11-27T23:59:59.999Z', null, null],
  ['three days before the end', '2026-11-28T00:00:00.000Z', null, 'remind'],
  ['reminded once is enough', '2026-11-29T00:00:00.000Z', reminder, null],
  ['a reminder of an end that was put off does not count', '2026-11-28T00:00:00.000Z', new Date('2026-11-10T00:00:00.000Z'), 'remind'],
  ['just before the end', '2026-11-30T23:59:59.999Z', reminder, null],
  ['the end', '2026-12-01T00:00:00.000Z', reminder, 'lapse'],
  ['the end comes too when nobody could be reminded', '2026-12-05T00:00:00.000Z', null, 'lapse'],
]
for (const [what, now, remindedAt, wanted] of cases) test(`lapse: ${what}`, () => assert.equal(lapseDue({ lapsesAt: end, remindedAt }, new Date(now)), wanted))
