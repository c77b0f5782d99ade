/** 200,000 POP3 conversations that no client should have, in a thread of their own: the test runner's watch over promises would cost half the time. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isMainThread, parentPort, Worker } from 'node:worker_threads'
import { servePop3 } from '../../src/edge/pop3/session.ts'
import { play, rightPassword, type Play, type Played } from './play.ts'

const plain = Buffer.from(`\0hana@example.jp\0${rightPassword}`).toString('base64')
const wrong = Buffer.from('\0hana@example.jp\0no').toString('base64')

const pieces = [
  'CAPA\r\n',
  'capa\n',
  'QUIT\r\n',
  'STLS\r\n',
  'STLS x\r\n',
  'USER hana@example.jp\r\n',
  'USER\r\n',
  'USER \0\r\n',
  'USER hana@example.jp\r\nPASS no\r\n',
  `USER hana@example.jp\r\nPASS ${rightPassword}\r\nSTAT\r\nQUIT\r\n`,
  'PASS no\r\n',
  'PASS  two blanks \r\n',
  'PASS\r\n',
  'APOP hana 0123456789abcdef0123456789abcdef\r\n',
  'AUTH\r\n',
  `AUTH PLAIN ${plain}\r\nLIST\r\n`,
  `AUTH PLAIN\r\n${wrong}\r\n`,
  'AUTH LOGIN\r\naGFuYUBleGFtcGxlLmpw\r\nbm8=\r\n',
  'AUTH PLAIN\r\n*\r\n',
  'AUTH PLAIN =\r\n',
  'AUTH PLAIN ====\r\n',
  'AUTH PLAIN a b c\r\n',
  'AUTH CRAM-MD5\r\n',
  'AUTH __proto__\r\n',
  'CONSTRUCTOR\r\n',
  'STAT\r\n',
  'USER \xe8\xb1\x8a\xff\r\nPASS \xff\r\n',
  '\r\n',
  '\r',
  '\n\n\n',
  'GET / HTTP/1.1\r\nHost: x\r\n\r\n',
  'SSH-2.0-scan\r\n',
  '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
  `USER ${'x'.repeat(9000)}\r\nPASS y\r\n`,
  'x'.repeat(13_000),
]

const pop3: Play = {
  protocol: 'pop3',
  serve: servePop3,
  pieces,
  engine: {
    greeting: '+OK [XCLIENT] Dovecot ready.\r\n',
    accepts: '+OK Updated\r\n+OK Logged in.\r\n+OK 0 0\r\n',
    refusals: ['+OK Updated\r\n-ERR [IN-USE] Locked\r\n', '+OK\r\n-ERR max (mail_max_userip_connections=10)\r\n', '-ERR no\r\n', 'x'.repeat(70_000), '\r\n\n\0\xff\r\n'],
  },
  check: heard => {
    if (!heard) return
    assert.match(heard, /^\+OK sv0001\.example\.jp ready\.\r\n/)
    for (const line of heard.split('\r\n').slice(0, -1)) assert.match(line, /^(?:\+OK(?: [\x20-\x7e]*)?|-ERR [\x20-\x7e]+|\+ [A-Za-z0-9+/=]*|TOP|UIDL|USER|STLS|SASL PLAIN LOGIN|PLAIN|LOGIN|\.)$/)
    // Behind a sign-in the engine speaks, and a client that leaves may cut it short.
    if (!heard.includes('Logged in')) assert.ok(heard.endsWith('\r\n'), 'a line is whole')
  },
}

const conversations = 200_000

if (!isMainThread) parentPort!.postMessage(await play(pop3, conversations, 20261124))
else {
  test('POP3: 200,000 generated conversations in random chunks never crash it, never hold it, and leave no memory behind', { timeout: 300_000 }, async t => {
    const { admitted, grownBy, causes } = await new Promise<Played>((resolve, reject) => new Worker(new URL(import.meta.url)).on('message', resolve).on('error', reject))
    t.diagnostic(`${admitted} signed in; refusals: ${JSON.stringify(causes)}; the heap grew by ${Math.round(grownBy / 1024)} KiB over the second half`)
    assert.ok(admitted > 1000)
    assert.ok(grownBy < 8 * 1024 * 1024, `the heap grew by ${grownBy} bytes`)
  })
}
