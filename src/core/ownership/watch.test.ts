import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Finding } from '../causes/index.ts'
import type { Proof, ProofResult } from './proof.ts'
import { watch, type WatchFacts } from './watch.ts'

const now = new Date('2026-11-24T10:00:00.000Z')
const finding: Finding = { id: 'ownership.txt-old', facts: { name: 'x' } }
const token = (proof: Proof, state: 'proven' | 'waiting' | 'unknown'): ProofResult => (state === 'proven' ? { proof, state } : { proof, state, finding })
const gone = [token('txt', 'waiting'), token('web', 'waiting')]
const doubtful = [token('txt', 'waiting'), token('web', 'unknown')]
const others = { state: 'others', servers: ['ns1.new.example'] } as const
const unregistered = { state: 'not-registered', servers: [] } as const
const silent = { state: 'unknown', servers: [] } as const

/** Proven by its record at another company, and everything is gone. */
const sold: WatchFacts = { domain: 'shop.example', provenBy: 'txt', clock: others, nameServersThen: ['ns1.old.example', 'ns2.old.example'], leads: 'elsewhere', results: gone, holdsAbove: false, lostSince: null, now }

const cases: readonly (readonly [what: string, facts: Partial<WatchFacts>, wanted: 'held' | 'unknown' | 'lost'])[] = [
  ['a domain that was sold', {}, 'lost'],
  ['sold, and the code was the proof', { provenBy: 'mail' }, 'lost'],
  ['sold, and the file was the proof', { provenBy: 'web' }, 'lost'],
  ['the DNS has moved, and the mail comes here', { leads: 'here' }, 'held'],
  ['the DNS has moved, and the token moved along', { results: [token('txt', 'proven'), token('web', 'unknown')] }, 'held'],
  ['the DNS has moved, and the file is still there', { results: [token('txt', 'waiting'), token('web', 'proven')] }, 'held'],
  ['the DNS has moved to us', { clock: { state: 'ours', servers: ['ns1.mail.example'] } }, 'held'],
  ['the record was removed, and the name servers are as they were', { clock: { state: 'others', servers: ['ns2.old.example'] } }, 'held'],
  ['the company has added a server', { nameServersThen: ['NS1.new.example.'], clock: { state: 'others', servers: ['ns0.new.example', 'ns1.new.example'] } }, 'held'],
  ['nobody knew the name servers then', { nameServersThen: null }, 'held'],
  ['a subdomain that never had name servers of its own', { nameServersThen: [], clock: { state: 'not-delegated', servers: [] } }, 'held'],
  ['a subdomain that has some now', { nameServersThen: [] }, 'lost'],
  ['the registration has expired', { clock: unregistered, leads: 'here' }, 'lost'],
  ['the registry does not answer: nothing is concluded', { clock: silent }, 'unknown'],
  ['nobody can say where the mail goes', { leads: 'unknown' }, 'unknown'],
  ['nobody can say whether the file is there', { results: doubtful }, 'unknown'],

  ['name servers that are ours', { provenBy: 'name-servers', clock: { state: 'ours', servers: ['ns1.mail.example'] } }, 'held'],
  ['one of them is ours still', { provenBy: 'name-servers', clock: { state: 'partly', servers: ['ns1.mail.example', 'ns1.new.example'] } }, 'held'],
  ['name servers that went elsewhere, wherever the mail goes', { provenBy: 'name-servers', leads: 'here' }, 'lost'],
  ['name servers that went elsewhere, and a token instead', { provenBy: 'name-servers', results: [token('txt', 'proven')] }, 'held'],
  ['name servers of a domain that is gone', { provenBy: 'name-servers', clock: unregistered }, 'lost'],
  ['name servers that cannot be asked for', { provenBy: 'name-servers', clock: silent }, 'unknown'],

  ['the domain above is still the same owner\'s', { provenBy: 'parent', holdsAbove: true, clock: silent }, 'held'],
  ['theft: the domain above was lost, and what was below it stayed', { provenBy: 'parent' }, 'lost'],
  ['the domain above was lost, and it shows itself', { provenBy: 'parent', results: [token('txt', 'proven')] }, 'held'],
  ['the domain above was lost, and nobody can say more', { provenBy: 'parent', results: doubtful }, 'unknown'],

  ['the operator\'s word', { provenBy: 'operator' }, 'held'],
  ['the operator\'s word for a domain that has expired', { provenBy: 'operator', clock: unregistered }, 'lost'],
  ['the operator\'s word for a name that never was registered', { provenBy: 'operator', clock: unregistered, nameServersThen: [] }, 'held'],
  ['the operator\'s word for a name of which nobody knew', { provenBy: 'operator', clock: unregistered, nameServersThen: null }, 'held'],
]

for (const [what, facts, wanted] of cases) test(`watch: ${what}`, () => assert.equal(watch({ ...sold, ...facts }).state, wanted))

test('watch: a loss keeps its beginning, and names the name servers of today', () => {
  const facts = { domain: 'shop.example', proof: 'txt', since: now.toISOString(), servers: ['ns1.new.example'] }
  assert.deepEqual(watch(sold), { state: 'lost', finding: { id: 'ownership.proof-lost', facts } })
  const lostSince = new Date('2026-11-20T10:00:00.000Z')
  assert.deepEqual(watch({ ...sold, lostSince }), { state: 'lost', finding: { id: 'ownership.proof-lost', facts: { ...facts, since: lostSince.toISOString() } } })
})
