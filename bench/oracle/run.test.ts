import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rowsOf } from './run.ts'
import { neutral, protocols } from './turns.ts'
import { kinds } from './world.ts'

test('oracle: a kind that takes a tenth longer is told, by itself and by what comes after it', () => {
  const tries = protocols.flatMap(protocol =>
    kinds.flatMap(({ name }, i) => {
      const after = kinds[(i + 1) % kinds.length]!.name
      return [99, 100, 101].map(ms => ({ protocol, kind: name, after, ms: name === 'suspended' ? ms * 1.1 : ms, text: '' }))
    }),
  )
  const rows = rowsOf(tries)
  assert.equal(rows.length, 2 * protocols.length * (kinds.length - 1))
  const missed = rows.filter(({ met }) => !met).map(({ name, ratio }) => `${name} ${ratio}`)
  assert.deepEqual(missed, protocols.flatMap(protocol => [`${protocol}-suspended 0.9091`, `${protocol}-after-protocol-off 0.9091`]))
})

test('oracle: a reference is no difference', () => {
  assert.equal(neutral('535 5.7.8 No. (ref K7Q2-9F)'), neutral('535 5.7.8 No. (ref AAAA-22)'))
})
