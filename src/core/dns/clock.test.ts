import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type NameServerClock, nameServerClock, type NameServersBefore } from './clock.ts'
import type { Answer, Delegation, ServerSaid, UnknownWhy } from './observed.ts'

const at = '2026-11-24T12:00:00.000Z'
const ns = (servers: readonly string[], ttl = 3600): Answer => ({ state: 'records', records: servers.map(value => ({ name: 'kaede.jp', type: 'NS', ttl, value })), ttl, from: 'x' })
const absent = (ttl: number | null): Answer => ({ state: 'absent', isNameThere: false, ttl, from: 'x' })
const unknown = (why: UnknownWhy): Answer => ({ state: 'unknown', why, detail: '', from: 'x' })
const said = (hostName: string, answer: Answer): ServerSaid => ({ hostName, address: '192.0.2.1', answer })

const ours = ['NS1.Todoku.jp.', 'ns2.todoku.jp']
const us = ['ns1.todoku.jp', 'ns2.todoku.jp']
const old = ['ns1.old.jp', 'ns2.old.jp']

/** A delegation to `servers` that everybody agrees on, except in what is given. */
const seen = (servers: readonly string[], given: Partial<Delegation> = {}): Delegation => ({
  name: 'kaede.jp',
  parent: 'jp',
  at,
  state: 'delegated',
  why: null,
  servers,
  parentTtl: 86400,
  parentSaid: [said('a.dns.jp', ns(servers, 86400)), said('b.dns.jp', ns(servers.toReversed(), 86400))],
  childSaid: servers.map(server => said(server, ns(servers))),
  childTtl: 3600,
  cached: ns(servers, 1800),
  ...given,
})

interface Case {
  readonly says: string
  readonly d: Delegation
  readonly before?: NameServersBefore
  readonly wanted: Partial<NameServerClock>
}

const nothing = { heldUntil: null, heldBecause: 'nothing' } as const

const cases: readonly Case[] = [
  { says: 'ours, in another case and order, with final dots', d: seen(['NS2.TODOKU.JP.', 'ns1.todoku.jp']), wanted: { state: 'ours', servers: us, parentsDisagree: false, lame: [], ...nothing } },
  { says: 'some of ours and nobody else', d: seen(['ns2.todoku.jp']), wanted: { state: 'ours', ...nothing } },
  { says: 'ours and others', d: seen([...us, ...old]), wanted: { state: 'partly', servers: [...old, ...us].toSorted(), ...nothing } },
  { says: 'others', d: seen(old), wanted: { state: 'others', servers: old, ...nothing } },
  { says: 'the resolver still holds the old: until its TTL ends', d: seen(us, { cached: ns(old, 1234) }), wanted: { state: 'ours', heldUntil: '2026-11-24T12:20:34.000Z', heldBecause: 'resolver' } },
  { says: 'the resolver holds a part of the old', d: seen(us, { cached: ns([...us, 'ns1.old.jp'], 60) }), wanted: { heldUntil: '2026-11-24T12:01:00.000Z', heldBecause: 'resolver' } },
  { says: 'the resolver still holds that there is no such name', d: seen(us, { cached: absent(900) }), wanted: { heldUntil: '2026-11-24T12:15:00.000Z', heldBecause: 'resolver' } },
  { says: 'the same without a time', d: seen(us, { cached: absent(null) }), wanted: nothing },
  { says: 'the old at its last second', d: seen(us, { cached: ns(old, 0) }), wanted: nothing },
  { says: 'the child names one more than the parent: that is not old', d: seen(us, { childSaid: [said('ns1.todoku.jp', ns([...us, 'ns3.todoku.jp']))], cached: ns([...us, 'ns3.todoku.jp'], 1800) }), wanted: nothing },
  { says: 'moved away from us: resolvers hold ours', d: seen(old, { cached: ns(us, 60) }), wanted: { state: 'others', heldUntil: '2026-11-24T12:01:00.000Z', heldBecause: 'resolver' } },
  {
    says: 'the resolver has the new, but others may hold what the parent said before',
    d: seen(us),
    before: { servers: old, parentTtl: 86400, seenAt: '2026-11-24T11:00:00.000Z' },
    wanted: { heldUntil: '2026-11-25T11:00:00.000Z', heldBecause: 'before' },
  },
  {
    says: 'the old child had the longer TTL',
    d: seen(us),
    before: { servers: old, parentTtl: 3600, childTtl: 172800, seenAt: at },
    wanted: { heldUntil: '2026-11-26T12:00:00.000Z', heldBecause: 'before' },
  },
  {
    says: 'the later of both counts',
    d: seen(us, { cached: ns(old, 7200) }),
    before: { servers: old, parentTtl: 3600, seenAt: at },
    wanted: { heldUntil: '2026-11-24T14:00:00.000Z', heldBecause: 'resolver' },
  },
  { says: 'what was before has run out', d: seen(us), before: { servers: old, parentTtl: 3600, seenAt: '2026-11-24T10:59:00.000Z' }, wanted: nothing },
  { says: 'what was before had no TTL that was seen', d: seen(us), before: { servers: old, parentTtl: null, seenAt: at }, wanted: nothing },
  { says: 'nothing has changed since before', d: seen(us), before: { servers: us.toReversed(), parentTtl: 86400, seenAt: at }, wanted: nothing },
  { says: 'the resolver could not say', d: seen(us, { cached: unknown('servfail') }), wanted: { state: 'ours', heldUntil: null, heldBecause: 'not-known' } },
  {
    says: 'the resolver could not say, but what was before is known',
    d: seen(us, { cached: unknown('timeout') }),
    before: { servers: old, parentTtl: 60, seenAt: at },
    wanted: { heldUntil: '2026-11-24T12:01:00.000Z', heldBecause: 'before' },
  },
  {
    says: "the parent's servers do not agree yet",
    d: seen([...old, ...us], { parentSaid: [said('a.dns.jp', ns(us)), said('b.dns.jp', ns(old)), said('c.dns.jp', unknown('timeout'))] }),
    wanted: { state: 'partly', parentsDisagree: true },
  },
  { says: 'a silent one of them does not disagree', d: seen(us, { parentSaid: [said('a.dns.jp', ns(us)), said('c.dns.jp', unknown('timeout'))] }), wanted: { parentsDisagree: false } },
  { says: 'one of them does not know the name yet', d: seen(us, { parentSaid: [said('a.dns.jp', ns(us)), said('b.dns.jp', absent(900))] }), wanted: { parentsDisagree: true } },
  {
    says: 'servers that send elsewhere, refuse or do not know are lame; silent ones are not',
    d: seen(old, { childSaid: [said('d', unknown('timeout')), said('c', unknown('notimp')), said('b', unknown('refused')), said('a', unknown('lame'))] }),
    wanted: { state: 'others', lame: ['a', 'b', 'c'] },
  },
  { says: 'not registered', d: seen([], { state: 'not-registered', cached: absent(900), parentSaid: [] }), wanted: { state: 'not-registered', servers: [], ...nothing } },
  { says: 'deleted at the registry, still held', d: seen([], { state: 'not-registered', cached: ns(old, 60) }), wanted: { heldUntil: '2026-11-24T12:01:00.000Z' } },
  { says: 'not delegated', d: seen([], { state: 'not-delegated' }), wanted: { state: 'not-delegated' } },
  {
    says: 'the parent could not be asked: no clock',
    d: seen([], { state: 'unknown', cached: ns(old, 60), parentSaid: [said('a.dns.jp', unknown('timeout'))] }),
    wanted: { state: 'unknown', heldUntil: null, heldBecause: 'not-known', parentsDisagree: false },
  },
]

for (const { says, d, before = null, wanted } of cases) {
  test(`clock: ${says}`, () => {
    const clock = nameServerClock(d, ours, before)
    for (const [key, value] of Object.entries(wanted)) assert.deepEqual(clock[key as keyof NameServerClock], value, key)
  })
}
