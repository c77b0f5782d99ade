import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseDeliveryLine } from './delivery-line.ts'

const now = new Date(2026, 10, 24, 20, 0, 0)
const at = new Date(2026, 10, 24, 19, 34, 28)

const read = (program: string, text: string) => parseDeliveryLine(`Nov 24 19:34:28 sv0001 ${program}[21126]: ${text}`, now)

test('each end of a try, as Postfix 3.7 and 3.10 write it', () => {
  const base = { at, queueId: '4A51E26A085', recipient: 'admin@kaede.example', host: 'mx.old.example', address: '192.0.2.7' }
  const delays = 'delay=0.1, delays=0/0/0.1/0'
  const table: readonly (readonly [program: string, text: string, wanted: object])[] = [
    ['postfix/smtp', `to=<admin@kaede.example>, relay=mx.old.example[192.0.2.7]:25, ${delays}, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as F00)`, { status: 'sent', reply: '250 2.0.0 Ok: queued as F00' }],
    [
      'postfix/smtp',
      `to=<admin@kaede.example>, relay=mx.old.example[2001:db8::7]:25, conn_use=2, ${delays}, dsn=4.2.0, status=deferred (host mx.old.example[2001:db8::7] said: 450 4.2.0 Greylisted (in reply to RCPT TO command))`,
      { status: 'deferred', address: '2001:db8::7', reply: 'host mx.old.example[2001:db8::7] said: 450 4.2.0 Greylisted (in reply to RCPT TO command)' },
    ],
    ['postfix/smtp', `to=<admin@kaede.example>, relay=none, ${delays}, dsn=4.4.1, status=deferred (connect to mx.old.example[192.0.2.7]:25: Connection refused)`, { status: 'deferred', reply: 'connect to mx.old.example[192.0.2.7]:25: Connection refused' }],
    [
      'postfix/error',
      `to=<admin@kaede.example>, relay=none, ${delays}, dsn=4.4.1, status=deferred (delivery temporarily suspended: connect to mx.old.example[192.0.2.7]:25: Connection timed out)`,
      { status: 'deferred', reply: 'delivery temporarily suspended: connect to mx.old.example[192.0.2.7]:25: Connection timed out' },
    ],
    [
      'postfix/smtp',
      `to=<admin@kaede.example>, relay=none, ${delays}, dsn=5.4.4, status=bounced (Host or domain name not found. Name service error for name=mx.old.example type=A: Host not found)`,
      { status: 'bounced', host: null, address: null, reply: 'Host or domain name not found. Name service error for name=mx.old.example type=A: Host not found' },
    ],
    [
      'postfix/lmtp',
      `to=<hana@kaede.example>, orig_to=<admin@kaede.example>, relay=sv0001.example.jp[/run/lmtp], ${delays}, dsn=2.0.0, status=sent (250 2.0.0 <hana@kaede.example> saved)`,
      { status: 'sent', host: 'sv0001.example.jp', address: null, reply: '250 2.0.0 <hana@kaede.example> saved' },
    ],
  ]
  for (const [program, text, wanted] of table) assert.deepEqual(read(program, `4A51E26A085: ${text}`), { ...base, ...wanted }, text)
})

test('a message that the queue gives up', () => {
  const wanted = { at, queueId: '4A51E26A085', recipient: null, status: 'expired', host: null, address: null, reply: '' }
  assert.deepEqual(read('postfix/qmgr', '4A51E26A085: from=<>, status=expired, returned to sender'), wanted)
  assert.deepEqual(read('postfix/qmgr', '4A51E26A085: from=<hana@kaede.example>, status=force-expired, returned to sender'), wanted)
})

test('everything else says nothing of deliveries', () => {
  for (const text of ['4A51E26A085: removed', '4A51E26A085: from=<>, size=3, nrcpt=1 (queue active)', 'connect to mx.old.example[192.0.2.7]:25: Connection refused']) assert.equal(read('postfix/smtp', text), null, text)
  assert.equal(read('postfix/smtpd', '4A51E26A085: to=<a@b.example>, relay=none, delay=1, dsn=2.0.0, status=sent (x)'), null)
  assert.equal(parseDeliveryLine('', now), null)
})
