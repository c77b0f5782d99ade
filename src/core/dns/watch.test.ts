import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Finding } from '../causes/index.ts'
import type { Comparison } from './compare.ts'
import type { Verdict, VerdictState } from './verdict.ts'
import { type Open, type Remembered, takeLook } from './watch.ts'

const at = '2026-11-24T10:00:00.000Z'
const domain = 'example.jp'
const mx = `MX ${domain}`
const after = (hours: number): string => new Date(Date.parse(at) + hours * 3_600_000).toISOString()

const missing: Finding = { id: 'dns.record-missing', facts: { name: domain, type: 'MX', value: '10 sv0001.todoku.test' } }
const elsewhere: Finding = { id: 'dns.mx-elsewhere', facts: { domain, mx: ['mx.old.example'] } }
const noAnswer: Finding = { id: 'dns.no-answer', facts: { name: domain, type: 'MX', why: 'timeout' } }
const silent: Finding = { id: 'dns.server-silent', facts: { domain, server: 'ns2.example.net', why: 'timeout' } }
const bogus: Finding = { id: 'dns.dnssec-bogus', facts: { domain } }
const nobodySays: Finding = { id: 'ownership.name-servers-unknown', facts: { domain, why: 'timeout' } }

const verdict = (state: VerdictState, findings: readonly Finding[] = [], seenBy: string | null = null): Verdict => ({
  wanted: { purpose: 'mx', type: 'MX', name: domain, value: '10 sv0001.todoku.test' },
  state,
  found: [],
  remedy: null,
  findings,
  seenBy,
})
const seen = (state: VerdictState, findings: readonly Finding[] = [], ofDomain: readonly Finding[] = []): Comparison => ({ verdicts: [verdict(state, findings)], findings: ofDomain })
const before = (state: VerdictState, once: readonly string[] = []): Remembered => ({ states: { [mx]: state }, once, changedAt: '2026-11-23T10:00:00.000Z' })
const open = (finding: Finding, subject: string): Open => ({ cause: finding.id, subject })
const ids = (findings: readonly Finding[]): string[] => findings.map(({ id }) => id)

interface Case {
  readonly comparison: Comparison
  readonly before: Remembered | null
  readonly open?: readonly Open[]
  readonly raised: readonly string[]
  readonly ended?: readonly string[]
  readonly told: readonly string[]
  readonly once?: readonly string[]
}

const cases: Readonly<Record<string, Case>> = {
  'all is right, as it was': { comparison: seen('right'), before: before('right'), raised: [], told: [] },
  'the first look opens, and tells nobody': { comparison: seen('missing', [missing]), before: null, raised: ['dns.record-missing'], told: [] },
  'a record that went away is told': { comparison: seen('missing', [missing]), before: before('right'), raised: ['dns.record-missing'], told: ['dns.record-missing'] },
  'what is open already is not told again': { comparison: seen('missing', [missing]), before: before('missing'), open: [open(missing, mx)], raised: ['dns.record-missing'], told: [] },
  'what is in order again ends': { comparison: seen('right'), before: before('missing'), open: [open(missing, mx)], raised: [], ended: ['dns.record-missing'], told: [] },
  'another mistake in its place': { comparison: seen('differs', [elsewhere]), before: before('missing'), open: [open(missing, mx)], raised: ['dns.mx-elsewhere'], ended: ['dns.record-missing'], told: [] },
  'not knowing changes nothing': { comparison: seen('unknown', [noAnswer]), before: before('missing'), open: [open(missing, mx)], raised: [], told: [] },
  'not knowing of the domain keeps what is about it': { comparison: seen('right', [], [nobodySays]), before: before('right'), open: [open(silent, 'ns2.example.net'), open(bogus, '')], raised: [], told: [] },
  'a server is silent for the first time': { comparison: seen('right', [], [silent]), before: before('right'), raised: [], told: [], once: ['dns.server-silent ns2.example.net'] },
  'a server is silent once more': {
    comparison: seen('right', [], [silent]),
    before: before('right', ['dns.server-silent ns2.example.net']),
    raised: ['dns.server-silent'],
    told: ['dns.server-silent'],
  },
  'a server stays silent': { comparison: seen('right', [], [silent]), before: before('right'), open: [open(silent, 'ns2.example.net')], raised: ['dns.server-silent'], told: [] },
  'a server speaks again': { comparison: seen('right'), before: before('right', ['dns.server-silent ns2.example.net']), open: [open(silent, 'ns2.example.net')], raised: [], ended: ['dns.server-silent'], told: [] },
  'signatures fail twice': { comparison: seen('conflicts', [bogus], [bogus]), before: before('right', [`dns.dnssec-bogus ${mx}`]), raised: ['dns.dnssec-bogus'], told: ['dns.dnssec-bogus'], once: ['dns.dnssec-bogus '] },
  'what somebody else opened is left alone': { comparison: seen('right'), before: before('right'), open: [{ cause: 'domain.proof-lost', subject: '' }], raised: [], told: [] },
}
for (const [name, { comparison, before: remembered, open: list = [], raised, ended = [], told, once = [] }] of Object.entries(cases)) {
  test(`watched: ${name}`, () => {
    const look = takeLook(comparison, at, remembered, list)
    assert.deepEqual([look.raise.map(({ finding }) => finding.id), look.end.map(({ cause }) => cause), ids(look.tell), look.remembered.once], [raised, ended, told, once])
  })
}

test('what is remembered: the last state that was known, and when it became another', () => {
  assert.deepEqual(takeLook(seen('right'), at, null, []).remembered, { states: { [mx]: 'right' }, once: [], changedAt: at })
  assert.deepEqual(takeLook(seen('unknown'), at, null, []).remembered, { states: {}, once: [], changedAt: at })
  assert.deepEqual(takeLook(seen('unknown'), at, before('right'), []).remembered, before('right'))
  assert.equal(takeLook(seen('missing'), at, before('right'), []).remembered.changedAt, at)
  assert.equal(takeLook({ verdicts: [], findings: [] }, at, before('right'), []).remembered.changedAt, at)
})

const looks: readonly (readonly [name: string, comparison: Comparison, before: Remembered | null, next: string])[] = [
  ['in order: tomorrow', seen('right'), before('right'), after(24)],
  ['something is awaited: in an hour', seen('missing', [missing]), before('right'), after(1)],
  ['not known: in an hour', seen('unknown', [noAnswer]), before('right'), after(1)],
  ['seen once: in an hour', seen('right', [], [silent]), before('right'), after(1)],
  ['nothing happened for a week: tomorrow', seen('missing', [missing]), { ...before('missing'), changedAt: '2026-11-17T09:59:59.000Z' }, after(24)],
  ['spreads for half an hour: a minute after that', { verdicts: [verdict('spreading', [], after(0.5))], findings: [] }, before('right'), '2026-11-24T10:31:00.000Z'],
  ['spreads until a moment that is over: in a minute', { verdicts: [verdict('spreading', [], after(-1))], findings: [] }, before('right'), '2026-11-24T10:01:00.000Z'],
  ['spreads for a day: in an hour', { verdicts: [verdict('spreading', [], after(24))], findings: [] }, before('right'), after(1)],
  ['spreads for nobody knows how long: in an hour', { verdicts: [verdict('spreading')], findings: [] }, before('right'), after(1)],
]
for (const [name, comparison, remembered, next] of looks) {
  test(`the next look: ${name}`, () => assert.equal(takeLook(comparison, at, remembered, []).nextAt, next))
}
