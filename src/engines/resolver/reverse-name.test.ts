import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Said, startScriptedResolver } from '../../../test/scripted-resolver.ts'
import { type ReverseName, reverseNames } from './reverse-name.ts'

const ten = '10.2.0.192.in-addr.arpa'
const six = `0.1.${'0.'.repeat(18)}2.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa`
const confirmed = (name: string): ReverseName => ({ state: 'confirmed', name })
const none: ReverseName = { state: 'none' }

const scripts: readonly (readonly [string, string, Readonly<Record<string, Said>>, ReverseName])[] = [
  ['a name that leads back', '192.0.2.10', { [`PTR ${ten}`]: ['Mail-LF1-f52.Google.com'], 'A mail-lf1-f52.google.com': ['192.0.2.9', '192.0.2.10'] }, confirmed('mail-lf1-f52.google.com')],
  ['IPv4 in IPv6', '::ffff:192.0.2.10', { [`PTR ${ten}`]: ['a.example.jp'], 'A a.example.jp': ['192.0.2.10'] }, confirmed('a.example.jp')],
  ['IPv6', '2001:db8:2::10', { [`PTR ${six}`]: ['a.example.jp'], 'AAAA a.example.jp': ['2001:db8:2:0:0:0:0:10'] }, confirmed('a.example.jp')],
  ['a name that leads elsewhere', '192.0.2.10', { [`PTR ${ten}`]: ['mail.google.com'], 'A mail.google.com': ['203.0.113.9'] }, none],
  ['a name that leads nowhere', '192.0.2.10', { [`PTR ${ten}`]: ['mail.google.com'] }, none],
  ['a name with addresses of the other family', '192.0.2.10', { [`PTR ${ten}`]: ['a.example.jp'], 'A a.example.jp': [] }, none],
  ['no PTR', '192.0.2.10', {}, none],
  ['an empty PTR answer', '192.0.2.10', { [`PTR ${ten}`]: [] }, none],
  ['what is no host name', '192.0.2.10', { [`PTR ${ten}`]: ['bad name!.example', '192.0.2.10', 'localhost'] }, none],
  ['the second name leads back', '192.0.2.10', { [`PTR ${ten}`]: ['x.example.jp', 'y.example.jp'], 'A y.example.jp': ['192.0.2.10'] }, confirmed('y.example.jp')],
  ['one name fails, another leads back', '192.0.2.10', { [`PTR ${ten}`]: ['x.example.jp', 'y.example.jp'], 'A x.example.jp': 'servfail', 'A y.example.jp': ['192.0.2.10'] }, confirmed('y.example.jp')],
  ['the resolver fails at the PTR', '192.0.2.10', { [`PTR ${ten}`]: 'servfail' }, { state: 'unknown', why: 'ESERVFAIL' }],
  ['the resolver refuses', '192.0.2.10', { [`PTR ${ten}`]: 'refused' }, { state: 'unknown', why: 'EREFUSED' }],
  ['the resolver fails at the way back', '192.0.2.10', { [`PTR ${ten}`]: ['x.example.jp'], 'A x.example.jp': 'servfail' }, { state: 'unknown', why: 'ESERVFAIL' }],
  ['text that is no address', 'example.jp', {}, none],
]
for (const [name, address, script, wanted] of scripts) {
  test(`reverse name: ${name}`, async () => {
    const resolver = await startScriptedResolver(script)
    assert.deepEqual(await reverseNames({ address: { address: '127.0.0.1', port: resolver.port } }).lookUp(address), wanted)
    resolver.stop()
  })
}

test('reverse name: a silent resolver is unknown, by the deadline', async () => {
  const resolver = await startScriptedResolver({ [`PTR ${ten}`]: 'silent' })
  const answer = await reverseNames({ address: { address: '127.0.0.1', port: resolver.port } }).lookUp('192.0.2.10')
  assert.equal(answer.state, 'unknown')
  resolver.stop()
})

test('reverse name: no more than four names are followed', async () => {
  const names = Array.from({ length: 12 }, (_, i) => `n${i}.example.jp`)
  const resolver = await startScriptedResolver({ [`PTR ${ten}`]: names, 'A n11.example.jp': ['192.0.2.10'] })
  assert.deepEqual(await reverseNames({ address: { address: '127.0.0.1', port: resolver.port } }).lookUp('192.0.2.10'), none)
  assert.equal(resolver.asked.length, 5)
  resolver.stop()
})

test('reverse name: a question is asked once, by however many, and remembered for its time', async () => {
  const script: Record<string, Said> = { [`PTR ${ten}`]: ['a.example.jp'], 'A a.example.jp': ['192.0.2.10'] }
  const resolver = await startScriptedResolver(script)
  let now = 0
  const names = reverseNames({ address: { address: '127.0.0.1', port: resolver.port } }, () => now)
  assert.equal(names.remembered('192.0.2.10'), null)
  const answers = await Promise.all(Array.from({ length: 50 }, (_, i) => names.lookUp(i % 2 ? '192.0.2.10' : '::ffff:192.0.2.10')))
  assert.ok(answers.every(({ state }) => state === 'confirmed'))
  assert.equal(resolver.asked.length, 2)
  assert.deepEqual(names.remembered('192.0.2.10'), confirmed('a.example.jp'))
  now = 3_599_999
  await names.lookUp('192.0.2.10')
  assert.equal(resolver.asked.length, 2)
  // Its time is over, and the resolver fails: a name that was confirmed stands for a day.
  now = 3_600_000
  script[`PTR ${ten}`] = 'servfail'
  assert.deepEqual(await names.lookUp('192.0.2.10'), confirmed('a.example.jp'))
  const sofar = resolver.asked.length
  assert.deepEqual(await names.lookUp('192.0.2.10'), confirmed('a.example.jp'))
  assert.equal(resolver.asked.length, sofar, 'a resolver that has just failed is left alone for a moment')
  now = 86_400_000
  assert.deepEqual(await names.lookUp('192.0.2.10'), { state: 'unknown', why: 'ESERVFAIL' })
  // A failure is forgotten soon.
  now += 10_000
  script[`PTR ${ten}`] = 'nxdomain'
  assert.deepEqual(await names.lookUp('192.0.2.10'), none)
  resolver.stop()
})

test('reverse name: more than can wait are told that nobody could say, and nothing is remembered of it', async () => {
  const resolver = await startScriptedResolver({})
  const names = reverseNames({ address: { address: '127.0.0.1', port: resolver.port } })
  const addresses = Array.from({ length: 300 }, (_, i) => `10.0.${i >> 8}.${i & 255}`)
  const answers = await Promise.all(addresses.map(address => names.lookUp(address)))
  assert.equal(answers.filter(({ state }) => state === 'unknown').length, 300 - 32 - 256)
  assert.equal(names.remembered('10.0.1.43'), null)
  assert.deepEqual(await names.lookUp('10.0.1.43'), none)
  resolver.stop()
})
