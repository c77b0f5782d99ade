/** Where mail goes while a domain moves in: by its MX until that points here, or as its owner says. */
import { until } from '../../process.ts'
import { check, claim, describe, route } from '../acts.ts'
import type { Case, Stage } from '../case.ts'
import { atHostile, hostAtOld, mailAtOld, mailAtOurs, register } from '../hosting.ts'
import { addMailbox, arrivalOf, knock, userSends } from '../mail-acts.ts'

const label = '_todoku-challenge'

/** Proven by TXT, with its mail still at the old host. */
const moveIn = async (stage: Stage): Promise<void> => {
  stage.world.mail.meet(stage.domain, 'accepts')
  await hostAtOld(stage, [mailAtOld])
  const token = await claim(stage)
  await hostAtOld(stage, [{ name: label, type: 'TXT', values: [token] }])
  const seen = await check(stage)
  if (seen.provenBy !== 'txt') throw new Error(describe(seen))
}

const info = ({ domain }: Stage): string => `info@${domain}`

const arrivesAtOld = async (stage: Stage, limitMs = 30_000): Promise<void> => {
  const { ok, said, mark } = await userSends(stage.world.sender, info(stage))
  if (!ok) throw new Error(said)
  const found = await until(() => stage.world.mail.inbox.find(({ raw, recipients }) => recipients.includes(info(stage)) && raw.includes(mark)) ?? null, limitMs)
  if (!found) throw new Error(`the letter ${mark} to ${info(stage)} did not reach the old host within ${limitMs} ms`)
}

const deferred = async (stage: Stage): Promise<string> => {
  const { ok, said } = await knock(stage, info(stage))
  if (ok || !said.startsWith('4')) throw new Error(`a stranger's letter: ${said}`)
  return said
}

const movingIn: Case = {
  name: 'route-moving-in',
  family: 'routes',
  title: { en: "proven, the MX still elsewhere: our users' mail goes there, strangers come again; after the change of MX it is local", ja: '確認済みでMXは移転前: 利用者のメールは移転前へ、外からは待ってもらい、MXの変更後はここに届く' },
  wanted: 'old host, 4xx; then here, for both',
  play: async stage => {
    await moveIn(stage)
    const mailbox = await addMailbox(stage, info(stage))
    await arrivesAtOld(stage)
    const said = await deferred(stage)
    await hostAtOld(stage, [mailAtOurs])
    // The first stranger after the change makes us look; he comes again, as he was told.
    const began = performance.now()
    const taken = await until(async () => {
      const answer = await knock(stage, info(stage))
      if (!answer.ok && !answer.said.startsWith('4')) throw new Error(answer.said)
      return answer.ok ? answer.mark : null
    }, 60_000, 3000)
    if (taken === null) throw new Error('after a minute strangers are still put off')
    const seconds = Math.round((performance.now() - began) / 1000)
    await arrivalOf(mailbox, taken)
    const own = await userSends(stage.world.sender, info(stage))
    if (!own.ok) throw new Error(own.said)
    await arrivalOf(mailbox, own.mark)
    return `elsewhere: ${said}; here ${seconds} s after the change`
  },
}

const unproven: Case = {
  name: 'route-unproven',
  family: 'routes',
  title: { en: 'not proven: nothing is taken for it, nothing is sent for it, and our users reach its real MX', ja: '未確認: 受信も送信もせず、利用者のメールは本当のMXへ' },
  wanted: 'refused or put off; not sent; old host',
  play: async stage => {
    stage.world.mail.meet(stage.domain, 'accepts')
    await hostAtOld(stage, [mailAtOld])
    await claim(stage)
    const mailbox = await addMailbox(stage, info(stage))
    const incoming = await knock(stage, info(stage))
    if (incoming.ok) throw new Error(`a stranger's letter was taken: ${incoming.said}`)
    const outgoing = await userSends(mailbox, 'hikari@example.jp')
    if (outgoing.ok) throw new Error(`its mailbox sends: ${outgoing.said}`)
    await arrivesAtOld(stage)
    return `in: ${incoming.said}; out: ${outgoing.said}`
  },
}

const saidHere: Case = {
  name: 'route-said-here',
  family: 'routes',
  title: { en: 'the owner says "here" while the MX is elsewhere', ja: 'MXが移転前のまま、所有者が「ここへ」と指定' },
  wanted: "our users' mail arrives here",
  play: async stage => {
    await moveIn(stage)
    const mailbox = await addMailbox(stage, info(stage))
    const report = await route(stage, 'here')
    const { ok, said, mark } = await userSends(stage.world.sender, info(stage))
    if (!ok) throw new Error(said)
    await arrivalOf(mailbox, mark)
    await route(stage, 'automatic')
    // Postfix remembers for some seconds where a letter to the very same address went, until it is told.
    const back = await until(() => arrivesAtOld(stage, 4000).then(() => true as const, () => null), 45_000)
    if (!back) throw new Error('back to automatic, and our letters still do not follow the MX')
    return `${report}; and back to automatic`
  },
}

const saidElsewhere: Case = {
  name: 'route-said-elsewhere',
  family: 'routes',
  title: { en: 'the owner says "elsewhere"', ja: '所有者が「ほかへ」と指定' },
  wanted: 'old host, strangers put off',
  play: async stage => {
    await moveIn(stage)
    await addMailbox(stage, info(stage))
    const report = await route(stage, 'elsewhere')
    await arrivesAtOld(stage)
    return `${report}; ${await deferred(stage)}`
  },
}

const notKnown: Case = {
  name: 'route-not-known',
  family: 'routes',
  title: { en: 'mail is here, and then the name servers fail: not knowing moves nobody’s mail', ja: 'メールはこちら、そのあとネームサーバーの障害: 分からないだけでは動かさない' },
  wanted: 'dns.no-answer, still here',
  play: async stage => {
    await hostAtOld(stage, [mailAtOurs])
    const token = await claim(stage)
    await hostAtOld(stage, [{ name: label, type: 'TXT', values: [token] }])
    const seen = await check(stage)
    if (seen.provenBy !== 'txt') throw new Error(describe(seen))
    const mailbox = await addMailbox(stage, info(stage))
    await register(stage, atHostile('servfail'))
    await stage.world.internet.dns.resolver.forget(stage.domain)
    const report = await route(stage, 'automatic')
    if (!report.includes('dns.no-answer')) throw new Error(report)
    const { ok, said, mark } = await userSends(stage.world.sender, info(stage))
    if (!ok) throw new Error(said)
    await arrivalOf(mailbox, mark)
    return report
  },
}

/** The cases of this file. */
export const routeCases: readonly Case[] = [movingIn, unproven, saidHere, saidElsewhere, notKnown]
