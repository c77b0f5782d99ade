import assert from 'node:assert/strict'
import { test } from 'node:test'
import { secretsIn } from './spoken.ts'

test('a secret is found plain, in base64, in hexadecimal digits and within JSON', () => {
  const secrets = ['Natsu-no-"Umi"', 'Haru-no-Yama']
  for (const text of ['login Natsu-no-"Umi"', Buffer.from('Natsu-no-"Umi"').toString('base64'), Buffer.from('Natsu-no-"Umi"').toString('hex'), JSON.stringify({ login: 'Natsu-no-"Umi"' })])
    assert.deepEqual(secretsIn(`x ${text} y`, secrets), ['Natsu-no-"Umi"'], text)
  assert.deepEqual(secretsIn('Haru-no-yama', secrets), [])
})
