import assert from 'node:assert/strict'
import { test } from 'node:test'
import { kindOf } from '../causes/index.ts'
import { sampleFindings } from '../causes/samples.ts'
import type { Facts } from './facts.ts'
import { notesOf } from './notes.ts'
import { toldFinding } from './told.ts'

test('told: a login that was completed as the only match is answered as one that fits nothing', () => {
  const nobody = { id: 'identity.no-domain', facts: { login: 'hana' } }
  for (const finding of sampleFindings) {
    assert.deepEqual(toldFinding({ login: 'hana', completion: 'only-match' }, finding), kindOf(finding) === 'temporary' ? finding : nobody)
    for (const completion of ['none', 'server-name'] as const) assert.equal(toldFinding({ login: 'hana', completion }, finding), finding)
  }
})

const facts = (login: string, completion: Facts['completion'] = 'none'): Facts => ({ login, address: 'hana@example.jp', completion }) as Facts

const table: readonly (readonly [login: string, completion: Facts['completion'], password: string, edge: string[] | undefined, notes: string[]])[] = [
  ['hana@example.jp', 'none', 'secret', undefined, []],
  ['ｈａｎａ＠example.jp', 'none', 'secret', [], ['login-normalised']],
  ['hana', 'only-match', 'secret', [], ['login-completed']],
  ['Hana', 'server-name', 'secret', ['tls-on-starttls-port'], ['tls-on-starttls-port', 'login-completed']],
  ['hana@example.jp', 'none', 'か\u3099', [], ['charset-normalised']],
]
for (const [login, completion, password, edge, notes] of table) {
  test(`notes: ${login} ${completion} ${JSON.stringify(password)}: ${notes.join(', ') || 'none'}`, () => assert.deepEqual(notesOf(facts(login, completion), password, edge), notes))
}
