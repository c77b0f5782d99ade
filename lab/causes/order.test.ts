import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isWanted, readCausesOrder } from './order.ts'

test('flags in any order; names end at the next flag', () => {
  assert.deepEqual(readCausesOrder(['causes', '--only', 'silent-465', 'identity', '--json', '--no-peer']), { json: true, withPeer: false, only: ['silent-465', 'identity'] })
  assert.deepEqual(readCausesOrder(['causes']), { json: false, withPeer: true, only: [] })
})

test('a family, the beginning of a name, or everything', () => {
  const order = readCausesOrder(['--only', 'identity', 'silent-465'])
  assert.deepEqual([{ name: 'name-alias', family: 'identity' }, { name: 'silent-465-curl', family: 'transport' }, { name: 'silent-993-curl', family: 'transport' }].map(one => isWanted(order, one)), [true, true, false])
  assert.ok(isWanted(readCausesOrder([]), { name: 'x', family: 'y' }))
})
