import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ComparedDomain } from '../actions/compare-records.ts'
import type { Claim } from '../actions/read-claims.ts'
import { cutTo, widthOf } from '../base/width.ts'
import type { Verdict } from '../core/dns/verdict.ts'
import type { BoardView } from './claim-board.ts'
import { jsonShow, liveShow, plainShow } from './watch-shows.ts'

const now = new Date(2026, 10, 24, 14, 0, 0)
const claim = { name: 'shop.example', owner: 'Kaede', state: 'waiting', provenBy: null, nextCheckAt: null } as unknown as Claim
const before: BoardView = { claim, results: [{ proof: 'txt', state: 'waiting', finding: { id: 'ownership.txt-missing', facts: { name: '_todoku-challenge.shop.example', token: 'todoku-x', checkedAt: now.toISOString() } } }], findings: [] }
const after: BoardView = { claim: { ...claim, state: 'proven', provenBy: 'txt' }, results: [{ proof: 'txt', state: 'proven' }], findings: [] }
const mx: Verdict = { wanted: { purpose: 'mx', type: 'MX', name: 'shop.example', value: '10 sv0001.host.example' }, state: 'missing', found: [], remedy: null, findings: [], seenBy: null }
const compared = (...verdicts: Verdict[]): ComparedDomain => ({ domain: 'shop.example', verdicts, findings: [] }) as unknown as ComparedDomain

test('plain lines: one for each change, with its time, and none when nothing changed', () => {
  const lines: string[] = []
  const show = plainShow(text => void lines.push(text), 'en')
  show.claim(before, now)
  show.claim(before, now)
  show.records(compared(mx), after, now)
  show.records(compared({ ...mx, state: 'right', found: ['10 sv0001.host.example'] }), after, now)
  assert.deepEqual(lines, [
    '2026-11-24 14:00:00  … TXT record  The TXT record is not there yet\n',
    '2026-11-24 14:00:00  shop.example  waiting for a proof  owner Kaede\n',
    '2026-11-24 14:00:00  ✓ TXT record  proven\n',
    '2026-11-24 14:00:00  shop.example  proven (by TXT record)  owner Kaede\n',
    '2026-11-24 14:00:00  ✗ shop.example MX  missing\n',
    '2026-11-24 14:00:00  ✓ shop.example MX  right\n',
  ])
})

test('objects: one a change, each with its moment and the name', () => {
  const objects: Record<string, unknown>[] = []
  const show = jsonShow(text => void objects.push(JSON.parse(text) as Record<string, unknown>), 'shop.example', 'en')
  show.claim({ ...before, findings: [{ id: 'ownership.held-by-another', facts: { name: 'shop.example' } }] }, now)
  show.records(compared(mx), after, now)
  assert.deepEqual(objects.map(({ at, name, ...rest }) => [at, name, Object.keys(rest)[0]]), [
    ['proof'],
    ['finding'],
    ['claim'],
    ['proof'],
    ['claim'],
    ['record'],
  ].map(([key]) => [now.toISOString(), 'shop.example', key]))
})

test('a board fits the terminal, however narrow', () => {
  const written: string[] = []
  for (const width of [20, 50]) {
    liveShow(text => void written.push(text), () => width, 'ja').records(compared(mx), before, now)
    for (const line of written.at(-1)!.split('\n')) assert.ok(widthOf(line) <= width, line)
  }
  assert.equal(cutTo('届くabc', 5), '届くa')
  assert.equal(cutTo('届く', 3), '届')
})
