/** 200,000 SMTP conversations that no client should have. */
import assert from 'node:assert/strict'
import type { Socket } from 'node:net'
import { test } from 'node:test'
import { isMainThread, parentPort, Worker } from 'node:worker_threads'
import { serveSmtp } from '../../src/edge/smtp/session.ts'
import type { RandomSource } from '../random.ts'
import { play, rightPassword, type Play, type Played } from './play.ts'

const plain = Buffer.from(`\0hana@example.jp\0${rightPassword}`).toString('base64')
const wrong = Buffer.from('\0hana@example.jp\0no').toString('base64')

const pieces = [
  'EHLO laptop.local\r\n',
  'HELO [192.168.0.7]\r\n',
  'ehlo a b "c" <d>\n',
  `EHLO ${'x'.repeat(3000)}\r\n`,
  'EHLO\r\n',
  'EHLO a\rMAIL FROM:<x@example.jp>\r\n',
  'NOOP\r\n',
  'RSET\r\n',
  'VRFY hana\r\n',
  'HELP\r\n',
  'QUIT\r\n',
  'STARTTLS\r\n',
  'STARTTLS\r\nEHLO injected\r\n',
  'MAIL FROM:<hana@example.jp>\r\nRCPT TO:<taro@example.jp>\r\nDATA\r\n',
  'BDAT 4294967296 LAST\r\n',
  'XCLIENT LOGIN=hana@example.jp ADDR=127.0.0.1\r\n',
  'CONSTRUCTOR\r\n',
  '__proto__\r\n',
  `EHLO a\r\nAUTH PLAIN ${plain}\r\nMAIL FROM:<hana@example.jp>\r\n`,
  `AUTH PLAIN ${plain}\r\n`,
  `AUTH PLAIN\r\n${wrong}\r\n`,
  'AUTH LOGIN\r\naGFuYUBleGFtcGxlLmpw\r\nbm8=\r\n',
  'AUTH LOGIN aGFuYUBleGFtcGxlLmpw\r\n*\r\n',
  'AUTH LOGIN =\r\n=\r\n',
  'AUTH PLAIN =\r\n',
  'AUTH PLAIN ====\r\n',
  'AUTH PLAIN a b\r\n',
  'AUTH\r\n',
  'AUTH CRAM-MD5\r\n',
  'AUTH __proto__\r\n',
  `AUTH PLAIN ${'A'.repeat(12_200)}\r\n`,
  '\r\n',
  '\r',
  '\n\n\n',
  '\0\r\n',
  '\xe8\xb1\x8a\xff\xfe\r\n',
  '.\r\n',
  'GET / HTTP/1.1\r\nHost: x\r\n\r\n',
  'SSH-2.0-scan\r\n',
  '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
  'x'.repeat(13_000),
]

const answers: readonly (readonly [command: RegExp, accepts: string])[] = [
  [/XCLIENT [^\r\n]+\r\n$/, '220 postfix ESMTP\r\n'],
  [/(?:EHLO|HELO) [^\r\n]+\r\n$/, '250-postfix\r\n250-PIPELINING\r\n250 8BITMIME\r\n'],
]
const refusals = ['421 4.3.2 Shutting down\r\n', '550 5.7.0 No\r\n', '220-never\r\n', 'x'.repeat(70_000), '\r\n\n\0\xff\r\n', '']

/** A Postfix that greets and takes XCLIENT and EHLO, or fails on the way: gone, nonsense, a reply in two halves. */
const postfix = (socket: Socket, random: RandomSource): void => {
  socket.on('error', () => {}).unref()
  if (random.int(8) === 0) return void socket.destroy()
  // Greeted and gone: what a connection that waits for its client meets when Postfix is reloaded.
  if (random.int(12) === 0) return void socket.end('220 postfix ESMTP\r\n')
  socket.write('220 postfix ESMTP\r\n')
  let said = ''
  let at = 0
  socket.on('data', chunk => {
    said += chunk.toString('latin1')
    const step = answers[at]
    if (!step?.[0].test(said)) return
    at += 1
    said = ''
    if (random.int(10) === 0) return void socket.end(random.pick(refusals))
    const cut = random.int(step[1].length + 1)
    socket.write(step[1].slice(0, cut))
    setImmediate(() => socket.write(step[1].slice(cut)))
  })
}

const replyLine = /^(?:\d{3}[ -][\x20-\x7e]{1,506}|334 [A-Za-z0-9+/=]*)$/

const smtp: Play = {
  protocol: 'smtp',
  serve: serveSmtp,
  pieces,
  engine: postfix,
  speaksFirst: true,
  check: heard => {
    if (!heard) return
    assert.match(heard, /^(?:220 sv0001\.example\.jp ESMTP|554 5\.5\.1 |421 4\.4\.2 |500 5\.5\.6 )/)
    for (const line of heard.split('\r\n').slice(0, -1)) assert.match(line, replyLine)
    assert.ok(heard.endsWith('\r\n'), 'a line is whole')
    assert.doesNotMatch(heard, /postfix/, 'what Postfix answered to the edge stays there')
  },
}

const conversations = 200_000

if (!isMainThread) parentPort!.postMessage(await play(smtp, conversations, 20261124))
else {
  test('SMTP: 200,000 generated conversations in random chunks never crash it, never hold it, and leave no memory behind', { timeout: 300_000 }, async t => {
    const { admitted, grownBy, causes } = await new Promise<Played>((resolve, reject) => new Worker(new URL(import.meta.url)).on('message', resolve).on('error', reject))
    t.diagnostic(`${admitted} signed in; refusals: ${JSON.stringify(causes)}; the heap grew by ${Math.round(grownBy / 1024)} KiB over the second half`)
    assert.ok(admitted > 1000)
    assert.ok(grownBy < 8 * 1024 * 1024, `the heap grew by ${grownBy} bytes`)
  })
}
