/** Chapter: what is refused, with which words. */
import { fetchWithImapflow, fetchWithPoplib } from '../clients/fetch.ts'
import { sendWithNodemailer, sendWithSwaks } from '../clients/send.ts'
import { knockAsStranger, refusalsIn } from '../clients/strangers.ts'
import { composeLetter } from '../letters/letter.ts'
import { customers, oldHost, ours, outside } from '../places.ts'
import { type Story, holds, matches } from '../story.ts'
import { type World, newMark } from './world.ts'

const stranger = { host: ours.hostName, from: outside.address, helo: outside.hostName, sender: `hikari@${outside.domain}` }

const strangers = async (story: Story): Promise<void> => {
  const knocks = [
    [{ en: 'an unknown recipient', ja: '存在しない宛先' }, `nobody@${customers.first}`, /550 5\.1\.1.*/],
    [{ en: 'a stranger who wants us to relay', ja: '認証なしの中継の依頼' }, `somebody@${oldHost.domain}`, /454 4\.7\.1.*/],
  ] as const
  for (const [name, recipient, wanted] of knocks)
    await story.step(name, wanted.source.replaceAll('\\', '').replace('.*', ''), async () => matches(refusalsIn((await knockAsStranger({ ...stranger, recipient })).output), wanted))
}

const signIns = async (story: Story, { people: { hanako, jiro } }: World): Promise<void> => {
  const letter = composeLetter({ from: hanako.address, to: jiro.address, charset: 'utf-8', mark: newMark('refused') })
  const wrong = { ...hanako, password: `${hanako.password}x` }
  await story.step({ en: 'a wrong password, SMTP', ja: '誤ったパスワード、SMTP' }, '535 5.7.8', async () => {
    const { output } = await sendWithSwaks(wrong, { to: jiro.address, raw: letter })
    return matches(refusalsIn(output), /535 5\.7\.8.*/)
  })
  await story.step({ en: 'a wrong password, IMAP', ja: '誤ったパスワード、IMAP' }, 'NO [AUTHENTICATIONFAILED]', async () => {
    const { ok, output } = await fetchWithImapflow(wrong)
    holds(!ok, output)
    return matches(output, /AUTHENTICATIONFAILED/)
  })
  await story.step({ en: 'a wrong password, POP3', ja: '誤ったパスワード、POP3' }, '-ERR [AUTH]', async () => {
    const { ok, output } = await fetchWithPoplib(wrong)
    holds(!ok, output)
    return matches(output, /-ERR \[AUTH\]/)
  })
  await story.step({ en: "a sender that is not one's own", ja: '自分のものでない差出人' }, '553 5.7.1', async () => {
    const { output } = await sendWithNodemailer(hanako, { to: jiro.address, sender: jiro.address, raw: letter })
    return matches(output, /553 5\.7\.1.*/)
  })
}

/** A domain is claimed here while its mail still lives at the old host. */
const unproven = async (story: Story, { internet, installation, people: { hanako } }: World): Promise<void> => {
  const rin = `rin@${customers.unproven}`
  let password = ''
  await story.step({ en: `${customers.unproven} is claimed, not proven: strangers are refused`, ja: `${customers.unproven} は登録されたが所有は未確認: 外からの手紙は断られる` }, '454 4.7.1 or 550', async () => {
    await installation.cli(['domain', 'add', customers.unproven, '--owner', 'kaede'])
    password = ((await installation.cli(['mailbox', 'add', rin])) as { password: string }).password
    return matches(refusalsIn((await knockAsStranger({ ...stranger, recipient: rin })).output), /(454 4\.7\.1|550 5).*/)
  })
  await story.step({ en: 'nobody there can send', ja: 'そこからは送れない' }, 'a refusal', async () => {
    const raw = composeLetter({ from: rin, to: hanako.address, charset: 'utf-8', mark: newMark('unproven') })
    const { ok, output } = await sendWithNodemailer(installation.account(rin, password), { to: hanako.address, raw })
    holds(!ok, output)
    return matches(output, /\b(5[35]\d|454) \d\.\d\.\d.*/)
  })
  await story.step({ en: "and mail for it from our own users goes to its real MX, the old host", ja: 'こちらの利用者がそこへ出す手紙は、本当の MX である古いサーバーへ届く' }, `at ${oldHost.hostName}`, async () => {
    const mark = newMark('to-old-host')
    const { ok, output } = await sendWithNodemailer(hanako, { to: rin, raw: composeLetter({ from: hanako.address, to: rin, charset: 'utf-8', mark }) })
    holds(ok, output)
    await internet.oldHost.waitFor(({ raw }) => raw.includes(mark), 'the letter')
    return `at ${oldHost.hostName}`
  })
}

/** Plays the chapter. */
export const refusalsChapter = async (story: Story, world: World): Promise<void> => {
  story.chapter({ en: 'What is refused, and how', ja: '断られるものと、その言葉' })
  await strangers(story)
  await signIns(story, world)
  await unproven(story, world)
}
