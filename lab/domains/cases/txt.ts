/** Proof by a TXT record at `_todoku-challenge`, for those who keep their DNS elsewhere. */
import { resolver } from '../../places.ts'
import { renewToken } from '../acts.ts'
import type { Case, Stage } from '../case.ts'
import { isNear } from '../expected.ts'
import { atHostile, hostAtOld, register } from '../hosting.ts'
import { proofCases, type ProofPlan } from '../proof-case.ts'
import { askResolver } from '../resolver-view.ts'

const label = '_todoku-challenge'

const publish = (stage: Stage, values: readonly string[], name: string = label): Promise<void> => hostAtOld(stage, [{ name, type: 'TXT', values }])

const registered = (stage: Stage): Promise<void> => hostAtOld(stage, [])

/** Negative answers of this zone are kept for so long, in seconds. */
const negativeTtl = 600

const held: ProofPlan = {
  name: 'txt-held',
  title: { en: 'resolvers still hold that there is none; the name servers have it', ja: 'キャッシュには「ない」が残り、ネームサーバーにはある' },
  wants: 'proven',
  note: 'ownership.txt-held',
  before: async stage => {
    const { hosting } = stage.world.internet.dns
    await hosting.addZone(stage.domain, negativeTtl)
    await register(stage, [{ hostName: hosting.hostName }])
  },
  after: async (stage, token) => {
    const before = await askResolver(resolver, `${label}.${stage.domain}`, 'TXT')
    if (before.length) throw new Error(`the resolver knows it already: ${before.join()}`)
    heldSince.set(stage.domain, Date.now())
    await publish(stage, [token])
  },
  also: async (stage, seen) => {
    const still = await askResolver(resolver, `${label}.${stage.domain}`, 'TXT')
    if (still.length) throw new Error('the resolver no longer holds the old answer: the case proves nothing')
    const facts = seen.notes.find(({ id }) => id === 'ownership.txt-held')?.facts ?? {}
    const until = heldSince.get(stage.domain)! + negativeTtl * 1000
    if (!isNear(facts['heldUntil'], until, 60_000)) throw new Error(`heldUntil is ${String(facts['heldUntil'])}, wanted ${new Date(until).toISOString()} ± 60 s`)
  },
}

const heldSince = new Map<string, number>()

const plans: readonly ProofPlan[] = [
  { name: 'txt-right', title: { en: 'the record is there', ja: 'レコードがある' }, wants: 'proven', before: registered, after: (stage, token) => publish(stage, [token]) },
  {
    name: 'txt-right-among-others',
    title: { en: 'the record is there beside that of another service', ja: '別のサービスのレコードと並んでいる' },
    wants: 'proven',
    before: registered,
    after: (stage, token) => publish(stage, ['google-site-verification=abc', token]),
  },
  {
    name: 'txt-missing',
    title: { en: 'there is no record', ja: 'レコードがない' },
    wants: { cause: 'ownership.txt-missing', facts: { name: /^_todoku-challenge\.txt-missing\.example$/, checkedAt: (moment: unknown) => isNear(moment, Date.now(), 30_000) } },
    before: registered,
  },
  {
    name: 'txt-wrong',
    title: { en: 'the record says something else', ja: 'レコードの値が違う' },
    wants: { cause: 'ownership.txt-wrong', facts: { found: (found: unknown) => JSON.stringify(found).includes('hello') } },
    before: registered,
    after: stage => publish(stage, ['hello']),
  },
  {
    name: 'txt-old',
    title: { en: 'the record of an earlier claim of the same name', ja: '以前の申請のレコード' },
    wants: { cause: 'ownership.txt-old' },
    before: registered,
    after: async (stage, token) => {
      await publish(stage, [token])
      await renewToken(stage)
    },
  },
  {
    name: 'txt-doubled-name',
    title: { en: 'the name was typed with the domain behind it, which the form adds once more', ja: 'ドメイン名まで入力して名前が二重になった' },
    wants: { cause: 'ownership.txt-doubled-name', facts: { found: /\.txt-doubled-name\.example\.txt-doubled-name\.example$/ } },
    before: registered,
    after: (stage, token) => publish(stage, [token], `${label}.${stage.domain}`),
  },
  {
    name: 'txt-behind-alias',
    title: { en: 'the name is an alias of a name elsewhere that has the record', ja: 'CNAMEで別の名前に飛ばし、そちらにレコードがある' },
    wants: { cause: 'dns.cname-beside' },
    before: registered,
    after: async (stage, token) => {
      await hostAtOld(stage, [{ name: label, type: 'CNAME', values: [`elsewhere.${stage.domain}.`] }, { name: 'elsewhere', type: 'TXT', values: [token] }])
    },
  },
  {
    name: 'txt-servfail',
    title: { en: 'the name servers fail: no verdict', ja: 'ネームサーバーの障害: 判定しない' },
    wants: { cause: 'ownership.txt-unknown', unknown: true },
    before: stage => register(stage, atHostile('servfail')),
  },
  {
    name: 'txt-silent',
    title: { en: 'the name servers do not answer: no verdict', ja: 'ネームサーバーが答えない: 判定しない' },
    wants: { cause: 'ownership.txt-unknown', unknown: true },
    before: stage => register(stage, atHostile('silent')),
  },
  {
    name: 'txt-cut-tcp',
    title: { en: 'the answer is truncated, and over TCP it breaks off: no verdict', ja: '応答が切り詰められ、TCPでも途中で切れる: 判定しない' },
    wants: { cause: 'ownership.txt-unknown', unknown: true },
    before: stage => register(stage, atHostile('cut')),
  },
  {
    name: 'txt-truncated',
    title: { en: 'the answer is truncated, and whole over TCP', ja: '応答が切り詰められ、TCPでは全部読める' },
    wants: 'proven',
    before: stage => register(stage, atHostile('truncated')),
    after: async ({ world, domain }, token) =>
      void world.scripted.truncated.set(domain, [
        { name: '@', type: 'NS', values: ['truncated.hostile.test.'] },
        { name: label, type: 'TXT', values: [token] },
      ]),
  },
  held,
]

/** The cases of this file. */
export const txtCases: readonly Case[] = proofCases('txt', plans)
