import assert from 'node:assert/strict'
import { test } from 'node:test'
import { always, type Conduct, cutting, honest, lame, type Question, rebinding, truncating } from './conduct.ts'
import type { RecordSet } from './zone.ts'

const zones = new Map<string, readonly RecordSet[]>([
  [
    'kaede.example',
    [
      { name: '@', type: 'NS', values: ['ns1.kaede.example.'] },
      { name: '@', type: 'MX', values: ['10 mx.example.jp.'] },
      { name: '_dmarc', type: 'TXT', values: ['v=DMARC1; p=none'] },
      { name: 'shop', type: 'NS', values: ['ns1.todoku.test.'] },
      { name: 'a.b', type: 'A', values: ['198.51.100.1'] },
      { name: 'www', type: 'CNAME', values: ['kaede.example.'] },
    ],
  ],
])

const ask = (conduct: Conduct, type: string, name: string, transport: Question['transport'] = 'udp'): string => {
  const said = conduct({ name, type, transport })
  if (typeof said === 'string') return said
  const data = (list: readonly { type: string; data?: unknown }[] = []): string => list.map(record => `${record.type}=${JSON.stringify('data' in record ? record.data : null)}`).join(' ')
  return [said.authoritative ? 'aa' : '', said.truncated ? 'tc' : '', said.code ? `code ${said.code}` : '', data(said.answers), said.answers?.length ? '' : data(said.authorities).replace(/SOA=.*/, 'SOA')].filter(Boolean).join(' ')
}

const table: readonly [string, string, string][] = [
  ['MX', 'kaede.example', 'aa MX={"preference":10,"exchange":"mx.example.jp"}'],
  ['TXT', '_dmarc.kaede.example', 'aa TXT=["v=DMARC1; p=none"]'],
  ['NS', 'kaede.example', 'aa NS="ns1.kaede.example"'],
  ['A', 'www.kaede.example', 'aa CNAME="kaede.example"'],
  ['NS', 'shop.kaede.example', 'NS="ns1.todoku.test"'],
  ['A', 'www.shop.kaede.example', 'NS="ns1.todoku.test"'],
  ['A', 'b.kaede.example', 'aa SOA'],
  ['A', 'nobody.kaede.example', 'aa code 3 SOA'],
  ['A', 'example.jp', 'code 5'],
]

for (const [type, name, wanted] of table) test(`an honest server, asked for ${type} of ${name}`, () => assert.equal(ask(honest(zones), type, name), wanted))

test('the others fail as they should', () => {
  assert.equal(ask(lame, 'A', 'kaede.example'), 'NS="a.root.test"')
  assert.equal(ask(always(2), 'A', 'kaede.example'), 'code 2')
  assert.equal(ask(cutting, 'A', 'kaede.example', 'tcp'), 'cut')
  assert.equal(ask(truncating(honest(zones)), 'MX', 'kaede.example'), 'aa tc')
  assert.match(ask(truncating(honest(zones)), 'MX', 'kaede.example', 'tcp'), /^aa MX=/)
})

test('the rebinding one names another address at the second look', () => {
  const conduct = rebinding('198.51.100.31', '127.0.0.1')
  assert.deepEqual(['x.example', 'x.example', 'y.example', 'x.example'].map(name => ask(conduct, 'A', name)), ['aa A="198.51.100.31"', 'aa A="127.0.0.1"', 'aa A="198.51.100.31"', 'aa A="198.51.100.31"'])
})
