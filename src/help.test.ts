import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nearest } from './help.ts'

test('a slip of the finger finds its command; something else finds none', () => {
  const commands = ['up', 'down', 'status', 'logs', 'mailbox']
  assert.equal(nearest('upp', commands), 'up')
  assert.equal(nearest('stauts', commands), 'status')
  assert.equal(nearest('mailbx', commands), 'mailbox')
  assert.equal(nearest('dovecot', commands), null)
  assert.equal(nearest('xy', commands), null)
})
