import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setImmediate } from 'node:timers/promises'
import { hana } from '../../test/sample-account.ts'
import type { OpenSession } from '../core/authentication/may-stay.ts'
import type { Account } from '../store/credentials.ts'
import { sessionReviewer } from './review-sessions.ts'

const session = (mailboxId: number, version = 1): OpenSession => ({ mailboxId, address: `${mailboxId}@example.jp`, domainId: 3, protocol: 'imap', remoteAddress: '203.0.113.7', version, appPasswordId: null })

const world = (open: readonly OpenSession[]) => {
  const state = { open: [...open], asked: [] as string[], troubles: [] as string[], isAway: false, whenAsked: () => {}, now: 1_000_000 }
  const sessions = {
    list: ({ mailboxId }: { readonly mailboxId?: number | undefined }) => state.open.filter(each => mailboxId === undefined || each.mailboxId === mailboxId),
    end: (ended: OpenSession) => void (state.open = state.open.filter(each => each !== ended)),
  }
  const find = async (address: string): Promise<Account | null> => {
    state.asked.push(address)
    state.whenAsked()
    if (state.isAway) throw new Error('away')
    return { ...hana, address, mailboxId: Number(address.split('@')[0]) }
  }
  return { state, reviewer: sessionReviewer(sessions, find, ({ message }) => void state.troubles.push(message), () => state.now) }
}

test('what may not go on is ended, the rest goes on, and only mailboxes with sessions are asked about', async () => {
  const { state, reviewer } = world([session(7), session(7, 0), session(8)])
  reviewer.review({ mailboxId: 9 })
  reviewer.review({ mailboxId: 7 })
  await setImmediate()
  assert.deepEqual(state.asked, ['7@example.jp'])
  assert.deepEqual(state.open, [session(7), session(8)])
})

test('a change that comes while one is asked about is asked about again', async () => {
  const { state, reviewer } = world([session(7), session(8)])
  state.whenAsked = () => state.asked.length === 1 && reviewer.review({})
  reviewer.review({})
  await setImmediate()
  assert.deepEqual(state.asked, ['7@example.jp', '8@example.jp', '7@example.jp'])
})

test('a session whose password was changed while it was signing in is ended', async () => {
  const { state, reviewer } = world([])
  reviewer.review({ mailboxId: 7 })
  const late = session(7, 0)
  state.open.push(late)
  reviewer.entered(late)
  await setImmediate()
  assert.deepEqual([state.asked, state.open], [['7@example.jp'], []])
})

test('one whose domain has changed in the last minute is asked about, all others cost nothing', async () => {
  const { state, reviewer } = world([])
  reviewer.review({ domainId: 3 })
  reviewer.review({})
  reviewer.entered({ ...session(8), domainId: 4 })
  reviewer.entered(session(7))
  await setImmediate()
  assert.deepEqual(state.asked, ['7@example.jp'])
  state.now += 60_000
  reviewer.review({ domainId: 5 })
  reviewer.entered(session(7))
  await setImmediate()
  assert.deepEqual(state.asked, ['7@example.jp'])
})

test('while the store does not answer, and the feed has not noticed, it is asked again', async t => {
  t.mock.timers.enable({ apis: ['setTimeout'] })
  const { state, reviewer } = world([session(7, 0)])
  state.isAway = true
  reviewer.review({ mailboxId: 7 })
  await setImmediate()
  state.isAway = false
  t.mock.timers.tick(2000)
  await setImmediate()
  assert.deepEqual(state.open, [])
})

test('while the store is away sessions go on, and are reviewed when it is back', async () => {
  const { state, reviewer } = world([session(7, 0)])
  state.isAway = true
  reviewer.review({})
  await setImmediate()
  assert.deepEqual([state.troubles, state.open.length], [['away'], 1])
  state.isAway = false
  reviewer.review({})
  await setImmediate()
  assert.deepEqual(state.open, [])
})
