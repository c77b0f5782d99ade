import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Finding } from '../causes/index.ts'
import { type ClaimFacts, prove, releaseHoldsMs, stillHolds } from './prove.ts'
import { type Proof, type ProofResult, proofs } from './proof.ts'

const now = new Date('2026-11-24T10:00:00.000Z')
const endsAt = new Date('2026-12-01T10:00:00.000Z')
const hourMs = 3_600_000
const hana = 1
const mallory = 2
const name = 'shop.example.jp'
const missing: Finding = { id: 'ownership.web-not-found', facts: { url: `http://${name}/webauth.html` } }
const trouble: Finding = { id: 'ownership.web-unknown', facts: { url: `http://${name}/webauth.html`, why: 'timeout' } }

const shows = (...shown: Proof[]): ProofResult[] => proofs.map(proof => (shown.includes(proof) ? { proof, state: 'proven' } : { proof, state: 'waiting', finding: missing }))

/** Mallory wants the name, and nobody else is known. */
const alone: ClaimFacts = {
  name,
  claimantId: mallory,
  results: shows(),
  holder: null,
  above: [],
  isClaimedByOthers: false,
  releasedByOtherAt: null,
  isServedHere: false,
  handOver: null,
  wasRefused: false,
  now,
}
const held = { ownerId: hana, isProven: true }
const prepared = { ownerId: hana, isProven: false }
const own = { ownerId: mallory, isProven: false }
const ago = (ms: number): Date => new Date(now.getTime() - ms)

/** What becomes of it, in a word, with the findings about the name and about the proofs that show nothing. */
const outcome = (facts: Partial<ClaimFacts>): string => {
  const { outcome: became, results } = prove({ ...alone, ...facts })
  if (became.kind === 'proven') return `proven by ${became.by}, ${became.takes}`
  if (became.kind === 'hand-over') return `hand-over by ${became.by} from ${became.fromOwnerId}`
  const said = [...became.findings, ...results.flatMap(result => (result.state === 'waiting' && result.finding !== missing ? [result.finding] : []))]
  return ['waiting', ...new Set(said.map(({ id }) => id.replace('ownership.', '')))].join(' ')
}

const cases: readonly (readonly [rule: string, facts: Partial<ClaimFacts>, wanted: string])[] = [
  ['nothing shown, nothing had', {}, 'waiting'],
  ['name servers prove for the sole claimant, who has no row', { results: shows('name-servers') }, 'proven by name-servers, new'],
  ['and who has one', { results: shows('name-servers'), holder: own, isServedHere: true }, 'proven by name-servers, own'],
  ['each other proof does too', { results: shows('web') }, 'proven by web, new'],
  ['the code', { results: shows('mail') }, 'proven by mail, new'],
  ['the record', { results: shows('txt') }, 'proven by txt, new'],
  ['of several, what lasts is what it stands on', { results: shows('mail', 'web', 'txt') }, 'proven by txt, new'],
  ['a claim by the same owner twice changes nothing', { holder: { ownerId: mallory, isProven: true }, results: shows('txt') }, 'proven by txt, again'],
  ['the holder whose name somebody else claims stays the holder', { holder: { ownerId: mallory, isProven: true }, isClaimedByOthers: true, results: shows('name-servers') }, 'proven by name-servers, again'],

  ['theft: a domain of another that points here is not had by its name servers', { holder: held, results: shows('name-servers') }, 'waiting held-by-another name-servers-shared'],
  ['theft: nor one that another prepares', { holder: prepared, isClaimedByOthers: true, results: shows('name-servers') }, 'waiting name-servers-shared'],
  ['a row that a lapsed claim left behind keeps nobody out', { holder: prepared, results: shows('name-servers') }, 'proven by name-servers, displaces'],
  ['theft: nor one that another only waits for', { isClaimedByOthers: true, results: shows('name-servers'), holder: own, isServedHere: true }, 'waiting name-servers-shared'],
  ['theft: dangling name servers of a name that another gave up', { releasedByOtherAt: ago(hourMs), results: shows('name-servers') }, 'waiting release-fresh'],
  ['theft: dangling to the last moment', { releasedByOtherAt: ago(releaseHoldsMs - 1), results: shows('name-servers') }, 'waiting release-fresh'],
  ['a name given up a month ago is as any other', { releasedByOtherAt: ago(releaseHoldsMs), results: shows('name-servers') }, 'proven by name-servers, new'],
  ['a fresh release does not keep the new owner from showing it otherwise', { releasedByOtherAt: ago(hourMs), results: shows('name-servers', 'txt') }, 'proven by txt, new'],

  ['theft: a TXT record that he wrote into his own zone here', { holder: own, isServedHere: true, isClaimedByOthers: true, results: shows('txt') }, 'waiting zone-is-ours'],
  ['theft: a web site that his own zone here leads to', { holder: own, isServedHere: true, releasedByOtherAt: ago(hourMs), results: shows('web') }, 'waiting zone-is-ours'],
  ['theft: a code to a mail server that his own zone here names', { holder: own, isServedHere: true, isClaimedByOthers: true, results: shows('mail', 'name-servers') }, 'waiting name-servers-shared zone-is-ours'],
  ['a record that another company answers with', { holder: own, isClaimedByOthers: true, results: shows('txt') }, 'proven by txt, own'],
  ['a record in the zone of the one who holds it is not his own word', { holder: held, isServedHere: true, results: shows('txt') }, 'hand-over by txt from 1'],

  ['a second owner who shows the name begins a hand-over, and has nothing yet', { holder: held, results: shows('web') }, 'hand-over by web from 1'],
  ['never by name servers, whatever else is shown', { holder: held, results: shows('name-servers', 'mail') }, 'hand-over by mail from 1'],
  ['who shows nothing is told that it is held', { holder: held }, 'waiting held-by-another'],
  ['his hand-over goes on', { holder: held, results: shows('txt'), handOver: { toOwnerId: mallory, state: 'waiting', endsAt } }, 'waiting hand-over-waiting'],
  ['his hand-over is contested', { holder: held, results: shows('txt'), handOver: { toOwnerId: mallory, state: 'contested', endsAt } }, 'waiting hand-over-contested'],
  ['theft: a third does not get between', { holder: held, results: shows('txt'), handOver: { toOwnerId: 3, state: 'waiting', endsAt } }, 'waiting held-by-another'],
  ['theft: refused, he does not begin again at once', { holder: held, results: shows('txt'), wasRefused: true }, 'waiting held-by-another'],
  ['refused once, he may have what nobody holds any more', { results: shows('txt'), wasRefused: true }, 'proven by txt, new'],

  ['a row that another has not proven goes to whoever shows the name', { holder: prepared, isClaimedByOthers: true, results: shows('txt') }, 'proven by txt, displaces'],
  ['below a domain of his own', { above: [{ ownerId: mallory }] }, 'proven by parent, new'],
  ['below a domain of his own that another only waits for', { above: [{ ownerId: mallory }], holder: prepared, isClaimedByOthers: true }, 'proven by parent, displaces'],
  ['its own proof is better than the domain above', { above: [{ ownerId: mallory }], results: shows('txt') }, 'proven by txt, new'],
  ['theft: below a domain of somebody else', { above: [{ ownerId: hana }] }, 'waiting'],
  ['below a domain of somebody else, shown at its own name', { above: [{ ownerId: hana }], results: shows('name-servers') }, 'proven by name-servers, new'],
  ['theft: below a subdomain of somebody else, below his own', { above: [{ ownerId: hana }, { ownerId: mallory }] }, 'waiting'],
  ['below his own subdomain of somebody else', { above: [{ ownerId: mallory }, { ownerId: hana }] }, 'proven by parent, new'],
  ['theft: the domain above does not take what another has shown below it', { above: [{ ownerId: mallory }], holder: held }, 'waiting held-by-another'],
]

for (const [rule, facts, wanted] of cases) test(`prove: ${rule}`, () => assert.equal(outcome(facts), wanted))

test('prove: the reason names the moment from which name servers show something again', () => {
  const { results } = prove({ ...alone, releasedByOtherAt: now, results: [{ proof: 'name-servers', state: 'proven' }] })
  assert.deepEqual(results, [{ proof: 'name-servers', state: 'waiting', finding: { id: 'ownership.release-fresh', facts: { domain: name, until: '2026-12-24T10:00:00.000Z' } } }])
})

test('prove: what is held by another says nothing of whom', () => {
  const { outcome: became } = prove({ ...alone, holder: held })
  assert.deepEqual(became, { kind: 'waiting', findings: [{ id: 'ownership.held-by-another', facts: { name } }] })
})

test('prove: no verdict is no proof, and no loss', () => {
  const results: ProofResult[] = [{ proof: 'web', state: 'unknown', finding: trouble }, { proof: 'name-servers', state: 'not-offered' }]
  assert.deepEqual(prove({ ...alone, results }), { results, outcome: { kind: 'waiting', findings: [] } })
  assert.equal(stillHolds('web', results), null)
  assert.equal(stillHolds('txt', results), null)
  assert.equal(stillHolds('name-servers', results), false)
  assert.equal(stillHolds('mail', shows('txt')), false)
  assert.equal(stillHolds('txt', shows('txt')), true)
})

/** Every way in which a name can stand, with every set of proofs: the rules hold for all of them, not only for those that somebody thought of. */
const everything = function* (): Generator<ClaimFacts> {
  const both = [false, true]
  for (const shown of Array.from({ length: 16 }, (_, bits) => proofs.filter((_proof, at) => bits & (1 << at))))
    for (const holder of [null, held, prepared, own, { ownerId: mallory, isProven: true }])
      for (const above of [[], [{ ownerId: mallory }], [{ ownerId: hana }, { ownerId: mallory }]])
        for (const isClaimedByOthers of both)
          for (const isServedHere of both)
            for (const wasRefused of both)
              for (const releasedByOtherAt of [null, ago(hourMs), ago(releaseHoldsMs)])
                for (const toOwnerId of [null, mallory, 3])
                  yield {
                    ...alone,
                    results: shows(...shown),
                    holder,
                    above,
                    isClaimedByOthers,
                    isServedHere,
                    wasRefused,
                    releasedByOtherAt,
                    handOver: toOwnerId === null ? null : { toOwnerId, state: 'waiting', endsAt },
                  }
}

test('prove: in no case whatever does a name that another has proven pass at once, and name servers take nothing that two could mean', () => {
  for (const facts of everything()) {
    const { holder, results, above } = facts
    const { outcome: became } = prove(facts)
    const isShown = results.some(({ state }) => state === 'proven')
    if (holder === held) assert.notEqual(became.kind, 'proven', JSON.stringify(facts))
    else assert.notEqual(became.kind, 'hand-over', JSON.stringify(facts))
    if (became.kind === 'hand-over') assert.ok(!facts.wasRefused && facts.handOver === null, JSON.stringify(facts))
    if (became.kind !== 'proven') continue
    assert.ok(isShown || above[0]?.ownerId === mallory, JSON.stringify(facts))
    if (became.takes === 'again') continue
    if (became.by === 'name-servers') assert.ok(!facts.isClaimedByOthers && facts.releasedByOtherAt?.getTime() !== ago(hourMs).getTime(), JSON.stringify(facts))
    if (facts.isServedHere && holder === own) assert.ok(became.by === 'name-servers' || became.by === 'parent', JSON.stringify(facts))
  }
})
