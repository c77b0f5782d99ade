/** Notices of sign-ins as one letter: what happened, when and where for the reader, and what to do. Pure. */
import { countryName, networkName } from '../causes/words.ts'
import type { Language } from '../causes/define.ts'
import { plainWords } from '../values/plain-words.ts'

export type NoticeKind = 'new-country' | 'new-device' | 'stale-device' | 'throttle' | 'password-exposed'

/** One notice, with what is known of it. */
export interface Notice {
  readonly kind: NoticeKind
  readonly at: Date
  readonly mailbox: string
  /** In CIDR form. */
  readonly network: string | null
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null
  /** What the client calls itself, once it had the right password, or one that was right before. */
  readonly client: string | null
  /** How many tries it stands for. */
  readonly count: number
  /** When a throttle ends. */
  readonly until: Date | null
  /** Opens the attempt. */
  readonly ref: string | null
}

export interface Digest {
  readonly subject: string
  readonly text: string
}

/** Nobody reads more in one sitting; the rest is counted. */
const mostShown = 20

/** What cannot wait comes first. */
const urgency: readonly NoticeKind[] = ['password-exposed', 'new-country', 'throttle', 'stale-device', 'new-device']

interface Words {
  readonly subject: (mailboxes: readonly string[], count: number) => string
  readonly opening: (hostName: string, zone: string) => string
  readonly title: Readonly<Record<NoticeKind, string>>
  readonly advice: Readonly<Record<NoticeKind, (notice: Notice, until: string) => string>>
  readonly place: (notice: Notice) => string
  readonly times: (count: number) => string
  readonly more: (count: number) => string
  readonly closing: string
}

const countryOf = (language: Language, { country }: Notice): string | null => (country === null ? null : countryName(language, country))

const ja: Words = {
  subject: ([first = '', ...others], count) => `サインインについてのお知らせ（${count}件）: ${first}${others.length ? ` ほか${others.length}` : ''}`,
  opening: (hostName, zone) => `メールサーバー ${hostName} からのお知らせです。\nサインインについて、ご確認いただきたいことがありました。\n時刻はすべて ${zone} の時刻です。`,
  title: {
    'password-exposed': 'パスワードが暗号化されずに送られました',
    'new-country': '初めての国からサインインがありました',
    throttle: '間違ったパスワードが続いたため、サインインを一時的に止めています',
    'stale-device': '古いパスワードを使い続けている端末があります',
    'new-device': '新しい端末からサインインがありました',
  },
  advice: {
    'password-exposed': () => 'ご自身のアプリでしたら、パスワードを途中で誰かに読まれたおそれがあります。すぐにパスワードを変え、アプリの設定で「SSL/TLS」（送信は465、受信は993）を選んでください。心当たりがなければ、このサインインは受け付けていませんので、何もする必要はありません。',
    'new-country': () => '心当たりがあれば、何もする必要はありません。心当たりがなければ、すぐにパスワードを変えてください。',
    throttle: ({ ref }, until) =>
      `${until}に自動で解除されます。ご自身でしたら、正しいパスワードを設定してからお待ちください。${ref === null ? '' : `急ぐときは、参照番号 ${ref} を管理者に伝えてください（管理者の操作: ./todoku pass me ${ref}）。`}心当たりがなければ、何もする必要はありません。`,
    'stale-device': ({ ref }) => `その端末のメールの設定に、今のパスワードを入れ直してください。${ref === null ? '' : `詳しくは、管理者が ./todoku explain ${ref} で見られます。`}`,
    'new-device': () => '心当たりがあれば、何もする必要はありません。心当たりがなければ、すぐにパスワードを変えてください。',
  },
  place: notice =>
    [
      ['場所', countryOf('ja', notice)],
      ['回線', notice.network && networkName('ja', notice.network)],
      ['端末', plainWords(notice.client ?? '')],
    ]
      .flatMap(([name, value]) => (value ? [`${name}: ${value}`] : []))
      .join('、'),
  times: count => `（${count}回）`,
  more: count => `このほかに${count}件あります。管理者は ./todoku attempts ですべてを見られます。`,
  closing: 'このメールはサーバーが自動で作成しました。返信しても読まれません。\nお知らせは、多くても1時間に1通にまとめてお送りします。',
}

const en: Words = {
  subject: ([first = '', ...others], count) => `About sign-ins (${count}): ${first}${others.length ? ` and ${others.length} more` : ''}`,
  opening: (hostName, zone) => `This is the mail server ${hostName}.\nSomething about sign-ins deserves a look.\nAll times are in ${zone}.`,
  title: {
    'password-exposed': 'A password was sent without encryption',
    'new-country': 'A sign-in from a country for the first time',
    throttle: 'Sign-in is held up for a while, after many wrong passwords',
    'stale-device': 'A device keeps using an old password',
    'new-device': 'A sign-in from a new device',
  },
  advice: {
    'password-exposed': () => 'If it was you, somebody on the way may have read the password: change it now, and choose "SSL/TLS" in the app (465 for sending, 993 for receiving). If not, it was not let in, and there is nothing to do.',
    'new-country': () => 'If it was you, there is nothing to do. If not, change the password now.',
    throttle: ({ ref }, until) =>
      `It ends by itself: ${until}. If it was you, enter the right password and wait. ${ref === null ? '' : `If it is urgent, tell your administrator the reference ${ref} (who runs: ./todoku pass me ${ref}). `}If it was not you, there is nothing to do.`,
    'stale-device': ({ ref }) => `Enter the password of today in the mail settings of that device.${ref === null ? '' : ` Your administrator sees more with: ./todoku explain ${ref}`}`,
    'new-device': () => 'If it was you, there is nothing to do. If not, change the password now.',
  },
  place: notice =>
    [
      ['from', countryOf('en', notice)],
      ['network', notice.network && networkName('en', notice.network)],
      ['device', plainWords(notice.client ?? '')],
    ]
      .flatMap(([name, value]) => (value ? [`${name}: ${value}`] : []))
      .join(', '),
  times: count => ` (${count} times)`,
  more: count => `There are ${count} more. Your administrator sees all of them with: ./todoku attempts`,
  closing: 'The server wrote this by itself; nobody reads replies.\nNotices come together, one letter an hour at the most.',
}

const words: Readonly<Record<Language, Words>> = { ja, en }

/** One line for what is equal to the reader: the latest, with a count. */
const foldEqual = (notices: readonly Notice[]): Notice[] => {
  const folded = new Map<string, Notice>()
  for (const notice of notices.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
    const key = JSON.stringify([notice.kind, notice.mailbox, notice.network, notice.client])
    folded.set(key, { ...notice, count: notice.count + (folded.get(key)?.count ?? 0) })
  }
  return [...folded.values()].toSorted((a, b) => urgency.indexOf(a.kind) - urgency.indexOf(b.kind) || b.at.getTime() - a.at.getTime())
}

const paragraph = (notice: Notice, language: Language, clock: Intl.DateTimeFormat): string => {
  const say = words[language]
  const { kind, at, mailbox, count, until } = notice
  return [
    `■ ${say.title[kind]}`,
    `${clock.format(at)}  ${mailbox}${count > 1 ? say.times(count) : ''}`,
    say.place(notice),
    say.advice[kind](notice, until === null ? '' : clock.format(until)),
  ]
    .filter(line => line !== '')
    .join('\n')
}

/**
 * Composes a letter.
 * @param zone IANA time zone of the reader
 * @param notices at least one
 */
export const composeDigest = (notices: readonly Notice[], language: Language, hostName: string, zone: string): Digest => {
  const say = words[language]
  const clock = new Intl.DateTimeFormat(language === 'ja' ? 'ja-JP' : 'en-GB', { timeZone: zone, month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const folded = foldEqual(notices)
  const paragraphs = folded.slice(0, mostShown).map(notice => paragraph(notice, language, clock))
  const more = folded.length > mostShown ? [say.more(folded.length - mostShown)] : []
  return {
    subject: say.subject([...new Set(folded.map(({ mailbox }) => mailbox))], folded.length),
    text: `${[say.opening(hostName, zone), ...paragraphs, ...more, say.closing].join('\n\n')}\n`,
  }
}

/** The zone that a reader lives in: the configured one; else the machine's, which on servers is often none that anybody lives in. */
export const readerZone = (configured: string, machine: string, language: Language): string => {
  if (configured !== '') return configured
  return language === 'ja' && /^(Etc\/)?(UTC|GMT|UCT|Zulu)$/.test(machine) ? 'Asia/Tokyo' : machine
}
