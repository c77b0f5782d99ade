/** Exchanges as tables: what the client sends, how it ends. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { beginSasl, play, type Outcome } from './index.ts'

const b64 = (text: string | Buffer): string => Buffer.from(text as string).toString('base64')

/** Plays a mechanism with an initial response (null: none) and the lines that follow; notes the challenges. */
const exchange = async (mechanism: string, initial: string | null, ...lines: string[]): Promise<{ outcome: Outcome; challenges: string[] }> => {
  const challenges: string[] = []
  const outcome = await play(beginSasl(mechanism, initial === null ? null : Buffer.from(initial)), async challenge => {
    challenges.push(challenge)
    const line = lines.shift()
    assert.ok(line !== undefined, 'asked for a line too many')
    return Buffer.from(line)
  })
  assert.deepEqual(lines, [], 'every line was asked for')
  return { outcome, challenges }
}

const sato = { login: 'sato@example.jp', password: 'kumo no ue 7' }
const credential = (mechanism: 'PLAIN' | 'LOGIN', login = sato.login, password = sato.password): Outcome => ({ is: 'credential', credential: { mechanism, login, password } })
const plainOf = (authzid: string, login: string, password: string): string => b64(`${authzid}\0${login}\0${password}`)

test('PLAIN with an initial response', async () => {
  assert.deepEqual(await exchange('plain', plainOf('', sato.login, sato.password)), { outcome: credential('PLAIN'), challenges: [] })
})
test('PLAIN asks with an empty challenge', async () => {
  assert.deepEqual(await exchange('PLAIN', null, plainOf('', sato.login, sato.password)), { outcome: credential('PLAIN'), challenges: [''] })
})
test('PLAIN: the same identity in capitals, full width, with spaces', async () => {
  for (const authzid of ['sato@example.jp', 'SATO@EXAMPLE.JP', 'ｓａｔｏ＠ｅｘａｍｐｌｅ．ｊｐ', ' sato@example.jp ']) {
    assert.deepEqual((await exchange('PLAIN', plainOf(authzid, sato.login, sato.password))).outcome, credential('PLAIN'))
  }
})
test('LOGIN asks for both', async () => {
  assert.deepEqual(await exchange('LOGIN', null, b64(sato.login), b64(sato.password)), { outcome: credential('LOGIN'), challenges: ['VXNlcm5hbWU6', 'UGFzc3dvcmQ6'] })
})
test('LOGIN with the user name in front', async () => {
  assert.deepEqual(await exchange('Login', b64(sato.login), b64(sato.password)), { outcome: credential('LOGIN'), challenges: ['UGFzc3dvcmQ6'] })
})
test('a password in UTF-8, with a byte order mark, and one in another code page', async () => {
  assert.deepEqual((await exchange('PLAIN', plainOf('', sato.login, 'パスワード７文字'))).outcome, credential('PLAIN', sato.login, 'パスワード７文字'))
  assert.deepEqual((await exchange('PLAIN', plainOf('', sato.login, '\ufeffabc'))).outcome, credential('PLAIN', sato.login, '\ufeffabc'))
  const shiftJis = Buffer.from([0x83, 0x70, 0x83, 0x58])
  assert.deepEqual((await exchange('LOGIN', b64(sato.login), b64(shiftJis))).outcome, credential('LOGIN', sato.login, '\x83p\x83X'))
})

const refusals: [name: string, mechanism: string, initial: string | null, lines: string[], id: string, facts: object, login: string | null][] = [
  ["Outlook's SPA", 'ntlm', 'TlRMTVNTUAAB', [], 'mechanism.ntlm', { mechanism: 'NTLM' }, null],
  ['Kerberos', 'GSSAPI', null, [], 'mechanism.ntlm', { mechanism: 'GSSAPI' }, null],
  ['CRAM-MD5', 'cram-md5', null, [], 'mechanism.challenge-response', { mechanism: 'CRAM-MD5' }, null],
  ['SCRAM with channel binding', 'SCRAM-SHA-256-PLUS', 'eSwsbj0=', [], 'mechanism.challenge-response', { mechanism: 'SCRAM-SHA-256-PLUS' }, null],
  ["Google's OAuth", 'XOAUTH2', 'dXNlcj1z', [], 'mechanism.oauth', { mechanism: 'XOAUTH2' }, null],
  ['OAuth', 'OAUTHBEARER', null, [], 'mechanism.oauth', { mechanism: 'OAUTHBEARER' }, null],
  ['a mechanism that is not offered', 'EXTERNAL', '=', [], 'mechanism.not-offered', { mechanism: 'EXTERNAL' }, null],
  ['a name that is no mechanism', '<b>' + 'x'.repeat(40), null, [], 'mechanism.not-offered', { mechanism: 'BXXXXXXXXXXXXXXXXXXX' }, null],
  ['a name of the prototype', 'constructor', null, [], 'mechanism.not-offered', { mechanism: 'CONSTRUCTOR' }, null],
  ['PLAIN cancelled', 'PLAIN', null, ['*'], 'mechanism.cancelled', { mechanism: 'PLAIN' }, null],
  ['LOGIN cancelled at the user name', 'LOGIN', null, ['*'], 'mechanism.cancelled', { mechanism: 'LOGIN' }, null],
  ['LOGIN cancelled at the password', 'LOGIN', null, [b64('sato'), '*'], 'mechanism.cancelled', { mechanism: 'LOGIN' }, 'sato'],
  ['PLAIN in the clear instead of base64', 'PLAIN', 'sato@example.jp', [], 'mechanism.malformed', { what: 'base64' }, null],
  ['base64 without padding', 'PLAIN', null, ['AGE'], 'mechanism.malformed', { what: 'base64' }, null],
  ['base64 with something behind its padding', 'PLAIN', null, ['AGEAYQ==AGEA'], 'mechanism.malformed', { what: 'base64' }, null],
  ['base64 of URLs', 'PLAIN', null, ['AGE-YQ_='], 'mechanism.malformed', { what: 'base64' }, null],
  ['PLAIN with an empty response', 'PLAIN', null, [''], 'mechanism.malformed', { what: 'plain-fields' }, null],
  ['PLAIN with = as its response', 'PLAIN', '=', [], 'mechanism.malformed', { what: 'plain-fields' }, null],
  ['PLAIN with one NUL', 'PLAIN', b64('sato\0x'), [], 'mechanism.malformed', { what: 'plain-fields' }, null],
  ['PLAIN with three NULs', 'PLAIN', b64('\0sato\0x\0y'), [], 'mechanism.malformed', { what: 'plain-fields' }, null],
  ['LOGIN with a NUL in the user name', 'LOGIN', b64('sa\0to'), [b64('x')], 'mechanism.malformed', { what: 'nul' }, 'sa\0to'],
  ['LOGIN with a NUL in the password', 'LOGIN', b64('sato'), [b64('x\0')], 'mechanism.malformed', { what: 'nul' }, 'sato'],
  ['a user name beyond measure', 'PLAIN', plainOf('', 'a'.repeat(321), 'x'), [], 'mechanism.malformed', { what: 'too-long' }, null],
  ['a password beyond measure', 'PLAIN', plainOf('', 'sato', 'x'.repeat(1025)), [], 'mechanism.malformed', { what: 'too-long' }, null],
  ['a line beyond measure', 'LOGIN', null, ['A'.repeat(12288)], 'mechanism.malformed', { what: 'too-long' }, null],
  ['an empty user name', 'PLAIN', plainOf('', '', 'x'), [], 'credential.empty', { field: 'login' }, null],
  ['a user name of = (LOGIN)', 'LOGIN', '=', [b64('x')], 'credential.empty', { field: 'login' }, null],
  ['an empty password', 'PLAIN', plainOf('', 'sato', ''), [], 'credential.empty', { field: 'password' }, 'sato'],
  ['an empty password (LOGIN)', 'LOGIN', b64('sato'), [''], 'credential.empty', { field: 'password' }, 'sato'],
  ['acting as somebody else', 'PLAIN', plainOf('suzuki@example.jp', sato.login, 'x'), [], 'mechanism.another-identity', { login: sato.login, authzid: 'suzuki@example.jp' }, sato.login],
]
for (const [name, mechanism, initial, lines, id, facts, login] of refusals) {
  test(`refused: ${name}`, async () => {
    assert.deepEqual((await exchange(mechanism, initial, ...lines)).outcome, { is: 'finding', finding: { id, facts }, login })
  })
}
