import assert from 'node:assert/strict'
import { once } from 'node:events'
import { Socket } from 'node:net'
import { test } from 'node:test'
import type { OpenSession } from '../core/authentication/may-stay.ts'
import { openSessions } from './open-sessions.ts'

const session = (mailboxId: number, domainId = 3): OpenSession => ({ mailboxId, address: 'hana@example.jp', domainId, protocol: 'imap', remoteAddress: '203.0.113.7', version: 1, appPasswordId: null })

test('open sessions are listed by mailbox and by domain, and leave when they close', async () => {
  const sessions = openSessions()
  const [first, second, third] = [session(7), session(7), session(8, 4)]
  const sockets = [new Socket(), new Socket(), new Socket()] as const
  ;[first, second, third].forEach((each, i) => sessions.enter(each, sockets[i]!))
  assert.deepEqual(sessions.list({ mailboxId: 7 }), [first, second])
  assert.deepEqual(sessions.list({ domainId: 4 }), [third])
  assert.equal(sessions.list({}).length, 3)
  sessions.end(first)
  await once(sockets[0], 'close')
  assert.deepEqual(sessions.list({ mailboxId: 7 }), [second])
  sessions.end(first)
  sockets[1].destroy()
  await once(sockets[1], 'close')
  assert.deepEqual(sessions.list({}), [third])
  sessions.enter(session(9), sockets[0])
  assert.deepEqual(sessions.list({ mailboxId: 9 }), [], 'it was closed already')
})
