import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isWithin, plainName } from './within.ts'

test('a name is within its zone, and a longer label is not', () => {
  const cases: readonly (readonly [string, string, boolean])[] = [
    ['example.jp', '', true],
    ['', '', true],
    ['example.jp', 'example.jp', true],
    ['www.example.jp', 'example.jp', true],
    ['badexample.jp', 'example.jp', false],
    ['jp', 'example.jp', false],
  ]
  for (const [name, zone, wanted] of cases) assert.equal(isWithin(name, zone), wanted, `${name} within ${zone}`)
})

test('names are compared without case and final dot', () => {
  assert.equal(plainName(' NS1.Example.JP. '), 'ns1.example.jp')
})
