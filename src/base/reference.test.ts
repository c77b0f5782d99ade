import assert from 'node:assert/strict'
import { test } from 'node:test'
import { newReference, plainReference } from './reference.ts'

test('a reference is read however it was typed', () => {
  for (const typed of ['K7Q2-9F', 'k7q2-9f', ' ref K7Q2-9F ', '(ref k7q2 9f)', 'Ｋ７Ｑ２－９Ｆ', 'K7Q29F']) assert.equal(plainReference(typed), 'K7Q2-9F', typed)
  assert.equal(plainReference('O7IL-90'), '0711-90')
})

test('a new reference is read as itself', () => {
  for (let i = 0; i < 1000; i++) {
    const ref = newReference()
    assert.equal(plainReference(ref), ref)
  }
})
