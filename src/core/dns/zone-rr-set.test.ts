import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ZoneRecord } from './zone-record.ts'
import { contentOf, nextSerial, rrSetChanges, rrSetsOf } from './zone-rr-set.ts'

const zone = 'kaede.example'
const frame = { nameServers: ['ns1.todoku.example', 'ns2.todoku.example'], hostmaster: 'hostmaster@todoku.example' }
const records: readonly ZoneRecord[] = [
  { name: zone, type: 'A', ttl: 300, value: '192.0.2.1' },
  { name: zone, type: 'A', ttl: 300, value: '192.0.2.2' },
  { name: zone, type: 'TXT', ttl: 300, value: 'Hello' },
]
const sets = rrSetsOf(zone, records, frame, 5)
const typesOf = (changes: readonly { readonly type: string; readonly contents: readonly string[] }[]): string[] => changes.map(({ type, contents }) => `${type} ${contents.join(' ')}`)
const soa = 'SOA ns1.todoku.example. hostmaster.todoku.example. 5 10800 3600 1209600 300'

test('sets: SOA, NS, and one for each name and type', () => {
  assert.deepEqual(typesOf(sets), [soa, 'NS ns1.todoku.example. ns2.todoku.example.', 'A 192.0.2.1 192.0.2.2', 'TXT "Hello"'])
})

test('contents: names are whole', () => {
  assert.equal(contentOf({ type: 'MX', value: '10 mail.other.example' }), '10 mail.other.example.')
  assert.equal(contentOf({ type: 'MX', value: '0 .' }), '0 .')
  assert.equal(contentOf({ type: 'SRV', value: '1 2 3 sip.other.example' }), '1 2 3 sip.other.example.')
  assert.equal(contentOf({ type: 'CAA', value: '0 issue "x"' }), '0 issue "x"')
})

test('changes: what differs, with the new SOA; nothing when nothing does', () => {
  assert.deepEqual(rrSetChanges(rrSetsOf(zone, records.toReversed(), frame, 4), sets), [])
  assert.deepEqual(typesOf(rrSetChanges(rrSetsOf(zone, records.slice(1), frame, 4), sets)), [soa, 'A 192.0.2.1 192.0.2.2'])
  assert.deepEqual(typesOf(rrSetChanges([...sets, { name: 'www.kaede.example', type: 'A', ttl: 60, contents: ['192.0.2.3'] }], sets)), [soa, 'A '])
  // Letters count in texts, and not in names.
  const shouted = sets.map(set => ({ ...set, contents: set.contents.map(content => content.toUpperCase()) }))
  assert.deepEqual(typesOf(rrSetChanges(shouted, sets)), [soa, 'TXT "Hello"'])
  assert.deepEqual(typesOf(rrSetChanges(sets.map(set => ({ ...set, ttl: 60 })), sets)).length, 4)
  // Name servers or who answers for them: the SOA alone may be what differs.
  assert.deepEqual(typesOf(rrSetChanges(rrSetsOf(zone, records, { ...frame, hostmaster: 'other@todoku.example' }, 4), sets)), [soa])
  assert.equal(rrSetChanges([], sets).length, 4)
  assert.deepEqual(typesOf(rrSetChanges(sets.slice(1), sets)), [soa])
})

test('serials only grow, and say when', () => {
  assert.equal(nextSerial(null, 1_800_000_000.7), 1_800_000_000)
  assert.equal(nextSerial(1_700_000_000, 1_800_000_000), 1_800_000_000)
  assert.equal(nextSerial(1_900_000_000, 1_800_000_000), 1_900_000_001)
})
