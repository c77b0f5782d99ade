import assert from 'node:assert/strict'
import { test } from 'node:test'
import { simpleParser } from 'mailparser'
import { attachmentOf, bodyOf, composeLetter, headerOf, letterText, sha256, withCrlf } from './letter.ts'

const decode = (charset: string, bytes: Uint8Array): string => new TextDecoder(charset, { fatal: true }).decode(bytes)

test('both charsets hold the same text', () => {
  const [old, modern] = [letterText('iso-2022-jp'), letterText('utf-8')]
  assert.equal(decode('iso-2022-jp', old.body), decode('utf-8', modern.body))
  assert.equal(decode('iso-2022-jp', old.subject), '秋の展示会のご案内')
  assert.ok(old.body.every(byte => byte < 0x80), 'ISO-2022-JP is a 7-bit encoding')
})

for (const charset of ['utf-8', 'iso-2022-jp'] as const) {
  test(`an independent parser reads the ${charset} letter`, async () => {
    const attachment = attachmentOf(100_000, charset)
    const letter = composeLetter({ from: 'a@kaede.example', to: 'b@momiji.test', charset, mark: 'mark-1', attachment })
    const parsed = await simpleParser(letter)
    assert.equal(parsed.subject, '秋の展示会のご案内 (mark-1)')
    assert.equal(parsed.text?.replace(/\n+$/, ''), decode(charset, letterText(charset).body).replaceAll('\r\n', '\n').replace(/\n+$/, ''))
    assert.equal(parsed.attachments[0]?.filename, '展示会のご案内.pdf')
    assert.equal(sha256(parsed.attachments[0]!.content), sha256(attachment))
  })
}

test('no line is bare, and none too long (RFC 5321 §4.5.3.1.6)', () => {
  const letter = composeLetter({ from: 'a@kaede.example', to: 'b@momiji.test', charset: 'iso-2022-jp', mark: 'm', attachment: attachmentOf(1000, 'x') }).toString('latin1')
  assert.doesNotMatch(letter, /[^\r]\n|\r[^\n]/)
  assert.ok(letter.endsWith('\r\n'))
  assert.ok(letter.split('\r\n').every(line => line.length <= 998))
})

test('attachments are the same for a seed and differ between seeds', () => {
  assert.deepEqual(attachmentOf(64, 'a'), attachmentOf(64, 'a'))
  assert.notDeepEqual(attachmentOf(64, 'a'), attachmentOf(64, 'b'))
})

test('header and body are told apart', () => {
  const message = Buffer.from('Subject: one\r\n two\r\nX: y\r\n\r\nbody\r\n\r\nmore')
  assert.equal(headerOf(message, 'subject'), 'one two')
  assert.equal(headerOf(message, 'missing'), '')
  assert.equal(bodyOf(message).toString(), 'body\r\n\r\nmore')
  assert.equal(withCrlf(Buffer.from('a\nb\r\nc\n')).toString(), 'a\r\nb\r\nc\r\n')
})
