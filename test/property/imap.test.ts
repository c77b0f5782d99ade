/** 200,000 IMAP conversations that no client should have, in a thread of their own: the test runner's watch over promises would cost half the time. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isMainThread, parentPort, Worker } from 'node:worker_threads'
import { serveImap } from '../../src/edge/imap/session.ts'
import { play, rightPassword, type Play, type Played } from './play.ts'

const plain = Buffer.from(`\0hana@example.jp\0${rightPassword}`).toString('base64')
const wrong = Buffer.from('\0hana@example.jp\0no').toString('base64')

const pieces = [
  'a CAPABILITY\r\n',
  'a NOOP\r\n',
  'a noop\n',
  'a LOGOUT\r\n',
  'a STARTTLS\r\n',
  'a ID NIL\r\n',
  'a ID ("name" "Thunderbird" "version" "128.5")\r\n',
  'a ID ({4+}\r\nname {3}\r\nx\0y)\r\n',
  'a LOGIN hana@example.jp no\r\n',
  'a LOGIN "hana@example.jp" "n\\"o\\\\"\r\n',
  `a LOGIN hana@example.jp ${rightPassword}\r\nb SELECT INBOX\r\n`,
  `a LOGIN {15}\r\nhana@example.jp {5+}\r\n${rightPassword}\r\n`,
  'a LOGIN {4294967296}\r\n',
  'a LOGIN {4294967296+}\r\n',
  `a LOGIN {${'9'.repeat(400)}+}\r\n`,
  'a LOGIN {0+}\r\n {0}\r\n\r\n',
  'a LOGIN {8192}\r\n',
  'a LOGIN "never ends\r\n',
  'a LOGIN (((((((((\r\n',
  'a LOGIN \0 \0\r\n',
  'a LOGIN \xe8\xb1\x8a \xff\xfe\r\n',
  `a AUTHENTICATE PLAIN ${plain}\r\n`,
  `a AUTHENTICATE PLAIN\r\n${wrong}\r\n`,
  'a AUTHENTICATE LOGIN\r\naGFuYUBleGFtcGxlLmpw\r\nbm8=\r\n',
  'a AUTHENTICATE PLAIN\r\n*\r\n',
  'a AUTHENTICATE PLAIN =\r\n',
  'a AUTHENTICATE PLAIN ====\r\n',
  'a AUTHENTICATE CRAM-MD5\r\n',
  'a AUTHENTICATE __proto__\r\n',
  'a CONSTRUCTOR\r\n',
  'a SELECT INBOX\r\n',
  'a APPEND INBOX {310000}\r\n',
  '\r\n',
  '\r',
  '\n\n\n',
  '* OK\r\n',
  '+ \r\n',
  'GET / HTTP/1.1\r\nHost: x\r\n\r\n',
  '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
  `a LOGIN ${'x'.repeat(9000)} y\r\n`,
  'x'.repeat(13_000),
  `a LOGIN ${'{1+}\r\nx'.repeat(80)}\r\n`,
]

const capabilities = 'IMAP4rev1 IDLE MOVE'

const imap: Play = {
  protocol: 'imap',
  serve: serveImap,
  pieces,
  engine: {
    greeting: '* OK [CAPABILITY IMAP4rev1] Dovecot ready.\r\n',
    accepts: `* ID NIL\r\nI OK ID completed.\r\nS OK [CAPABILITY ${capabilities}] Logged in\r\n* BYE bye\r\n`,
    refusals: ['S NO [UNAVAILABLE] Later\r\n', 'S NO max (mail_max_userip_connections=10)\r\n', '* BYE no\r\n', 'x'.repeat(70_000), '\r\n\n\0\xff\r\n'],
  },
  check: heard => {
    if (!heard) return
    assert.match(heard, /^\* OK (?:\[CAPABILITY IMAP4rev1 SASL-IR LITERAL\+ AUTH=PLAIN AUTH=LOGIN\] )?sv0001\.example\.jp ready\.\r\n/)
    for (const line of heard.split('\r\n').slice(0, -1)) assert.match(line, /^(?:\*|\+|[^\s\0(){%"\\+]+) [\x20-\x7e]*$/)
    // Behind a sign-in the engine speaks, and a client that leaves may cut it short.
    if (!heard.includes('Logged in')) assert.ok(heard.endsWith('\r\n'), 'a line is whole')
  },
}

const conversations = 200_000

if (!isMainThread) parentPort!.postMessage(await play(imap, conversations, 20261124))
else {
  test('IMAP: 200,000 generated conversations in random chunks never crash it, never hold it, and leave no memory behind', { timeout: 300_000 }, async t => {
    const { admitted, grownBy, causes } = await new Promise<Played>((resolve, reject) => new Worker(new URL(import.meta.url)).on('message', resolve).on('error', reject))
    t.diagnostic(`${admitted} signed in; refusals: ${JSON.stringify(causes)}; the heap grew by ${Math.round(grownBy / 1024)} KiB over the second half`)
    assert.ok(admitted > 1000)
    assert.ok(grownBy < 8 * 1024 * 1024, `the heap grew by ${grownBy} bytes`)
  })
}
