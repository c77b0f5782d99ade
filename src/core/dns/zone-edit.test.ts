import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkZone, inOrder, mostRecords, notesOn } from './zone-check.ts'
import { editZone, withoutChange, type ZoneEdit, zoneDifference } from './zone-edit.ts'
import { isZoneType, type ZoneRecord, type ZoneType } from './zone-record.ts'

const zone = 'kaede.example'
const record = (name: string, type: ZoneType, value: string, ttl = 3600): ZoneRecord => ({ name: name === '@' ? zone : `${name}.${zone}`, type, ttl, value })
const web = record('@', 'A', '192.0.2.1')
const mx = record('@', 'MX', '10 sv0001.example.jp')
const www = record('www', 'CNAME', zone)
const before = [web, mx, www]

const valuesAfter = (edits: readonly ZoneEdit[], records: readonly ZoneRecord[] = before): string[] | string[][] => {
  const edited = editZone(zone, records, edits)
  return edited.ok ? inOrder(zone, edited.value.records).map(({ name, type, ttl, value }) => `${name} ${ttl} ${type} ${value}`) : [edited.why.map(({ id }) => id)]
}

test('set replaces a whole set, add adds to it, remove takes what fits', () => {
  const cases: readonly (readonly [what: string, edits: readonly ZoneEdit[], after: readonly string[]])[] = [
    ['set', [{ kind: 'set', name: '@', type: 'A', values: ['192.0.2.2', '192.0.2.3'], ttl: 300 }], ['kaede.example 300 A 192.0.2.2', 'kaede.example 300 A 192.0.2.3']],
    ['set keeps the TTL that there was', [{ kind: 'set', name: '', type: 'A', values: ['192.0.2.2'] }], ['kaede.example 3600 A 192.0.2.2']],
    ['add', [{ kind: 'add', name: '@', type: 'A', value: '192.0.2.9', ttl: 60 }], ['kaede.example 60 A 192.0.2.1', 'kaede.example 60 A 192.0.2.9']],
    ['remove one value', [{ kind: 'remove', name: '@', type: 'A', value: '192.0.2.1' }], []],
    ['remove by value alone', [{ kind: 'remove', name: '@', value: '192.0.2.1' }], []],
    ['one after the other', [{ kind: 'remove', name: '@', type: 'A' }, { kind: 'add', name: '@', type: 'A', value: '192.0.2.7' }], ['kaede.example 3600 A 192.0.2.7']],
  ]
  for (const [what, edits, after] of cases) assert.deepEqual(valuesAfter(edits), [...after, 'kaede.example 3600 MX 10 sv0001.example.jp', 'www.kaede.example 3600 CNAME kaede.example'], what)
  assert.deepEqual(valuesAfter([{ kind: 'remove', name: '@' }]), ['www.kaede.example 3600 CNAME kaede.example'])
})

test('what may not be is refused with every reason, and nothing of it is done', () => {
  const cases: readonly (readonly [what: string, edits: readonly ZoneEdit[], ids: readonly string[]])[] = [
    ['a CNAME beside another', [{ kind: 'add', name: 'www', type: 'MX', value: '10 mail.other.example' }], ['zone.cname-and-other']],
    ['a second CNAME', [{ kind: 'add', name: 'www', type: 'CNAME', value: 'b.other.example' }], ['zone.cname-and-other']],
    ['a CNAME at the zone', [{ kind: 'set', name: '@', type: 'CNAME', values: ['b.other.example'] }], ['zone.apex-cname']],
    ['the same again', [{ kind: 'add', name: '@', type: 'A', value: '192.0.2.1' }], ['zone.duplicate']],
    ['too short', [{ kind: 'set', name: 'a', type: 'A', values: ['192.0.2.1'], ttl: 5 }], ['zone.ttl-out-of-range']],
    ['too long', [{ kind: 'set', name: 'a', type: 'A', values: ['192.0.2.1'], ttl: 604_801 }], ['zone.ttl-out-of-range']],
    ['own name servers', [{ kind: 'add', name: '@', type: 'NS', value: 'ns.other.example' }], ['zone.own-name-servers']],
    ['below a delegation', [{ kind: 'add', name: 'www', type: 'NS', value: 'ns.other.example' }], ['zone.cname-and-other', 'zone.below-delegation']],
    ['two things at once', [{ kind: 'add', name: 'a b', type: 'A', value: '192.0.2' }, { kind: 'remove', name: 'nope', type: 'A' }], ['zone.bad-name', 'zone.bad-value', 'zone.no-such-record']],
    ['nothing there', [{ kind: 'remove', name: 'nope' }], ['zone.no-such-record']],
    ['another value', [{ kind: 'remove', name: '@', type: 'A', value: '192.0.2.99' }], ['zone.no-such-record']],
    ['a value that is none', [{ kind: 'remove', name: '@', type: 'A', value: 'x' }], ['zone.no-such-record']],
    ['a name that is none', [{ kind: 'remove', name: 'a b', type: 'A' }], ['zone.bad-name']],
  ]
  for (const [what, edits, ids] of cases) assert.deepEqual(valuesAfter(edits), [ids], what)
})

test('a delegated name may have its servers\' addresses, and nothing else', () => {
  const servers = [record('office', 'NS', 'ns1.office.kaede.example'), record('ns1.office', 'A', '192.0.2.53'), record('ns1.office', 'AAAA', '2001:db8::53')]
  assert.deepEqual(checkZone(zone, servers), [])
  assert.deepEqual(checkZone(zone, [...servers, record('pc.office', 'A', '192.0.2.9')]), [{ id: 'zone.below-delegation', facts: { name: 'pc.office.kaede.example', at: 'office.kaede.example' } }])
})

test('too many records are told', () => {
  const many = Array.from({ length: mostRecords + 1 }, (_, i) => record(`h${i}`, 'A', '192.0.2.1'))
  assert.deepEqual(checkZone(zone, many), [{ id: 'zone.too-many', facts: { count: mostRecords + 1, most: mostRecords } }])
})

test('a long text is accepted, and told', () => {
  const edited = editZone(zone, before, [{ kind: 'add', name: 'k1._domainkey', type: 'TXT', value: 'é'.repeat(200) }])
  assert.ok(edited.ok)
  assert.deepEqual(edited.value.notes, [{ id: 'zone.txt-too-long', facts: { name: 'k1._domainkey.kaede.example', length: 400 } }])
  assert.deepEqual(notesOn(before), [])
})

test('a change is undone by what it took away and put there', () => {
  const after = editZone(zone, before, [{ kind: 'set', name: '@', type: 'A', values: ['192.0.2.2'], ttl: 60 }, { kind: 'remove', name: 'www' }])
  assert.ok(after.ok)
  const change = zoneDifference(before, after.value.records)
  assert.deepEqual(change, { removed: [web, www], added: [{ ...web, ttl: 60, value: '192.0.2.2' }] })
  assert.deepEqual(inOrder(zone, withoutChange(after.value.records, change)), inOrder(zone, before))
  const longer = zoneDifference(before, [{ ...web, ttl: 60 }, mx, www])
  assert.deepEqual(longer, { removed: [web], added: [{ ...web, ttl: 60 }] })
  assert.deepEqual(withoutChange([{ ...web, ttl: 60 }, mx, www], longer), [mx, www, web])
})

test('order: the zone itself first', () => {
  const mixed = [record('a', 'A', '192.0.2.2'), record('a', 'A', '192.0.2.1'), mx, web, record('a', 'A', '192.0.2.1')]
  assert.deepEqual(inOrder(zone, mixed).map(({ name, value }) => `${name} ${value}`), ['kaede.example 192.0.2.1', 'kaede.example 10 sv0001.example.jp', 'a.kaede.example 192.0.2.1', 'a.kaede.example 192.0.2.1', 'a.kaede.example 192.0.2.2'])
})

test('types that are kept', () => {
  assert.ok(isZoneType('TLSA'))
  assert.ok(!isZoneType('SOA'))
})
