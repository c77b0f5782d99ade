/** What holds of every pasted text, and what is read out of it. What comes first for which text: `servers.test` and `apps.test`. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { causes, explain, type CauseId } from '../causes/index.ts'
import { sampleFindings } from '../causes/samples.ts'
import { diagnose } from './diagnose.ts'
import { generalFacts } from './general.ts'
import { readPasted } from './pasted.ts'

test('diagnose: an enhanced code alone never decides', () => {
  const { suspects } = diagnose('550 5.7.30', 'en')
  assert.deepEqual(suspects.map(({ finding }) => finding.id).toSorted(), ['delivery.basic-auth-off', 'delivery.dkim-fails'])
  assert.ok(suspects.every(({ score }) => score <= 0.5))
  assert.equal(diagnose('550 5.7.30 mx.google.com', 'en').suspects[0]?.finding.id, 'delivery.dkim-fails')
  assert.equal(diagnose('550 5.7.30 [TY2PR01CA0001.jpnprd01.prod.outlook.com]', 'en').suspects[0]?.finding.id, 'delivery.basic-auth-off')
})

test('diagnose: what says nothing about mail has no suspects', () => {
  for (const text of ['', '   ', 'good morning', 'こんにちは', '🙂', '334 VXNlcm5hbWU6', '250 2.0.0 Ok: queued as 4XyZ', '235 2.7.0 Authentication successful']) assert.deepEqual(diagnose(text, 'en').suspects, [], text)
})

test('diagnose: whatever is pasted, it is read, and quickly enough to be pasted by anybody', () => {
  const pieces = ['535', '5.7.8', ' ', '\n', '(ref ', 'K7Q2-9F', 'a-', 'user ', 'connect to ', '[', ']:25: ', 'パスワード', '@', '.', 'example.jp', '550-5.7.26 ']
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.array(fc.constantFrom(...pieces), { maxLength: 2000 }).map(parts => parts.join(''))), text => {
      for (const { score } of diagnose(text, 'ja').suspects) assert.ok(score > 0 && score <= 1)
    }),
    { numRuns: 300, seed: 20261124 },
  )
})

test('diagnose: the title of every cause, as a notice or the panel says it, leads back to it', () => {
  for (const id of Object.keys(causes) as CauseId[]) {
    for (const language of ['ja', 'en'] as const) {
      const finding = { id, facts: generalFacts(id, readPasted(''), language) } as (typeof sampleFindings)[number]
      const { title } = explain(finding, language)
      assert.equal(diagnose(title, language).suspects[0]?.finding.id, id, title)
    }
  }
})

test('diagnose: general words leave no gap in any text', () => {
  const seen = readPasted('535 5.7.8 login of taro@example.jp failed at mail.shop.example port 2525 (CRAM-MD5) gsmtp')
  for (const id of Object.keys(causes) as CauseId[]) {
    for (const from of [seen, readPasted(''), readPasted('pop3 user name has expired'), readPasted('imap')]) {
      for (const language of ['ja', 'en'] as const) {
        const said = Object.values(explain({ id, facts: generalFacts(id, from, language) } as (typeof sampleFindings)[number], language)).join('\n')
        assert.doesNotMatch(said, /undefined|null|NaN/, id)
      }
    }
  }
})

test('pasted: what the text shows is found in it', () => {
  const seen = readPasted('SMTP (port 587) with CRAM-MD5 for Hana@Example.jp at mail.shop.example: 535-5.7.8 no\n535 5.7.8 way (ref K7Q2-9F) - gsmtp')
  assert.deepEqual(
    { port: seen.port, mechanism: seen.mechanism, address: seen.address, host: seen.host, provider: seen.provider, references: seen.references, replies: seen.replies },
    { port: 587, mechanism: 'CRAM-MD5', address: 'hana@example.jp', host: 'mail.shop.example', provider: 'google', references: ['K7Q2-9F'], replies: [{ basic: '535', enhanced: '5.7.8' }] },
  )
  assert.equal(seen.text.split('535').length, 2)
})

test('pasted: references are read alone, in a sentence, in small letters, and not out of other words', () => {
  assert.deepEqual(readPasted('k7q2-9f').references, ['K7Q2-9F'])
  assert.deepEqual(readPasted('Ｋ７Ｑ２−9F').references, [])
  assert.deepEqual(readPasted('参照番号はK7Q2-9Fです').references, ['K7Q2-9F'])
  assert.deepEqual(readPasted('refused (ref abcd-ef) and (ref K7Q2-9F)').references, ['ABCD-EF', 'K7Q2-9F'])
  assert.deepEqual(readPasted('HELO-OK CRAM-MD5 sv0001').references, [])
})

test('pasted: codes are numbers of replies, not of ports, dates or addresses', () => {
  assert.deepEqual(readPasted('2026-11-24 10:50 from 192.0.2.450 port 587').replies, [])
  assert.deepEqual(readPasted('SMTP error 550 from remote server').replies, [{ basic: '550', enhanced: null }])
  assert.deepEqual(readPasted('status 5.1.1').replies, [{ basic: null, enhanced: '5.1.1' }])
})
