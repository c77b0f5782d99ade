import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Facts, Near } from './facts.ts'
import { keptLogin, withKeptLogin } from './kept-login.ts'

const nothing: Near = { mailbox: null, domain: null, alias: null, isOwnerName: false, isHostedDomain: false, matches: 0 }
const nobody = { account: { state: 'known', account: null }, near: nothing } as Pick<Facts, 'account' | 'near'>
const unasked = { account: { state: 'unknown', why: 'down' }, near: null } as Pick<Facts, 'account' | 'near'>
const somebody = { account: { state: 'known', account: {} }, near: null } as Pick<Facts, 'account' | 'near'>

const table: readonly (readonly [what: string, login: string, password: string | null, facts: Pick<Facts, 'account' | 'near'> | null, kept: string])[] = [
  ['a password in both fields', 'kumo-no-ue-7', 'kumo-no-ue-7', nobody, 'ku…'],
  ['a password of words', 'correct horse battery', 'x', nobody, 'co…'],
  ['a password with an @', 'P@ssw0rd', 'x', nobody, 'P@…'],
  ['an app password', 'x3kp-m7qr-t2vw-9abc-defg', 'x', nobody, 'x3…'],
  ['fields swapped', 'sakura', 'hana@example.jp', nobody, 'sa…'],
  ['fields swapped, full-width', 'sakura', ' ｈａｎａ＠ｅｘａｍｐｌｅ．ｊｐ', nobody, 'sa…'],
  ['a password while nobody can be asked', 'sakura-2026', 'x', unasked, 'sa…'],
  ['a password that never came to a sign-in', 'sakura-2026', null, null, 'sa…'],
  ['letters beyond the first plane are whole', '😀😀😀 sakura', 'x', nobody, '😀😀…'],
  ['an address', 'hana2026@example.jp', 'x', nobody, 'hana2026@example.jp'],
  ['an address, full-width', 'ｈａｎａ2026＠ｅｘａｍｐｌｅ．ｊｐ', 'x', nobody, 'ｈａｎａ2026＠ｅｘａｍｐｌｅ．ｊｐ'],
  ['the name of a mailbox', 'hana2026', 'x', somebody, 'hana2026'],
  ['a name of two mailboxes', 'hana2026', 'x', { ...nobody, near: { ...nothing, matches: 2 } }, 'hana2026'],
  ['the name of an owner', 'kaede-2026', 'x', { ...nobody, near: { ...nothing, isOwnerName: true } }, 'kaede-2026'],
  ['almost the name of a mailbox', 'hanako-1', 'x', { ...nobody, near: { ...nothing, mailbox: 'hanako-12@example.jp' } }, 'hanako-1'],
  ['an alias', 'info-2026', 'x', { ...nobody, near: { ...nothing, alias: { mailbox: null } } }, 'info-2026'],
  ['a name that nobody has', 'uketsuke.madoguchi', 'x', nobody, 'uketsuke.madoguchi'],
  ['a name with accents', 'José-García', 'x', nobody, 'José-García'],
  ['a short guess at a name', 'test123', 'x', nobody, 'test123'],
  ['a number', '0312345678', 'x', nobody, '0312345678'],
]
for (const [what, login, password, facts, kept] of table) test(`kept of a login: ${what}`, () => assert.equal(keptLogin(login, password, facts), kept))

test('kept of a login: the finding says no more than the attempt', () => {
  assert.deepEqual(withKeptLogin({ id: 'identity.no-domain', facts: { login: 'sakura-2026' } }, 'sa…'), { id: 'identity.no-domain', facts: { login: 'sa…' } })
  const other = { id: 'mechanism.cancelled', facts: { mechanism: 'LOGIN' } } as const
  assert.equal(withKeptLogin(other, 'sa…'), other)
  const unnamed = { id: 'identity.no-domain', facts: { login: 'x' } } as const
  assert.equal(withKeptLogin(unnamed, null), unnamed)
})
