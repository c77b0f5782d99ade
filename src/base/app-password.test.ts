import assert from 'node:assert/strict'
import { test } from 'node:test'
import { appPasswordDigest, isAppPasswordForm, makeAppPassword } from './app-password.ts'

const digest = appPasswordDigest('00'.repeat(32))

test('app passwords are twenty letters in groups, without look-alikes, and never twice the same', () => {
  const made = Array.from({ length: 200 }, makeAppPassword)
  for (const password of made) assert.match(password, /^[2-9a-hj-km-np-z]{4}(-[2-9a-hj-km-np-z]{4}){4}$/)
  assert.equal(new Set(made).size, made.length)
})

test('however it is typed it is the same one', () => {
  const password = 'x3kp-mn7q-r2st-uvw9-zabc'
  const stored = digest(password)
  for (const typed of ['x3kpmn7qr2stuvw9zabc', 'X3kp mn7q r2st uvw9 zabc ', ' X3KP-MN7Q-R2ST-UVW9-ZABC', 'ｘ３ｋｐ－ｍｎ７ｑ－ｒ２ｓｔ－ｕｖｗ９－ｚａｂｃ', 'x3kp–mn7q–r2st–uvw9–zabc']) {
    assert.ok(isAppPasswordForm(typed), typed)
    assert.equal(digest(typed), stored, typed)
  }
  assert.notEqual(digest('x3kp-mn7q-r2st-uvw9-zabd'), stored)
  assert.notEqual(appPasswordDigest('01'.repeat(32))(password), stored)
})

test('what cannot be one is not looked for', () => {
  for (const text of ['', 'x3kp-mn7q-r2st-uvw9', 'x3kp-mn7q-r2st-uvw9-zabc2', 'x3kp-mn7q-r2st-uvw9-zab0', 'password']) assert.ok(!isAppPasswordForm(text), text)
})
