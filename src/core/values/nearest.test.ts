import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { editDistance, nearest } from './nearest.ts'

const distances: readonly (readonly [one: string, other: string, mistakes: number])[] = [
  ['', '', 0],
  ['', 'abc', 3],
  ['taro', 'taro', 0],
  ['taro', 'tarou', 1],
  ['tarou', 'taro', 1],
  ['taro', 'tara', 1],
  ['kaede.test', 'keade.test', 1],
  ['kaede.test', 'kaede.tset', 1],
  ['kitten', 'sitting', 3],
]
for (const [one, other, mistakes] of distances) {
  test(`from "${one}" to "${other}" it is ${mistakes}`, () => {
    assert.equal(editDistance(one, other), mistakes)
    assert.equal(editDistance(other, one), mistakes)
    if (mistakes > 0) assert.ok(editDistance(one, other, mistakes - 1) > mistakes - 1)
  })
}

test('a bound only cuts off what is beyond it', () => {
  const word = fc.string({ maxLength: 8, unit: fc.constantFrom('a', 'b', 'c') })
  fc.assert(
    fc.property(word, word, fc.nat(4), (one, other, most) => {
      const whole = editDistance(one, other)
      assert.equal(Math.min(editDistance(one, other, most), most + 1), Math.min(whole, most + 1))
    }),
  )
})

const meant: readonly (readonly [name: string, candidates: readonly string[], found: string | null])[] = [
  ['hanaoka', ['taro', 'hanaok', 'hanaka'], 'hanaka'],
  ['hanaoka', ['hanaka', 'hanaok', 'taro'], 'hanaka'],
  ['hanako', ['hana', 'hanaco'], 'hanaco'],
  ['hanako', ['hanaco', 'hana'], 'hanaco'],
  ['hanako', ['hanako'], null],
  ['taro', ['jiro'], null],
  ['taro', ['tarou'], 'tarou'],
  ['ab', ['ac'], null],
  ['hanako', [], null],
]
for (const [name, candidates, found] of meant) test(`"${name}" among ${candidates.join(', ')} means ${found}`, () => assert.equal(nearest(name, candidates), found))
