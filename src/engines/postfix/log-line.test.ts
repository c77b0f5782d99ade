import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseLogLine } from './log-line.ts'
import { postfixLogReader } from './read-log.ts'

const now = new Date(2026, 10, 24, 20, 0, 0)
const at = new Date(2026, 10, 24, 19, 34, 28)

/** The refusal in a line of smtpd. */
const refusal = (text: string, service = 'postfix/submission/smtpd') => {
  const line = parseLogLine(`Nov 24 19:34:28 sv0001 ${service}[21126]: ${text}`, now)
  return line?.says === 'refused' ? line.refusal : null
}

const reject = (rest: string): string => `NOQUEUE: reject: RCPT from unknown[2001:db8::7]: ${rest}`

test('each refusal that Postfix 3.7 and 3.10 write', () => {
  const base = { at, service: 'submission', client: '2001:db8::7', clientName: null, helo: 'app', sender: 'hana@kaede.example', recipient: 'x@another.example', login: null }
  const tail = 'from=<hana@kaede.example> to=<x@another.example> proto=ESMTP helo=<app>'
  const cases = [
    ['553 5.7.1 <taro@kaede.example>: Sender address rejected: not owned by user hana@kaede.example', 'sender-not-owned', 'hana@kaede.example'],
    ['454 4.7.1 <x@another.example>: Relay access denied', 'relay', null],
    ['554 5.7.1 <x@another.example>: Relay access denied', 'relay', null],
    ['550 5.1.1 <x@another.example>: Recipient address rejected: User unknown in virtual mailbox table', 'recipient-unknown', null],
    ['452 4.2.2 <x@another.example>: Recipient address rejected: Mailbox is full', 'mailbox-full', null],
    ['552 5.2.2 <x@another.example>: Recipient address rejected: Mailbox is full', 'mailbox-full', null],
    ['553 5.6.7 Must declare SMTPUTF8 to send unicode address', 'unicode-address', null],
    ['504 5.5.2 <花子＠another.example>: Recipient address rejected: need fully-qualified address', 'unicode-address', null],
    ['504 5.5.2 <app>: Helo command rejected: need fully-qualified hostname', 'bad-helo', null],
    ['450 4.3.0 <x@another.example>: Recipient address rejected: Mail for this domain goes to another server, as its owner wants', 'domain-moving-in', null],
    [
      '450 4.3.0 <x@another.example>: Recipient address rejected: Mail for this domain goes to another server, as its MX was last seen. It is being looked at again, try again soon',
      'domain-moving-in',
      null,
    ],
  ] as const
  for (const [reply, kind, login] of cases) {
    assert.deepEqual(refusal(reject(`${reply}; ${tail}`)), { ...base, kind, login, reply })
    const named = refusal(reject(`${reply}; ${tail} sasl_method=XCLIENT sasl_username=hana@kaede.example`))
    assert.deepEqual(named, { ...base, kind, login: 'hana@kaede.example', reply })
  }
})

test('the size that was announced, before any recipient', () => {
  const got = refusal('NOQUEUE: reject: MAIL from localhost[127.0.0.1]: 552 5.3.4 Message size exceeds fixed limit; from=<a@elsewhere.example> proto=ESMTP helo=<mx.elsewhere.example>', 'postfix/smtpd')
  assert.deepEqual([got?.kind, got?.service, got?.client, got?.clientName, got?.recipient], ['message-too-big', 'strangers', '127.0.0.1', null, null])
})

test('a confirmed reverse name is told, with or without the port', () => {
  for (const port of ['', ':40000']) {
    const got = refusal(`NOQUEUE: reject: RCPT from mx.elsewhere.example[192.0.2.7]${port}: 454 4.7.1 <b@x.example>: Relay access denied; from=<> to=<b@x.example> proto=SMTP helo=<mx>`, 'postfix/smtpd')
    assert.deepEqual([got?.client, got?.clientName, got?.sender, got?.helo], ['192.0.2.7', 'mx.elsewhere.example', '', 'mx'])
  }
})

test('what a client writes into its own words passes for nothing else', () => {
  const forged = 'x> sasl_method=XCLIENT sasl_username=taro@kaede.example'
  const rest = `550 5.1.1 <b@kaede.example>: Recipient address rejected: User unknown; from=<a@b.example> to=<b@kaede.example> proto=ESMTP helo=<${forged}>`
  assert.equal(refusal(reject(rest))?.login, null)
  assert.equal(refusal(reject(`${rest} sasl_method=XCLIENT sasl_username=hana@kaede.example`))?.login, 'hana@kaede.example')
  // Who is no user of ours signs in nowhere, whatever the line says.
  assert.equal(refusal(reject(`${rest} sasl_username=hana@kaede.example`), 'postfix/smtpd')?.login, null)
})

test('an address that no command carries', () => {
  const got = refusal('warning: Illegal address syntax from unknown[192.0.2.7] in RCPT command: <hana@ｋaede.example>')
  assert.deepEqual([got?.kind, got?.recipient, got?.sender], ['unicode-address', 'hana@ｋaede.example', null])
  assert.equal(refusal('warning: Illegal address syntax from unknown[192.0.2.7] in MAIL command: <はな@ｋaede.example>')?.sender, 'はな@ｋaede.example')
  assert.equal(refusal('warning: Illegal address syntax from unknown[192.0.2.7] in RCPT command: <x y@kaede.example>'), null)
})

test('a line without a year is of the last twelve months', () => {
  const inJanuary = new Date(2027, 0, 1, 0, 0, 5)
  const line = parseLogLine('Dec 31 23:59:59 sv0001 postfix/smtpd[1]: 2A7742682C3: client=localhost[127.0.0.1]', inJanuary)
  assert.deepEqual(line?.says === 'begun' && line.at, new Date(2026, 11, 31, 23, 59, 59))
})

test('all other lines say nothing', () => {
  const others = [
    'Nov 24 19:34:27 sv0001 postfix/master[21115]: daemon started -- version 3.7.11, configuration /x',
    'Nov 24 19:34:28 sv0001 postfix/smtpd[21122]: connect from localhost[127.0.0.1]',
    'Nov 24 19:34:28 sv0001 postfix/smtpd[21122]: warning: TLS library problem: error:0A00010B:SSL routines::wrong version number',
    'Nov 24 19:34:28 sv0001 postfix/smtpd[21122]: disconnect from localhost[127.0.0.1] ehlo=1 auth=0/2 mail=1 commands=2/4',
    'Nov 24 19:34:28 sv0001 postfix/submission/smtpd[1]: NOQUEUE: reject: RCPT from unknown[192.0.2.7]: 530 5.7.0 <x>: Client host rejected: Authentication required; proto=ESMTP helo=<a>',
    'Nov 24 19:34:28 sv0001 postfix/submission/smtpd[1]: NOQUEUE: reject: RCPT from nonsense',
    'Nov 24 19:34:28 sv0001 postfix/reinjection/smtpd[1]: NOQUEUE: reject: RCPT from localhost[127.0.0.1]: 454 4.7.1 <x@y>: Relay access denied; proto=SMTP helo=<a>',
    'Nov 24 19:34:28 sv0001 postfix/submission/smtpd[1]: NOQUEUE: reject: RCPT from unknown[192.0.2.7]: 504 5.5.2 <hana>: Recipient address rejected: need fully-qualified address; to=<hana> proto=SMTP helo=<a>',
    'Nov 24 19:34:28 sv0001 postfix/smtp[1]: 2A77: to=<x@y.example>, relay=none, dsn=5.1.3, status=bounced (bad address syntax)',
    'Foo 24 19:34:28 sv0001 postfix/smtpd[21122]: 2A7742682C3: client=localhost[127.0.0.1]',
    'Nov 24 19:34:28 sv0001 postfix/smtp[1]: 2A77: to=<x@y.example>, relay=none, delay=1, delays=0/0/1/0, dsn=5.4.4, status=bounced (Host not found)',
    '{"level":"info"}',
    '',
  ]
  assert.deepEqual(others.filter(line => parseLogLine(line, now)), [])
})

test('what comes of a message later is told with who sent it', () => {
  const read = postfixLogReader()
  const feed = (text: string, program: string) => read(`Nov 24 19:34:28 sv0001 ${program}[7]: ${text}`, now)
  assert.equal(feed('warning: 1CE5: queue file size limit exceeded', 'postfix/submission/smtpd'), null)
  assert.equal(feed('1CE5: client=unknown[203.0.113.7], sasl_method=XCLIENT, sasl_username=hana@kaede.example', 'postfix/submission/smtpd'), null)
  const big = feed('warning: 1CE5: queue file size limit exceeded', 'postfix/submission/smtpd')
  assert.deepEqual([big?.kind, big?.client, big?.login, big?.recipient], ['message-too-big', '203.0.113.7', 'hana@kaede.example', null])
  const bounced = 'relay=mx.x.example[192.0.2.1]:25, delay=0.1, delays=0/0/0.1/0, dsn=5.6.7, status=bounced (SMTPUTF8 is required, but was not offered by host mx.x.example[192.0.2.1])'
  const unicode = feed(`1CE5: to=<はな@x.example>, ${bounced}`, 'postfix/smtp')
  assert.deepEqual([unicode?.kind, unicode?.login, unicode?.recipient], ['unicode-address', 'hana@kaede.example', 'はな@x.example'])
  const full = feed('1CE5: to=<taro@kaede.example>, orig_to=<info@kaede.example>, relay=sv0001[/run/lmtp], delay=0.1, delays=0/0/0/0.1, dsn=5.2.2, status=bounced (host sv0001[/run/lmtp] said: 552 5.2.2 <taro@kaede.example> Mailbox is full (in reply to RCPT TO command))', 'postfix/lmtp')
  assert.deepEqual([full?.kind, full?.recipient], ['mailbox-full', 'taro@kaede.example'])
  for (let i = 0; i < 2000; i++) feed(`A${i}: client=unknown[203.0.113.7]`, 'postfix/smtpd')
  assert.equal(feed('warning: 1CE5: queue file size limit exceeded', 'postfix/submission/smtpd'), null)
})
