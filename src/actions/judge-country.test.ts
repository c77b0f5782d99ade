import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CountryDefaults } from '../core/authentication/country.ts'
import type { Countries } from '../engines/country/countries.ts'
import type { ReverseName } from '../engines/resolver/reverse-name.ts'
import { countryJudge } from './judge-country.ts'

const defaults: CountryDefaults = { smtp: true, retrieval: false, home: ['JP'], unknown: 'allow' }
const inFrance: Countries = {
  placeOf: () => ({ country: 'FR', isPrivate: false }),
  countryOf: () => 'FR',
  status: () => ({ source: 'shipped', date: '2026-06-17', trouble: null }),
  close: () => {},
}
const gmail = { kind: 'service', value: 'gmail', until: null } as const

/** A judge whose resolver gives this answer, and a count of how often it was asked. */
const judgeOf = (answer: ReverseName) => {
  let asked = 0
  const lookUp = () => {
    asked++
    return Promise.resolve(answer)
  }
  return { judge: countryJudge(inFrance, { lookUp, remembered: () => null }, defaults), asked: () => asked }
}
const google: ReverseName = { state: 'confirmed', name: 'mail-lf1-f52.google.com' }

test('country judge: the resolver is asked only where a pass depends on it', async () => {
  const { judge, asked } = judgeOf(google)
  await judge.judge('imap', '203.0.113.9', { rules: [], passes: [gmail] })
  await judge.judge('smtp', '203.0.113.9', { rules: [], passes: [] })
  await judge.judge('smtp', '203.0.113.9', { rules: [{ smtp: null, retrieval: null, countries: ['FR'] }], passes: [gmail] })
  assert.equal(asked(), 0)
  assert.deepEqual(await judge.judge('smtp', '203.0.113.9', { rules: [], passes: [gmail] }), { state: 'allowed', country: 'FR', because: 'pass-service' })
  assert.equal(asked(), 1)
})

test('country judge: the service behind a blocked address is named afterwards, and only there', async () => {
  const { judge } = judgeOf(google)
  const blocked = await judge.judge('smtp', '203.0.113.9', { rules: [], passes: [] })
  assert.ok(blocked.state === 'blocked' && blocked.service === null)
  assert.deepEqual(await judge.nameService(blocked, '203.0.113.9'), { ...blocked, service: 'gmail' })
  const allowed = await judge.judge('imap', '203.0.113.9', { rules: [], passes: [] })
  assert.equal(await judge.nameService(allowed, '203.0.113.9'), allowed)
})

test('country judge: a resolver that fails names nobody, and makes the refusal ours where a pass depends on it', async () => {
  const { judge } = judgeOf({ state: 'unknown', why: 'ESERVFAIL' })
  const blocked = await judge.judge('smtp', '203.0.113.9', { rules: [], passes: [] })
  assert.deepEqual(await judge.nameService(blocked, '203.0.113.9'), blocked)
  const ours = await judge.judge('smtp', '203.0.113.9', { rules: [], passes: [gmail] })
  assert.ok(ours.state === 'blocked' && ours.unresolved === 'ESERVFAIL')
  assert.equal(await judge.networkName('203.0.113.9'), null)
})
