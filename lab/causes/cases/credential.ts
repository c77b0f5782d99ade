/** Passwords that are not the mailbox's, and what they were instead. */
import type { Case, Stage, Wants } from '../case.ts'
import { withCurl, withFetchmail, withImapflow, withMbsync, withMsmtp, withMutt, withNodemailer, withPython, withSwaks } from '../clients/apps.ts'
import type { Person, PersonPlan } from '../people.ts'
import { sending, setup } from './setups.ts'

const apps = {
  swaks: { client: 'swaks', play: (stage: Stage, password: string) => withSwaks(stage.seat, sending(stage, 587, { password })) },
  curl: { client: 'curl', play: (stage: Stage, password: string) => withCurl(stage.seat, `imaps://${stage.side.host}/`, setup(stage, 993, { password })) },
  curlSmtp: { client: 'curl', play: (stage: Stage, password: string) => withCurl(stage.seat, `smtps://${stage.side.host}`, setup(stage, 465, { password }), [], sending(stage, 465)) },
  nodemailer: { client: 'nodemailer', play: (stage: Stage, password: string) => withNodemailer(stage.seat, sending(stage, 465, { password })) },
  msmtp: { client: 'msmtp', play: (stage: Stage, password: string) => withMsmtp(stage.seat, sending(stage, 587, { password })) },
  mutt: { client: 'mutt', play: (stage: Stage, password: string) => withMutt(stage.seat, sending(stage, 465, { password })) },
  smtplib: { client: 'Python smtplib', play: (stage: Stage, password: string) => withPython(stage.seat, 'smtp', setup(stage, 465, { password })) },
  imaplib: { client: 'Python imaplib', play: (stage: Stage, password: string) => withPython(stage.seat, 'imap', setup(stage, 143, { password })) },
  poplib: { client: 'Python poplib', play: (stage: Stage, password: string) => withPython(stage.seat, 'pop3', setup(stage, 995, { password })) },
  imapflow: { client: 'imapflow', play: (stage: Stage, password: string) => withImapflow(stage.seat, setup(stage, 993, { password })) },
  fetchmail: { client: 'fetchmail', play: (stage: Stage, password: string) => withFetchmail(stage.seat, 'imap', setup(stage, 993, { password })) },
  mbsync: { client: 'mbsync', play: (stage: Stage, password: string) => withMbsync(stage.seat, setup(stage, 993, { password })) },
}

interface Mistake {
  readonly app: keyof typeof apps
  readonly title: Case['title']
  readonly password: (person: Person) => string
  readonly wants: Wants
  readonly named: RegExp
  readonly person?: PersonPlan
}

const mistake = (name: string, { app, title, password, ...more }: Mistake): Case => ({
  name,
  family: 'credential',
  title,
  client: apps[app].client,
  play: stage => apps[app].play(stage, password(stage.person)),
  ...more,
})

const wrong = (app: keyof typeof apps): Case =>
  mistake(`wrong-password-${app}`, {
    app,
    title: { en: 'a wrong password', ja: '誤ったパスワード' },
    password: ({ localPart }) => `Fuyu-${localPart}-2041`,
    wants: { cause: 'credential.mismatch' },
    named: /password mismatch|wrong password/i,
  })

const stale = (app: keyof typeof apps, previous: string): Case =>
  mistake(`stale-password-${app}`, {
    app,
    title: { en: 'the password from before the last change', ja: '変更前の古いパスワードのまま' },
    password: ({ previous }) => previous!,
    wants: { cause: 'credential.stale-password' },
    named: /previous|changed|(old|former) password/i,
    person: { previous },
  })

const space = (name: string, app: keyof typeof apps, title: Case['title'], password: Mistake['password']): Case =>
  mistake(`space-${name}`, { app, title, password, wants: { cause: 'credential.surrounding-space' }, named: /\bspace|whitespace|control char/i })

const spaces: readonly Case[] = [
  space('trailing-curl', 'curl', { en: 'a space behind the password', ja: 'パスワードの後ろに空白が入った' }, ({ password }) => `${password} `),
  space('leading-swaks', 'swaks', { en: 'a space before the password', ja: 'パスワードの前に空白が入った' }, ({ password }) => ` ${password}`),
  space('both-smtplib', 'smtplib', { en: 'spaces before and behind the password', ja: 'パスワードの前後に空白が入った' }, ({ password }) => ` ${password} `),
  space('no-break-curl', 'curlSmtp', { en: 'a no-break space behind the password, copied from a web page', ja: 'ウェブページから写したパスワードの後ろに改行しない空白が付いた' }, ({ password }) => `${password}\u00a0`),
  space('wide-nodemailer', 'nodemailer', { en: 'a full-width space behind the password', ja: 'パスワードの後ろに全角の空白が入った' }, ({ password }) => `${password}\u3000`),
  space('newline-smtplib', 'smtplib', { en: 'a line break behind the password, from a file', ja: 'ファイルから読んだパスワードの後ろに改行が付いた' }, ({ password }) => `${password}\n`),
]

const fullWidth = (text: string): string => text.replace(/[!-~]/g, letter => String.fromCodePoint(letter.codePointAt(0)! + 0xfee0))

const swapCase = (text: string): string => text.replace(/[A-Za-z]/g, letter => (letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase()))

const variants: readonly Case[] = [
  mistake('full-width-nodemailer', { app: 'nodemailer', title: { en: 'the password typed full-width', ja: 'パスワードを全角で入力した' }, password: ({ password }) => fullWidth(password), wants: { cause: 'credential.full-width' }, named: /full.?width|non.?ascii|invalid char/i }),
  mistake('full-width-curl', { app: 'curl', title: { en: 'the password typed full-width', ja: 'パスワードを全角で入力した' }, password: ({ password }) => fullWidth(password), wants: { cause: 'credential.full-width' }, named: /full.?width|non.?ascii|invalid char/i }),
  mistake('caps-lock-msmtp', { app: 'msmtp', title: { en: 'the password typed with Caps Lock on', ja: 'Caps Lockのままパスワードを入力した' }, password: ({ password }) => swapCase(password), wants: { cause: 'credential.caps-lock' }, named: /caps.?lock|upper.?case/i }),
  mistake('caps-lock-imapflow', { app: 'imapflow', title: { en: 'the password typed with Caps Lock on', ja: 'Caps Lockのままパスワードを入力した' }, password: ({ password }) => swapCase(password), wants: { cause: 'credential.caps-lock' }, named: /caps.?lock|upper.?case/i }),
  mistake('totp-appended-mutt', { app: 'mutt', title: { en: "the panel's six digits behind the password", ja: 'パスワードの後ろに管理パネルの6桁の数字を付けた' }, password: ({ password }) => `${password}402817`, wants: { cause: 'credential.totp-appended' }, named: /totp|one.?time|six digits|two.?factor/i }),
  mistake('totp-alone-imaplib', { app: 'imaplib', title: { en: "the panel's six digits as the password", ja: '管理パネルの6桁の数字をパスワードにした' }, password: () => '739154', wants: { cause: 'credential.totp-alone', likely: true }, named: /totp|one.?time|six digits|two.?factor/i }),
]

const saslPlain = (user: string, password: Uint8Array): string => Buffer.concat([Buffer.from(`\0${user}\0`), password]).toString('base64')

/** The password below in Shift_JIS. */
const shiftJis = Buffer.from('82b382ad82e782c682dc82c282cc82a082a282be82cc82dd82bf', 'hex')

const otherCharset: Case = {
  name: 'other-charset-raw',
  family: 'credential',
  title: { en: 'a Japanese password, sent in Shift_JIS by an old app', ja: '古いアプリが日本語のパスワードをShift_JISで送った' },
  client: 'raw bytes',
  wants: { cause: 'credential.other-charset' },
  named: /charset|encoding|shift.?jis|not (valid )?utf-?8/i,
  person: { password: 'さくらとまつのあいだのみち' },
  play: ({ seat, side, person }) =>
    seat.speak({ host: side.host, port: 465, ca: side.ca }, [
      [/^220 /m, 'EHLO old-app\r\n'],
      [/^250 /m, `AUTH PLAIN ${saslPlain(person.address, shiftJis)}\r\n`],
      [/^[45]\d\d /m, 'QUIT\r\n'],
    ]),
}

const decomposed: Case = {
  ...mistake('decomposed-nodemailer', {
    app: 'nodemailer',
    title: { en: 'a password with an umlaut, sent in two parts (NFD), as a Mac may', ja: 'ウムラウト付きのパスワードが、Macのように2文字に分かれて(NFD)送られた' },
    password: ({ password }) => password.normalize('NFD'),
    wants: { note: 'charset-normalised' },
    named: /charset|encoding|normali[sz]ation|unicode/i,
    person: { password: 'Süß-und-Schön-3350' },
  }),
}

const empty: readonly Case[] = [
  mistake('empty-password-swaks', { app: 'swaks', title: { en: 'no password was saved', ja: 'パスワードが保存されていない' }, password: () => '', wants: { cause: 'credential.empty' }, named: /empty|no password|blank/i }),
  mistake('empty-password-imaplib', { app: 'imaplib', title: { en: 'no password was saved', ja: 'パスワードが保存されていない' }, password: () => '', wants: { cause: 'credential.empty' }, named: /empty|no password|blank/i }),
  {
    name: 'empty-login-imaplib',
    family: 'credential',
    title: { en: 'no user name was entered', ja: 'ユーザー名が入力されていない' },
    client: 'Python imaplib',
    wants: { cause: 'credential.empty' },
    named: /empty|no user ?name|blank/i,
    play: stage => withPython(stage.seat, 'imap', setup(stage, 993, { user: '""' })),
  },
]

/** The cases of this file. */
export const credentials: readonly Case[] = [
  ...(['swaks', 'mbsync', 'poplib', 'fetchmail'] as const).map(wrong),
  stale('mutt', 'Natsu-no-Umi-8317'),
  stale('imapflow', 'Haru-no-Yama-5526'),
  stale('poplib', 'Aki-no-Kawa-6094'),
  ...spaces,
  ...variants,
  otherCharset,
  decomposed,
  ...empty,
]
