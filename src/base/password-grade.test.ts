import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gradePassword } from './password-grade.ts'
import { makePassword } from './random-password.ts'

const owner = { localPart: 'info', domain: 'kaede-flower.example', name: 'hanaya Yamada' }

const weak: readonly string[] = [
  '123456789012',
  'P@ssw0rd12345',
  'qwertyuiop12',
  'ohayougozaimasu',
  'arigatougozaimashita',
  'yoroshikuonegaishimasu',
  'konnichiwa2024',
  'パスワード12345',
  // Their own words.
  'kaede-flower-2026',
  'Hanaya-Info-2026',
  'KaedeFlowerInfo1',
  'yamada-hanaya-99',
]
const strong: readonly string[] = ['correct horse battery staple', 'mV8#kd0-qLx2w', 'kaede-mV8#kd0-qLx2w', 'sutegoma ga warau kaidan']

test('a password that a guesser begins with is graded below 3, one that nobody would guess above', async () => {
  for (const password of weak) assert.ok(((await gradePassword(password, owner)) ?? 9) < 3, password)
  for (const password of strong) assert.ok(((await gradePassword(password, owner)) ?? 0) >= 3, password)
  for (let i = 0; i < 10; i++) assert.equal(await gradePassword(makePassword(), owner), 4)
})

test("somebody else's words are nobody's words", async () => {
  assert.ok(((await gradePassword('kaede-yamabuki-hagoromo', { localPart: 'x', domain: 'y.example' })) ?? 0) >= 3)
  assert.ok(((await gradePassword('kaede-yamabuki-hagoromo', { localPart: 'yamabuki', domain: 'kaede-hagoromo.example' })) ?? 9) < 3)
})

test('length costs nothing, and every question has its own answer', async () => {
  const answers = await Promise.all([gradePassword('1'.repeat(256), owner), gradePassword('mV8#kd0-qLx2w', owner), gradePassword('あ'.repeat(200), owner), gradePassword('', owner)])
  assert.deepEqual(answers, [0, 4, 0, 0])
})

