import assert from 'node:assert/strict'
import { test } from 'node:test'
import { loginCompleter } from './complete-login.ts'

const mailboxes = ['hana@example.jp', 'info@example.jp', 'info@kaede.test']
const domains = ['example.jp', 'kaede.test']

const store = () => {
  const state = { isAway: false, asked: 0, now: 1_000_000 }
  const ask = <T>(answer: T): Promise<T> => {
    state.asked++
    return state.isAway ? Promise.reject(new Error('connect ECONNREFUSED')) : Promise.resolve(answer)
  }
  const logins = loginCompleter(
    {
      findDomainAskedFor: hostName => ask(domains.find(domain => hostName === domain || hostName.endsWith(`.${domain}`)) ?? null),
      matchesOfLocalPart: (localPart, limit) => ask(mailboxes.filter(address => address.startsWith(`${localPart}@`)).slice(0, limit)),
    },
    () => state.now,
  )
  return { state, logins }
}

const table: readonly (readonly [name: string, sni: string | null, address: string, completion: string])[] = [
  ['hana@other.example', 'mail.example.jp', 'hana@other.example', 'none'],
  ['', 'mail.example.jp', '', 'none'],
  ['info', 'Mail.Kaede.Test', 'info@kaede.test', 'server-name'],
  // What is not there is still what was meant: the refusal can say more of it.
  ['taro', 'kaede.test', 'taro@kaede.test', 'server-name'],
  ['hana', 'sv0001.host.example', 'hana@example.jp', 'only-match'],
  ['hana', null, 'hana@example.jp', 'only-match'],
  ['info', null, 'info', 'none'],
  ['taro', null, 'taro', 'none'],
]
for (const [name, sni, address, completion] of table) {
  test(`completion: "${name}" at ${sni ?? 'no server name'} is ${address || 'nobody'} (${completion})`, async () => {
    assert.deepEqual(await store().logins.complete(name, sni), { address, completion, unknown: null })
  })
}

test('completion: remembered for a minute, and while the store is away', async () => {
  const { state, logins } = store()
  await logins.complete('hana', null)
  const { asked } = state
  await logins.complete('hana', null)
  assert.equal(state.asked, asked)
  logins.doubtAll()
  state.isAway = true
  assert.equal((await logins.complete('hana', null)).address, 'hana@example.jp')
  assert.ok(state.asked > asked)
  assert.deepEqual(await logins.complete('taro', null), { address: 'taro', completion: 'none', unknown: 'connect ECONNREFUSED' })
})

test('completion: memory is bounded', async () => {
  const { state, logins } = store()
  await logins.complete('hana', null)
  for (let i = 0; i < 10_000; i++) await logins.complete(`x${i}`, null)
  const { asked } = state
  await logins.complete('hana', null)
  assert.equal(state.asked, asked + 1)
})
