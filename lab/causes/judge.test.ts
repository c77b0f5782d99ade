import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judge, type SeenAttempt } from './judge.ts'

const attempt = (cause: string | null, more: Partial<SeenAttempt> = {}): SeenAttempt => ({ ref: 'K7Q2-9F', address: '198.18.1.1', outcome: cause === null ? 'accepted' : 'refused', cause, likely: false, facts: {}, ...more })

test('the wanted cause, among the causes on the way there', () => {
  assert.deepEqual(judge({ cause: 'a.b' }, [attempt('a.b'), attempt(null)]), { verdict: 'named', ok: true, got: 'a.b' })
  assert.equal(judge({ cause: 'a.b', also: ['c.d'] }, [attempt('c.d'), attempt('a.b')]).verdict, 'named')
})

test('any other cause is misnamed, even beside the right one', () => {
  assert.deepEqual(judge({ cause: 'a.b' }, [attempt('a.b'), attempt('c.d')]), { verdict: 'misnamed', ok: false, got: 'a.b, c.d' })
  assert.equal(judge({ cause: 'a.b', also: ['c.d'] }, [attempt('e.f')]).verdict, 'misnamed')
})

test('nothing, or only what led there, is unnamed', () => {
  assert.deepEqual(judge({ cause: 'a.b' }, []), { verdict: 'unnamed', ok: false, got: 'nothing' })
  assert.equal(judge({ cause: 'a.b', also: ['c.d'] }, [attempt('c.d')]).verdict, 'unnamed')
})

test('likely counts only where the evidence allows no more', () => {
  assert.deepEqual(judge({ cause: 'a.b', likely: true }, [attempt('a.b', { likely: true })]), { verdict: 'likely', ok: true, got: 'likely a.b' })
  assert.equal(judge({ cause: 'a.b' }, [attempt('a.b', { likely: true })]).ok, false)
  assert.equal(judge({ cause: 'a.b', likely: true }, [attempt('a.b')]).verdict, 'named')
})

test('what was forgiven: accepted, with the note, and no failure', () => {
  const noted = attempt(null, { facts: { notes: ['login-completed'] } })
  assert.deepEqual(judge({ note: 'login-completed' }, [noted]), { verdict: 'named', ok: true, got: 'note login-completed' })
  assert.equal(judge({ note: 'login-normalised' }, [noted]).verdict, 'unnamed')
  assert.equal(judge({ note: 'login-completed' }, [attempt(null)]).got, 'accepted')
  assert.equal(judge({ note: 'login-completed' }, [noted, attempt('a.b')]).verdict, 'misnamed')
})

test('a healthy client leaves successes or nothing', () => {
  assert.equal(judge('nothing', []).ok, true)
  assert.equal(judge('nothing', [attempt(null)]).got, 'accepted')
  assert.deepEqual(judge('nothing', [attempt('a.b', { outcome: 'abandoned' })]), { verdict: 'misnamed', ok: false, got: 'a.b' })
})
