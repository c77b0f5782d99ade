import assert from 'node:assert/strict'
import { test } from 'node:test'
import { waysOf, waysText } from './proof-ways.ts'

const claim = { name: 'shop.example', token: `todoku-${'a2'.repeat(16)}` }

test('the ways: exactly what to put where', () => {
  assert.deepEqual(waysOf(claim, ['ns1.host.example']), {
    nameServers: ['ns1.host.example'],
    web: { url: 'http://shop.example/webauth.html', file: 'webauth.html', content: `${claim.token}\n` },
    mail: ['admin@shop.example', 'administrator@shop.example', 'webmaster@shop.example', 'hostmaster@shop.example', 'postmaster@shop.example'],
    txt: { name: '_todoku-challenge.shop.example', value: claim.token },
  })
})

test('the ways in words: each on its own, what is to be copied on lines of its own, and what was seen', () => {
  const ways = waysOf(claim, ['ns1.host.example', 'ns2.host.example'])
  for (const language of ['ja', 'en'] as const) {
    const text = waysText({ ways, name: claim.name, owner: null, results: [{ proof: 'web', state: 'waiting', finding: { id: 'ownership.web-not-found', facts: { url: ways.web.url } } }] }, language, 80)
    assert.equal(text.split('\n\n').length, 4)
    for (const line of ['ns1.host.example', 'ns2.host.example', claim.token, ...ways.mail]) assert.match(text, new RegExp(`^ {6}${line}$`, 'm'))
    assert.match(text, /… .*webauth\.html/)
  }
})

test('the ways: without name servers of our own that one is not offered', () => {
  const text = waysText({ ways: waysOf(claim, []), name: claim.name, owner: null, results: [] }, 'en', null)
  assert.equal(text.split('\n\n').length, 3)
  assert.doesNotMatch(text, /name servers/)
})

test('the ways: where somebody else has the name, name servers show nothing, and commands say whose claim is meant', () => {
  const text = waysText({ ways: waysOf(claim, ['ns1.host.example']), name: claim.name, owner: "Kaede's shop", results: [] }, 'en', null)
  assert.doesNotMatch(text, /ns1\.host\.example/)
  assert.match(text, /^ {6}\.\/todoku domain prove shop\.example --mail admin --owner 'Kaede'\\''s shop'$/m)
})
