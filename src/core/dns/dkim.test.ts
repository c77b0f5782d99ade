import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judgeDkim, tagsOf } from './dkim.ts'

const name = 'todoku1._domainkey.example.jp'
const key = 'MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA'
const wanted = `v=DKIM1; k=rsa; p=${key}`

const table: readonly (readonly [title: string, texts: readonly string[], fit: string, finding: string | null, how?: string])[] = [
  ['as wanted', [wanted], 'right', null],
  ['without blanks, the algorithm left out', [`v=DKIM1;p=${key};`], 'right', null],
  ['without version', [`k=rsa; p=${key}`], 'right', null],
  ['white space within the key', [`v=DKIM1; k=rsa; p=${key.slice(0, 20)} ${key.slice(20)}`], 'right', null],
  ['an SPF record of a wildcard beside it', [wanted, 'v=spf1 -all'], 'right', null],
  ['none', [], 'missing', 'dns.record-missing'],
  ["only a wildcard's", ['v=spf1 -all', 'v=DMARC1; p=none'], 'missing', 'dns.record-missing'],
  ['another key', ['v=DKIM1; k=rsa; p=AAAA'], 'differs', 'dns.record-differs'],
  ['a revoked key', ['v=DKIM1; p='], 'differs', 'dns.record-differs'],
  ['another algorithm', [`v=DKIM1; k=ed25519; p=${key}`], 'differs', 'dns.record-differs'],
  ['the version not first', [`k=rsa; v=DKIM1; p=${key}`], 'differs', 'dns.record-differs'],
  ['no key at all', ['hello'], 'differs', 'dns.record-differs'],
  ['quotes in it', [`"${wanted}"`], 'differs', 'dns.txt-mangled', 'quotes'],
  ['pasted in two quoted parts', [`"${wanted.slice(0, 30)}" "${wanted.slice(30)}"`], 'differs', 'dns.txt-mangled', 'quotes'],
  ['backslashes', [wanted.replaceAll(';', '\\;')], 'differs', 'dns.txt-mangled', 'backslash'],
  ['a blank first', [` ${wanted.replace('v=', 'v =')}`, ].map(text => text.replace('v =', 'v=')), 'differs', 'dns.txt-mangled', 'blank'],
  ['cut', [wanted.slice(0, -10)], 'differs', 'dns.txt-mangled', 'cut'],
  ['two records of one value', [wanted.slice(30), wanted.slice(0, 30)], 'conflicts', 'dns.txt-mangled', 'halves'],
  ['two keys', [wanted, 'v=DKIM1; p=AAAA'], 'conflicts', 'dns.record-differs'],
]
for (const [title, texts, fit, finding, how] of table) {
  test(`DKIM: ${title}`, () => {
    const judgement = judgeDkim(name, wanted, texts)
    assert.deepEqual([judgement.fit, judgement.findings.map(({ id }) => id), judgement.should], [fit, finding === null ? [] : [finding], wanted])
    const [first] = judgement.findings
    assert.equal(first?.id === 'dns.txt-mangled' ? first.facts.how : undefined, how)
    assert.ok(!judgement.instead.includes(wanted))
  })
}

test('tags: the first of a name counts, values keep their equal signs', () => {
  assert.deepEqual([...tagsOf(' A = b= ; a=c;; =x;d')].toSorted(), [['a', 'b='], ['d', '']])
})
