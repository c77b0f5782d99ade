import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from './fault.ts'
import { decoyHash, hashPassword, verifyPassword } from './password-hash.ts'

test('a password verifies against its own hash and no other', async () => {
  const hash = await hashPassword('とどく a long one')
  assert.match(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$[A-Za-z0-9+/]{22}\$[A-Za-z0-9+/]{43}$/)
  assert.equal(await verifyPassword(hash, 'とどく a long one'), true)
  assert.equal(await verifyPassword(hash, 'とどく a long one '), false)
  assert.equal(await verifyPassword(hash, ''), false)
  assert.notEqual(await hashPassword('x'), await hashPassword('x'))
})

// From the reference implementation's own tests (phc-winner-argon2, test.c, version 0x13, argon2id).
const foreign: readonly (readonly [hash: string, password: string])[] = [
  ['$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc', 'password'],
  ['$argon2id$v=19$m=256,t=2,p=2$c29tZXNhbHQ$bQk8UB/VmZZF4Oo79iDXuL5/0ttZwg2f/5U52iv1cDc', 'password'],
]
for (const [hash, password] of foreign) {
  test(`a hash of the reference implementation verifies: ${hash.slice(0, 30)}`, async () => {
    assert.equal(await verifyPassword(hash, password), true)
    assert.equal(await verifyPassword(hash, `${password}x`), false)
  })
}

test('composed and decomposed kana are one password', async () => {
  assert.equal(await verifyPassword(await hashPassword('\u304b\u3099'), '\u304c'), true)
})

for (const hash of [
  '',
  'plain',
  '$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy',
  '$argon2id$v=19$m=9999999,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
  '$argon2id$v=19$m=19456,t=0,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
  '$argon2id$v=19$m=19456,t=2,p=99$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
]) {
  test(`refuses to compute ${JSON.stringify(hash.slice(0, 34))}`, async () => {
    await assert.rejects(verifyPassword(hash, 'x'), (error: unknown) => error instanceof Fault && error.kind === 'corrupt')
  })
}

test('nobody has the password of the decoy', async () => {
  assert.equal(await verifyPassword(decoyHash, ''), false)
})
