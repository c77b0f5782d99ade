import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashPassword } from '../base/password-hash.ts'
import type { CountryOpinion } from '../core/authentication/country.ts'
import type { Facts, Near } from '../core/authentication/facts.ts'
import type { Account } from '../store/credentials.ts'
import { refusalRefiner } from './refine-refusal.ts'

const address = 'hana@example.jp'
const changedAt = new Date('2026-11-01T00:00:00Z')
const account = { mailboxId: 7, address, version: 2, hash: await hashPassword('sakura-2026'), previousHash: await hashPassword('tsubaki-2025'), changedAt } as Account
const refused = {
  address,
  account: { state: 'known', account: {} },
  password: { state: 'differs' },
  throttle: null,
  block: null,
  near: null,
  country: { state: 'allowed', country: 'JP', because: 'home' },
} as Facts
const near: Near = { mailbox: address, domain: null, alias: null, isOwnerName: false, isHostedDomain: true, matches: 0 }
const blocked: CountryOpinion = { state: 'blocked', country: 'US', tableDate: '2026-11-01', service: null, scope: 'smtp', unresolved: null }

const refiner = (isAway = false) => {
  const state = { asked: [] as unknown[], now: 0 }
  const refine = refusalRefiner(
    {
      findNear: async (...asked) => {
        state.asked.push(asked)
        if (isAway) throw new Error('connect ECONNREFUSED')
        return near
      },
      nameService: async opinion => (opinion.state === 'blocked' ? { ...opinion, service: 'gmail' } : opinion),
    },
    () => state.now,
  )
  const meant = async (password: string, facts = refused): Promise<string | null | undefined> => {
    const { password: opinion } = await refine({ facts, account, password, remoteAddress: '203.0.113.7' })
    return opinion.state === 'differs' ? (opinion.meant === undefined ? undefined : (opinion.meant?.id ?? null)) : null
  }
  return { state, refine, meant }
}

const table: readonly (readonly [password: string, id: string | null])[] = [
  ['tsubaki-2025', 'credential.stale-password'],
  ['sakura-2026 ', 'credential.surrounding-space'],
  ['SAKURA-2026', 'credential.caps-lock'],
  ['sakura-2026654321', 'credential.totp-appended'],
  ['654321', 'credential.totp-alone'],
  ['momiji-2026', null],
]
for (const [password, id] of table) test(`refine: "${password}" was ${id ?? 'a wrong password'}`, async () => assert.equal(await refiner().meant(password), id))

test('refine: the password before this one is told with when it was changed', async () => {
  const { password } = await refiner().refine({ facts: refused, account, password: 'tsubaki-2025', remoteAddress: '203.0.113.7' })
  assert.deepEqual(password, { state: 'differs', meant: { id: 'credential.stale-password', facts: { mailbox: address, changedAt: changedAt.toISOString() } } })
})

test('refine: nothing is tried where the password was not what was refused', async () => {
  const { meant } = refiner()
  const others: Partial<Facts>[] = [
    { throttle: { since: '', until: '', distinctSecrets: 10, network: '', why: 'guessing' } },
    { block: '203.0.113.0/24' },
    { country: blocked },
    { account: { state: 'stale', account: {} as never, why: 'down' } },
  ]
  for (const other of others) assert.equal(await meant('tsubaki-2025', { ...refused, ...other }), undefined)
})

test('refine: so many secrets of one account are tried, and one that was tried is remembered', async () => {
  const { state, meant } = refiner()
  assert.equal(await meant('tsubaki-2025'), 'credential.stale-password')
  for (let i = 1; i < 30; i++) await meant(`${i}-`)
  assert.equal(await meant('SAKURA-2026'), null)
  assert.equal(await meant('tsubaki-2025'), 'credential.stale-password')
  state.now += 900_000
  assert.equal(await meant('SAKURA-2026'), 'credential.caps-lock')
})

test('refine: a name that is no mailbox is looked for nearby; while the store is away it stays what it is', async () => {
  const facts = { ...refused, account: { state: 'known', account: null } } as Facts
  const asked = (change: Partial<Facts> = {}) => ({ facts: { ...facts, ...change }, account: null, password: 'x', remoteAddress: '203.0.113.7' })
  const { state, refine } = refiner()
  assert.deepEqual((await refine(asked())).near, near)
  await refine(asked({ address: 'hana' }))
  assert.deepEqual(state.asked, [['hana', 'example.jp'], ['hana', null]])
  assert.equal((await refiner(true).refine(asked())).near, null)
})

test('refine: a name that the server name completed may be that of an owner, as it was typed', async () => {
  const { state, refine } = refiner()
  const facts = { ...refused, completion: 'server-name', account: { state: 'known', account: null } } as Facts
  assert.deepEqual((await refine({ facts, account: null, password: 'x', remoteAddress: '203.0.113.7' })).near, near)
  assert.deepEqual(state.asked, [['hana', 'example.jp'], ['hana', null]])
})

test('refine: whoever invents names keeps the store busy only so long, and takes nothing from others', async () => {
  const facts = { ...refused, account: { state: 'known', account: null } } as Facts
  const { state, refine } = refiner()
  const look = async (remoteAddress: string): Promise<Near | null> => (await refine({ facts, account: null, password: 'x', remoteAddress })).near
  for (let i = 0; i < 100; i++) await look(`203.0.113.${i}`)
  assert.equal(state.asked.length, 60)
  assert.deepEqual(await look('198.51.100.1'), near)
  for (let i = 0; i < 2000; i++) await look(`2001:db8:${i.toString(16)}::1`)
  assert.equal(state.asked.length, 1500)
  state.now += 300_000
  assert.deepEqual(await look('203.0.113.1'), near)
})

test('refine: a blocked address is named by its service', async () => {
  const { country } = await refiner().refine({ facts: { ...refused, country: blocked }, account, password: 'x', remoteAddress: '209.85.1.1' })
  assert.equal(country.state === 'blocked' && country.service, 'gmail')
})
