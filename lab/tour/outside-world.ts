/** Chapter: mail to and from the outside site, and what each side makes of the other's signatures. */
import { sendWithNodemailer } from '../clients/send.ts'
import { attachmentOf, bodyOf, composeLetter, headerOf } from '../letters/letter.ts'
import type { Received } from '../outside/mail-host.ts'
import { customers, outside } from '../places.ts'
import { type Story, holds, matches } from '../story.ts'
import { type World, arrival, newMark } from './world.ts'

const hikari = `hikari@${outside.domain}`

const marked = (mark: string) => (message: Received) => message.raw.includes(mark)

const words = ({ verdict, tls }: Received): string =>
  verdict ? `spf=${verdict.spf} ${verdict.dkim.map(({ result, domain, aligned }) => `dkim=${result} (${domain}${aligned ? ', aligned' : ''})`).join(' ')} dmarc=${verdict.dmarc}, ${tls ?? 'in the clear'}` : 'no verdict'

const toOutside = (story: Story, { internet, people: { hanako } }: World): Promise<boolean> =>
  story.step({ en: 'a letter to the outside: signed here, verified there, its body as sent', ja: '外のサイトへの手紙: ここで署名し、むこうで検証され、本文は送ったまま' }, 'spf=pass dkim=pass (aligned) dmarc=pass, TLS', async () => {
    const mark = newMark('to-outside')
    const raw = composeLetter({ from: hanako.address, to: hikari, charset: 'iso-2022-jp', mark, attachment: attachmentOf(200_000, mark) })
    const { ok, output } = await sendWithNodemailer(hanako, { to: hikari, raw })
    holds(ok, output)
    const message = await internet.outside.waitFor(marked(mark), `the letter of ${hanako.address}`)
    const { verdict, tls } = message
    const signed = verdict?.dkim.some(({ result, domain }) => result === 'pass' && domain === customers.first)
    holds(verdict?.spf === 'pass' && signed === true && verdict.dmarc === 'pass' && tls !== null, words(message))
    holds(bodyOf(message.raw).equals(bodyOf(raw)), 'the body is not as it was sent')
    return words(message)
  })

const fromOutside = async (story: Story, { internet, people: { hanako } }: World): Promise<void> => {
  const mark = newMark('from-outside')
  await story.step({ en: 'a letter from the outside site', ja: '外のサイトからの手紙' }, '250', async () => {
    const { ok, answer } = await internet.outside.send({ from: hikari, to: hanako.address, raw: composeLetter({ from: hikari, to: hanako.address, charset: 'utf-8', mark }) })
    holds(ok, answer)
    return answer
  })
  await story.step({ en: 'it was verified: its Authentication-Results says so', ja: '検証の結果が Authentication-Results に書かれている' }, 'spf=pass dkim=pass dmarc=pass', async () => {
    const results = headerOf(await arrival(hanako, mark), 'authentication-results')
    return [/spf=pass/, /dkim=pass/, /dmarc=pass/].map(wanted => matches(results, wanted)).join(' ')
  })
}

const forged = (story: Story, { internet, people: { hanako } }: World): Promise<boolean> =>
  story.step({ en: 'a forged letter, whose From domain says p=reject, is refused', ja: '差出人のドメインが p=reject と言っている偽の手紙は断られる' }, '550 or 554 5.7.x', async () => {
    const { ok, answer } = await internet.outside.forge({ from: hikari, to: hanako.address, subject: 'お振込みのお願い', text: '至急お願いします。' })
    holds(!ok, `taken: ${answer}`)
    return matches(answer, /^55[04].*/)
  })

const bounce = (story: Story, { people: { hanako } }: World): Promise<boolean> =>
  story.step({ en: 'a letter to nobody outside comes back as a bounce', ja: '外の存在しない宛先への手紙はエラーメールで返ってくる' }, '5.1.1 in a report', async () => {
    const mark = newMark('nobody')
    const nobody = `${mark}@${outside.domain}`
    const { ok, output } = await sendWithNodemailer(hanako, { to: nobody, raw: composeLetter({ from: hanako.address, to: nobody, charset: 'utf-8', mark }) })
    holds(ok, output)
    const report = await arrival(hanako, mark)
    matches(headerOf(report, 'content-type'), /multipart\/report/i)
    return matches(report.toString('latin1'), /Status: 5\.1\.1/i)
  })

/** Plays the chapter. */
export const outsideWorldChapter = async (story: Story, world: World): Promise<void> => {
  story.chapter({ en: 'The outside world', ja: '外の世界' })
  await toOutside(story, world)
  await fromOutside(story, world)
  await forged(story, world)
  await bounce(story, world)
}
