import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readOrder } from './main.ts'

test('a lab, its flags and its language are read in any order', () => {
  assert.deepEqual(readOrder(['tour', '--json', '--lang', 'ja'], {}), { name: 'tour', json: true, keep: false, language: 'ja' })
  assert.deepEqual(readOrder(['--keep', '--lang=en', 'tour'], { LANG: 'ja_JP.UTF-8' }), { name: 'tour', json: false, keep: true, language: 'en' })
  assert.deepEqual(readOrder(['fresh', '12'], { LANG: 'ja_JP.UTF-8' }), { name: 'fresh', json: false, keep: false, language: 'ja' })
})

test('no lab, or a question for help, lists them', () => {
  assert.equal(readOrder([], {}).name, null)
  assert.equal(readOrder(['tour', '--help'], {}).name, null)
})
