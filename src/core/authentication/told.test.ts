import assert from 'node:assert/strict'
import { test } from 'node:test'
import { kindOf } from '../causes/index.ts'
import { sampleFindings } from '../causes/samples.ts'
import type { Facts } from './facts.ts'
import { notesOf } from './notes.ts'
import { toldFinding } from './told.ts'

test('told: a login without domain is answered the same, whether it fits no mailbox, one, or several', () => {
  const nobody = { id: 'identity.no-domain', facts: { login: 'hana' } }
  for (const finding of sampleFindings) {
    const wanted = kindOf(finding) === 'temporary' ? finding : nobody
    assert.deepEqual(toldFinding({ login: 'hana', address: 'hana@example.jp', completion: 'only-match' }, finding), wanted)
    assert.deepEqual(toldFinding({ login: 'hana', address: 'hana', completion: 'none' }, finding), wanted)
  }
})

test('told: a whole address, one that the server name completes, and an empty one are answered for what they are', () => {
  for (const finding of sampleFindings) {
    assert.equal(toldFinding({ login: 'hana', address: 'hana@example.jp', completion: 'server-name' }, finding), finding)
    assert.equal(toldFinding({ login: 'hana@example.jp', address: 'hana@example.jp', completion: 'none' }, finding), finding)
    assert.equal(toldFinding({ login: '', address: '', completion: 'none' }, finding), finding)
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
