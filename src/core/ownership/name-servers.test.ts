import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type NameServersBefore, nameServerClock } from '../dns/clock.ts'
import type { Answer, Delegation, ServerSaid } from '../dns/observed.ts'
import { isServedHere, judgeNameServers } from './name-servers.ts'

const name = 'shop.example'
const at = '2026-11-24T10:00:00.000Z'
const nextCheckAt = new Date('2026-11-24T10:00:30.000Z')
const ours = ['ns1.mail.example', 'NS2.mail.example.']
const us = ['ns1.mail.example', 'ns2.mail.example']
const theirs = ['ns1.old.example', 'ns2.old.example']

const answer = (servers: readonly string[], ttl = 3600): Answer => ({ state: 'records', records: servers.map(value => ({ name, type: 'NS', ttl, value })), ttl, from: 'a.registry.example' })
const says = (servers: readonly string[]): ServerSaid => ({ hostName: 'a.registry.example', address: '192.0.2.1', answer: answer(servers) })
const lame = (hostName: string): ServerSaid => ({ hostName, address: '192.0.2.53', answer: { state: 'unknown', why: 'lame', detail: '', from: hostName } })
const nothing: Answer = { state: 'absent', isNameThere: false, ttl: 900, from: '127.0.0.1' }

const delegated = (servers: readonly string[], more: Partial<Delegation> = {}): Delegation => ({
  name,
  parent: 'example',
  at,
  state: 'delegated',
  why: null,
  servers: servers.toSorted(),
  parentTtl: 86_400,
  parentSaid: [says(servers)],
  childSaid: [],
  childTtl: null,
  cached: answer(servers),
  ...more,
})

const judge = (delegation: Delegation, before: NameServersBefore | null = null, names: readonly string[] = ours) =>
  judgeNameServers({ delegation, clock: nameServerClock(delegation, names, before), before, ours: names, nextCheckAt })

const said = (delegation: Delegation): string => {
  const { result } = judge(delegation)
  return 'finding' in result ? `${result.state} ${result.finding.id.replace('ownership.', '')}` : result.state
}

const cases: readonly (readonly [what: string, delegation: Delegation, wanted: string])[] = [
  ['ours', delegated(us), 'proven'],
  ['ours, and the zone is not served yet', delegated(us, { childSaid: us.map(lame) }), 'proven'],
  ['one of ours is enough, when no other is there', delegated(['ns2.mail.example']), 'proven'],
  ['those of another company', delegated(theirs), 'waiting name-servers-elsewhere'],
  ['a name server that only looks like ours', delegated(['ns1.mail.example.evil.test']), 'waiting name-servers-elsewhere'],
  ['theft: one of ours beside one of his own', delegated(['ns1.mail.example', 'ns1.evil.test']), 'waiting name-servers-partly'],
  ['the registry has the change on some of its servers', delegated([...us, ...theirs], { parentSaid: [says(us), says(theirs)] }), 'waiting name-servers-settling'],
  ['not registered', delegated([], { state: 'not-registered' }), 'waiting not-registered'],
  ['theft: a name in a zone that is ours, and not handed over itself', delegated([], { state: 'not-delegated' }), 'waiting not-delegated'],
  ['all that are registered are lame', delegated(theirs, { childSaid: theirs.map(lame) }), 'waiting lame-delegation'],
  ['one of two is lame', delegated(theirs, { childSaid: [lame(theirs[0]!)] }), 'waiting name-servers-elsewhere'],
  ['none is registered', delegated([]), 'waiting name-servers-elsewhere'],
  ['the registry does not answer: no verdict', delegated([], { state: 'unknown', why: 'servfail' }), 'unknown name-servers-unknown'],
  ['and does not say why', delegated([], { state: 'unknown' }), 'unknown name-servers-unknown'],
]

for (const [what, delegation, wanted] of cases) test(`name servers: ${what}`, () => assert.equal(said(delegation), wanted))

test('name servers: an installation without a name service does not offer them', () => {
  assert.deepEqual(judge(delegated(theirs), null, []), { result: { proof: 'name-servers', state: 'not-offered' }, notes: [] })
})

test('name servers: what is elsewhere names both sides and both moments', () => {
  assert.deepEqual(judge(delegated(theirs)).result, {
    proof: 'name-servers',
    state: 'waiting',
    finding: { id: 'ownership.name-servers-elsewhere', facts: { domain: name, servers: theirs, ours, checkedAt: at, nextCheckAt: '2026-11-24T10:00:30.000Z' } },
  })
})

test('name servers: what is partly ours says which are missing and which are too many', () => {
  assert.deepEqual(judge(delegated(['ns1.mail.example', 'ns1.old.example'])).result, {
    proof: 'name-servers',
    state: 'waiting',
    finding: { id: 'ownership.name-servers-partly', facts: { domain: name, servers: ['ns1.mail.example', 'ns1.old.example'], missing: ['ns2.mail.example'], extra: ['ns1.old.example'] } },
  })
})

/** The clock that is told, and with which servers. */
const clocks: readonly (readonly [what: string, delegation: Delegation, before: NameServersBefore | null, heldUntil: string | null, servers: readonly string[]])[] = [
  ['nothing is told where nobody holds the old', delegated(us), null, null, []],
  ['ours, and the resolver holds the old for what is left of its TTL', delegated(us, { cached: answer(theirs, 1200) }), null, '2026-11-24T10:20:00.000Z', theirs],
  ['ours, and others may hold what was there before', delegated(us), { servers: theirs, parentTtl: 7200, seenAt: '2026-11-24T09:00:00.000Z' }, '2026-11-24T11:00:00.000Z', theirs],
  ['ours, and the resolver still denies the name', delegated(us, { cached: nothing }), null, '2026-11-24T10:15:00.000Z', []],
  ['settling, to the end of the TTL where nobody saw the old', delegated([...us, ...theirs], { parentSaid: [says(us), says(theirs)] }), null, '2026-11-25T10:00:00.000Z', theirs],
  ['settling, with no TTL seen at all', delegated([...us, ...theirs], { parentSaid: [says(us), says(theirs)], parentTtl: null }), null, at, theirs],
  ['settling, with a clock of its own', delegated([...us, ...theirs], { parentSaid: [says(us), says(theirs)], cached: answer(['ns0.old.example'], 60) }), null, '2026-11-24T10:01:00.000Z', theirs],
]

for (const [what, delegation, before, heldUntil, servers] of clocks) {
  test(`name servers: ${what}`, () => {
    const { result, notes } = judge(delegation, before)
    const told = result.state === 'waiting' ? [result.finding] : notes
    assert.deepEqual(told, heldUntil === null ? [] : [{ id: 'ownership.name-servers-settling', facts: { domain: name, heldUntil, servers } }])
  })
}

test('name servers: what they answer comes from us once there are only ours', () => {
  const served = (delegation: Delegation): boolean => isServedHere(nameServerClock(delegation, ours, null))
  assert.deepEqual([us, ['ns1.mail.example', 'ns1.evil.test'], theirs].map(servers => served(delegated(servers))), [true, false, false])
  assert.equal(served(delegated([], { state: 'not-delegated' })), false)
})
