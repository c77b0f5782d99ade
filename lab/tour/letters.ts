/** Chapter: Japanese letters, sent by one app and read by another, and not a byte of them changed. */
import { simpleParser } from 'mailparser'
import type { FetchResult } from '../clients/account.ts'
import { fetchWithCurl, fetchWithFetchmail, fetchWithImaplib, fetchWithImapflow, fetchWithMbsync, fetchWithPoplib, watchInbox } from '../clients/fetch.ts'
import { sendWithCurl, sendWithMsmtp, sendWithMutt, sendWithNodemailer, sendWithPython, sendWithSwaks } from '../clients/send.ts'
import { type Charset, attachmentOf, bodyOf, composeLetter, headerOf, letterText, sha256 } from '../letters/letter.ts'
import { type Story, holds, matches } from '../story.ts'
import { type World, arrival, newMark } from './world.ts'

/** The size that the story speaks of: 10 MB. */
const attachmentBytes = 10_000_000

interface Letter {
  readonly mark: string
  readonly charset: Charset
  readonly raw: Buffer
  readonly attachment: Buffer | null
}

const write = (world: World, app: string, charset: Charset, size: number): Letter => {
  const mark = newMark(app)
  const attachment = size > 0 ? attachmentOf(size, mark) : null
  const { hanako, jiro } = world.people
  return { mark, charset, attachment, raw: composeLetter({ from: hanako.address, to: jiro.address, charset, mark, ...(attachment ? { attachment } : {}) }) }
}

const decoded = (charset: Charset, bytes: Buffer): string => new TextDecoder(charset).decode(bytes).replaceAll('\r\n', '\n').trimEnd()

/** Holds a message to the letter as it was sent: the body's bytes, then what a reader sees. @returns words about it. @throws Error with the first difference */
const compare = async (message: Buffer, { charset, raw, attachment }: Letter): Promise<void> => {
  const [sent, got] = [bodyOf(raw), bodyOf(message)]
  if (!sent.equals(got)) {
    const at = sent.findIndex((byte, i) => byte !== got[i])
    throw new Error(`${got.length} bytes for ${sent.length}; the first that differs is byte ${at < 0 ? sent.length : at}: ${JSON.stringify(got.toString('latin1', Math.max(0, at - 20), at + 40))}`)
  }
  const parsed = await simpleParser(message)
  const text = letterText(charset)
  holds(parsed.text?.trimEnd() === decoded(charset, text.body), `the text reads ${JSON.stringify(parsed.text?.slice(0, 200))}`)
  holds(parsed.subject?.startsWith(decoded(charset, text.subject)) === true, `the subject reads ${parsed.subject}`)
  if (attachment) holds(sha256(parsed.attachments[0]?.content ?? Buffer.alloc(0)) === sha256(attachment), 'the attachment has another SHA-256')
}

/** Holds all letters to what a client fetched. */
const compareAll = async ({ ok, output, messages }: FetchResult, letters: readonly Letter[]): Promise<string> => {
  holds(ok, output)
  holds(letters.length > 0, 'no letter was accepted, so there is none to read')
  for (const letter of letters) {
    const message = messages.find(candidate => headerOf(candidate, 'message-id').includes(letter.mark))
    if (!message) throw new Error(`no message marked ${letter.mark} among ${messages.length}. ${output}`)
    await compare(message, letter)
  }
  return `${letters.length} letters, ${letters.reduce((sum, { raw }) => sum + bodyOf(raw).length, 0)} bytes of body, all as sent`
}

const sending = async (story: Story, world: World): Promise<Letter[]> => {
  const { hanako, jiro } = world.people
  const to = jiro.address
  const sent: Letter[] = []
  const submit = async (name: { en: string; ja: string }, letter: Letter, send: (raw: Buffer) => Promise<{ ok: boolean; output: string }>, wanted: RegExp): Promise<void> => {
    const held = await story.step(name, 'accepted: 250 2.0.0', async () => {
      const { ok, output } = await send(letter.raw)
      holds(ok, output)
      return matches(output, wanted)
    })
    if (held) sent.push(letter)
  }
  const watch = await watchInbox(jiro).catch(() => null)
  await submit(
    { en: 'nodemailer, 465: ISO-2022-JP with a 10 MB attachment', ja: 'nodemailer、465: ISO-2022-JP、10 MB の添付' },
    write(world, 'nodemailer', 'iso-2022-jp', attachmentBytes),
    raw => sendWithNodemailer(hanako, { to, raw }),
    /^250 2\.0\.0.*/,
  )
  await story.step({ en: 'imapflow, in IDLE since before, is told of its arrival', ja: 'IDLE で待っていた imapflow に到着が知らされる' }, '* n EXISTS', async () => {
    if (!watch) throw new Error('the sign-in for IDLE failed')
    const count = await watch.arrival(30_000)
    await watch.end()
    holds(count !== null, 'nothing within 30 s')
    return `* ${count} EXISTS`
  })
  await submit(
    { en: 'swaks, 587 with STARTTLS: UTF-8 with a 10 MB attachment', ja: 'swaks、587 で STARTTLS: UTF-8、10 MB の添付' },
    write(world, 'swaks', 'utf-8', attachmentBytes),
    raw => sendWithSwaks(hanako, { to, raw }),
    /250 2\.0\.0 .*/,
  )
  await submit(
    { en: 'curl, smtps: ISO-2022-JP with a 10 MB attachment', ja: 'curl、smtps: ISO-2022-JP、10 MB の添付' },
    write(world, 'curl', 'iso-2022-jp', attachmentBytes),
    raw => sendWithCurl(hanako, { to, raw }),
    /250 2\.0\.0 .*/,
  )
  await submit({ en: "Python's smtplib, 587: UTF-8", ja: 'Python の smtplib、587: UTF-8' }, write(world, 'smtplib', 'utf-8', 0), raw => sendWithPython(hanako, { to, raw }), /sent/)
  await submit({ en: 'msmtp, 587: ISO-2022-JP', ja: 'msmtp、587: ISO-2022-JP' }, write(world, 'msmtp', 'iso-2022-jp', 0), raw => sendWithMsmtp(hanako, { to, raw }), /250 2\.0\.0 .*/)
  return sent
}

const mutt = async (story: Story, { people: { hanako, jiro } }: World): Promise<void> => {
  const mark = newMark('mutt')
  const text = decoded('utf-8', letterText('utf-8').body)
  await story.step({ en: 'mutt, 465, writes ISO-2022-JP by itself and files a copy in Sent', ja: 'mutt、465: 自分で ISO-2022-JP にして送り、控えを Sent に残す' }, 'the same text in both', async () => {
    const { ok, output } = await sendWithMutt(hanako, { to: jiro.address, subject: `秋の展示会 ${mark}`, text: `${text}\n${mark}\n` })
    holds(ok, output)
    const received = await arrival(jiro, mark)
    const copy = await arrival(hanako, mark, 'Sent')
    holds(/iso-2022-jp/i.test(received.toString('latin1')), 'the message is not ISO-2022-JP')
    for (const message of [received, copy]) holds((await simpleParser(message)).text?.includes(text) === true, 'the text is not the same')
    return 'the same text in both'
  })
}

/** Plays the chapter. */
export const lettersChapter = async (story: Story, world: World): Promise<void> => {
  story.chapter({ en: 'Japanese letters', ja: '日本語の手紙' })
  const sent = await sending(story, world)
  await mutt(story, world)
  const { jiro } = world.people
  await story.step({ en: 'all letters arrive', ja: 'すべての手紙が届く' }, `${sent.length} of ${sent.length}`, async () => {
    for (const { mark } of sent) await arrival(jiro, mark)
    holds(sent.length > 0, 'none was sent')
    return `${sent.length} of ${sent.length}`
  })
  const asSent = 'every body byte for byte as sent'
  const readers = [
    [{ en: 'imapflow, 993', ja: 'imapflow、993' }, fetchWithImapflow],
    [{ en: "Python's imaplib, 993", ja: 'Python の imaplib、993' }, fetchWithImaplib],
    [{ en: "Python's poplib, 995", ja: 'Python の poplib、995' }, fetchWithPoplib],
    [{ en: 'fetchmail, POP3 on 995', ja: 'fetchmail、995 の POP3' }, fetchWithFetchmail],
    [{ en: 'mbsync, 993', ja: 'mbsync、993' }, fetchWithMbsync],
  ] as const
  for (const [{ en, ja }, fetch] of readers)
    await story.step({ en: `${en}: reads them back byte for byte`, ja: `${ja}: 1バイトも違わず読み出す` }, asSent, async () => compareAll(await fetch(jiro), sent))
  await story.step({ en: 'curl, imaps: reads the first back byte for byte', ja: 'curl、imaps: 最初の1通を1バイトも違わず読み出す' }, asSent, async () => {
    const fetched = await fetchWithCurl(jiro, 1)
    const first = sent.filter(({ mark }) => fetched.messages.some(message => headerOf(message, 'message-id').includes(mark)))
    holds(first.length === 1, `message 1 is none of ours. ${fetched.output}`)
    return compareAll(fetched, first)
  })
}
