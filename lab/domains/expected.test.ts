import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fits, isNear } from './expected.ts'

test('facts fit when every wanted one does; the others may be anything', () => {
  const facts = { domain: 'kaede.example', servers: ['ns1', 'ns2'], count: 3 }
  assert.equal(fits({}, facts), null)
  assert.equal(fits({ servers: ['ns1', 'ns2'], domain: /^kaede/, count: (count: unknown) => count === 3 }, facts), null)
  assert.equal(fits({ servers: ['ns2', 'ns1'] }, facts), 'servers is ["ns1","ns2"], not ["ns2","ns1"]')
  assert.equal(fits({ domain: /^x/, missing: 1 }, facts), 'domain is "kaede.example", not /^x/; missing is undefined, not 1')
  assert.equal(fits({ count: () => false }, facts), 'count is 3, not as it should be')
})

test('a moment is near within its tolerance, to both sides, and nothing else is a moment', () => {
  const wanted = Date.parse('2026-11-24T12:00:00Z')
  assert.ok(isNear('2026-11-24T12:00:10.000Z', wanted, 10_000))
  assert.ok(isNear('2026-11-24T11:59:50.000Z', wanted, 10_000))
  assert.ok(!isNear('2026-11-24T12:00:10.001Z', wanted, 10_000))
  assert.ok(!isNear(undefined, wanted, 10_000))
  assert.ok(!isNear('soon', wanted, 10_000))
})
