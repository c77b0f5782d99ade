/** What SMTP says for each kind of cause. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { causes, type Finding } from '../../core/causes/index.ts'
import { refusal, replyLines } from './replies.ts'

const ref = 'K7Q2-9F'
const neutral535 = `535 5.7.8 Sign-in failed. Check the user name and the password. (ref ${ref})\r\n`

const secret: Finding[] = [
  { id: 'credential.mismatch', facts: { mailbox: 'hana@example.jp' } },
  { id: 'identity.no-such-mailbox', facts: { login: 'hana@example.jp' } },
  { id: 'identity.domain-not-live', facts: { domain: 'example.jp' } },
  { id: 'identity.mailbox-suspended', facts: { mailbox: 'hana@example.jp' } },
  { id: 'identity.protocol-off', facts: { mailbox: 'hana@example.jp', protocol: 'smtp' } },
]
for (const finding of secret) test(`a stranger cannot tell ${finding.id}`, () => assert.equal(refusal(finding, ref), neutral535))

const ours: Finding[] = [
  { id: 'ours.store-away', facts: { why: 'secret detail' } },
  { id: 'ours.engine-away', facts: { engine: 'postfix', why: 'secret detail' } },
  { id: 'ours.password-unchecked', facts: { why: 'secret detail' } },
]
for (const finding of ours) test(`${finding.id} is temporary and says no more`, () => assert.equal(refusal(finding, ref), `454 4.7.0 A temporary fault of ours. Try again later. (ref ${ref})\r\n`))

const exact: [finding: Finding, start: string][] = [
  [{ id: 'transport.tls-required', facts: { port: 587, exposed: true } }, '538 5.7.11 '],
  [{ id: 'mechanism.not-offered', facts: { mechanism: 'NTLM' } }, '504 5.5.4 '],
  [{ id: 'mechanism.malformed', facts: { what: 'base64' } }, '501 5.5.2 '],
  [{ id: 'mechanism.cancelled', facts: { mechanism: 'PLAIN' } }, '501 5.7.0 '],
  [{ id: 'mechanism.no-sign-in', facts: { port: 465 } }, '530 5.7.0 '],
  [{ id: 'mechanism.another-identity', facts: { login: 'a', authzid: 'b' } }, '535 5.7.8 '],
  [{ id: 'network.too-slow', facts: { seconds: 60 } }, '421 4.4.2 '],
  [{ id: 'network.too-many-connections', facts: { address: '192.0.2.7', limit: 9 } }, '421 4.7.0 '],
  [{ id: 'network.not-mail', facts: { said: 'HTTP' } }, '554 5.5.1 '],
  [{ id: 'network.spoke-first', facts: { port: 587 } }, '554 5.5.1 '],
]
for (const [finding, start] of exact) {
  test(`${finding.id} is ${start.trim()}`, () => {
    const line = refusal(finding, ref)
    assert.ok(line.startsWith(start), line)
    assert.match(line, /^\d{3} [45]\.\d\.\d+ [\x20-\x7e]+ \(ref K7Q2-9F\)\r\n$/)
    assert.ok(line.length <= 512)
  })
}

test('what a client sent cannot break a line', () => {
  const line = refusal({ id: 'mechanism.not-offered', facts: { mechanism: `X\r\n235 2.7.0 ${'豊'.repeat(1000)}` } }, ref)
  assert.match(line, /^504 5\.5\.4 [\x20-\x7e]+ \(ref K7Q2-9F\)\r\n$/)
  assert.ok(line.length <= 512)
})

test('a cause that only its owner or the operator may know keeps its title from the wire', () => {
  for (const finding of [...secret, ...ours]) assert.notEqual(causes[finding.id].tell, 'client')
})

test('replyLines marks the last line', () => assert.equal(replyLines(250, ['a', 'b', 'c']), '250-a\r\n250-b\r\n250 c\r\n'))
