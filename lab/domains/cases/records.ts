/** Records compared: right, missing, different, in each other's way, not yet everywhere; and servers that do not say. */
import type { Words } from '../../../src/base/language.ts'
import { type OwnerRecord, recordSets } from '../../dns/publish.ts'
import { type RecordSet, replaceRecords } from '../../dns/zone.ts'
import { hostileServers, nameServers, oldMail, ours, resolver } from '../../places.ts'
import type { Case, Stage } from '../case.ts'
import { isNear } from '../expected.ts'
import { atHosting, atHostile, hostAtOld, mailAtOld, mailAtOurs, register } from '../hosting.ts'
import { askResolver } from '../resolver-view.ts'

/** One record as `domain records --json` shows it. */
interface ShownRecord {
  readonly purpose: string
  readonly name: string
  readonly type: string
  readonly value: string
  readonly state: string
  readonly seenBy: string | null
  readonly findings: readonly { readonly id: string }[]
}

interface Shown {
  readonly exitCode: number | null
  readonly records: readonly ShownRecord[]
  readonly findings: readonly { readonly id: string }[]
}

/** The name is the owner's, on the operator's word, and has these records wanted. */
const settle = async ({ world, domain, owner }: Stage): Promise<readonly OwnerRecord[]> => {
  await world.installation.cli(['domain', 'add', domain, '--owner', owner.name, '--proven'])
  const { records } = (await world.installation.cli(['domain', 'show', domain])) as { readonly records: readonly OwnerRecord[] }
  return records
}

const compared = async ({ world, domain }: Stage): Promise<Shown> => {
  const { stdout, output, code } = await world.installation.todoku(['domain', 'records', domain, '--json'])
  try {
    return { exitCode: code, ...(JSON.parse(stdout) as Omit<Shown, 'exitCode'>) }
  } catch {
    throw new Error(`domain records: ${output.trim()}`)
  }
}

const describe = ({ exitCode, records, findings }: Shown): string =>
  [...records.map(({ purpose, state, findings: its }) => `${purpose} ${state}${its.length ? ` (${its.map(({ id }) => id).join(' ')})` : ''}`), ...findings.map(({ id }) => id), `exit ${exitCode}`].join(', ')

interface Plan {
  readonly name: string
  readonly title: Words<string>
  /** State by purpose; what is not named must be right. */
  readonly states: Readonly<Record<string, string>>
  /** Causes that must be told somewhere. */
  readonly causes?: readonly string[]
  readonly exitCode: number
  /** Lays out the DNS; all that is wanted is given. */
  readonly lay: (stage: Stage, wanted: readonly OwnerRecord[]) => Promise<unknown>
  readonly also?: (stage: Stage, shown: Shown) => unknown
  /** What resolvers remember is what it is about. */
  readonly isHeld?: true
}

const all = (state: string): Readonly<Record<string, string>> => ({ mx: state, spf: state, dkim: state, dmarc: state })

const recordCase = ({ name, title, states, causes = [], exitCode, lay, also, isHeld }: Plan): Case => ({
  name: `records-${name}`,
  family: 'records',
  title,
  wanted: [...Object.entries(states).map(([purpose, state]) => `${purpose} ${state}`), ...causes].slice(0, 2).join(', ') || 'all right',
  play: async stage => {
    await lay(stage, await settle(stage))
    // The watch has looked already, when there was nothing yet.
    if (!isHeld) await stage.world.internet.dns.resolver.forget(stage.domain)
    const shown = await compared(stage)
    const told = [...shown.findings, ...shown.records.flatMap(({ findings }) => findings)].map(({ id }) => id)
    const wrong = shown.records.filter(({ purpose, state }) => state !== (states[purpose] ?? 'right'))
    const silent = causes.filter(cause => !told.includes(cause))
    if (wrong.length || silent.length || !shown.records.length || shown.exitCode !== exitCode) throw new Error(`${describe(shown)}${silent.length ? `; not told: ${silent.join()}` : ''}`)
    await also?.(stage, shown)
    return describe(shown)
  },
})

/** All that is wanted, and what is changed of it. */
const published = (stage: Stage, wanted: readonly OwnerRecord[], ...changes: readonly RecordSet[]): Promise<void> => hostAtOld(stage, replaceRecords(recordSets(stage.domain, wanted), changes))

const seenBy = (purpose: string, seconds: number) => (_: Stage, { records }: Shown): void => {
  const moment = records.find(record => record.purpose === purpose)?.seenBy
  if (!isNear(moment, Date.now() + seconds * 1000, 20_000)) throw new Error(`${purpose} is seen by ${String(moment)}, wanted in ${seconds} s`)
}

const bothServers = [...atHosting, ...atHostile('honest')]

const plans: readonly Plan[] = [
  { name: 'right', title: { en: 'all there', ja: 'すべて正しい' }, states: {}, exitCode: 0, lay: published },
  { name: 'missing', title: { en: 'none there', ja: 'どれもない' }, states: all('missing'), causes: ['dns.record-missing'], exitCode: 1, lay: stage => hostAtOld(stage, []) },
  {
    name: 'mx-elsewhere',
    title: { en: 'the MX is the old one, for 300 s more', ja: 'MXが移転前のまま、あと300秒' },
    states: { mx: 'differs' },
    causes: ['dns.mx-elsewhere'],
    exitCode: 1,
    lay: (stage, wanted) => published(stage, wanted, { ...mailAtOld, ttl: 300 }),
    also: seenBy('mx', 300),
  },
  {
    name: 'two-spf',
    title: { en: 'two SPF records', ja: 'SPFレコードが2つ' },
    states: { spf: 'conflicts' },
    causes: ['dns.two-spf'],
    exitCode: 1,
    lay: (stage, wanted) => published(stage, wanted, { name: '@', type: 'TXT', values: [`v=spf1 +a:${ours.hostName} ~all`, 'v=spf1 include:_spf.example.com ~all'] }),
  },
  {
    name: 'cname-beside',
    title: { en: 'an alias at the domain itself', ja: 'ドメイン自体がCNAME' },
    states: { ...all('missing'), mx: 'conflicts', spf: 'conflicts' },
    causes: ['dns.cname-beside'],
    exitCode: 1,
    lay: async stage => {
      stage.world.scripted.honest.set(stage.domain, [
        { name: '@', type: 'NS', values: [`${hostileServers.honest.hostName}.`] },
        { name: '@', type: 'CNAME', values: ['www12.example.com.'] },
      ])
      await register(stage, atHostile('honest'))
    },
  },
  {
    name: 'servers-disagree',
    title: { en: 'two servers of the zone do not say the same', ja: '2台のネームサーバーの答えが違う' },
    states: all('conflicts'),
    causes: ['dns.servers-disagree'],
    exitCode: 1,
    lay: async (stage, wanted) => {
      const both = { name: '@', type: 'NS', values: [`${nameServers.hosting.hostName}.`, `${hostileServers.honest.hostName}.`] } as const
      await published(stage, wanted, { ...both, values: [both.values[1]] })
      stage.world.scripted.honest.set(stage.domain, [both, mailAtOld])
      await register(stage, bothServers)
    },
  },
  {
    name: 'lame-server',
    title: { en: 'all right, and one of the servers that the parent names knows nothing of it', ja: 'すべて正しいが、親が指す1台がこのドメインを知らない' },
    states: {},
    causes: ['dns.lame-server'],
    exitCode: 0,
    lay: async (stage, wanted) => {
      await published(stage, wanted)
      await register(stage, [...atHosting, ...atHostile('lame')])
    },
  },
  { name: 'no-answer', title: { en: 'the servers do not answer: not known, never "missing"', ja: 'ネームサーバーが答えない: 「ない」とは言わない' }, states: all('unknown'), causes: ['dns.no-answer'], exitCode: 75, lay: stage => register(stage, atHostile('silent')) },
  { name: 'servfail', title: { en: 'the servers fail: not known', ja: 'ネームサーバーの障害: 判定しない' }, states: all('unknown'), causes: ['dns.no-answer'], exitCode: 75, lay: stage => register(stage, atHostile('servfail')) },
  {
    name: 'typed-twice',
    title: { en: 'the name was typed with the domain behind it', ja: '名前の欄にドメイン名まで入力した' },
    states: { dmarc: 'missing' },
    causes: ['dns.zone-typed-twice'],
    exitCode: 1,
    lay: (stage, wanted) => published(stage, wanted, { name: '_dmarc', type: 'TXT', values: [] }, { name: `_dmarc.${stage.domain}`, type: 'TXT', values: ['v=DMARC1; p=none'] }),
  },
  {
    name: 'mx-to-cname',
    title: { en: 'the MX names an alias', ja: 'MXがCNAMEを指している' },
    states: { mx: 'differs' },
    causes: ['dns.mx-to-cname'],
    exitCode: 1,
    lay: (stage, wanted) => published(stage, wanted, { name: '@', type: 'MX', values: [`10 mail.${stage.domain}.`] }, { name: 'mail', type: 'CNAME', values: [`${oldMail.hostName}.`] }),
  },
  {
    name: 'spreading',
    title: { en: 'right at the servers, the old still held by resolvers for 600 s', ja: '設定は正しいが、キャッシュに古い値が600秒残る' },
    states: { mx: 'spreading' },
    causes: ['dns.still-held'],
    exitCode: 0,
    isHeld: true,
    lay: async (stage, wanted) => {
      await published(stage, wanted, { ...mailAtOld, ttl: 600 })
      // It may have heard, before there was anything, that there is nothing.
      await stage.world.internet.dns.resolver.forget(stage.domain)
      const held = await askResolver(resolver, stage.domain, 'MX')
      if (held.join() !== `10 ${oldMail.hostName}`) throw new Error(`the resolver says ${held.join()}`)
      await published(stage, wanted, mailAtOurs)
    },
    also: seenBy('mx', 600),
  },
]

/** The cases of this file. */
export const recordCases: readonly Case[] = plans.map(recordCase)
