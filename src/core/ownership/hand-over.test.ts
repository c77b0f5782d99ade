import assert from 'node:assert/strict'
import { test } from 'node:test'
import { beginHandOver, type HandOver, type HandOverEvent, nextHandOver } from './hand-over.ts'

const start = new Date('2026-11-24T10:00:00.000Z')
const after = (hours: number): Date => new Date(start.getTime() + hours * 3_600_000)
const waiting = beginHandOver(start)
const contested: HandOver = { ...waiting, state: 'contested' }
const week = 7 * 24

const agree = (withMail: boolean): HandOverEvent => ({ kind: 'agree', by: 'holder', withMail })
const object = (proof: 'txt' | 'mail' | 'web' | 'name-servers' | null, tokenAt = after(1)): HandOverEvent => ({ kind: 'object', by: 'holder', proof, tokenAt })
const remove: HandOverEvent = { kind: 'remove', by: 'holder' }
const withdraw: HandOverEvent = { kind: 'withdraw', by: 'newcomer' }
const decide = (side: 'holder' | 'newcomer'): HandOverEvent => ({ kind: 'decide', by: 'operator', for: side })
const end = (holds: boolean | null): HandOverEvent => ({ kind: 'end', by: 'clock', holds })

const said = (handOver: HandOver, event: HandOverEvent, hours: number): string => {
  const next = nextHandOver(handOver, event, after(hours))
  return next.ok ? `${next.value.state}, passes ${next.value.passes}` : `no: ${next.why}`
}

const cases: readonly (readonly [rule: string, handOver: HandOver, event: HandOverEvent, hours: number, wanted: string])[] = [
  ['the holder agrees', waiting, agree(false), 1, 'done, passes empty'],
  ['the holder agrees and gives the mail along', waiting, agree(true), 1, 'done, passes with-mail'],
  ['the holder objected, and then agrees after all', contested, agree(true), 99, 'done, passes with-mail'],
  ['the holder removes the domain himself: the newcomer shows it once more, as of any free name', waiting, remove, 2, 'withdrawn, passes no'],
  ['the newcomer takes it back', waiting, withdraw, 3, 'withdrawn, passes no'],
  ['the newcomer takes it back from the operator too', contested, withdraw, 3, 'withdrawn, passes no'],
  ['the holder objects with a record', waiting, object('txt'), 24, 'contested, passes no'],
  ['the holder objects with a file', waiting, object('web'), 24, 'contested, passes no'],
  ['the holder objects with a code', waiting, object('mail', start), 24, 'contested, passes no'],
  ['an objection without a proof', waiting, object(null), 24, 'no: no-proof'],
  ['name servers that are ours for both are no objection', waiting, object('name-servers'), 24, 'no: no-proof'],
  ['theft: the record that a former owner left behind is no objection', waiting, object('txt', after(-1)), 24, 'no: old-proof'],
  ['an objection is made once', contested, object('txt'), 24, 'no: contested'],
  ['the operator decides for the newcomer, and the mail stays with the holder', contested, decide('newcomer'), 99, 'done, passes empty'],
  ['the operator decides for the holder', contested, decide('holder'), 99, 'refused, passes no'],
  ['the operator may decide before anybody objects', waiting, decide('holder'), 1, 'refused, passes no'],
  ['the time is not over', waiting, end(true), week - 1, 'no: too-early'],
  ['the time is over, and the proof stands', waiting, end(true), week, 'done, passes empty'],
  ['theft: the proof was shown for a moment only', waiting, end(false), week, 'withdrawn, passes no'],
  ['nobody can say whether it stands: nothing passes on a doubt', waiting, end(null), week, 'waiting, passes no'],
  ['nobody could say for another week', waiting, end(null), 2 * week, 'withdrawn, passes no'],
  ['theft: what is contested does not pass by waiting', contested, end(true), 9 * week, 'no: contested'],
  ...(['done', 'refused', 'withdrawn'] as const).flatMap(state =>
    [agree(true), object('txt'), decide('newcomer'), end(true)].map(event => [`${state} is over for ${event.kind}`, { ...waiting, state }, event, week, 'no: over'] as const),
  ),
]

for (const [rule, handOver, event, hours, wanted] of cases) test(`hand-over: ${rule}`, () => assert.equal(said(handOver, event, hours), wanted))

test('hand-over: the grace is seven days, and a doubt puts it off by an hour', () => {
  assert.deepEqual(waiting.endsAt, after(week))
  const next = nextHandOver(waiting, end(null), after(week + 2))
  assert.ok(next.ok)
  assert.deepEqual(next.value.endsAt, after(week + 3))
})
