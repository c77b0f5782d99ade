import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compare, zoneOf } from './compare.ts'
import type { Answer, Delegation, DnsType, ServerSaid } from './observed.ts'
import type { MailTarget, Observation, ObservedSet, Verdict } from './verdict.ts'
import { wantedRecords } from './wanted.ts'

const at = '2026-11-24T10:00:00.000Z'
const hostName = 'sv0001.todoku.test'
const domain = 'example.jp'
const wanted = wantedRecords({ name: domain, hostName, dkimKeys: [{ selector: 'todoku1', algorithm: 'rsa', publicKey: 'MIIB' }] })
const dkimName = 'todoku1._domainkey.example.jp'
const good: Readonly<Record<string, string>> = Object.fromEntries(wanted.map(({ type, name, value }) => [`${type} ${name}`, value]))

const absent: Answer = { state: 'absent', isNameThere: true, ttl: 300, from: 'ns1.example.net' }
const silence = (why: 'timeout' | 'servfail' | 'lame' | 'refused'): Answer => ({ state: 'unknown', why, detail: '', from: 'ns1.example.net' })
const holding = (type: DnsType, values: readonly string[], ttl = 3600): Answer => ({ state: 'records', records: values.map(value => ({ name: domain, type, ttl, value })), ttl, from: 'ns1.example.net' })
const said = (hostName: string, answer: Answer): ServerSaid => ({ hostName, address: '203.0.113.3', answer })

const delegation: Delegation = {
  name: domain,
  parent: 'jp',
  at,
  state: 'delegated',
  why: null,
  servers: ['ns1.example.net', 'ns2.example.net'],
  parentTtl: 86_400,
  parentSaid: [],
  childSaid: [said('ns1.example.net', holding('NS', ['ns1.example.net'])), said('ns2.example.net', holding('NS', ['ns1.example.net']))],
  childTtl: 3600,
  cached: holding('NS', ['ns1.example.net']),
}

/** What is answered, where it is not as wanted: by the authority, then by the resolver, which says the same unless told otherwise. */
type Script = Readonly<Record<string, readonly [authority: Answer, resolver?: Answer, servers?: readonly ServerSaid[]]>>

const observed = (script: Script, more: Partial<Observation> = {}): Observation => {
  const questions = [...new Set([...Object.keys(good), `CNAME ${domain}`, ...Object.keys(script)])]
  const sets = questions.map((question): ObservedSet => {
    const [type, name] = question.split(' ') as [DnsType, string]
    const usual = good[question] === undefined ? absent : holding(type, [good[question]])
    const [authority, resolver = authority, servers = [said('ns1.example.net', authority)]] = script[question] ?? [usual]
    return { name, type, authority, resolver, servers }
  })
  return { domain, at, delegation, sets, ourAddresses: ['192.0.2.10'], targets: [], ds: null, ...more }
}

const states = (verdicts: readonly Verdict[]): string => verdicts.map(({ wanted: { purpose }, state }) => `${purpose} ${state}`).join(', ')
const causesOf = ({ findings }: { readonly findings: readonly { readonly id: string }[] }): string[] => findings.map(({ id }) => id)
const allRight = 'mx right, spf right, dkim right, dmarc right'

const oldMx = '10 old.example.com'
const old: MailTarget = { name: 'old.example.com', alias: null, addresses: ['198.51.100.30'] }

interface Case {
  readonly script: Script
  readonly more?: Partial<Observation>
  readonly states: string
  /** Of the verdict on the record named, and of the domain as a whole. */
  readonly causes?: Readonly<Record<string, readonly string[]>>
  readonly domain?: readonly string[]
}

const cases: Readonly<Record<string, Case>> = {
  'all is right': { script: {}, states: allRight },
  'nothing is there': {
    script: { [`MX ${domain}`]: [absent], [`TXT ${domain}`]: [absent], [`TXT ${dkimName}`]: [absent], [`TXT _dmarc.${domain}`]: [absent] },
    states: 'mx missing, spf missing, dkim missing, dmarc missing',
    causes: { mx: ['dns.record-missing'], dmarc: ['dns.record-missing'] },
  },
  'mail goes to the old host': { script: { [`MX ${domain}`]: [holding('MX', [oldMx])] }, more: { targets: [old] }, states: 'mx differs, spf right, dkim right, dmarc right', causes: { mx: ['dns.mx-elsewhere'] } },
  'the authority has it, the resolver holds the old': {
    script: { [`MX ${domain}`]: [holding('MX', [good[`MX ${domain}`]!]), holding('MX', [oldMx], 600)] },
    states: 'mx spreading, spf right, dkim right, dmarc right',
    causes: { mx: ['dns.still-held'] },
  },
  'the authority has it, the resolver remembers that there was none': {
    script: { [`TXT _dmarc.${domain}`]: [holding('TXT', ['v=DMARC1; p=none']), { ...absent, ttl: null }] },
    states: 'mx right, spf right, dkim right, dmarc spreading',
    causes: { dmarc: ['dns.still-held'] },
  },
  'no server answers, nor does the resolver': {
    script: { [`TXT ${dkimName}`]: [silence('timeout'), silence('servfail')] },
    states: 'mx right, spf right, dkim unknown, dmarc right',
    causes: { dkim: ['dns.no-answer'] },
  },
  'no server answers, the resolver says that there is none': {
    script: { [`TXT ${dkimName}`]: [silence('timeout'), absent] },
    states: 'mx right, spf right, dkim unknown, dmarc right',
    causes: { dkim: ['dns.no-answer'] },
  },
  'no server answers, the resolver knows it': { script: { [`TXT ${dkimName}`]: [silence('timeout'), holding('TXT', [good[`TXT ${dkimName}`]!])] }, states: allRight },
  'the resolver is away': { script: { [`MX ${domain}`]: [holding('MX', [good[`MX ${domain}`]!]), silence('timeout')] }, states: allRight },
  'two SPF records': {
    script: { [`TXT ${domain}`]: [holding('TXT', ['v=spf1 include:a.example -all', good[`TXT ${domain}`]!])] },
    states: 'mx right, spf conflicts, dkim right, dmarc right',
    causes: { spf: ['dns.two-spf'] },
  },
  'an alias at the domain itself': {
    script: { [`CNAME ${domain}`]: [holding('CNAME', ['shop.example.net'])], [`MX ${domain}`]: [absent], [`TXT ${domain}`]: [absent] },
    states: 'mx conflicts, spf conflicts, dkim right, dmarc right',
    causes: { mx: ['dns.cname-beside'], spf: ['dns.cname-beside'] },
  },
  'an alias in the place of the zone: every server looks lame': {
    script: { [`CNAME ${domain}`]: [holding('CNAME', ['shop.example.net'])], [`MX ${domain}`]: [absent], [`TXT ${domain}`]: [absent] },
    more: { delegation: { ...delegation, childSaid: [said('ns1.example.net', silence('lame'))] } },
    states: 'mx conflicts, spf conflicts, dkim right, dmarc right',
  },
  'a name that was typed with the zone': {
    script: { [`TXT _dmarc.${domain}`]: [absent], [`TXT _dmarc.${domain}.${domain}`]: [holding('TXT', ['v=DMARC1; p=none'])] },
    states: 'mx right, spf right, dkim right, dmarc missing',
    causes: { dmarc: ['dns.zone-typed-twice'] },
  },
  'MX under a name that was typed with the zone': {
    script: { [`MX ${domain}`]: [absent], [`MX ${domain}.${domain}`]: [holding('MX', [oldMx])] },
    states: 'mx missing, spf right, dkim right, dmarc right',
    causes: { mx: ['dns.zone-typed-twice'] },
  },
  'something else under such a name': {
    script: { [`TXT _dmarc.${domain}`]: [absent], [`TXT _dmarc.${domain}.${domain}`]: [holding('TXT', ['v=spf1 -all'])] },
    states: 'mx right, spf right, dkim right, dmarc missing',
    causes: { dmarc: ['dns.record-missing'] },
  },
  'servers that disagree': {
    script: {
      [`MX ${domain}`]: [
        holding('MX', [good[`MX ${domain}`]!]),
        undefined,
        [said('ns1.example.net', holding('MX', [good[`MX ${domain}`]!])), said('ns2.example.net', absent), said('ns3.example.net', silence('timeout'))],
      ],
    },
    states: 'mx conflicts, spf right, dkim right, dmarc right',
    causes: { mx: ['dns.servers-disagree'] },
  },
  'signatures that do not hold': {
    script: Object.fromEntries(Object.entries(good).map(([question, value]) => [question, [holding(question.split(' ')[0] as DnsType, [value]), silence('servfail')] as const])),
    more: { ds: holding('DS', ['12345 13 2 abcd']) },
    states: 'mx conflicts, spf conflicts, dkim conflicts, dmarc conflicts',
    causes: { mx: ['dns.dnssec-bogus'] },
    domain: ['dns.dnssec-bogus'],
  },
  'a resolver that fails at an unsigned zone': { script: { [`MX ${domain}`]: [holding('MX', [good[`MX ${domain}`]!]), silence('servfail')] }, more: { ds: absent }, states: allRight },
  'an MX host that nobody can tell about': { script: { [`MX ${domain}`]: [holding('MX', [oldMx])] }, states: 'mx unknown, spf right, dkim right, dmarc right', causes: { mx: ['dns.no-answer'] } },
  'a lame server and a silent one beside one that answers': {
    script: {},
    more: { delegation: { ...delegation, childSaid: [...delegation.childSaid.slice(0, 1), said('ns2.example.net', silence('lame')), said('ns3.example.net', silence('refused')), said('ns4.example.net', silence('timeout'))] } },
    states: allRight,
    domain: ['dns.lame-server', 'dns.lame-server', 'dns.server-silent'],
  },
  'a name that nobody registered': { script: {}, more: { delegation: { ...delegation, state: 'not-registered', servers: [], childSaid: [] } }, states: allRight, domain: ['ownership.not-registered'] },
  'nobody says who is responsible': { script: {}, more: { delegation: { ...delegation, state: 'unknown', why: 'a.dns.jp: timeout' } }, states: allRight, domain: ['ownership.name-servers-unknown'] },
  'nobody says even why': { script: {}, more: { delegation: { ...delegation, state: 'unknown', why: null } }, states: allRight, domain: ['ownership.name-servers-unknown'] },
  'all servers are silent': { script: {}, more: { delegation: { ...delegation, childSaid: [said('ns1.example.net', silence('timeout'))] } }, states: allRight, domain: [] },
}
for (const [name, { script, more, states: wantedStates, causes = {}, domain: ofDomain = [] }] of Object.entries(cases)) {
  test(`compared: ${name}`, () => {
    const { verdicts, findings } = compare(wanted, observed(script, more), hostName)
    assert.equal(states(verdicts), wantedStates)
    assert.deepEqual(causesOf({ findings }), ofDomain)
    for (const [purpose, ids] of Object.entries(causes)) assert.deepEqual(causesOf(verdicts.find(verdict => verdict.wanted.purpose === purpose)!), ids)
    for (const { state, remedy, findings: list } of verdicts) {
      if (state === 'right' || state === 'unknown' || state === 'spreading') assert.equal(remedy, null)
      if (state === 'missing' || state === 'differs') assert.notEqual(remedy, null)
      if (state !== 'right') assert.ok(list.length > 0)
    }
  })
}

const verdictOn = (purpose: string, script: Script, more?: Partial<Observation>): Verdict => compare(wanted, observed(script, more), hostName).verdicts.find(verdict => verdict.wanted.purpose === purpose)!

test('what is changed now is seen everywhere when the longest memory of the old ends', () => {
  assert.equal(verdictOn('mx', { [`MX ${domain}`]: [holding('MX', [oldMx], 3600), holding('MX', [oldMx], 1200)] }, { targets: [old] }).seenBy, '2026-11-24T11:00:00.000Z')
  assert.equal(verdictOn('mx', { [`MX ${domain}`]: [{ ...absent, ttl: null }, { ...absent, ttl: 60 }] }).seenBy, '2026-11-24T10:01:00.000Z')
  assert.equal(verdictOn('mx', { [`MX ${domain}`]: [{ ...absent, ttl: null }, silence('timeout')] }).seenBy, null)
})

test('what spreads is seen everywhere when the resolver forgets the old', () => {
  const verdict = verdictOn('mx', { [`MX ${domain}`]: [holding('MX', [good[`MX ${domain}`]!]), holding('MX', [oldMx], 600)] })
  assert.equal(verdict.seenBy, '2026-11-24T10:10:00.000Z')
  assert.deepEqual(verdict.findings, [{ id: 'dns.still-held', facts: { name: domain, type: 'MX', heldUntil: '2026-11-24T10:10:00.000Z' } }])
})

test('a resolver that still asks the name servers of before holds the old until it forgets them', () => {
  const moved = { delegation: { ...delegation, cached: holding('NS', ['ns.old.example'], 7200) } }
  assert.equal(verdictOn('mx', { [`MX ${domain}`]: [holding('MX', [good[`MX ${domain}`]!]), holding('MX', [oldMx], 300)] }, moved).seenBy, '2026-11-24T12:00:00.000Z')
  assert.equal(verdictOn('mx', { [`MX ${domain}`]: [absent] }, moved).seenBy, '2026-11-24T12:00:00.000Z')
})

test('the remedy for two SPF records is one with all senders', () => {
  const found = ['v=spf1 include:a.example -all', 'v=spf1 include:b.example ~all']
  assert.deepEqual(verdictOn('spf', { [`TXT ${domain}`]: [holding('TXT', found)] }).remedy, {
    put: { name: domain, type: 'TXT', value: `v=spf1 include:a.example include:b.example +a:${hostName} ~all` },
    instead: found.map(value => ({ name: domain, type: 'TXT', value })),
  })
})

test('the remedy takes away the alias, and the record under the wrong name', () => {
  const aliased = verdictOn('mx', { [`CNAME ${domain}`]: [holding('CNAME', ['shop.example.net'])], [`MX ${domain}`]: [absent] })
  assert.deepEqual(aliased.remedy, { put: { name: domain, type: 'MX', value: `10 ${hostName}` }, instead: [{ name: domain, type: 'CNAME', value: 'shop.example.net' }] })
  const strayed = verdictOn('dmarc', { [`TXT _dmarc.${domain}`]: [absent], [`TXT _dmarc.${domain}.${domain}`]: [holding('TXT', ['v=DMARC1; p=none'])] })
  assert.deepEqual(strayed.remedy?.instead, [{ name: `_dmarc.${domain}.${domain}`, type: 'TXT', value: 'v=DMARC1; p=none' }])
})

test('a record that was never asked for is unknown', () => {
  const { verdicts } = compare(wanted, { ...observed({}), sets: [] }, hostName)
  assert.equal(states(verdicts), 'mx unknown, spf unknown, dkim unknown, dmarc unknown')
})

test('the zone that a form adds is that of the records', () => {
  assert.equal(zoneOf(observed({})), domain)
  assert.equal(zoneOf(observed({}, { delegation: { ...delegation, state: 'not-delegated', parent: 'jp' } })), 'jp')
  assert.equal(zoneOf(observed({}, { delegation: { ...delegation, state: 'not-delegated', parent: '' } })), domain)
})
