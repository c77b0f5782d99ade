import assert from 'node:assert/strict'
import { test } from 'node:test'
import { networkScript } from './namespace.ts'
import * as places from './places.ts'

test('every place has its address, and who does not choose comes from the right one', () => {
  const script = networkScript()
  for (const { address } of [places.ours, places.cafe, places.outside, places.forger, places.oldHost, ...Object.values(places.nameServers), places.resolver])
    assert.match(script, new RegExp(`ip route replace local ${address.replaceAll('.', '\\.')} dev lo`), address)
  assert.ok(script.includes(`local ${places.ours.address} dev lo table local src ${places.cafe.address}`))
  assert.ok(script.includes(`local ${places.outside.address} dev lo table local src ${places.ours.address}`))
})

test('only addresses kept for documentation are used', () => {
  const script = networkScript()
  for (const [address] of script.matchAll(/\b\d+\.\d+\.\d+\.\d+\b/g)) assert.match(address, /^(192\.0\.2|198\.51\.100|203\.0\.113)\./)
  for (const [address] of script.matchAll(/\b2[0-9a-f]{3}:[0-9a-f:]+/g)) assert.match(address, /^2001:db8:/)
})

test("only our host's address is an address of the machine: the others are strangers to it", () => {
  assert.deepEqual([...networkScript().matchAll(/ip address add (\S+)/g)].map(found => found[1]), [`${places.ours.address}/32`])
})
