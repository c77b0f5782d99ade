import assert from 'node:assert/strict'
import { test } from 'node:test'
import { nameOf, personOf } from './people.ts'

test('a thousand names, all different', () => {
  assert.equal(new Set(Array.from({ length: 1000 }, (_, number) => nameOf(number))).size, 1000)
})

test('what a plan leaves open is made up, what it says is kept', () => {
  const random = (length: number): Uint8Array => new Uint8Array(length).fill(3)
  const person = personOf({ domain: 'momiji.test', off: 'imap' }, 7, random)
  assert.equal(person.address, `${nameOf(7)}@momiji.test`)
  assert.equal(person.off, 'imap')
  assert.match(person.password, /^Kz.{16}$/)
  assert.equal(personOf({ password: 'Natsu-no-Umi-8317' }, 7, random).password, 'Natsu-no-Umi-8317')
})
