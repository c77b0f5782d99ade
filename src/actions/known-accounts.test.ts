import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hana as sample } from '../../test/sample-account.ts'
import type { Account, SignInRules } from '../store/credentials.ts'
import { type GoodPassword, knownAccounts } from './known-accounts.ts'

const hana: Account = { ...sample, changedAt: new Date('2026-11-01T00:00:00Z') }

const key = Buffer.alloc(32, 'k')
const rules: SignInRules = { countryRules: [], passes: [], blocks: ['192.0.2.0/24'] }

const store = () => {
  const state = { account: hana as Account | null, isAway: false, asked: 0, now: 0, told: [] as GoodPassword[] }
  const findAccount = async (): Promise<Account | null> => {
    state.asked++
    if (state.isAway) throw new Error('connect ECONNREFUSED')
    return state.account
  }
  const known = knownAccounts({ findAccount, findDomainRules: async domain => (domain === 'example.jp' ? rules : null) }, key, good => state.told.push(good), () => state.now)
  return { state, known }
}

test('known accounts: asked once, then remembered', async () => {
  const { state, known } = store()
  await known.lookUp('hana@example.jp')
  assert.equal((await known.lookUp('hana@example.jp')).account, hana)
  assert.equal(state.asked, 1)
})

test('known accounts: one that is not there is remembered too, until anything changes', async () => {
  const { state, known } = store()
  state.account = null
  await known.lookUp('hana@example.jp')
  await known.lookUp('hana@example.jp')
  assert.equal(state.asked, 1)
  state.account = hana
  known.forget({ mailboxId: 7 })
  assert.equal((await known.lookUp('hana@example.jp')).account, hana)
})

test('known accounts: asked again after a minute', async () => {
  const { state, known } = store()
  await known.lookUp('hana@example.jp')
  state.now = 61_000
  await known.lookUp('hana@example.jp')
  assert.equal(state.asked, 2)
})

test('known accounts: a good password is known for its version only', async () => {
  const { state, known } = store()
  await known.lookUp('hana@example.jp')
  known.keepGood(hana, 'secret')
  assert.equal(known.isKnownGood(hana, 'secret'), true)
  assert.equal(known.isKnownGood(hana, 'Secret'), false)
  state.account = { ...hana, version: 2 }
  known.forget({ mailboxId: 7 })
  const { account } = await known.lookUp('hana@example.jp')
  assert.equal(known.isKnownGood(account!, 'secret'), false)
})

test('known accounts: while the store is away what was known is stale, and a good password still good', async () => {
  const { state, known } = store()
  await known.lookUp('hana@example.jp')
  known.keepGood(hana, 'secret')
  state.isAway = true
  known.doubtAll()
  assert.deepEqual(await known.lookUp('hana@example.jp'), { state: 'stale', account: hana, rules: hana, why: 'connect ECONNREFUSED' })
  assert.equal(known.isKnownGood(hana, 'secret'), true)
  assert.equal((await known.lookUp('somebody@example.jp')).state, 'unknown')
})

test('known accounts: a changed password is not let in by what was known, even while the store is away', async () => {
  const { state, known } = store()
  await known.lookUp('hana@example.jp')
  known.forget({ mailboxId: 7 })
  state.isAway = true
  assert.equal((await known.lookUp('hana@example.jp')).state, 'unknown')
})

test('known accounts: a rule that changed for a whole domain costs its mailboxes no slow hash', async () => {
  const { state, known } = store()
  await known.lookUp('hana@example.jp')
  known.keepGood(hana, 'secret')
  state.account = { ...hana, blocks: ['192.0.2.0/24'] }
  known.forget({ domainId: 3 })
  const { account } = await known.lookUp('hana@example.jp')
  assert.deepEqual(account!.blocks, ['192.0.2.0/24'])
  assert.equal(known.isKnownGood(account!, 'secret'), true)
})

test('known accounts: a mailbox that was made anew under the same address does not know the old password', async () => {
  const { state, known } = store()
  await known.lookUp('hana@example.jp')
  known.keepGood(hana, 'secret')
  state.account = { ...hana, mailboxId: 8 }
  known.forget({ mailboxId: 7 })
  const { account } = await known.lookUp('hana@example.jp')
  assert.equal(known.isKnownGood(account!, 'secret'), false)
})

test('known accounts: an answer that a change overtook is not kept', async () => {
  let answer: (account: Account) => void = () => {}
  const known = knownAccounts({ findAccount: () => new Promise(resolve => (answer = resolve)), findDomainRules: async () => null }, key, () => {}, () => 0)
  const first = known.lookUp('hana@example.jp')
  known.forget({ mailboxId: 7 })
  answer(hana)
  await first
  const second = known.lookUp('hana@example.jp')
  answer({ ...hana, version: 2 })
  assert.equal((await second).account?.version, 2)
})

test('known accounts: a name that is no mailbox has the rules of its domain, one without domain has none', async () => {
  const { state, known } = store()
  state.account = null
  assert.deepEqual(await known.lookUp('nobody@example.jp'), { state: 'known', account: null, rules, why: '' })
  assert.deepEqual(await known.lookUp('nobody@example.jp'), { state: 'known', account: null, rules, why: '' })
  assert.equal((await known.lookUp('nobody@other.example')).rules, null)
  assert.equal((await known.lookUp('nobody')).rules, null)
})

test('known accounts: a good password is told to the other workers, who know it even when the store goes away', async () => {
  const [one, other] = [store(), store()]
  await one.known.lookUp('hana@example.jp')
  one.known.keepGood(hana, 'secret')
  assert.equal(one.state.told.length, 1)
  assert.doesNotMatch(JSON.stringify(one.state.told), /secret/)
  await other.known.hear(one.state.told[0]!)
  other.state.isAway = true
  other.known.doubtAll()
  const { state, account } = await other.known.lookUp('hana@example.jp')
  assert.equal(state, 'stale')
  assert.equal(other.known.isKnownGood(account!, 'secret'), true)
  assert.equal(other.known.isKnownGood(account!, 'Secret'), false)
})

test('known accounts: what is told of another version, or while the store is away, changes nothing', async () => {
  const { state, known } = store()
  await known.hear({ address: 'hana@example.jp', version: 2, digest: Buffer.alloc(32).toString('base64') })
  assert.equal(known.isKnownGood(hana, 'secret'), false)
  state.isAway = true
  await known.hear({ address: 'taro@example.jp', version: 1, digest: Buffer.alloc(32).toString('base64') })
  assert.equal((await known.lookUp('taro@example.jp')).state, 'unknown')
})
