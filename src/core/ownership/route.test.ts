import assert from 'node:assert/strict'
import { test } from 'node:test'
import { effectiveRoute, judgeRoute, leadsOf, type Leads, type MxHost, type MxSeen, mxNames, type RouteFacts } from './route.ts'

const ours = { hostNames: ['sv0001.example.jp', 'sv0002.example.jp'], addresses: ['192.0.2.10', '2001:db8::10'] }
const host = (name: string, preference = 10, addresses: readonly string[] | null = ['198.51.100.30']): MxHost => ({ name, preference, addresses })
const records = (...hosts: readonly MxHost[]): MxSeen => ({ state: 'records', hosts })
const old = host('mx.old.example')
const own = host('sv0002.example.jp', 10, null)

test('where an MX leads', () => {
  const table: readonly (readonly [string, MxSeen, Leads])[] = [
    ['our host name, whatever its addresses', records(own), 'here'],
    ["a name of the customer's own for our address", records(host('mail.kaede.example', 10, ['2001:db8::10'])), 'here'],
    ['another server', records(old), 'elsewhere'],
    ['ours is only the second', records(old, host('sv0001.example.jp', 20)), 'elsewhere'],
    ['ours is the first', records(host('mx.old.example', 20), host('sv0001.example.jp')), 'here'],
    ['both alike: some of it comes here', records(old, own), 'here'],
    ['the first has no address, so nobody gets there', records(host('gone.example', 5, []), own), 'here'],
    ['none has an address', records(host('gone.example', 5, [])), 'nowhere'],
    ['whose it is nobody could say', records(host('mx.old.example', 10, null)), 'unknown'],
    ['of two, one may be ours: nobody could say', records(old, host('mail.kaede.example', 10, null)), 'unknown'],
    ['no MX, our address', { state: 'none', addresses: ['192.0.2.10'] }, 'here'],
    ['no MX, a web site elsewhere', { state: 'none', addresses: ['198.51.100.80'] }, 'address'],
    ['no MX, no address', { state: 'none', addresses: [] }, 'nowhere'],
    ['no MX, and the address was not answered', { state: 'none', addresses: null }, 'unknown'],
    ['takes no mail', { state: 'null' }, 'nowhere'],
    ['no answer', { state: 'unknown', why: 'timeout' }, 'unknown'],
  ]
  for (const [name, seen, wanted] of table) assert.equal(leadsOf(seen, ours), wanted, name)
})

test('host names, the first tried first', () => {
  assert.deepEqual(mxNames(records(host('b.example', 20), host('a.example', 10))), ['a.example', 'b.example'])
  assert.deepEqual(mxNames({ state: 'null' }), [])
})

test('the choice of the owner goes before what was seen', () => {
  const table = [
    ['automatic', false, 'here'],
    ['automatic', true, 'elsewhere'],
    ['here', true, 'here'],
    ['elsewhere', false, 'elsewhere'],
  ] as const
  for (const [choice, mxElsewhere, wanted] of table) assert.equal(effectiveRoute(choice, mxElsewhere), wanted, choice)
})

const judged = (changes: Partial<RouteFacts>): unknown[] => {
  const seen: MxSeen = changes.seen ?? records(old)
  const { goes, mxElsewhere, findings } = judgeRoute({ domain: 'kaede.example', hostName: 'sv0001.example.jp', choice: 'automatic', wasElsewhere: false, provenBy: 'web', seen, leads: leadsOf(seen, ours), ...changes })
  return [goes, mxElsewhere, findings.map(({ id }) => id)]
}

test('only what was seen moves mail', () => {
  const timeout: MxSeen = { state: 'unknown', why: 'timeout' }
  const webSite: MxSeen = { state: 'none', addresses: ['198.51.100.80'] }
  const table: readonly (readonly [string, Partial<RouteFacts>, unknown[]])[] = [
    ['elsewhere', {}, ['elsewhere', true, ['dns.mx-elsewhere']]],
    ['moved in', { wasElsewhere: true, seen: records(own) }, ['here', false, []]],
    ['no answer: as it was, elsewhere', { wasElsewhere: true, seen: timeout }, ['elsewhere', true, ['dns.no-answer']]],
    ['no answer: as it was, here', { seen: timeout }, ['here', false, ['dns.no-answer']]],
    ['no answer about the host', { wasElsewhere: true, seen: records(host('mx.old.example', 10, null)) }, ['elsewhere', true, ['dns.no-answer']]],
    ['no answer about one of two hosts: as it was, here', { seen: records(old, host('mail.kaede.example', 10, null)) }, ['here', false, ['dns.no-answer']]],
    ['no answer about the address', { seen: { state: 'none', addresses: null } }, ['here', false, ['dns.no-answer']]],
    ['no MX: not elsewhere', { wasElsewhere: true, seen: webSite }, ['here', false, ['dns.record-missing']]],
    ['no MX, and the code arrived at the address', { seen: webSite, provenBy: 'mail' }, ['elsewhere', true, ['dns.record-missing']]],
    ['no mail is taken', { seen: { state: 'null' } }, ['here', false, ['dns.record-missing']]],
    ['the owner says here', { choice: 'here' }, ['here', true, ['dns.mx-elsewhere']]],
    ['the owner says elsewhere, and it comes here', { choice: 'elsewhere', seen: records(own) }, ['elsewhere', false, ['dns.mx-here-route-elsewhere']]],
  ]
  for (const [name, changes, wanted] of table) assert.deepEqual(judged(changes), wanted, name)
})
