import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DnsRecord, DnsType } from './observed.ts'
import { wantedRecords } from './wanted.ts'
import { firstRecords } from './zone-first.ts'

const zone = 'kaede.example'
const wanted = wantedRecords({ name: zone, hostName: 'sv0001.example.jp', dkimKeys: [{ selector: 'todoku1', algorithm: 'ed25519', publicKey: 'abc' }] })
const record = (name: string, type: DnsType, value: string, ttl = 3600): DnsRecord => ({ name: name === '' ? zone : `${name}.${zone}`, type, ttl, value })
const first = (found: readonly DnsRecord[], keepsMail = false): string[] => firstRecords({ zone, wanted, found, keepsMail }).map(({ name, ttl, type, value }) => `${name} ${ttl} ${type} ${value}`)

const ours = [
  'kaede.example 3600 MX 10 sv0001.example.jp',
  'kaede.example 3600 TXT v=spf1 +a:sv0001.example.jp ~all',
  '_dmarc.kaede.example 3600 TXT v=DMARC1; p=none',
  'todoku1._domainkey.kaede.example 3600 TXT v=DKIM1; k=ed25519; p=abc',
]

test('a new domain begins with what its mail needs', () => {
  assert.deepEqual(first([]), ours)
})

test('the website stays where it is, and what cannot be published is left out', () => {
  const found = [
    record('', 'A', '192.0.2.1', 300),
    record('', 'A', '192.0.2.2', 600),
    record('', 'AAAA', '2001:db8::1', 5),
    record('www', 'CNAME', 'shop.other.example'),
    record('', 'TXT', 'google-site-verification=abc', 900_000),
    record('', 'CAA', '0 issue "letsencrypt.org"'),
    record('', 'NS', 'ns1.old.example'),
    record('', 'CNAME', 'old.example'),
    record('', 'SOA', 'ns1.old.example hostmaster.old.example 1 2 3 4 5'),
    record('', 'TXT', ''),
    record('', 'A', 'nonsense'),
  ]
  assert.deepEqual(first(found), [
    'kaede.example 300 A 192.0.2.1',
    'kaede.example 300 A 192.0.2.2',
    'kaede.example 60 AAAA 2001:db8::1',
    'kaede.example 3600 CAA 0 issue "letsencrypt.org"',
    ours[0],
    // One set, one TTL.
    'kaede.example 3600 TXT google-site-verification=abc',
    ...ours.slice(1, 4),
    'www.kaede.example 3600 CNAME shop.other.example',
  ])
})

test('a name that old servers gave twice over is left without its alias', () => {
  assert.ok(!first([record('www', 'CNAME', 'shop.other.example'), record('www', 'A', '192.0.2.1')]).some(line => line.includes('CNAME')))
})

test('mail goes on to where it went while the owner moves in, and here otherwise', () => {
  const found = [record('', 'MX', '10 mail.old.example')]
  assert.ok(first(found, true).includes('kaede.example 3600 MX 10 mail.old.example'))
  assert.ok(!first(found, true).some(line => line.includes('MX 10 sv0001')))
  assert.ok(first(found).includes(ours[0]!))
  assert.ok(!first(found).some(line => line.includes('old.example')))
  assert.ok(first([], true).includes(ours[0]!))
  assert.ok(first([record('', 'MX', '0 ')], true).includes('kaede.example 3600 MX 0 .'))
})

test('other senders stay allowed, and a DMARC record of the owner\'s own stays', () => {
  const lines = first([record('', 'TXT', 'v=spf1 include:_spf.other.example -all'), record('_dmarc', 'TXT', 'v=DMARC1; p=reject')])
  assert.ok(lines.includes('kaede.example 3600 TXT v=spf1 include:_spf.other.example +a:sv0001.example.jp -all'), lines.join('\n'))
  assert.deepEqual(lines.filter(line => line.startsWith('_dmarc')), ['_dmarc.kaede.example 3600 TXT v=DMARC1; p=reject'])
})
