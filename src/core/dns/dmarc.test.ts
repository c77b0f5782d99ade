import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judgeDmarc } from './dmarc.ts'

const name = '_dmarc.example.jp'
const wanted = 'v=DMARC1; p=none'

const table: readonly (readonly [title: string, texts: readonly string[], fit: string, finding: string | null, should: string])[] = [
  ['as wanted', [wanted], 'right', null, wanted],
  ['a stricter one stays', ['v=DMARC1;p=reject;rua=mailto:d@example.jp'], 'right', null, 'v=DMARC1;p=reject;rua=mailto:d@example.jp'],
  ['an SPF record of a wildcard beside it', ['v=spf1 -all', 'v=DMARC1; p=quarantine'], 'right', null, 'v=DMARC1; p=quarantine'],
  ['none', ['v=spf1 -all'], 'missing', 'dns.record-missing', wanted],
  ['no policy', ['v=DMARC1; rua=mailto:d@example.jp'], 'differs', 'dns.record-differs', wanted],
  ['a policy that is none', ['v=DMARC1; p=nothing'], 'differs', 'dns.record-differs', wanted],
  ['quoted', ['"v=DMARC1; p=reject"'], 'differs', 'dns.txt-mangled', 'v=DMARC1; p=reject'],
  ['a blank first', [' v=DMARC1; p=reject'], 'differs', 'dns.txt-mangled', 'v=DMARC1; p=reject'],
  ['two', ['v=DMARC1; p=none', 'v=DMARC1; p=reject'], 'conflicts', 'dns.two-dmarc', 'v=DMARC1; p=none'],
  ['two, none of them good', ['v=DMARC1', 'dmarc'], 'conflicts', 'dns.two-dmarc', wanted],
]
for (const [title, texts, fit, finding, should] of table) {
  test(`DMARC: ${title}`, () => {
    const judgement = judgeDmarc(name, wanted, texts)
    assert.deepEqual([judgement.fit, judgement.findings.map(({ id }) => id), judgement.should], [fit, finding === null ? [] : [finding], should])
    assert.ok(!judgement.instead.includes(should))
  })
}
