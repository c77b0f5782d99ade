import assert from 'node:assert/strict'
import { test } from 'node:test'
import { inOrder } from './zone-check.ts'
import { readZoneFile } from './zone-file-read.ts'
import { entriesOf } from './zone-file-words.ts'
import { writeZoneFile } from './zone-file-write.ts'
import type { ZoneRecord } from './zone-record.ts'
import { rrSetsOf } from './zone-rr-set.ts'

const zone = 'kaede.example'

/** `name ttl type value`, with the zone itself as @. */
const shown = ({ name, ttl, type, value }: ZoneRecord): string => `${name === zone ? '@' : name.slice(0, -zone.length - 1)} ${ttl} ${type} ${value}`

const read = (text: string): string[] => {
  const file = readZoneFile(text, zone)
  return file.ok ? file.value.records.map(shown) : file.why.map(({ line, finding: { id } }) => `line ${line}: ${id}`)
}

const bind = `$TTL 1h ; an hour
$ORIGIN kaede.example.
@   IN  SOA ns1.old.example. hostmaster.old.example. (
        2026112401 ; serial
        3h 1h 4w
        300 )
    IN  NS  ns1.old.example.
        NS  ns2.old.example.
        300 IN MX 10 mail
        IN 300 MX 20 mail.other.example.
@       TXT "v=spf1 include:_spf.other.example ~all"
www 60  CNAME @
k1._domainkey TXT ( "v=DKIM1; k=rsa; "
                    "p=MIIB" )
$ORIGIN office.kaede.example.
pc  IN A 192.0.2.7
@   IN NS ns1
`

const cloudflare = `;;
;; Domain:     kaede.example.
;; Exported:   2026-11-24 10:00:00
;;
;; SOA Record
kaede.example\t3600\tIN\tSOA\tada.ns.cloudflare.com. dns.cloudflare.com. 2050000000 10000 2400 604800 3600

;; NS Records
kaede.example.\t86400\tIN\tNS\tada.ns.cloudflare.com.

;; A Records
kaede.example.\t1\tIN\tA\t192.0.2.1 ; cf_tags=cf-proxied:true
*.kaede.example.\t1\tIN\tA\t192.0.2.2

;; CAA Records
kaede.example.\t1\tIN\tCAA\t0 issue "letsencrypt.org"

;; TXT Records
_dmarc.kaede.example.\t1\tIN\tTXT\t"v=DMARC1; p=none"
`

/** As it is copied from a registrar's screen: no final dots, the TTL behind the type, MX with its priority last. */
const screen = `kaede.example\tA\t3600\t192.0.2.1
www.kaede.example\tCNAME\t3600\tshop.other.example
kaede.example\tMX\t3600\tmail.other.example\t10
kaede.example\tTXT\t300\t"v=spf1 ~all"
ftp\tA\t192.0.2.3
mail\tMX\t10 mail2
`

test('files of BIND, of Cloudflare and from a screen are read', () => {
  assert.deepEqual(read(bind), [
    '@ 300 MX 10 mail.kaede.example',
    '@ 300 MX 20 mail.other.example',
    '@ 3600 TXT v=spf1 include:_spf.other.example ~all',
    'www 60 CNAME kaede.example',
    'k1._domainkey 3600 TXT v=DKIM1; k=rsa; p=MIIB',
    'pc.office 3600 A 192.0.2.7',
    'office 3600 NS ns1.office.kaede.example',
  ])
  assert.deepEqual(read(cloudflare), ['@ 300 A 192.0.2.1', '* 300 A 192.0.2.2', '@ 300 CAA 0 issue "letsencrypt.org"', '_dmarc 300 TXT v=DMARC1; p=none'])
  assert.deepEqual(read(screen), [
    '@ 3600 A 192.0.2.1',
    'www 3600 CNAME shop.other.example',
    '@ 3600 MX 10 mail.other.example',
    '@ 300 TXT v=spf1 ~all',
    'ftp 3600 A 192.0.2.3',
    'mail 3600 MX 10 mail2.kaede.example',
  ])
  const file = readZoneFile(bind, zone)
  assert.equal(file.ok && file.value.left, 3)
})

test('small things of files', () => {
  const cases: readonly (readonly [text: string, records: readonly string[]])[] = [
    ['', []],
    ['; only a comment\n\n', []],
    ['\ufeffwww.kaede.example. A 192.0.2.1', ['www 3600 A 192.0.2.1']],
    ['a. \r\n', ['line 1: zone.outside-zone']],
    ['www.kaede.example. 1h30m A 192.0.2.1\r\n', ['www 5400 A 192.0.2.1']],
    ['www.kaede.example. 10 A 192.0.2.1', ['www 60 A 192.0.2.1']],
    ['www.kaede.example. 9w A 192.0.2.1', ['www 604800 A 192.0.2.1']],
    // One set, one TTL; the same twice is one.
    ['w.kaede.example. 600 A 192.0.2.1\nw.kaede.example. 300 A 192.0.2.2\nw.kaede.example. 600 A 192.0.2.1', ['w 300 A 192.0.2.1', 'w 300 A 192.0.2.2']],
    ['k.kaede.example. TXT "a\\;b \\"c\\" \\195\\169"', ['k 3600 TXT a;b "c" é']],
    ['k.kaede.example. TXT plain\\ word', ['k 3600 TXT plain word']],
    ['k.kaede.example. TXT "in"', ['k 3600 TXT in']],
    ['_s._tcp.kaede.example. SRV 0 0 0 .', ['_s._tcp 3600 SRV 0 0 0 .']],
    ['in A 192.0.2.1', ['in 3600 A 192.0.2.1']],
    ['www TXT 3600', ['www 3600 TXT 3600']],
    ['www CAA 0 issue "x"', ['www 3600 CAA 0 issue "x"']],
    ['kaede.example. RRSIG A 13 2 3600 x\nkaede.example. DNSKEY 257 3 13 x', []],
  ]
  for (const [text, records] of cases) assert.deepEqual(read(text), records, text)
})

test('what cannot be taken is told with its line, and nothing is taken', () => {
  const cases: readonly (readonly [text: string, complaints: readonly string[]])[] = [
    ['ok.kaede.example. A 192.0.2.1\nsip.kaede.example. NAPTR 10 100 "s" "SIP+D2U" "" _sip._udp\n', ['line 2: zone.type-not-kept']],
    ['www.kaede.example. TYPE65280 \\# 4 0A000001', ['line 1: zone.type-not-kept']],
    ['www.kaede.example. A', ['line 1: zone.bad-value']],
    ['www.kaede.example. NAPTR', ['line 1: zone.line-unreadable']],
    ['www.kaede.example.', ['line 1: zone.line-unreadable']],
    ['www.kaede.example. ??? x', ['line 1: zone.line-unreadable']],
    ['www.kaede.example. CH TXT x', ['line 1: zone.type-not-kept']],
    ['a b. c.\n', ['line 1: zone.line-unreadable']],
    ['ホスト名 TYPE TTL VALUE 優先', ['line 1: zone.type-not-kept']],
    ['\n\n-x.kaede.example. A 192.0.2.1', ['line 3: zone.line-unreadable']],
    ['www.kaede.example A 192.0.2.1\nx.kaede.example. A 192.0.2.1', ['line 1: zone.name-twice']],
    ['www CNAME kaede.example\nx.kaede.example. A 192.0.2.1', ['line 1: zone.name-twice']],
    ['www.other.example. A 192.0.2.1', ['line 1: zone.outside-zone']],
    ['$ORIGIN other.example.\nwww A 192.0.2.1', ['line 2: zone.outside-zone']],
    ['$ORIGIN a..b.', ['line 1: zone.line-unreadable']],
    ['$TTL soon', ['line 1: zone.line-unreadable']],
    ['$TTL', ['line 1: zone.line-unreadable']],
    ['$INCLUDE other.zone', ['line 1: zone.line-unreadable']],
    ['$GENERATE 1-9 host$ A 192.0.2.$', ['line 1: zone.line-unreadable']],
    ['  A 192.0.2.1', ['line 1: zone.line-unreadable']],
    ['k.kaede.example. TXT "open\nnext.kaede.example. A 192.0.2.1', ['line 1: zone.line-unreadable']],
    ['a.kaede.example. A 192.0.2.1\nk.kaede.example. TXT ( "open"\nnext.kaede.example. A 192.0.2.1', ['line 2: zone.line-unreadable']],
    ['kaede.example. MX 10 192.0.2.1', ['line 1: zone.mx-not-a-name']],
    ['kaede.example MX 3600 10', ['line 1: zone.mx-not-a-name']],
  ]
  for (const [text, complaints] of cases) assert.deepEqual(read(text), complaints, text)
  const many = readZoneFile('x\n'.repeat(200), zone)
  assert.equal(many.ok ? 0 : many.why.length, 50)
})

test('an unreadable line is quoted, with its quotes, and not beyond what one reads', () => {
  const file = readZoneFile(`$TTL "soon" ${'x'.repeat(200)}`, zone)
  assert.ok(!file.ok)
  assert.deepEqual(file.why[0]?.finding.facts, { line: 1, text: `$TTL "soon" ${'x'.repeat(88)}` })
})

test('brackets join lines, and a bracket that closes nothing does no harm', () => {
  const taken = entriesOf('a ( b\n ; comment\n c ) d\n ) e\n\\')
  assert.ok('entries' in taken)
  assert.deepEqual(taken.entries.map(({ line, isContinued, words }) => [line, isContinued, words.map(({ text }) => text).join(' ')]), [
    [1, false, 'a b c d'],
    [4, true, 'e'],
  ])
})

test('a zone is written so that it reads as it was', () => {
  const file = readZoneFile(bind, zone)
  assert.ok(file.ok)
  const { records } = file.value
  const text = writeZoneFile(zone, rrSetsOf(zone, records, { nameServers: ['ns1.todoku.example', 'ns2.todoku.example'], hostmaster: 'dns.team@todoku.example' }, 7))
  assert.deepEqual(text.split('\n').slice(0, 4), [
    '$ORIGIN kaede.example.',
    '@             3600 IN SOA   ns1.todoku.example. dns\\.team.todoku.example. 7 10800 3600 1209600 300',
    '@             3600 IN NS    ns1.todoku.example.',
    '@             3600 IN NS    ns2.todoku.example.',
  ])
  const again = readZoneFile(text, zone)
  assert.ok(again.ok, JSON.stringify(again))
  assert.deepEqual(inOrder(zone, again.value.records), inOrder(zone, records))
})
