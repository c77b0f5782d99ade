/** Proof by name servers: what the parent says now, what resolvers may still hold and until when, and parents that say nothing of use. */
import { setTimeout as sleep } from 'node:timers/promises'
import { nameServers, ourNameServers, resolver } from '../../places.ts'
import { check, claim, describe, readClaims } from '../acts.ts'
import type { Case, Stage } from '../case.ts'
import { isNear } from '../expected.ts'
import { until } from '../../process.ts'
import { atHosting, atHostile, atOurs, hostAtOld, register } from '../hosting.ts'
import { proofCases, type ProofPlan } from '../proof-case.ts'
import { askResolver } from '../resolver-view.ts'
import type { HostileName } from '../world.ts'

const ourNames = ourNameServers.map(({ hostName }) => hostName)
const hostingName = nameServers.hosting.hostName

/** Long enough that no case outlives it, in seconds. */
const longTtl = 900

/** The old delegation and the old servers' own word for it live long, and the resolver has just learnt them. @returns when, Unix ms */
const holdOld = async (stage: Stage, ttl = longTtl): Promise<number> => {
  const { hosting } = stage.world.internet.dns
  await hosting.addZone(stage.domain, ttl)
  await register(stage, atHosting, ttl)
  const held = await askResolver(resolver, stage.domain, 'NS')
  if (held.join() !== hostingName) throw new Error(`the resolver says ${held.join()}`)
  return Date.now()
}

const stillHolds = async ({ domain }: Stage): Promise<void> => {
  const held = await askResolver(resolver, domain, 'NS')
  if (held.join() !== hostingName) throw new Error(`the resolver no longer holds the old name servers (${held.join()}): the case proves nothing`)
}

/** When the resolver learnt the old, Unix ms, by domain. */
const held = new Map<string, number>()

const proves: readonly ProofPlan[] = [
  { name: 'ns-ours', title: { en: 'the parent names our servers', ja: '親のサーバーがこちらのネームサーバーを指している' }, wants: 'proven', before: stage => register(stage, atOurs) },
  {
    name: 'ns-changed-while-held',
    title: { en: 'changed to ours, while resolvers hold the old for a quarter of an hour: asked at the parent, proven at once', ja: 'こちらへ変更済み。キャッシュには古い情報が15分残るが、親に尋ねてすぐ確認できる' },
    wants: 'proven',
    note: 'ownership.name-servers-settling',
    noteFacts: { servers: [hostingName] },
    before: async stage => {
      held.set(stage.domain, await holdOld(stage))
      await register(stage, atOurs, longTtl)
    },
    also: async (stage, { notes }) => {
      await stillHolds(stage)
      const until = held.get(stage.domain)! + longTtl * 1000
      const told = notes.find(({ id }) => id === 'ownership.name-servers-settling')?.facts['heldUntil']
      if (!isNear(told, until, 15_000)) throw new Error(`heldUntil is ${String(told)}; the resolver holds the old until ${new Date(until).toISOString()}`)
    },
  },
]

const waits: readonly ProofPlan[] = [
  {
    name: 'ns-elsewhere',
    title: { en: 'the parent names other servers', ja: '親のサーバーが別のネームサーバーを指している' },
    wants: {
      cause: 'ownership.name-servers-elsewhere',
      facts: { servers: [hostingName], ours: ourNames, checkedAt: (at: unknown) => isNear(at, Date.now(), 30_000), nextCheckAt: (at: unknown) => isNear(at, Date.now() + 30_000, 31_000) },
    },
    before: stage => hostAtOld(stage, []),
  },
  {
    name: 'ns-partly',
    title: { en: 'one of ours, and one that is not', ja: 'こちらのものとそうでないものが混ざっている' },
    wants: { cause: 'ownership.name-servers-partly', facts: { missing: [ourNames[1]], extra: [hostingName] } },
    before: async stage => {
      await hostAtOld(stage, [])
      await register(stage, [{ hostName: ourNames[0]! }, ...atHosting])
    },
  },
  { name: 'ns-not-registered', title: { en: 'nobody has registered the name', ja: 'まだ登録されていない名前' }, wants: { cause: 'ownership.not-registered' } },
  {
    name: 'ns-not-delegated',
    title: { en: 'the parent knows the name, but delegates it to nobody', ja: '親に名前はあるが、ネームサーバーが設定されていない' },
    wants: { cause: 'ownership.not-delegated', facts: { parent: 'example' } },
    before: stage => stage.world.internet.dns.registry.zone('example')!.set([{ name: 'ns-not-delegated', type: 'A', values: ['198.51.100.31'] }]),
  },
  {
    name: 'ns-lame',
    title: { en: 'the servers that the parent names know nothing of it', ja: '親が指すサーバーが、その名前を知らない' },
    wants: { cause: 'ownership.lame-delegation', facts: { servers: ['lame.hostile.test'] } },
    before: stage => register(stage, atHostile('lame')),
  },
]

/** The parent is a domain of its own whose server fails; the claim is for a name below it. */
const below = (hostile: HostileName, title: ProofPlan['title'], more: Partial<ProofPlan> = {}): ProofPlan => ({
  name: `ns-parent-${hostile}`,
  title,
  claimed: stage => `shop.${stage.domain}`,
  wants: { cause: 'ownership.name-servers-unknown', unknown: true },
  before: stage => register(stage, atHostile(hostile)),
  ...more,
})

const parents: readonly ProofPlan[] = [
  below('servfail', { en: "the parent's server fails (SERVFAIL): no verdict", ja: '親のサーバーの障害(SERVFAIL): 判定しない' }),
  below('refused', { en: "the parent's server refuses (REFUSED): no verdict", ja: '親のサーバーが拒否(REFUSED): 判定しない' }),
  below('silent', { en: "the parent's server does not answer: no verdict", ja: '親のサーバーが答えない: 判定しない' }),
  below('cut', { en: 'its answer is truncated, and over TCP it breaks off: no verdict', ja: '応答が切り詰められ、TCPでも途中で切れる: 判定しない' }),
  below(
    'truncated',
    { en: 'its answer is truncated, and whole over TCP', ja: '応答が切り詰められ、TCPでは全部読める' },
    {
      wants: 'proven',
      before: async stage => {
        await register(stage, atHostile('truncated'))
        stage.world.scripted.truncated.set(stage.domain, [
          { name: '@', type: 'NS', values: ['truncated.hostile.test.'] },
          { name: 'shop', type: 'NS', values: ourNames.map(name => `${name}.`) },
        ])
      },
    },
  ),
]

/** Two servers of the parent that do not say the same: one of them has not heard of the change yet. */
const disagreeing: ProofPlan = {
  name: 'ns-parents-disagree',
  title: { en: "one of the parent's servers names ours, the other still the old", ja: '親のサーバーの一方はこちらを、もう一方はまだ古い方を指している' },
  claimed: () => 'ns-parents-disagree.shop',
  wants: { cause: 'ownership.name-servers-settling', facts: { servers: [hostingName], heldUntil: (at: unknown) => isNear(at, Date.now() + longTtl * 1000, 20_000) } },
  before: async ({ world: { internet, scripted, hostile } }) => {
    await internet.dns.registry.addZone('shop')
    scripted.honest.set('shop', [
      { name: '@', type: 'NS', values: ['a.registry.test.', `${hostile.honest.hostName}.`] },
      { name: 'ns-parents-disagree', type: 'NS', values: [`${hostingName}.`], ttl: longTtl },
    ])
    await internet.dns.zone('shop').set([
      { name: '@', type: 'NS', values: [`${hostile.honest.hostName}.`] },
      { name: 'ns-parents-disagree', type: 'NS', values: ourNames.map(name => `${name}.`), ttl: longTtl },
    ])
    await internet.dns.zone('').set([{ name: 'shop', type: 'NS', values: ['a.registry.test.', `${hostile.honest.hostName}.`] }])
  },
}

/** Nobody presses anything: the schedule finds out. */
const bySchedule: Case = {
  name: 'ns-by-schedule',
  family: 'name-servers',
  title: { en: 'changed to ours after the claim: proven by itself, without a request', ja: '追加のあとでこちらへ変更: 何もしなくても自動で確認される' },
  wanted: 'proven by name-servers within 90 s',
  play: async stage => {
    await holdOld(stage)
    await claim(stage)
    const first = await check(stage)
    if (first.provenBy !== null) throw new Error(describe(first))
    await register(stage, atOurs, longTtl)
    const changed = performance.now()
    const proven = await until(async () => (await readClaims(stage)).find(({ name, provenBy }) => name === stage.domain && provenBy === 'name-servers') ?? null, 90_000, 3000)
    if (!proven) throw new Error(JSON.stringify(await readClaims(stage)))
    await stillHolds(stage)
    return `proven ${((performance.now() - changed) / 1000).toFixed(0)} s after the change`
  },
}

/** Short enough to be waited for, in seconds; long enough for a busy machine to look meanwhile. */
const shortTtl = 60

/** The moment that is told is the moment: a second before it the resolver still holds the old, a second after it no more. */
const clockRunsOut: Case = {
  name: 'ns-clock-runs-out',
  family: 'name-servers',
  title: { en: 'the told moment is waited for: until then the resolver holds the old, from then on it has ours', ja: '知らされた時刻を待つ: その直前までは古い情報、過ぎると新しい情報になる' },
  wanted: 'heldUntil, to the second',
  play: async stage => {
    await holdOld(stage, shortTtl)
    await register(stage, atOurs, longTtl)
    await claim(stage)
    const { notes, provenBy } = await check(stage)
    const heldUntil = Date.parse(String(notes.find(({ id }) => id === 'ownership.name-servers-settling')?.facts['heldUntil']))
    if (provenBy !== 'name-servers' || !(heldUntil > Date.now())) throw new Error(`proven by ${provenBy}, held until ${heldUntil - Date.now()} ms from now`)
    await sleep(Math.max(0, heldUntil - 1500 - Date.now()))
    if (Date.now() < heldUntil - 500) await stillHolds(stage)
    await sleep(heldUntil + 1500 - Date.now())
    const then = await askResolver(resolver, stage.domain, 'NS')
    if (then.join() !== ourNames.join()) throw new Error(`1.5 s after the told moment the resolver says ${then.join()}`)
    return `held until ${new Date(heldUntil).toISOString()}, and it was so`
  },
}

/** Two owners wait for the same name that points here: it tells neither from the other. */
const shared: Case = {
  name: 'ns-shared',
  family: 'name-servers',
  title: { en: 'it points here, and two owners wait for it: name servers prove it for neither', ja: 'こちらを指しているが、2人が同じ名前を申請している: ネームサーバーでは決められない' },
  wanted: 'ownership.name-servers-shared for both',
  play: async stage => {
    await hostAtOld(stage, [])
    await claim(stage)
    await claim(stage, { owner: stage.other })
    await register(stage, atOurs)
    const seen = [await check(stage), await check(stage, { owner: stage.other })]
    for (const one of seen) {
      const cause = one.results.find(({ proof }) => proof === 'name-servers')?.finding?.id
      if (one.provenBy !== null || cause !== 'ownership.name-servers-shared') throw new Error(seen.map(describe).join(' | '))
    }
    return seen.map(describe).join(' | ')
  },
}

/** The cases of this file. */
export const nameServerCases: readonly Case[] = [...proofCases('name-servers', [...proves, ...waits, ...parents, disagreeing]), shared, clockRunsOut, bySchedule]
