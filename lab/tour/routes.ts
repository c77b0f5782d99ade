/** Chapter: the ways that mail takes here: aliases, plus addresses, catch-all, forwards, vacation answers, and a mailbox that fills. */
import { appendWithImapflow } from '../clients/fetch.ts'
import { sendWithNodemailer } from '../clients/send.ts'
import { attachmentOf, composeLetter, headerOf } from '../letters/letter.ts'
import { customers, outside } from '../places.ts'
import { type Story, holds, matches } from '../story.ts'
import { type World, arrival, newMark } from './world.ts'
import type { Account } from '../clients/account.ts'

const hikari = `hikari@${outside.domain}`
const tsubasa = `tsubasa@${outside.domain}`

/** The outside site writes to an address here. @returns the mark. @throws Error when it is refused */
const write = async ({ internet }: World, to: string, mark: string, size = 0): Promise<string> => {
  const raw = composeLetter({ from: hikari, to, charset: 'utf-8', mark, ...(size ? { attachment: attachmentOf(size, mark) } : {}) })
  const { ok, answer } = await internet.outside.send({ from: hikari, to, raw })
  holds(ok, answer)
  return answer
}

const leadsTo = (story: Story, world: World, name: { en: string; ja: string }, to: string, reader: Account, prepare?: () => Promise<unknown>): Promise<boolean> =>
  story.step(name, `arrives at ${reader.address}`, async () => {
    await prepare?.()
    const mark = newMark('route')
    await write(world, to, mark)
    await arrival(reader, mark)
    return `arrives at ${reader.address}`
  })

const aliases = async (story: Story, world: World): Promise<void> => {
  const { installation, people } = world
  const info = `info@${customers.first}`
  await leadsTo(story, world, { en: 'an alias: info leads to hanako', ja: 'エイリアス: info は hanako へ' }, info, people.hanako, () => installation.cli(['alias', 'add', info, people.hanako.address]))
  await story.step({ en: 'hanako may send as info', ja: 'hanako は info として送れる' }, '250 2.0.0', async () => {
    const mark = newMark('as-alias')
    const { ok, output } = await sendWithNodemailer(people.hanako, { to: people.jiro.address, sender: info, raw: composeLetter({ from: info, to: people.jiro.address, charset: 'utf-8', mark }) })
    holds(ok, output)
    await arrival(people.jiro, mark)
    return matches(output, /^250 2\.0\.0/)
  })
  await leadsTo(story, world, { en: 'a plus address: hanako+news leads to hanako', ja: 'プラスアドレス: hanako+news は hanako へ' }, `hanako+news@${customers.first}`, people.hanako)
  await leadsTo(story, world, { en: 'a catch-all: whoever@momiji.test leads to jiro', ja: 'キャッチオール: momiji.test の知らない宛先は jiro へ' }, `whoever@${customers.second}`, people.jiro, () =>
    installation.cli(['domain', 'catch-all', 'set', customers.second, people.jiro.address]),
  )
}

const forward = (story: Story, world: World): Promise<boolean> =>
  story.step({ en: 'a forward: a letter for taro goes on to the outside, and stays here', ja: '転送: taro あての手紙が外へも届き、手元にも残る' }, 'dkim=pass, dmarc=pass outside; a copy here', async () => {
    const { internet, installation, people } = world
    await installation.cli(['mailbox', 'forward', 'add', people.taro.address, tsubasa])
    const mark = newMark('forward')
    await write(world, people.taro.address, mark)
    const message = await internet.outside.waitFor(({ raw, recipients }) => raw.includes(mark) && recipients.includes(tsubasa), 'the forwarded letter')
    holds(message.verdict?.dmarc === 'pass', JSON.stringify(message.verdict))
    await arrival(people.taro, mark)
    return `dmarc=${message.verdict?.dmarc}, a copy here`
  })

const vacation = (story: Story, world: World): Promise<boolean> =>
  story.step({ en: 'a vacation answer of saburo reaches the outside, signed', ja: 'saburo の自動返信が署名されて外に届く' }, 'Auto-Submitted: auto-replied, dmarc=pass', async () => {
    const { internet, installation, people } = world
    await installation.cli(['mailbox', 'vacation', 'on', people.saburo.address, '--subject', '休暇中です', '--text', '月曜日に戻ります。'])
    const mark = newMark('vacation')
    const before = internet.outside.inbox.length
    await write(world, people.saburo.address, mark)
    await arrival(people.saburo, mark)
    const answer = await internet.outside.waitFor(message => internet.outside.inbox.indexOf(message) >= before && /^auto-replied/i.test(headerOf(message.raw, 'auto-submitted')), 'the vacation answer')
    holds(answer.recipients.includes(hikari), `it went to ${answer.recipients.join(', ')}`)
    holds(answer.verdict?.dmarc === 'pass', JSON.stringify(answer.verdict))
    return `Auto-Submitted: auto-replied, dmarc=${answer.verdict?.dmarc}`
  })

/** The mailbox holds 1 MB; each letter is about 0.4 MB. */
const quota = async (story: Story, world: World): Promise<void> => {
  const { shiro } = world.people
  await story.step({ en: 'a mailbox of 1 MB fills, and what no longer fits is refused at the door', ja: '1 MB のメールボックスが満杯になり、入らない手紙は入口で断られる' }, '452 or 552 4.2.2 or 5.2.2', async () => {
    const letter = 300_000
    for (let count = 0; count < 8; count++) {
      const mark = newMark('quota')
      const to = shiro.address
      const raw = composeLetter({ from: hikari, to, charset: 'utf-8', mark, attachment: attachmentOf(letter, mark) })
      const { ok, answer } = await world.internet.outside.send({ from: hikari, to, raw })
      if (!ok) return `${matches(answer, /^[45]52 .*/)} (after ${count})`
      await arrival(shiro, mark)
    }
    throw new Error('eight letters of 0.4 MB were taken')
  })
  await story.step({ en: 'the full mailbox refuses APPEND as well', ja: '満杯のメールボックスは APPEND も断る' }, 'NO [OVERQUOTA]', async () => {
    const { ok, output } = await appendWithImapflow(shiro, 'INBOX', composeLetter({ from: hikari, to: shiro.address, charset: 'utf-8', mark: newMark('append'), attachment: attachmentOf(900_000, 'append') }))
    holds(!ok, 'appended')
    return matches(output, /OVERQUOTA|[Qq]uota exceeded/)
  })
}

/** Plays the chapter. */
export const routesChapter = async (story: Story, world: World): Promise<void> => {
  story.chapter({ en: 'The ways that mail takes', ja: 'メールの通り道' })
  await aliases(story, world)
  await forward(story, world)
  await vacation(story, world)
  await quota(story, world)
}
