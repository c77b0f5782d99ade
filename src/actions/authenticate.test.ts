import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CountryOpinion } from '../core/authentication/country.ts'
import type { PasswordOpinion } from '../core/authentication/facts.ts'
import type { SignIn } from '../core/authentication/sign-in.ts'
import type { Throttled } from '../core/limits/throttle.ts'
import type { Account } from '../store/credentials.ts'
import { authenticator } from './authenticate.ts'
import type { Knowledge } from './known-accounts.ts'
import type { KnownAttempt } from './record-attempt.ts'

const account = {
  mailboxId: 7,
  address: 'hana@example.jp',
  domainId: 3,
  serverId: 'sv0001',
  version: 1,
  smtpEnabled: true,
  imapEnabled: true,
  pop3Enabled: false,
  appPasswordRequired: false,
  appPasswords: [],
  devices: [],
  countryRules: [],
  passes: [],
  blocks: ['198.51.100.0/24'],
  mailboxSuspended: false,
  domainSuspended: false,
  domainProven: true,
} as unknown as Account
const throttled: Throttled = { since: '2026-11-24T00:00:00.000Z', until: '2026-11-24T00:15:00.000Z', distinctSecrets: 10, network: '203.0.113.0/24', why: 'guessing' }
const blocked: CountryOpinion = { state: 'blocked', country: 'BR', tableDate: '2026-11-01', service: null, scope: 'retrieval', unresolved: null }
const signIn: SignIn = {
  connection: { protocol: 'imap', port: 993, remoteAddress: '203.0.113.7', remotePort: 5000, tls: { version: 'TLSv1.3', cipher: 'x' }, sni: null },
  mechanism: 'PLAIN',
  login: 'hana@example.jp',
  password: 'right',
  clientName: 'iPhone Mail',
}

interface World {
  readonly knowledge?: Knowledge
  readonly recalled?: PasswordOpinion | null
  readonly held?: Throttled | null
  readonly isKnownNetwork?: boolean
  readonly country?: CountryOpinion
  readonly isBusy?: boolean
  readonly completion?: 'none' | 'only-match'
}

/** An edge whose parts are a few constants; notes what they were asked. */
const edge = (world: World = {}, refusalMs = 0) => {
  const seen = { hashes: [] as (string | null)[], counted: [] as string[], kept: [] as KnownAttempt[], devices: [] as string[], uses: [] as number[], refined: 0 }
  const knowledge = world.knowledge ?? { state: 'known', account, rules: account, why: '' }
  const parts = authenticator({
    logins: { complete: async name => ({ address: world.completion === 'only-match' ? 'hana@example.jp' : name, completion: world.completion ?? 'none', unknown: null }), doubtAll: () => {} },
    known: { lookUp: async () => knowledge },
    passwords: {
      recall: () => world.recalled ?? null,
      verify: async (whose, password) => {
        seen.hashes.push(whose && whose.address)
        if (world.isBusy) return { state: 'unchecked', why: 'busy' }
        return whose && password === 'right' ? { state: 'matches', by: 'main' } : { state: 'differs' }
      },
    },
    country: { judge: async () => world.country ?? { state: 'allowed', country: 'JP', because: 'home' } },
    guesses: { holding: () => world.held ?? null, count: ({ login, network, password }) => seen.counted.push(`${login} ${network} ${password}`) },
    devices: { isKnown: () => world.isKnownNetwork ?? false, hear: () => {}, note: ({ mailboxId, network, country }) => seen.devices.push(`${mailboxId} ${network} ${country}`) },
    refine: async ({ facts }) => {
      seen.refined++
      return facts.password.state === 'differs' ? { ...facts, password: { state: 'differs', meant: { id: 'credential.caps-lock', facts: { mailbox: facts.address } } } } : facts
    },
    recorder: { record: attempt => seen.kept.push(attempt), flush: async () => {} },
    countryOf: () => 'JP',
    noteAppPassword: id => seen.uses.push(id),
  }, refusalMs)
  const attempt = async (change: Partial<SignIn> = {}): Promise<string | null> => {
    const answer = await parts.authenticate({ ...signIn, ...change })
    await parts.settled()
    return answer.verdict === 'accept' ? null : answer.finding.id
  }
  return { seen, attempt, ...parts }
}

const nobody: Knowledge = { state: 'known', account: null, rules: account, why: '' }
const stale: Knowledge = { state: 'stale', account, rules: account, why: 'down' }
const unknown: Knowledge = { state: 'unknown', account: null, rules: null, why: 'down' }
const main: PasswordOpinion = { state: 'matches', by: 'main' }
const app = (change: object = {}): PasswordOpinion => ({ state: 'matches', by: 'app-password', id: 5, name: 'iPad', scopes: ['imap'], expiredAt: null, ...change })

/** What is asked, what is answered, whose slow hash was computed (`-`: a decoy), and whether it counts as a guess. */
const table: readonly (readonly [name: string, world: World, change: Partial<SignIn>, answer: string | null, hashes: string, isGuess: boolean])[] = [
  ['the right password', {}, {}, null, 'hana@example.jp', false],
  ['a password seen before', { recalled: main }, {}, null, '', false],
  ['an app password', { recalled: app() }, {}, null, '', false],
  ['a wrong password', {}, { password: 'wrong' }, 'credential.mismatch', 'hana@example.jp', true],
  ['no such mailbox', { knowledge: nobody }, {}, 'identity.no-such-mailbox', '-', true],
  ['no domain', { knowledge: nobody }, { login: 'hana' }, 'identity.no-domain', '-', false],
  ['an empty password', {}, { password: '' }, 'credential.empty', 'hana@example.jp', false],
  ['a blocked country, the right password', { country: blocked, recalled: main }, {}, 'network.country-blocked', '-', false],
  ['a blocked country, a wrong one', { country: blocked }, { password: 'wrong' }, 'network.country-blocked', '-', false],
  ['a blocked country, nobody', { country: blocked, knowledge: nobody }, {}, 'network.country-blocked', '-', false],
  ['a blocked network', {}, { connection: { ...signIn.connection, remoteAddress: '198.51.100.9' } }, 'network.network-blocked', '-', false],
  ['throttled', { held: throttled }, {}, 'network.throttled', '-', false],
  ['throttled, a wrong password', { held: throttled }, { password: 'wrong' }, 'network.throttled', '-', false],
  ['throttled, nobody', { held: throttled, knowledge: nobody }, {}, 'network.throttled', '-', false],
  ['throttled, from a known network', { held: throttled, isKnownNetwork: true }, {}, null, 'hana@example.jp', false],
  ['throttled for a hundred passwords, from a known network', { held: { ...throttled, distinctSecrets: 100 }, isKnownNetwork: true }, {}, 'network.throttled', '-', false],
  ['throttled for a hundred passwords, with an app password', { held: { ...throttled, distinctSecrets: 100 }, recalled: app() }, {}, null, '', false],
  ['throttled, with an app password', { held: throttled, recalled: app() }, {}, null, '', false],
  ['an app password for something else', { recalled: app({ scopes: ['smtp'] }) }, {}, 'credential.app-password-scope', '-', false],
  ['a protocol that is off, a password seen before', { recalled: main }, { connection: { ...signIn.connection, protocol: 'pop3' } }, 'identity.protocol-off', '-', false],
  ['a protocol that is off', {}, { connection: { ...signIn.connection, protocol: 'pop3' } }, 'identity.protocol-off', 'hana@example.jp', false],
  ['too many wait', { isBusy: true }, {}, 'ours.password-unchecked', 'hana@example.jp', false],
  ['too many wait, nobody', { isBusy: true, knowledge: nobody }, {}, 'ours.password-unchecked', '-', false],
  ['store away, known good', { knowledge: stale, recalled: main }, {}, null, '', false],
  ['store away, a wrong password', { knowledge: stale }, { password: 'wrong' }, 'ours.store-away', 'hana@example.jp', false],
  ['store away, nothing known', { knowledge: unknown }, {}, 'ours.store-away', '-', false],
]
for (const [name, world, change, answer, hashes, isGuess] of table) {
  test(`authenticate: ${name}: ${answer ?? 'accepted'}`, async () => {
    const { seen, attempt } = edge(world)
    assert.equal(await attempt(change), answer)
    assert.equal(seen.hashes.map(address => address ?? '-').join(' '), hashes)
    assert.equal(seen.counted.length, isGuess ? 1 : 0)
    assert.equal(seen.kept.length, 1)
    assert.equal(seen.kept[0]!.outcome, answer === null ? 'accepted' : 'refused')
    assert.equal(seen.refined, answer === null ? 0 : 1)
    assert.equal(seen.devices.length, answer === null ? 1 : 0)
  })
}

test('authenticate: a password that was typed as the user name is not kept', async () => {
  const { seen, attempt, record } = edge({ knowledge: nobody })
  await attempt({ login: 'kumo-no-ue-7', password: 'kumo-no-ue-7' })
  record({ connection: signIn.connection, finding: { id: 'mechanism.cancelled', facts: { mechanism: 'LOGIN' } }, mechanism: 'LOGIN', login: 'kumo-no-ue-7', clientName: null })
  assert.deepEqual(seen.kept.map(({ login, finding }) => [login, finding?.id]), [['ku…', 'identity.no-domain'], ['ku…', 'mechanism.cancelled']])
  assert.doesNotMatch(JSON.stringify(seen.kept), /kumo/)
})

test('authenticate: what is told is what was known at once, what is kept is what was learnt afterwards, under one reference', async () => {
  const { seen, authenticate, settled } = edge()
  const answer = await authenticate({ ...signIn, password: 'RIGHT' })
  await settled()
  assert.ok(answer.verdict === 'refuse')
  assert.equal(answer.finding.id, 'credential.mismatch')
  assert.equal(seen.kept[0]!.finding?.id, 'credential.caps-lock')
  assert.equal(seen.kept[0]!.ref, answer.ref)
  assert.equal(seen.counted[0], 'hana@example.jp 203.0.113.0/24 RIGHT')
})

test('authenticate: a refusal is told, and learnt more of, no sooner than its time; it counts at once', async () => {
  const { seen, authenticate, settled } = edge({}, 50)
  const since = performance.now()
  const answering = authenticate({ ...signIn, password: 'wrong' })
  await new Promise(setImmediate)
  assert.deepEqual([seen.counted.length, seen.refined], [1, 0])
  await answering
  // A timer of Node may fire up to a millisecond early.
  assert.ok(performance.now() - since >= 49)
  await settled()
  assert.equal(seen.refined, 1)
})

test('authenticate: a refused name without domain is answered the same, whether it fits one mailbox or none', async () => {
  const fits = edge({ completion: 'only-match' })
  const fitsNone = edge({ knowledge: nobody })
  assert.equal(await fits.attempt({ login: 'hana', password: 'wrong' }), 'identity.no-domain')
  assert.equal(await fitsNone.attempt({ login: 'hana', password: 'wrong' }), 'identity.no-domain')
  assert.equal(fits.seen.kept[0]!.finding?.id, 'credential.caps-lock')
})

test('authenticate: what was forgiven is noted', async () => {
  const { seen, attempt } = edge()
  assert.equal(await attempt({ login: 'ＨＡＮＡ＠example.jp', notes: ['tls-on-starttls-port'] }), null)
  assert.deepEqual(seen.kept[0]!.notes, ['tls-on-starttls-port', 'login-normalised'])
})

test('authenticate: the use of an app password is noted, and a device from a country that nobody knows', async () => {
  const { seen, attempt } = edge({ recalled: app(), country: { state: 'unknown', why: 'no table' } })
  await attempt()
  assert.deepEqual([seen.uses, seen.devices], [[5], ['7 203.0.113.0/24 null']])
})

test('record: an end before any password has a reference, and is only likely where that was said', () => {
  const { seen, record } = edge()
  const refusal = { connection: signIn.connection, finding: { id: 'network.too-slow', facts: { seconds: 60 } }, mechanism: null, login: null, clientName: null } as const
  const refs = [record(refusal), record({ ...refusal, likely: true })]
  assert.deepEqual(seen.kept.map(({ ref, likely, outcome }) => [ref, likely, outcome]), [[refs[0], false, 'refused'], [refs[1], true, 'refused']])
})
