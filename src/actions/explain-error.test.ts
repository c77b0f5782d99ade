import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '../base/fault.ts'
import { diagnose } from '../core/diagnose/diagnose.ts'
import { explainError, referencesIn } from './explain-error.ts'
import { operator } from './installation.ts'

const referenceTable: readonly (readonly [text: string, references: readonly string[]])[] = [
  ['K7Q2-9F', ['K7Q2-9F']],
  ['k7q2 9f', ['K7Q2-9F']],
  ['ref k7q2-9f', ['K7Q2-9F']],
  ['(ref K7Q2-9F)', ['K7Q2-9F']],
  ['Ｋ７Ｑ２－９Ｆ', ['K7Q2-9F']],
  ['K7QO-9F', ['K7Q0-9F']],
  ['535 5.7.8 Sign-in failed. (ref K7Q2-9F)\n535 5.7.8 Sign-in failed. (ref AB12-CD)', ['K7Q2-9F', 'AB12-CD']],
  ['参照番号 K7Q2-9F で断られました', ['K7Q2-9F']],
  ['locked', []],
  ['535 5.7.8', []],
  ['CRAM-MD5', []],
]
for (const [text, references] of referenceTable) {
  test(`references in ${JSON.stringify(text)}`, () => assert.deepEqual(referencesIn(text, diagnose(text, 'en')), references))
}

const away = (): never => {
  throw new Fault('not-started', 'nothing is here')
}

test('words are explained without an installation', async () => {
  const { attempts, missing, away: fault, diagnosis } = await explainError(away, operator, '535 Incorrect authentication data', 'en')
  assert.deepEqual([attempts, missing, fault], [[], [], null])
  assert.equal(diagnosis.suspects[0]?.finding.id, 'credential.mismatch')
})

test('a reference that nobody can look up leaves the words', async () => {
  const explained = await explainError(away, operator, '535 5.7.8 Sign-in failed. Check the user name and the password. (ref K7Q2-9F)', 'ja')
  assert.equal(explained.away?.kind, 'not-started')
  assert.deepEqual(explained.missing, ['K7Q2-9F'])
  assert.ok(explained.diagnosis.suspects.length > 1)
})

test('a bug is not taken for a database that is away', async () => {
  const broken = (): never => {
    throw new TypeError('oops')
  }
  await assert.rejects(explainError(broken, operator, 'K7Q2-9F', 'en'), TypeError)
})
