import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Claim } from '../actions/read-claims.ts'
import { widthOf } from '../base/width.ts'
import type { ProofResult } from '../core/ownership/proof.ts'
import { boardLines, type BoardView, changesOf, clockOf } from './claim-board.ts'
import { redrawer } from './redraw.ts'
import { moment, span } from './span.ts'

const now = new Date(2026, 10, 24, 14, 0, 0)
const later = (seconds: number): Date => new Date(now.getTime() + seconds * 1000)

const claim: Claim = {
  id: 1,
  name: 'shop.example',
  ownerId: 1,
  owner: '楓商店',
  domainId: 1,
  token: 'todoku-x',
  oldTokens: [],
  state: 'waiting',
  provenAt: null,
  provenBy: null,
  createdAt: now,
  lapsesAt: later(86_400 * 30),
  remindedAt: null,
  endedAt: null,
  checks: 1,
  checkedAt: now,
  nextCheckAt: later(12),
  askedAt: null,
  lastCheck: { results: [], notes: [], findings: [] },
  nameServers: null,
  nameServersBefore: null,
}
const settling: ProofResult = { proof: 'name-servers', state: 'waiting', finding: { id: 'ownership.name-servers-settling', facts: { domain: 'shop.example', heldUntil: later(35 * 60).toISOString(), servers: ['ns1.old.example'] } } }
const notFound: ProofResult = { proof: 'web', state: 'waiting', finding: { id: 'ownership.web-not-found', facts: { url: 'http://shop.example/webauth.html' } } }
const unknown: ProofResult = { proof: 'txt', state: 'unknown', finding: { id: 'ownership.txt-unknown', facts: { name: '_todoku-challenge.shop.example', why: 'servfail' } } }
const view = (results: readonly ProofResult[], more: Partial<Claim> = {}): BoardView => ({ claim: { ...claim, ...more }, results, findings: [] })

test('the board: a line for each proof, with its clock and the next look', () => {
  assert.deepEqual(boardLines(view([settling, notFound, unknown]), now, 'en', 100), [
    'shop.example  waiting for a proof  owner 楓商店',
    '… name servers  The name servers are changing over  until 14:35 (35 min left)',
    '… web file      The file webauth.html is not there',
    '? TXT record    The TXT record could not be looked for',
    'next look in 12 s  Ctrl-C closes this; it is looked at all the same',
  ])
})

test('the board: in Japanese the columns line up, and no line is wider than the terminal', () => {
  const lines = boardLines(view([settling, notFound, unknown]), now, 'ja', 60)
  assert.match(lines.join('\n'), /… ネームサーバー {2}ネームサーバーの切り替えが進んでいます/)
  assert.match(lines.join('\n'), /14:35 まで\(あと35分\)/)
  for (const line of lines.slice(1, -1)) assert.ok(widthOf(line) <= 60, line)
})

test('the board: what is proven says so, and waits for nothing', () => {
  const lines = boardLines(view([{ proof: 'txt', state: 'proven' }], { state: 'proven', provenBy: 'txt', nextCheckAt: later(86_400) }), now, 'en', 80)
  assert.deepEqual(lines, ['shop.example  proven (by TXT record)  owner 楓商店', '✓ TXT record  proven'])
})

test('the board: findings about the name itself stand first, with their clock', () => {
  const waiting: BoardView = { ...view([notFound], { nextCheckAt: later(-1) }), findings: [{ id: 'ownership.hand-over-waiting', facts: { domain: 'shop.example', endsAt: later(7 * 86_400).toISOString() } }] }
  const lines = boardLines(waiting, now, 'en', 200)
  assert.match(lines[1]!, /^! .* until 12-01 14:00 \(7 d left\)$/)
  assert.match(lines.at(-1)!, /^looking now {2}/)
})

test('clocks: what is waited for goes before what was; without either there is none', () => {
  assert.deepEqual(clockOf({ id: 'ownership.mail-delivered', facts: { recipient: 'a@b.example', mx: 'mx', at: later(-60).toISOString() } }), later(-60))
  assert.equal(clockOf({ id: 'ownership.web-cut', facts: { url: 'http://x/' } }), null)
})

const spans: readonly (readonly [number, string, string])[] = [
  [-5, '0 s', '0秒'],
  [90_000, '90 s', '90秒'],
  [35 * 60_000, '35 min', '35分'],
  [30 * 3_600_000, '30 h', '30時間'],
  [6 * 86_400_000, '6 d', '6日'],
]
for (const [ms, en, ja] of spans) test(`a span of ${ms} ms is ${en}`, () => assert.deepEqual([span(ms, 'en'), span(ms, 'ja')], [en, ja]))

test('a moment names the day where it is another', () => {
  assert.equal(moment(later(600), now, 'en'), 'until 14:10 (10 min left)')
  assert.equal(moment(later(-600), now, 'ja'), '13:50 から(10分前)')
  assert.equal(moment(later(86_400), now, 'ja'), '11-25 14:00 まで(あと24時間)')
})

const kinds = (before: BoardView | null, after: BoardView): string[] => changesOf(before, after).map(change => (change.kind === 'proof' ? change.result.proof : change.kind))

test('changes: everything at first, then only what says something else; a clock that runs is none', () => {
  const first = view([settling, notFound])
  assert.deepEqual(kinds(null, first), ['name-servers', 'web', 'claim'])
  assert.deepEqual(kinds(first, view([settling, notFound], { nextCheckAt: later(60), checks: 2 })), [])
  const elsewhere = (nextCheckAt: string): ProofResult => ({ proof: 'name-servers', state: 'waiting', finding: { id: 'ownership.name-servers-elsewhere', facts: { domain: 'shop.example', servers: ['a'], ours: ['b'], checkedAt: nextCheckAt, nextCheckAt } } })
  assert.deepEqual(kinds(view([elsewhere('2026-11-24T00:00:00.000Z')]), view([elsewhere('2026-11-25T00:00:00.000Z')])), [])
  assert.deepEqual(kinds(first, view([settling, { proof: 'web', state: 'proven' }], { state: 'proven', provenBy: 'web' })), ['web', 'claim'])
  assert.deepEqual(kinds(first, { ...first, findings: [{ id: 'ownership.held-by-another', facts: { name: 'shop.example' } }] }), ['finding'])
})

test('a board is drawn over the last one, and not at all when nothing changed', () => {
  const written: string[] = []
  const draw = redrawer(text => void written.push(text))
  draw(['a', 'b'])
  draw(['a', 'b'])
  draw(['c'])
  assert.deepEqual(written, ['a\nb\n', '\u001b[2F\u001b[Jc\n'])
})
