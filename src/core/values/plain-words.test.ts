import assert from 'node:assert/strict'
import { test } from 'node:test'
import { plainWords } from './plain-words.ts'

test('names stay readable; links, markup and lines do not get through', () => {
  assert.equal(plainWords('花屋（はなや） 2'), '花屋 はなや 2')
  assert.equal(plainWords('see https://evil.example/x\n\nPay now!'), 'see https evil example x Pay now')
  assert.equal(plainWords(' <b>x</b> '), 'b x b')
  assert.equal(plainWords('abcdef', 3), 'abc')
})
