import assert from 'node:assert/strict'
import { test } from 'node:test'
import { recordSets } from './publish.ts'
import { closestZone } from './tree.ts'
import { type RecordSet, replaceRecords, reverseName, zoneText } from './zone.ts'

test('a zone is written as a master file', () => {
  const text = zoneText({
    name: 'kaede.example',
    servers: ['ns1.hosting.test'],
    serial: 7,
    ttl: 5,
    records: [
      { name: '@', type: 'MX', values: ['10 sv0001.todoku.test.'] },
      { name: 'www', type: 'A', values: ['192.0.2.1', '192.0.2.2'], ttl: 60 },
    ],
  })
  assert.equal(
    text,
    `$ORIGIN kaede.example.
$TTL 5
@ IN SOA ns1.hosting.test. hostmaster.ns1.hosting.test. 7 3600 600 86400 5
@ IN NS ns1.hosting.test.
@ IN MX 10 sv0001.todoku.test.
www 60 IN A 192.0.2.1
www 60 IN A 192.0.2.2
`,
  )
})

test('a long TXT value is cut into strings of 255 bytes; quotes, backslashes and bytes beyond ASCII are escaped', () => {
  const zone = (value: string): string => zoneText({ name: '', servers: [], serial: 1, ttl: 5, records: [{ name: 'a', type: 'TXT', values: [value] }] })
  assert.match(zone('x'.repeat(300)), new RegExp(`"${'x'.repeat(255)}" "${'x'.repeat(45)}"\n`))
  assert.match(zone('a"b\\c'), /"a\\"b\\\\c"/)
  assert.match(zone('é'), /"\\195\\169"/)
  assert.match(zone(''), /IN TXT ""\n/)
})

test('a change replaces sets of its name and type, and an empty one removes them', () => {
  const records: RecordSet[] = [
    { name: '@', type: 'A', values: ['192.0.2.1'] },
    { name: '@', type: 'TXT', values: ['x'] },
  ]
  assert.deepEqual(replaceRecords(records, [{ name: '@', type: 'A', values: ['192.0.2.9'] }]), [records[1], { name: '@', type: 'A', values: ['192.0.2.9'] }])
  assert.deepEqual(replaceRecords(records, [{ name: '@', type: 'TXT', values: [] }]), [records[0]])
})

test('reverse names', () => {
  assert.equal(reverseName('192.0.2.10'), '10.2.0.192.in-addr.arpa')
  assert.equal(reverseName('2001:db8::1'), `1.${'0.'.repeat(23)}8.b.d.0.1.0.0.2.ip6.arpa`)
  assert.equal(reverseName('1:2:3:4:5:6:7:8'), '8.0.0.0.7.0.0.0.6.0.0.0.5.0.0.0.4.0.0.0.3.0.0.0.2.0.0.0.1.0.0.0.ip6.arpa')
})

test('a name belongs to the longest zone that it falls in', () => {
  assert.equal(closestZone('a.b.jp', ['', 'jp', 'b.jp', 'xb.jp']), 'b.jp')
  assert.equal(closestZone('a.xb.jp', ['jp', 'b.jp']), 'jp')
  assert.equal(closestZone('a.fr', ['jp']), undefined)
})

test("an owner's records become sets of the zone", () => {
  const sets = recordSets('kaede.example', [
    { type: 'MX', name: 'kaede.example', value: '10 sv0001.todoku.test' },
    { type: 'TXT', name: 'a._domainkey.kaede.example', value: 'v=DKIM1; p=x.' },
    { type: 'MX', name: 'kaede.example', value: '20 mx2.todoku.test.' },
  ])
  assert.deepEqual(sets, [
    { name: '@', type: 'MX', values: ['10 sv0001.todoku.test.', '20 mx2.todoku.test.'] },
    { name: 'a._domainkey', type: 'TXT', values: ['v=DKIM1; p=x.'] },
  ])
  assert.throws(() => recordSets('kaede.example', [{ type: 'TXT', name: 'xkaede.example', value: '' }]), /not within/)
  assert.throws(() => recordSets('kaede.example', [{ type: 'HINFO', name: 'kaede.example', value: '' }]), /HINFO/)
})
