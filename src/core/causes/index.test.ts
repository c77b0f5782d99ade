import assert from 'node:assert/strict'
import { test } from 'node:test'
import { causes, explain, kindOf, type CauseId, type Finding } from './index.ts'

/** Facts for each cause; a cause without them does not compile. */
const samples: { readonly [I in CauseId]: Finding<I>['facts'] } = {
  'transport.silent-on-tls-port': { port: 465 },
  'transport.plain-on-tls-port': { port: 465 },
  'transport.tls-failed': { port: 993, code: 'ERR_SSL_NO_SHARED_CIPHER' },
  'transport.tls-required': { port: 587 },
  'network.too-many-connections': { address: '192.0.2.7', limit: 1000 },
  'network.too-slow': { seconds: 60 },
  'network.spoke-first': { port: 587 },
  'network.not-mail': { said: 'GET / HTTP/1.1' },
  'identity.no-domain': { login: 'hana' },
  'identity.no-such-mailbox': { login: 'hana@example.jp' },
  'identity.domain-not-live': { domain: 'example.jp' },
  'identity.mailbox-suspended': { mailbox: 'hana@example.jp' },
  'identity.protocol-off': { mailbox: 'hana@example.jp', protocol: 'pop3' },
  'credential.mismatch': { mailbox: 'hana@example.jp' },
  'credential.empty': { field: 'password' },
  'mechanism.not-offered': { mechanism: 'NTLM' },
  'mechanism.malformed': { what: 'base64' },
  'mechanism.cancelled': { mechanism: 'PLAIN' },
  'mechanism.another-identity': { login: 'hana@example.jp', authzid: 'taro@example.jp' },
  'mechanism.no-sign-in': { port: 587 },
  'ours.store-away': { why: 'connect ECONNREFUSED' },
  'ours.engine-away': { engine: 'postfix', why: 'connect ENOENT' },
  'ours.password-unchecked': { why: '2 tasks run and 512 wait already' },
}
const findings = (Object.keys(samples) as CauseId[]).map(id => ({ id, facts: samples[id] }) as Finding)

for (const finding of findings) {
  test(`cause ${finding.id}: says title, why and fix in both languages, with no fact missing`, () => {
    for (const language of ['ja', 'en'] as const) {
      const { title, why, fix } = explain(finding, language)
      for (const text of [title, why, fix]) {
        assert.ok(text.length > 5)
        assert.doesNotMatch(text, /undefined|\[object/)
      }
    }
    assert.match(Object.values(explain(finding, 'ja')).join(''), /[ぁ-ん]/)
    assert.doesNotMatch(Object.values(explain(finding, 'en')).join(''), /[ぁ-ん]/)
  })
}

test('causes: an empty user name is not called an empty password', () => {
  assert.match(explain({ id: 'credential.empty', facts: { field: 'login' } }, 'en').title, /user name/)
  assert.match(explain({ id: 'credential.empty', facts: { field: 'login' } }, 'ja').title, /ユーザー名/)
})

test('causes: what is ours is temporary, and only what is ours', () => {
  for (const finding of findings) assert.equal(kindOf(finding) === 'temporary', finding.id.startsWith('ours.'), finding.id)
})

test('causes: what depends on our secrets is never told to the stranger on the wire', () => {
  for (const finding of findings) {
    const dependsOnSecrets = ['identity.no-such-mailbox', 'identity.domain-not-live', 'identity.mailbox-suspended', 'identity.protocol-off', 'credential.mismatch'].includes(finding.id)
    if (dependsOnSecrets) assert.notEqual(causes[finding.id].tell, 'client', finding.id)
  }
})
