import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { NewAttempt } from '../store/attempts.ts'
import { attemptRecorder } from './record-attempt.ts'

const attempt = {
  connection: { protocol: 'imap', port: 993, remoteAddress: '192.0.2.7', remotePort: 5000, tls: { version: 'TLSv1.3', cipher: 'TLS_AES_128_GCM_SHA256' }, sni: 'sv0001.example.jp' },
  mechanism: 'PLAIN',
  login: 'hana@example.jp',
  mailboxId: 7,
  outcome: 'refused',
  finding: { id: 'credential.mismatch', facts: { mailbox: 'hana@example.jp' } },
  trail: ['password-matches'],
} as const

test('attempts: written together, with the reference that was told', async () => {
  const batches: (readonly NewAttempt[])[] = []
  const recorder = attemptRecorder(async rows => void batches.push(rows), 'sv0001', assert.fail)
  const refs = [recorder.record(attempt), recorder.record(attempt)]
  await recorder.flush()
  assert.deepEqual(batches.map(rows => rows.map(({ ref }) => ref)), [refs])
  assert.match(refs[0]!, /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{2}$/)
  assert.equal(batches[0]![0]!.cause, 'credential.mismatch')
})

test('attempts: held while the store is away, written when it is back', async () => {
  const kept: NewAttempt[] = []
  let isAway = true
  const troubles: string[] = []
  const recorder = attemptRecorder(
    async rows => {
      if (isAway) throw new Error('away')
      kept.push(...rows)
    },
    'sv0001',
    error => troubles.push(error.message),
  )
  const ref = recorder.record(attempt)
  await recorder.flush()
  assert.deepEqual([kept.length, troubles], [0, ['away']])
  isAway = false
  await recorder.flush()
  assert.deepEqual(kept.map(row => row.ref), [ref])
})

test('attempts: beyond what may be held the oldest are given up, and counted', async () => {
  let givenUp = 0
  const recorder = attemptRecorder(() => Promise.reject(new Error('away')), 'sv0001', (_, count) => (givenUp += count))
  for (let i = 0; i < 20_003; i++) recorder.record(attempt)
  await recorder.flush()
  assert.equal(givenUp, 3)
})
