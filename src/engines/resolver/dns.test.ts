import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type DnsWorld, nothing, records, soa, startDnsWorld } from '../../../test/dns-world.ts'
import { type Said, type Script, silent } from '../../../test/scripted-dns.ts'
import type { Answer, DnsType } from '../../core/dns/observed.ts'
import { openDns } from './dns.ts'
import { exchangeInTurn } from './question-to.ts'
import { recursion } from './recursion.ts'

const running: DnsWorld[] = []
after(() => Promise.all(running.map(world => world.stop())))

const world = async (...parts: Parameters<typeof startDnsWorld>): Promise<DnsWorld> => {
  const one = await startDnsWorld(...parts)
  running.push(one)
  return one
}

/** An answer in short: `1.2.3.4 @60`, `absent`, `timeout`. */
const brief = (answer: Answer): string => {
  switch (answer.state) {
    case 'records':
      return `${answer.records.map(({ value }) => value).join(' | ')} @${answer.ttl}`
    case 'absent':
      return `${answer.isNameThere ? 'no such record' : 'no such name'} @${answer.ttl}`
    case 'unknown':
      return `${answer.why}: ${answer.detail}`
  }
}

/** Short, where the wait is for silence; nothing else depends on it. */
const silenceMs = 400

interface Case {
  readonly says: string
  readonly script: Script
  readonly wanted: string | RegExp
  readonly type?: DnsType
  readonly asked?: readonly string[]
  /** The answer comes only when the time is over. */
  readonly isSilent?: true
}

const a = (said: Said | typeof silent): Script => ({ 'A x.jp': said })

const cases: readonly Case[] = [
  { says: 'records', script: a(records('x.jp 60 A 192.0.2.1', 'x.jp 30 A 192.0.2.2')), wanted: '192.0.2.1 | 192.0.2.2 @30', asked: ['udp A x.jp'] },
  { says: 'the same record twice', script: a(records('x.jp 60 A 192.0.2.1', 'x.jp 60 A 192.0.2.1')), wanted: '192.0.2.1 @60' },
  { says: 'no such name, for as long as SOA says', script: a(nothing(soa('jp'))), wanted: 'no such name @300' },
  { says: 'no such name, of a SOA that has less left', script: a(nothing('jp 20 SOA a. b. 7 3600 600 86400 300')), wanted: 'no such name @20' },
  { says: 'no such name, without SOA', script: a(nothing()), wanted: 'no such name @null' },
  { says: 'no such name, with the SOA of some other zone', script: a(nothing(soa('com'))), wanted: 'no such name @null' },
  { says: 'no such record', script: a({ offersRecursion: true, authority: [soa('x.jp')] }), wanted: 'no such record @300' },
  { says: 'SERVFAIL', script: a({ rcode: 2 }), wanted: 'servfail: SERVFAIL' },
  { says: 'REFUSED', script: a({ rcode: 5 }), wanted: 'refused: REFUSED' },
  { says: 'NOTIMP', script: a({ rcode: 4 }), wanted: 'notimp: NOTIMP', asked: ['udp A x.jp', 'udp- A x.jp'] },
  { says: 'FORMERR', script: a({ rcode: 1 }), wanted: 'malformed: FORMERR', asked: ['udp A x.jp', 'udp- A x.jp'] },
  { says: 'NOTAUTH', script: a({ rcode: 9 }), wanted: 'lame: NOTAUTH' },
  { says: 'another code', script: a({ rcode: 7 }), wanted: 'servfail: RCODE 7' },
  { says: 'an error that does not repeat the question', script: a({ rcode: 5, lie: 'no-question' }), wanted: 'refused: REFUSED' },
  { says: 'records that do not repeat the question', script: a({ ...records('x.jp 60 A 192.0.2.1'), lie: 'no-question' }), wanted: /^malformed: .*did not answer this question/, isSilent: true },
  { says: 'a server that does not know EDNS', script: ({ hasEdns }) => (hasEdns ? { rcode: 1, lie: 'no-question' } : records('x.jp 60 A 192.0.2.1')), wanted: '192.0.2.1 @60', asked: ['udp A x.jp', 'udp- A x.jp'] },
  { says: 'silence', script: () => silent, wanted: /^timeout: no answer within \d+ ms/, isSilent: true },
  { says: 'a lost question', script: { get 'A x.jp'() { return onceSilent() } }, wanted: '192.0.2.1 @60', asked: ['udp A x.jp', 'udp A x.jp'] },
  { says: 'another id', script: a({ ...records('x.jp 60 A 192.0.2.1'), lie: 'id' }), wanted: /^malformed: .*did not answer this question/, isSilent: true },
  { says: 'another question', script: a({ ...records('x.jp 60 A 192.0.2.1'), lie: 'question' }), wanted: /^malformed: .*did not answer this question/, isSilent: true },
  { says: 'bytes that are no DNS', script: a({ lie: 'bytes' }), wanted: 'malformed: 5 bytes that are no DNS message' },
  { says: 'an answer that did not fit', script: a({ ...records('x.jp 60 A 192.0.2.1'), isTruncated: true }), wanted: '192.0.2.1 @60', asked: ['udp A x.jp', 'tcp A x.jp'] },
  { says: 'the same without EDNS', script: ({ hasEdns }) => (hasEdns ? { rcode: 1 } : { ...records('x.jp 60 A 192.0.2.1'), isTruncated: true }), wanted: '192.0.2.1 @60', asked: ['udp A x.jp', 'udp- A x.jp', 'tcp- A x.jp'] },
  { says: 'TCP cut in the middle', script: a({ ...records('x.jp 60 A 192.0.2.1'), isTruncated: true, lie: 'cut' }), wanted: /^malformed: the TCP connection ended after \d+ bytes/ },
  { says: 'silence over TCP', script: ({ isTcp }) => (isTcp ? silent : { isTruncated: true }), wanted: /^timeout: no (whole )?answer/, isSilent: true },
  { says: 'another question over TCP', script: ({ isTcp }) => (isTcp ? { lie: 'question' } : { isTruncated: true }), wanted: /^malformed: what came back over TCP/ },
  { says: 'an alias within one answer', script: a(records('x.jp 40 CNAME y.jp', 'y.jp 60 A 192.0.2.1')), wanted: '192.0.2.1 @40' },
  { says: 'an alias that is asked for as such', script: { 'CNAME x.jp': records('x.jp 40 CNAME Y.jp') }, type: 'CNAME', wanted: 'y.jp @40' },
  { says: 'an alias across answers', script: { 'A x.jp': records('x.jp 40 CNAME y.jp'), 'A y.jp': records('y.jp 60 A 192.0.2.1') }, wanted: '192.0.2.1 @40' },
  { says: 'an alias to nothing', script: { 'A x.jp': records('x.jp 40 CNAME y.jp'), 'A y.jp': nothing(soa('jp')) }, wanted: 'no such record @40' },
  { says: 'an alias to nothing that is told without a time', script: { 'A x.jp': records('x.jp 40 CNAME y.jp'), 'A y.jp': nothing() }, wanted: 'no such record @null' },
  { says: 'an alias to nothing, in one answer', script: a({ ...nothing(soa('jp')), answer: ['x.jp 40 CNAME y.jp'] }), wanted: 'no such record @40' },
  { says: 'an alias to what cannot be told', script: { 'A x.jp': records('x.jp 40 CNAME y.jp'), 'A y.jp': { rcode: 2 } }, wanted: 'servfail: SERVFAIL' },
  { says: 'aliases in a circle, in one answer', script: a(records('x.jp 40 CNAME y.jp', 'y.jp 40 CNAME x.jp')), wanted: /^loop: / },
  { says: 'aliases in a circle, across answers', script: { 'A x.jp': records('x.jp 40 CNAME y.jp'), 'A y.jp': records('y.jp 40 CNAME x.jp') }, wanted: /^loop: / },
  { says: 'aliases without end', script: ({ name }) => records(`${name} 40 CNAME a.${name}`), wanted: /^loop: / },
  { says: "another name's records", script: a({ ...records('y.jp 60 A 192.0.2.1'), additional: ['x.jp 60 A 192.0.2.1'] }), wanted: 'no such record @null' },
  { says: 'a server that asks nobody for us', script: a({ isAuthoritative: false, authority: ['jp 60 NS a.dns.jp'] }), wanted: 'lame: it answers only for zones of its own' },
]

let isLost = false
const onceSilent = (): Said | typeof silent => {
  isLost = !isLost
  return isLost ? silent : records('x.jp 60 A 192.0.2.1')
}

for (const { says, script, wanted, type = 'A', asked, isSilent } of cases) {
  test(`the resolver gives ${says}`, async () => {
    const { dns, asked: was } = await world(script)
    const answer = brief(await dns.ask('X.jp.', type, isSilent ? silenceMs : undefined))
    if (typeof wanted === 'string') assert.equal(answer, wanted)
    else assert.match(answer, wanted)
    if (asked) assert.deepEqual(was('resolver'), asked)
  })
}

test('nobody listens, over UDP and over TCP', async () => {
  const open = await world(a({ isTruncated: true }), {}, false)
  assert.match(brief(await open.dns.ask('x.jp', 'A')), /^unreachable: ECONNREFUSED over TCP/)
  await open.stop()
  running.splice(running.indexOf(open), 1)
  assert.match(brief(await open.dns.ask('x.jp', 'A')), /^unreachable: ECONNREFUSED/)
})

test('an answer that is too long is not read', async () => {
  const many = Array.from({ length: 90 }, (_, i) => `x.jp 60 TXT ${i} ${'x'.repeat(200)}`)
  const { dns } = await world({ 'TXT x.jp': { ...records(...many), isTruncated: true } })
  assert.match(brief(await dns.ask('x.jp', 'TXT')), /^malformed: an answer of \d+ bytes$/)
})

test('a name out of an answer that cannot be asked for is not', async () => {
  const { dns, asked } = await world({ 'A x.jp': records(`x.jp 60 CNAME ${'\u0007'.repeat(63)}.jp`), 'MX x.jp': records('x.jp 60 MX 10 a\u001b[2J日.jp') })
  assert.match(brief(await dns.ask('x.jp', 'A')), /^malformed: .*\\007.* is no name/)
  assert.equal(brief(await dns.ask('x.jp', 'MX')), '10 a\\027[2j\\230\\151\\165.jp @60')
  assert.deepEqual(asked('resolver'), ['udp A x.jp', 'udp MX x.jp'])
})

const values: readonly (readonly [DnsType, string, string])[] = [
  ['A', '192.0.2.1', '192.0.2.1'],
  ['AAAA', '2001:db8::1', '2001:db8::1'],
  ['MX', '10 MX.example.jp', '10 mx.example.jp'],
  ['MX', '0 .', '0 '],
  ['NS', 'NS1.example.jp', 'ns1.example.jp'],
  ['PTR', 'sv0001.example.jp', 'sv0001.example.jp'],
  ['TXT', `v=DKIM1; p=${'A'.repeat(300)}`, `v=DKIM1; p=${'A'.repeat(300)}`],
  ['TXT', '日本語', '日本語'],
  ['CAA', '0 issue letsencrypt.org', '0 issue "letsencrypt.org"'],
  ['SRV', '0 1 993 IMAP.example.jp', '0 1 993 imap.example.jp'],
  ['TLSA', '3 1 1 0aff', '3 1 1 0aff'],
  ['DS', '4711 13 2 0aff', '4711 13 2 0aff'],
  ['DNSKEY', '257 3 13 AQID', '257 3 13 AQID'],
  ['SOA', 'NS1.x.jp hostmaster.x.jp 7 3600 600 86400 300', 'ns1.x.jp hostmaster.x.jp 7 3600 600 86400 300'],
]
for (const [type, written, wanted] of values) {
  test(`a record of type ${type} reads ${wanted.slice(0, 30)}`, async () => {
    const { dns } = await world({ [`${type} x.jp`]: records(`X.JP 60 ${type} ${written}`) })
    assert.deepEqual(await dns.ask('x.jp', type), { state: 'records', records: [{ name: 'x.jp', type, ttl: 60, value: wanted }], ttl: 60, from: '127.0.0.1' })
  })
}

test('a TTL of more than 31 bits is none; types that nobody asks for are passed over', async () => {
  const { dns } = await world(a(records('x.jp 4294967295 A 192.0.2.1', 'x.jp 60 DNAME y.jp')))
  assert.equal(brief(await dns.ask('x.jp', 'A')), '192.0.2.1 @0')
})

test('a name as people write it is asked as A-labels; what is no name is not asked', async () => {
  const { dns, asked } = await world({ 'TXT _todoku-challenge.xn--r8jz45g.jp': records('_todoku-challenge.xn--r8jz45g.jp 60 TXT todoku-x') })
  assert.equal(brief(await dns.ask('_todoku-challenge.例え.jp', 'TXT')), 'todoku-x @60')
  for (const name of ['a..jp', `${'a'.repeat(64)}.jp`, `${'a.'.repeat(130)}jp`, 'a b.jp', 'a\u0000.jp', '\u{1F4A9}xn--.jp'.repeat(50)]) {
    for (const answer of [await dns.ask(name, 'A'), await dns.askAuthority(name, 'A'), await dns.askServer('127.0.0.1', name, 'A')]) assert.match(brief(answer), /^malformed: .*no name/, name)
    const { state, why, cached } = await dns.delegation(name)
    assert.deepEqual([state, why, cached.state], ['unknown', 'not a name of the DNS', 'unknown'])
  }
  assert.equal(asked('resolver').length, 1)
})

test('the next resolver helps out when one fails; without any there is no answer', async () => {
  const { port, asked } = await world({}, { '127.0.2.9': a(records('x.jp 60 A 192.0.2.1')) })
  const of = (...addresses: readonly string[]): Promise<Answer> =>
    recursion({ address: '' }, exchangeInTurn(), () => addresses.map(address => ({ address, port })))({ name: 'x.jp', type: 'A' }, performance.now() + 5000)
  assert.equal(brief(await of('127.0.0.1', '127.0.2.9')), '192.0.2.1 @60')
  assert.deepEqual(asked('resolver'), ['udp A x.jp'])
  assert.equal(brief(await of('127.0.0.1')), 'refused: REFUSED')
  assert.equal(brief(await of()), 'unreachable: this machine has no resolver')
  assert.notEqual(brief(await recursion({ address: '' }, async server => ({ why: 'servfail', detail: server.address }))({ name: 'x.jp', type: 'A' }, 0)), '')
})

test('one server: what is authoritative, and nothing else', async () => {
  const { dns } = await world(
    {},
    {
      '127.0.2.1': {
        'A x.jp': { answer: ['x.jp 60 A 192.0.2.1'] },
        'A cached.jp': { answer: ['cached.jp 60 A 192.0.2.1'], isAuthoritative: false },
        'A up.jp': { isAuthoritative: false, authority: ['. 60 NS a.root.test'] },
        'A down.jp': { isAuthoritative: false, authority: ['down.jp 60 NS ns.down.jp'] },
        'A loop.jp': { answer: ['loop.jp 60 CNAME loop.jp'] },
      },
    },
  )
  const ask = async (name: string): Promise<string> => brief(await dns.askServer('127.0.2.1', name, 'A'))
  assert.equal(await ask('x.jp'), '192.0.2.1 @60')
  assert.equal(await ask('cached.jp'), 'lame: it does not answer for that zone')
  assert.equal(await ask('up.jp'), 'lame: it does not answer for that zone')
  assert.equal(await ask('down.jp'), 'lame: it sends on to down.jp')
  assert.match(await ask('loop.jp'), /^loop/)
  assert.equal(await ask('other.jp'), 'refused: REFUSED')
  assert.match(brief(await dns.askServer('192.168.0.1', 'x.jp', 'A')), /^forbidden-address: /)
  assert.match(brief(await openDns({ address: '' }).askServer('127.0.2.1', 'x.jp', 'A')), /^forbidden-address: /)
  assert.match(brief(await dns.askServer('127.0.2.2', 'x.jp', 'A')), /^unreachable: /)
})

test('thousands of questions at once are all answered, and leave no socket behind', async () => {
  const { dns } = await world(({ name }) => records(`${name} 60 A 192.0.2.1`))
  const sockets = (): number => process.getActiveResourcesInfo().filter(name => name === 'UDPSocketWrap' || name === 'UDPWRAP').length
  const before = sockets()
  const answers = await Promise.all(Array.from({ length: 3000 }, (_, i) => dns.ask(`n${i}.jp`, 'A', 60_000)))
  assert.equal(answers.filter(({ state }) => state === 'records').length, 3000)
  await new Promise(setImmediate)
  assert.equal(sockets(), before)
})
