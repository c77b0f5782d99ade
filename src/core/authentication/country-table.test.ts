import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ageOfTable, describeTable, type TableTrouble } from './country-table.ts'

const now = new Date('2026-11-24T12:00:00Z')

const ages: readonly (readonly [string, number, boolean])[] = [
  ['2026-11-24', 0, false],
  ['2026-06-17', 160, false],
  ['2025-11-24', 365, false],
  ['2025-11-23', 366, true],
  // A clock that is behind.
  ['2027-01-01', 0, false],
]
for (const [date, days, isAged] of ages) test(`country table: ${date} is ${days} days old`, () => assert.deepEqual(ageOfTable(date, now), { days, isAged }))

test('country table: says which is in use', () => {
  assert.deepEqual(describeTable({ source: 'shipped', date: '2026-06-17', trouble: null }, now, 'en'), ['Country table: the one that comes with Todoku, made 2026-06-17 (160 days ago)'])
  assert.deepEqual(describeTable({ source: 'own', date: '2026-11-01', trouble: null }, now, 'ja'), ['国別表: ご自身で用意された表、2026-11-01 作成 (23 日前)'])
})

test('country table: an old one is called old', () => {
  assert.match(describeTable({ source: 'shipped', date: '2025-01-01', trouble: null }, now, 'en')[1] ?? '', /older than a year/)
  assert.match(describeTable({ source: 'shipped', date: '2025-01-01', trouble: null }, now, 'ja')[1] ?? '', /1 年を超え/)
})

test('country table: every trouble is said in both languages, with its path and what to do', () => {
  const kinds: readonly TableTrouble['kind'][] = ['missing', 'unreadable', 'not-a-table', 'no-countries']
  for (const kind of kinds) {
    for (const language of ['ja', 'en'] as const) {
      const lines = describeTable({ source: 'shipped', date: '2026-06-17', trouble: { kind, path: '/x/y.mmdb', why: 'because' } }, now, language)
      assert.equal(lines.length, 2)
      assert.match(lines[1] ?? '', /\/x\/y\.mmdb/)
    }
  }
  for (const language of ['ja', 'en'] as const) assert.equal(describeTable({ source: 'none', date: null, trouble: null }, now, language).length, 1)
})
