import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Answer } from './observed.ts'
import { dsFindings } from './zone-ds.ts'

const ours = ['12345 13 2 ABCDEF', '12345 13 4 0123456789']
const said = (...values: string[]): Answer => ({ state: 'records', records: values.map(value => ({ name: 'kaede.test', type: 'DS', ttl: 60, value })), ttl: 60, from: 'the parent' })
const absent: Answer = { state: 'absent', isNameThere: true, ttl: 60, from: 'the parent' }
const silent: Answer = { state: 'unknown', why: 'timeout', detail: '', from: 'the parent' }

test('what the parent says of the keys', () => {
  const cases: readonly (readonly [string, readonly string[], Answer, readonly string[]])[] = [
    ['the key of ours, in small letters and groups', ours, said('12345 13 2 abc def'), []],
    ['one of several fits', ours, said('9 8 2 00', '12345 13 4 0123456789'), []],
    ['another key', ours, said('9 13 2 00'), ['dns.ds-wrong']],
    ['an empty value', ours, said(''), ['dns.ds-wrong']],
    ['none yet', ours, absent, ['dns.ds-missing']],
    ['not signed, and none', [], absent, []],
    ['not signed, and one is left', [], said('9 13 2 00'), ['dns.ds-wrong']],
    ['nobody answers', ours, silent, ['dns.no-answer']],
  ]
  for (const [name, keys, parent, wanted] of cases)
    assert.deepEqual(
      dsFindings('kaede.test', keys, parent).map(({ id }) => id),
      wanted,
      name,
    )
})
