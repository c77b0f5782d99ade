import assert from 'node:assert/strict'
import { test } from 'node:test'
import { simpleParser } from 'mailparser'
import { writeLetter } from './plain-letter.ts'

const letter = {
  from: { name: 'Todoku', address: 'postmaster@sv0001.example.jp' },
  to: 'hana@example.jp',
  subject: 'サインインについてのお知らせ（12件）: とても長い題名でも文字の途中では切れません 𠮷野家',
  text: `一行目です\n.\n${'長い行'.repeat(100)}\n`,
  date: new Date('2026-11-24T10:34:00Z'),
  messageId: 'notice.1@sv0001.example.jp',
  language: 'ja',
} as const

test('another program reads the letter as it was meant', async () => {
  const parsed = await simpleParser(writeLetter(letter))
  assert.equal(parsed.subject, letter.subject)
  assert.equal(parsed.text, letter.text)
  assert.deepEqual(parsed.from?.value, [{ ...letter.from }])
  assert.deepEqual(parsed.date, letter.date)
  assert.equal(parsed.messageId, '<notice.1@sv0001.example.jp>')
  assert.equal(parsed.headers.get('auto-submitted'), 'auto-generated')
})

test('only ASCII, only CRLF, no line longer than 78 characters', () => {
  const message = writeLetter(letter)
  assert.match(message, /^[\r\n\x20-\x7e]*$/)
  assert.doesNotMatch(message, /[^\r]\n|\r[^\n]/)
  assert.deepEqual(message.split('\r\n').filter(line => line.length > 78), [])
  assert.ok(message.endsWith('\r\n'))
})
