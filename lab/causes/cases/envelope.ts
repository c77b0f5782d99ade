/** What is refused after the sign-in, or at port 25: senders, recipients, sizes, names. */
import { customers, outside } from '../../places.ts'
import type { Case, Stage, Wants } from '../case.ts'
import { withCurl, withMsmtp, withNodemailer, withPython, withSwaks } from '../clients/apps.ts'
import { sending, setup, unsigned } from './setups.ts'

const envelope = (name: string, client: string, title: Case['title'], wants: Wants, named: RegExp, play: Case['play'], more: Partial<Case> = {}): Case => ({ name, family: 'envelope', title, client, wants, named, play, ...more })

const elsewhere = `hikari@${outside.domain}`

const anothers = { en: "somebody else's address as the sender", ja: '他人のアドレスを差出人にした' }
const relay = { en: 'port 25 chosen for sending', ja: '送信にポート25を選んだ' }
const typo = { en: 'a slip of the finger in the recipient', ja: '宛先を打ち間違えた' }

const misspelt = ({ other }: Stage): string => `${other.localPart.slice(0, -1)}@${other.domain}`

/** Port 25, as a mail app or another server uses it. */
const at25 = (stage: Stage, wrong: { readonly sender?: string; readonly to?: string }, more: readonly string[] = []) => withSwaks(stage.seat, sending(stage, 25, { ...unsigned, ...wrong }), ['--helo', 'pc.office.example', ...more])

const bigLetter = (megabytes: number): string => `Subject: lab\r\n\r\n${`${'x'.repeat(98)}\r\n`.repeat(megabytes * 10_000)}`

const withBigLetter = (stage: Stage, megabytes: number, to: string) =>
  stage.seat.run('curl', ['-sS', '-v', '-m', '11', '-K', '-'], {
    input: [
      `url = "smtps://${stage.side.host}"`,
      `user = "${stage.person.address}:${stage.person.password}"`,
      `cacert = "${stage.side.ca}"`,
      `mail-from = "${stage.person.address}"`,
      `mail-rcpt = "${to}"`,
      `upload-file = "${stage.seat.file('big', bigLetter(megabytes))}"`,
    ].join('\n'),
  })

/** The cases of this file. */
export const envelopes: readonly Case[] = [
  envelope('sender-nodemailer', 'nodemailer', anothers, { cause: 'envelope.sender-not-owned' }, /not owned|sender address rejected/i, stage => withNodemailer(stage.seat, sending(stage, 465, { sender: stage.other.address })), { other: {} }),
  envelope('sender-msmtp', 'msmtp', anothers, { cause: 'envelope.sender-not-owned' }, /not owned|sender address rejected/i, stage => withMsmtp(stage.seat, sending(stage, 587, { sender: elsewhere }))),
  envelope('relay-swaks', 'swaks', relay, { cause: 'envelope.relay-without-sign-in', likely: true }, /authenticat|port (465|587)/i, stage => at25(stage, { to: elsewhere })),
  envelope('relay-curl', 'curl', relay, { cause: 'envelope.relay-without-sign-in', likely: true }, /authenticat|port (465|587)/i, stage =>
    withCurl(stage.seat, `smtp://${stage.side.host}:25`, setup(stage, 25, unsigned), [], { sender: stage.person.address, to: elsewhere }),
  ),
  envelope('recipient-typo-smtplib', 'Python smtplib', typo, { cause: 'envelope.recipient-unknown' }, /user unknown|no such (user|recipient)/i, stage =>
    withPython(stage.seat, 'smtp', setup(stage, 465), { sender: stage.person.address, to: misspelt(stage) }),
    { other: {} },
  ),
  envelope('recipient-typo-25', 'swaks', typo, { cause: 'envelope.recipient-unknown' }, /user unknown|no such (user|recipient)/i, stage => at25(stage, { sender: elsewhere, to: `nobody-of-that-name@${customers.first}` })),
  envelope(
    'domain-not-here-25',
    'swaks',
    { en: 'mail from outside for a domain that is claimed here and not proven', ja: '所有の確認が済んでいないドメインあてに外からメールが届いた' },
    { cause: 'envelope.domain-not-here', likely: true },
    /domain.*(not here|not hosted|unknown|not proven)/i,
    stage => at25(stage, { sender: elsewhere, to: `rin@${customers.unproven}` }),
    { whose: 'owner' },
  ),
  envelope('mailbox-full', 'curl', { en: 'the mailbox of the recipient is full', ja: '宛先のメールボックスがいっぱい' }, { cause: 'envelope.mailbox-full' }, /quota|mailbox (is )?full|insufficient/i, stage => withBigLetter(stage, 1, stage.other.address), {
    other: { quota: 400_000 },
  }),
  envelope('message-too-big', 'curl', { en: 'a letter that is bigger than allowed', ja: '許された大きさを超えた手紙' }, { cause: 'envelope.message-too-big' }, /size exceeds|too (big|large)|exceeds/i, stage => withBigLetter(stage, 6, stage.person.address)),
  envelope('unicode-address', 'swaks', { en: 'an address in Japanese letters from an app that cannot say so', ja: '日本語のアドレスを、対応していないアプリで使った' }, { cause: 'envelope.unicode-address' }, /5\.6\.7|smtputf8 (is )?required|unicode|non-ascii/i, stage =>
    withSwaks(stage.seat, sending(stage, 587, { to: `花子@${outside.domain}` })),
  ),
  envelope('bad-helo', 'swaks', { en: 'a device that greets with a name that is none', ja: '正しくない名前で挨拶する機器' }, { cause: 'envelope.bad-helo' }, /helo command rejected|need fully.qualified|invalid name/i, stage =>
    at25(stage, { sender: elsewhere }, ['--helo', 'my_printer!']),
  ),
]
