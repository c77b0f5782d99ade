import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isSameDigest, makeProofCode, proofCodeDigest } from './proof-code.ts'

test('a code is eight digits, and hardly ever the same twice', () => {
  const codes = Array.from({ length: 200 }, makeProofCode)
  for (const code of codes) assert.match(code, /^\d{8}$/)
  assert.ok(new Set(codes).size > 195)
})

test('a digest depends on the code, the claim and the installation, and holds none of them', () => {
  const digest = proofCodeDigest('ab'.repeat(32))
  const other = proofCodeDigest('cd'.repeat(32))
  assert.equal(digest(1, '01234567'), digest(1, '01234567'))
  assert.equal(new Set([digest(1, '01234567'), digest(1, '01234568'), digest(2, '01234567'), digest(11, '1234567'), other(1, '01234567')]).size, 5)
  assert.doesNotMatch(digest(1, '01234567'), /01234567/)
})

test('digests are compared whole', () => {
  assert.equal(isSameDigest('abc', 'abc'), true)
  for (const different of ['abd', 'ab', 'abcd', '']) assert.equal(isSameDigest('abc', different), false, different)
})
