import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ComparedDomain, Place } from '../actions/compare-records.ts'
import type { Delegation } from '../core/dns/observed.ts'
import { providerNamed } from '../core/dns/providers.ts'
import type { Verdict } from '../core/dns/verdict.ts'
import { markOf, recordsJson, recordsText, stateWords } from './record-words.ts'

const domain = 'kaede.example'
const hostName = 'sv0001.todoku.test'
const delegation: Delegation = { name: domain, parent: 'example', at: '', state: 'delegated', why: null, servers: [], parentTtl: null, parentSaid: [], childSaid: [], childTtl: null, cached: { state: 'absent', isNameThere: true, ttl: null, from: '' } }
const outside: Place = { kind: 'outside', servers: ['ns1.value-domain.com'], provider: providerNamed('value-domain'), others: [] }

const right: Verdict = { wanted: { purpose: 'mx', type: 'MX', name: domain, value: `10 ${hostName}` }, state: 'right', found: [`10 ${hostName}`], remedy: null, findings: [], seenBy: null }
const spf = { purpose: 'spf', type: 'TXT', name: domain, value: `v=spf1 +a:${hostName} ~all` } as const
const merged = `v=spf1 include:a.example +a:${hostName} ~all`
const put = { name: domain, type: 'TXT', value: merged } as const
const old = { ...put, value: 'v=spf1 include:a.example ~all' }
const differs: Verdict = { wanted: spf, state: 'differs', found: [old.value], remedy: { put, instead: [old] }, findings: [{ id: 'dns.record-differs', facts: { name: domain, type: 'TXT', value: merged, found: [old.value] } }], seenBy: '2026-11-24T11:00:00.000Z' }

const compared = (verdicts: readonly Verdict[], place: Place = outside): ComparedDomain => ({ domain, at: '2026-11-24T10:00:00.000Z', zone: domain, place, delegation, verdicts, findings: [] })
const text = (verdict: Verdict, place: Place = outside, id = 'value-domain'): string => recordsText(compared([verdict], place), providerNamed(id), 'en')

test('all is right', () => {
  assert.match(text(right), /^kaede\.example\nDNS {2}Value Domain \(ns1\.value-domain\.com\)\n\n[^\n]+\n✓ {2}receiving \(MX\) {2}kaede\.example {2}MX {4}right\n\nall records are as they should be$/)
})

test('another value: one record becomes another, in the form of the company', () => {
  const said = text(differs)
  assert.match(said, /\nchange this record:\n {2}kaede\.example {2}TXT {2}v=spf1 include:a\.example ~all\n/)
  assert.ok(said.endsWith(`add this line:\n  txt @ ${merged}`))
  assert.match(text(differs, outside, 'onamae'), /\n {2}ホスト名 {2}\(leave empty\)\n {2}TYPE {6}TXT\n {2}VALUE {5}v=spf1 include:a\.example /)
  assert.match(recordsText(compared([differs]), null, 'ja'), /\n次のレコードを書き換えます:\n[^\n]+\nご利用の DNS の設定画面で、次のレコードを登録します:\n {2}名前 {2}kaede\.example\n {2}種別 {2}TXT\n {2}値 {4}v=spf1 include:a\.example /)
})

test('several: they are deleted, and nothing is entered that is there', () => {
  const two: Verdict = { ...differs, state: 'conflicts', found: [old.value, merged], remedy: { put, instead: [old] } }
  const said = text(two)
  assert.ok(said.endsWith(`delete these records:\n  kaede.example  TXT  ${old.value}`))
})

test('a text that is too long for the form', () => {
  const long: Verdict = { ...differs, remedy: { put: { ...put, value: 'x'.repeat(300) }, instead: [] } }
  assert.match(text(long, outside, 'sakura'), /\n {2}! the value is longer than this form takes/)
})

test('where another company has the same name servers, it is said how its form is shown', () => {
  const shared: Place = { kind: 'outside', servers: ['01.dnsv.jp'], provider: providerNamed('onamae'), others: [providerNamed('value-domain')!] }
  assert.ok(text(differs, shared, 'onamae').endsWith(`if it is Value Domain: ./todoku domain records ${domain} --provider value-domain`))
  assert.doesNotMatch(text(right, shared, 'onamae'), /--provider/)
})

test('a record whose line is not known is shown as it is', () => {
  const ofSubdomain: Verdict = { ...right, state: 'missing', found: [], remedy: { put: { name: `mail.${domain}`, type: 'MX', value: `10 ${hostName}` }, instead: [] }, findings: [] }
  assert.match(text(ofSubdomain), /add these records where the DNS of the domain is kept:\n {2}name {3}mail\.kaede\.example\n/)
})

test('in our own name service nothing is typed', () => {
  const said = text(differs, { kind: 'here' })
  assert.ok(said.endsWith(`to put this right here: ./todoku domain records ${domain} --fix`))
  assert.doesNotMatch(said, /add this|change this/)
  assert.match(text(right, { kind: 'unknown' }), /DNS {2}\(could not be checked\)/)
  assert.match(text(right, { kind: 'outside', servers: ['a.example', 'b.example'], provider: null, others: [] }), /DNS {2}a\.example, b\.example\n/)
})

test('not known, and a finding about the domain as a whole', () => {
  const unknown: Verdict = { ...differs, state: 'unknown', found: [], remedy: null, findings: [], seenBy: null }
  const said = recordsText({ ...compared([unknown]), findings: [{ id: 'dns.lame-server', facts: { domain, server: 'ns2.example.net' } }] }, null, 'en')
  assert.match(said, /\n! [^\n]+\nwhy {9}/)
  assert.match(said, /\n\? senders \(SPF\) {2}could not be checked/)
})

test('marks, and the moment of what spreads', () => {
  assert.deepEqual((['right', 'missing', 'differs', 'conflicts', 'unknown', 'spreading'] as const).map(state => markOf({ state })), ['✓', '✗', '✗', '✗', '?', '…'])
  assert.match(stateWords({ state: 'spreading', seenBy: '2026-11-24T11:00:00.000Z' }, 'en'), /^right, spreading seen everywhere by 2026-11-24 /)
  assert.equal(stateWords({ state: 'spreading', seenBy: null }, 'en'), 'right, spreading')
})

test('for programs: facts, words and the form', () => {
  const json = JSON.parse(JSON.stringify(recordsJson({ ...compared([differs]), findings: [{ id: 'dns.lame-server', facts: { domain, server: 'ns2.example.net' } }] }, providerNamed('value-domain'), 'en'))) as Record<string, unknown>
  assert.deepEqual(json['place'], { kind: 'outside', servers: ['ns1.value-domain.com'], provider: 'value-domain' })
  const [record] = json['records'] as { form: unknown; findings: { id: string; fix: string }[] }[]
  assert.deepEqual(record!.form, { kind: 'line', line: `txt @ ${merged}` })
  assert.equal(record!.findings[0]!.id, 'dns.record-differs')
  assert.match(record!.findings[0]!.fix, /^Correct /)
  assert.deepEqual((recordsJson(compared([right], { kind: 'here' }), null, 'en') as { place: unknown }).place, { kind: 'here' })
})
