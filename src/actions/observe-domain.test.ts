import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Answer, Delegation, DnsType, ServerSaid, UnknownWhy } from '../core/dns/observed.ts'
import { wantedRecords } from '../core/dns/wanted.ts'
import { placeOf } from './compare-records.ts'
import { observeDomain } from './observe-domain.ts'
import type { Dns } from './open-dns.ts'

const domain = 'example.jp'
const hostName = 'sv0001.todoku.test'
const asked = { domain, hostName, wanted: wantedRecords({ name: domain, hostName, dkimKeys: [] }) }

const absent: Answer = { state: 'absent', isNameThere: true, ttl: 300, from: 'ns' }
const unknown = (why: UnknownWhy): Answer => ({ state: 'unknown', why, detail: '', from: 'ns' })
const holding = (name: string, type: DnsType, ...values: string[]): Answer => ({ state: 'records', records: values.map(value => ({ name, type, ttl: 300, value })), ttl: 300, from: 'ns' })
const server = (hostName: string, address: string | null, answer: Answer): ServerSaid => ({ hostName, address, answer })
const good = server('ns1.example.net', '192.0.2.1', holding(domain, 'NS', 'ns1.example.net'))

const delegated = (...childSaid: ServerSaid[]): Delegation => ({
  name: domain,
  parent: 'jp',
  at: '',
  state: 'delegated',
  why: null,
  servers: childSaid.map(({ hostName: name }) => name).toSorted(),
  parentTtl: 3600,
  parentSaid: [],
  childSaid,
  childTtl: 300,
  cached: absent,
})

/** A DNS that notes what it is asked: `resolver MX example.jp`, `192.0.2.1 MX example.jp`, `top MX example.jp`. */
const scripted = (delegation: Delegation, script: Readonly<Record<string, Answer>>): { dns: Dns; questions: string[] } => {
  const questions: string[] = []
  const say = (whom: string, name: string, type: DnsType): Promise<Answer> => {
    const question = `${whom} ${type} ${name}`
    questions.push(question)
    return Promise.resolve(script[question] ?? absent)
  }
  return {
    questions,
    dns: {
      ask: (name, type) => say('resolver', name, type),
      askServer: (address, name, type) => say(address, name, type),
      askAuthority: (name, type) => say('top', name, type),
      delegation: () => Promise.resolve(delegation),
    },
  }
}

const observe = async (delegation: Delegation, script: Readonly<Record<string, Answer>> = {}) => {
  const { dns, questions } = scripted(delegation, script)
  const observation = await observeDomain(dns, asked, new Date(0))
  return { observation, questions, set: (name: string, type: DnsType) => observation.sets.find(each => each.name === name && each.type === type)! }
}

test('every server that answers is asked everything, and the resolver too; those that hang are not asked again', async () => {
  const { questions, set } = await observe(delegated(good, server('ns2.example.net', '192.0.2.2', unknown('timeout')), server('ns3.example.net', null, unknown('no-address'))), {
    '192.0.2.1 MX example.jp': holding(domain, 'MX', `10 ${hostName}`),
  })
  assert.ok(questions.includes('192.0.2.1 TXT _dmarc.example.jp') && questions.includes('resolver CNAME example.jp') && questions.includes('192.0.2.1 CNAME example.jp'))
  assert.ok(!questions.some(question => question.startsWith('192.0.2.2')))
  assert.equal(set(domain, 'MX').authority.state, 'records')
  assert.equal(set(domain, 'MX').servers.length, 1)
})

test('where all servers hang nobody is asked again, and the answer is theirs', async () => {
  const { questions, set } = await observe(delegated(server('ns1.example.net', '192.0.2.1', unknown('timeout'))))
  assert.deepEqual(set(domain, 'MX').authority, unknown('timeout'))
  assert.ok(questions.every(question => question.startsWith('resolver')))
})

test('where all servers are lame they are asked what they do say', async () => {
  const { set } = await observe(delegated(server('ns1.example.net', '192.0.2.1', unknown('lame'))), { '192.0.2.1 CNAME example.jp': holding(domain, 'CNAME', 'shop.example.net') })
  assert.equal(set(domain, 'CNAME').authority.state, 'records')
})

test('a name that is handed on is asked for from the top', async () => {
  const { set } = await observe(delegated(good), { '192.0.2.1 TXT _dmarc.example.jp': unknown('lame'), 'top TXT _dmarc.example.jp': holding('_dmarc.example.jp', 'TXT', 'v=DMARC1; p=none') })
  assert.equal(set('_dmarc.example.jp', 'TXT').authority.state, 'records')
})

test('a domain within the zone of another is asked for from the top, and a slip adds that zone', async () => {
  const { questions } = await observe({ ...delegated(), state: 'not-delegated', parent: 'jp' })
  assert.ok(questions.includes('top MX example.jp') && questions.includes('top MX example.jp.jp'))
})

test('a name that is not registered has nothing; where nobody says who is responsible nothing is known', async () => {
  const nobody = await observe({ ...delegated(), state: 'not-registered' })
  assert.deepEqual(nobody.set(domain, 'MX').authority, { state: 'absent', isNameThere: false, ttl: null, from: 'jp' })
  const lost = await observe({ ...delegated(), state: 'unknown', why: 'a.dns.jp: timeout' })
  assert.equal(lost.set(domain, 'MX').authority.state, 'unknown')
  assert.equal((await observe({ ...delegated(), state: 'unknown' })).set(domain, 'MX').authority.state, 'unknown')
})

test('what is missing is looked for where the zone was added to a full name; what is there is not', async () => {
  const { questions } = await observe(delegated(good), { '192.0.2.1 MX example.jp': holding(domain, 'MX', `10 ${hostName}`) })
  assert.ok(questions.includes('192.0.2.1 TXT _dmarc.example.jp.example.jp') && !questions.includes('192.0.2.1 MX example.jp.example.jp'))
})

test('hosts of MX records that are not ours are looked into, a few of them', async () => {
  const others = Array.from({ length: 12 }, (_, i) => `10 mx${i}.example.net`)
  const { observation } = await observe(delegated(good), {
    '192.0.2.1 MX example.jp': holding(domain, 'MX', `10 ${hostName}`, '0 ', ...others),
    'resolver A mx0.example.net': holding('mx0.example.net', 'A', '198.51.100.1'),
    'resolver AAAA mx0.example.net': unknown('timeout'),
    'resolver CNAME mx1.example.net': holding('mx1.example.net', 'CNAME', hostName),
    'resolver A mx2.example.net': unknown('timeout'),
    [`resolver AAAA ${hostName}`]: holding(hostName, 'AAAA', '2001:DB8::1'),
  })
  assert.deepEqual(observation.targets.slice(0, 4), [
    { name: 'mx0.example.net', alias: null, addresses: ['198.51.100.1'] },
    { name: 'mx1.example.net', alias: hostName, addresses: [] },
    { name: 'mx2.example.net', alias: null, addresses: null },
    { name: 'mx3.example.net', alias: null, addresses: [] },
  ])
  assert.equal(observation.targets.length, 8)
  assert.deepEqual(observation.ourAddresses, ['2001:db8::1'])
})

test('DS is asked for only where the resolver fails and the servers answer', async () => {
  const failing = await observe(delegated(good), { 'resolver MX example.jp': unknown('servfail'), 'top DS example.jp': holding(domain, 'DS', '1 13 2 ab') })
  assert.equal(failing.observation.ds?.state, 'records')
  assert.equal((await observe(delegated(good), { 'resolver MX example.jp': unknown('timeout') })).observation.ds, null)
})

test('our own addresses that nobody could tell are none', async () => {
  const { observation } = await observe(delegated(good), { [`resolver A ${hostName}`]: unknown('timeout') })
  assert.deepEqual(observation.ourAddresses, [])
})

test('where records are changed', () => {
  const ours = ['ns1.todoku.test', 'ns2.todoku.test']
  const at = (...names: string[]): Delegation => ({ ...delegated(), servers: names })
  assert.deepEqual(placeOf(at('ns1.todoku.test', 'ns2.todoku.test'), ours), { kind: 'here' })
  assert.equal(placeOf(at('ns1.todoku.test', 'ns1.dns.ne.jp'), ours).kind, 'outside')
  const sakura = placeOf(at('ns1.dns.ne.jp', 'ns2.dns.ne.jp'), ours)
  assert.equal(sakura.kind === 'outside' && sakura.provider?.id, 'sakura')
  assert.deepEqual(placeOf({ ...at(), state: 'not-delegated' }, ours), { kind: 'outside', servers: [], provider: null, others: [] })
  assert.deepEqual(placeOf({ ...at(), state: 'not-registered' }, ours), { kind: 'unknown' })
  assert.deepEqual(placeOf({ ...at(), state: 'unknown' }, ours), { kind: 'unknown' })
})
