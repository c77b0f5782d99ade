import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Finding } from '../causes/index.ts'
import { hasName, judgeHandshake, type ClientHello, type HandshakeEvidence } from './handshake.ts'

const now = new Date('2026-11-24T12:00:00Z')
const names = ['sv0001.example.jp', 'mail.example.jp']
const hello: ClientHello = { versions: [0x0304, 0x0303], suites: [0x1301, 0xc02b], serverName: names[0]!, protocols: [], hasOneAlertForAll: false }
const certificate = { names, notBefore: '2026-10-01T00:00:00.000Z', notAfter: '2026-12-30T00:00:00.000Z', issuer: "Let's Encrypt E7", isPublic: true }
const renewed = { ...certificate, notBefore: '2026-11-23T00:00:00.000Z', notAfter: '2027-02-21T00:00:00.000Z' }
const expired = { ...certificate, notAfter: '2026-11-24T11:59:59.000Z' }
const future = { ...certificate, notBefore: '2026-11-25T00:00:00.000Z' }
const unnamed = { ...hello, serverName: null }
const elsewhere = { ...hello, serverName: 'mail.kaede.example' }
const gnutls = { ...hello, hasOneAlertForAll: true }

const alert = (number: number, code = 'ERR_SSL_SOME_ALERT'): HandshakeEvidence['end'] => ({ is: 'failed', code, alert: number })
const failed = (code: string): HandshakeEvidence['end'] => ({ is: 'failed', code, alert: null })
const left: HandshakeEvidence['end'] = { is: 'left', alert: null }

const port = 993
const wrongName: Finding = { id: 'transport.wrong-server-name', facts: { port, asked: 'mail.kaede.example', names } }
const noName: Finding = { id: 'transport.no-server-name', facts: { port, names } }
const ourExpiry: Finding = { id: 'transport.certificate-expired', facts: { port, notAfter: expired.notAfter } }
const authority: Finding = { id: 'transport.unknown-authority', facts: { port, issuer: certificate.issuer } }
const noCipher: Finding = { id: 'transport.no-common-cipher', facts: { port, offered: ['RSA_WITH_RC4_128_SHA', '0x7777'] } }
const clock = (direction: 'ahead' | 'behind', { notBefore, notAfter }: typeof certificate): Finding => ({ id: 'transport.client-clock-wrong', facts: { port, direction, notBefore, notAfter } })
const refused = (name: string): Finding => ({ id: 'transport.certificate-refused', facts: { port, alert: name } })
const unfinished = (code: string): Finding => ({ id: 'transport.tls-failed', facts: { port, code } })
const notMail = (said: string): Finding => ({ id: 'network.not-mail', facts: { said } })

type Row = readonly [name: string, evidence: Partial<HandshakeEvidence>, finding: Finding | null, likely?: 'likely']

const rows: readonly Row[] = [
  ['a browser', { hello: { ...elsewhere, protocols: ['h2', 'http/1.1'] }, end: alert(46) }, notMail('TLS for h2')],
  ['an app that says in ALPN that it wants IMAP', { hello: { ...hello, protocols: ['imap'] }, end: left }, null],
  ['a scanner that sends nonsense', { hello: null, end: failed('ERR_SSL_UNEXPECTED_MESSAGE') }, notMail('bytes that only begin like TLS')],
  ['plain text after STARTTLS', { hello: null, end: failed('plain-text') }, unfinished('plain-text')],
  ['nothing after STARTTLS', { hello: null, end: failed('timeout') }, unfinished('timeout')],
  ['gone before the hello', { hello: null, end: failed('closed') }, unfinished('closed')],
  ['TLS 1.1 at best', { hello: { ...hello, versions: [0x0301, 0x0302] }, end: failed('ERR_SSL_UNSUPPORTED_PROTOCOL') }, { id: 'transport.old-tls', facts: { port, offered: 'TLS 1.1' } }],
  ['TLS 1.0 with a wrong name too', { hello: { ...elsewhere, versions: [0x0301] }, end: failed('ERR_SSL_UNSUPPORTED_PROTOCOL') }, { id: 'transport.old-tls', facts: { port, offered: 'TLS 1.0' } }],
  ['no shared cipher', { hello: { ...hello, suites: [0x0005, 0x7777] }, end: failed('ERR_SSL_NO_SHARED_CIPHER') }, noCipher],
  ['no signature algorithm in common', { hello: { ...hello, suites: [0x0005, 0x7777] }, end: failed('ERR_SSL_NO_SUITABLE_SIGNATURE_ALGORITHM') }, noCipher],
  ['a client that could not take our choice', { hello: { ...hello, suites: [0x0005, 0x7777] }, end: alert(40) }, noCipher, 'likely'],
  ['a client that found it too weak', { hello: { ...hello, suites: [0x0005, 0x7777] }, end: alert(71) }, noCipher, 'likely'],
  ['a fallback that went too low', { end: failed('ERR_SSL_INAPPROPRIATE_FALLBACK') }, unfinished('ERR_SSL_INAPPROPRIATE_FALLBACK')],

  ['our certificate expired, and the client says so', { certificate: expired, end: alert(45) }, ourExpiry],
  ['our certificate expired, the client says only "bad"', { certificate: expired, end: alert(42) }, ourExpiry, 'likely'],
  ['our certificate expired, the client leaves in the handshake', { certificate: expired, end: failed('closed') }, ourExpiry, 'likely'],
  ['our certificate expired, and the name is wrong: ours comes first', { certificate: expired, hello: elsewhere, end: left }, ourExpiry, 'likely'],
  ['our certificate expired, the network broke off before the hello', { certificate: expired, hello: null, end: failed('closed') }, unfinished('closed')],
  ['our certificate is not valid yet', { certificate: future, end: alert(42) }, unfinished('bad_certificate')],

  ['unknown authority', { end: alert(48) }, authority],
  ['unknown authority under a wrong name: what the client said', { hello: elsewhere, end: alert(48) }, authority],
  ['expired, it says, and it is not: the clock, or an old authority in the chain', { end: alert(45) }, clock('ahead', certificate), 'likely'],
  ['expired, it says of one that is not valid yet', { certificate: future, end: alert(45) }, unfinished('certificate_expired')],

  ['wrong name, alert 42', { hello: elsewhere, end: alert(42) }, wrongName],
  ['wrong name, alert 46', { hello: elsewhere, end: alert(46) }, wrongName],
  ['wrong name, alert after the handshake', { hello: elsewhere, end: { is: 'left', alert: 42 } }, wrongName],
  ['wrong name, gone in the handshake without an alert', { hello: elsewhere, end: failed('closed') }, wrongName, 'likely'],
  ['wrong name, reset in the handshake', { hello: elsewhere, end: failed('ECONNRESET') }, wrongName, 'likely'],
  ['wrong name, gone after the handshake without a word', { hello: elsewhere, end: left }, wrongName, 'likely'],
  ['wrong name, too slow', { hello: elsewhere, end: failed('timeout') }, unfinished('timeout')],
  ['no name, alert 42', { hello: unnamed, end: alert(42) }, noName, 'likely'],
  ['no name, gone without a word', { hello: unnamed, end: left }, noName, 'likely'],
  ['an address as name', { hello: { ...hello, serverName: '192.0.2.1' }, end: alert(42) }, noName, 'likely'],
  ['an IPv6 address as name', { hello: { ...hello, serverName: '2001:db8::1' }, end: alert(42) }, noName, 'likely'],

  ['42 on a certificate of yesterday', { certificate: renewed, end: alert(42) }, clock('behind', renewed), 'likely'],
  ['46 on a certificate of yesterday', { certificate: renewed, end: alert(46) }, clock('behind', renewed), 'likely'],
  ['GnuTLS, which always says 42, and a public authority', { hello: gnutls, certificate: renewed, end: alert(42) }, refused('bad_certificate'), 'likely'],
  ['GnuTLS and an authority of our own', { hello: gnutls, certificate: { ...renewed, isPublic: false }, end: alert(42) }, authority, 'likely'],
  ['GnuTLS, our own authority, not valid yet', { hello: gnutls, certificate: { ...future, isPublic: false }, end: alert(42) }, unfinished('bad_certificate')],
  ['Node and an authority of our own: it hangs up in the handshake', { certificate: { ...certificate, isPublic: false }, end: failed('closed') }, authority, 'likely'],
  ['an authority of our own, gone before the hello', { hello: null, certificate: { ...certificate, isPublic: false }, end: failed('closed') }, unfinished('closed')],
  ['an authority of our own, and the network broke', { certificate: { ...certificate, isPublic: false }, end: failed('ECONNRESET') }, unfinished('ECONNRESET')],
  ['an authority of our own, and a monitor', { certificate: { ...certificate, isPublic: false }, end: left }, null],
  ['an authority of our own, 42 from who would have said 48', { certificate: { ...certificate, isPublic: false }, end: alert(42) }, refused('bad_certificate'), 'likely'],
  ['42 on a certificate of last month', { end: alert(42) }, refused('bad_certificate'), 'likely'],
  ['revoked, it says', { end: alert(44) }, refused('certificate_revoked'), 'likely'],
  ['an alert about something else', { end: alert(80) }, unfinished('internal_error')],
  ['right name, gone in the handshake', { end: failed('closed') }, unfinished('closed')],
  ['a monitor that shakes hands and leaves', { end: left }, null],
]

for (const [name, evidence, finding, likely] of rows) {
  test(`handshake: ${name}`, () => {
    const judgement = judgeHandshake({ port, now, hello, certificate, end: left, ...evidence })
    assert.deepEqual(judgement, finding && { finding, likely: likely === 'likely' })
  })
}

for (const [own, asked, has] of [
  ['mail.example.jp', 'MAIL.example.JP.', true],
  ['*.example.jp', 'mail.example.jp', true],
  ['*.example.jp', 'a.mail.example.jp', false],
  ['*.example.jp', 'example.jp', false],
  ['mail.example.jp', 'mail.example', false],
] as const) {
  test(`certificate for ${own}: ${has ? 'is' : 'is not'} for ${asked}`, () => assert.equal(hasName({ names: [own] }, asked), has))
}
