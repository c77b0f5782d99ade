import assert from 'node:assert/strict'
import { test } from 'node:test'
import { is24, parseVersion } from './read.ts'

test('reads what dovecot --version prints on Debian 12 and 13', () => {
  assert.deepEqual(parseVersion('2.3.19.1 (9b53102964)\n'), [2, 3, 19])
  assert.deepEqual(parseVersion('2.4.1-4 (7d8c0e5759)\n'), [2, 4, 1])
  assert.throws(() => parseVersion('command not found'), /says "command not found"/)
})

test('knows the versions that read the newer language', () => {
  assert.deepEqual([is24([2, 3, 21]), is24([2, 4, 0]), is24([3, 0, 0])], [false, true, true])
})
