import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseWhen } from './when.ts'

const now = new Date(2026, 10, 24, 12)

const read: readonly (readonly [text: string, at: Date | null])[] = [
  ['90d', new Date(now.getTime() + 90 * 86_400_000)],
  ['12h', new Date(now.getTime() + 12 * 3_600_000)],
  ['2w', new Date(now.getTime() + 14 * 86_400_000)],
  ['2026-12-31', new Date(2026, 11, 31, 23, 59, 59)],
  ['2026-11-24', new Date(2026, 10, 24, 23, 59, 59)],
  ['2026-11-23', null],
  ['2026-02-31', null],
  ['2027-02-31', null],
  ['2100-01-01', null],
  ['0d', null],
  ['9999w', null],
  ['90', null],
  ['soon', null],
  ['', null],
]
for (const [text, at] of read) test(`"${text}" is ${at?.toISOString() ?? 'no moment'}`, () => assert.deepEqual(parseWhen(text, now), at))
