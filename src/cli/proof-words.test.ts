import assert from 'node:assert/strict'
import { test } from 'node:test'
import { proofLine, proofText } from './proof-words.ts'

const place = { name: 'shop.example', token: 'todoku-x' }

test('a proof in a line: mark, name, title', () => {
  assert.deepEqual(proofLine({ proof: 'web', state: 'proven' }, 'ja'), ['✓ Web認証', '確認できました'])
  assert.deepEqual(proofLine({ proof: 'name-servers', state: 'not-offered' }, 'en'), ['- name servers', 'not offered here'])
})

test('a fix comes with what it is done with: the line of the file, the command for a code', () => {
  const lastLine = (text: string): string => text.split('\n').at(-1)!.trim()
  assert.equal(lastLine(proofText({ proof: 'web', state: 'waiting', finding: { id: 'ownership.web-not-found', facts: { url: 'http://shop.example/webauth.html' } } }, place, 'en')), 'the file    todoku-x')
  assert.equal(lastLine(proofText({ proof: 'mail', state: 'waiting', finding: { id: 'ownership.mail-not-sent', facts: { domain: 'shop.example' } } }, place, 'en')), 'command     ./todoku domain prove shop.example --mail admin')
  assert.equal(
    lastLine(proofText({ proof: 'mail', state: 'waiting', finding: { id: 'ownership.mail-delivered', facts: { recipient: 'admin@shop.example', mx: 'mx.old.example', at: '2026-11-24T05:00:00.000Z' } } }, place, 'ja')),
    'コマンド  ./todoku domain prove shop.example --code',
  )
  assert.match(lastLine(proofText({ proof: 'web', state: 'waiting', finding: { id: 'ownership.web-refused', facts: { url: 'http://shop.example/webauth.html', address: '192.0.2.1' } } }, place, 'en')), /^what to do/)
})
