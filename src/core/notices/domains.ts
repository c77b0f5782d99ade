/** Notices about domains as one letter: what became of a name, until when something can be done, and what. Pure. */
import type { Language } from '../causes/define.ts'
import { explain, type Finding } from '../causes/index.ts'
import { listed, proofName } from '../causes/words.ts'
import type { Digest } from './digest.ts'

export const domainNoticeKinds = [
  'hand-over-started',
  'hand-over-done',
  'hand-over-contested',
  'proof-lost',
  'claim-proven',
  'claim-lapsing',
  'claim-lapsed',
  'records-changed',
] as const

export type DomainNoticeKind = (typeof domainNoticeKinds)[number]

/** One notice, with what is known of it. */
export interface DomainNotice {
  readonly kind: DomainNoticeKind
  readonly at: Date
  /** As people write it: 日本語.jp. */
  readonly domain: string
  /** Of a hand-over: whether the reader has the name until then, or comes to have it. */
  readonly side: 'from' | 'to'
  /** By what somebody proved it; null where nobody did. */
  readonly proof: string | null
  /** Until when something can be done, or when it happens by itself. */
  readonly until: Date | null
  /** Of a hand-over that is done: whether mailboxes and mail went along. */
  readonly isWithMail: boolean
  /** Of a hand-over that is over: nothing passed. */
  readonly isCalledOff: boolean
  /** What was seen. */
  readonly findings: readonly Finding[]
}

interface Words {
  readonly subject: (domains: readonly string[], count: number) => string
  readonly opening: (hostName: string, zone: string) => string
  readonly title: (notice: DomainNotice) => string
  readonly advice: (notice: DomainNotice, until: string) => string
  readonly closing: string
}

/** Whatever the reader can do, he does by these. */
const command = (text: string): string => `./todoku domain ${text}`

const jaTitle = ({ kind, side, isCalledOff }: DomainNotice): string =>
  ({
    'hand-over-started': side === 'from' ? '別の利用者が、このドメインの所有権を確認しました' : '所有権が確認できました。いまの利用者からの引き継ぎを待っています',
    'hand-over-done': isCalledOff ? 'ドメインの引き継ぎは取りやめになりました' : side === 'from' ? 'このドメインは別の利用者に移りました' : 'ドメインの引き継ぎが終わりました',
    'hand-over-contested': side === 'from' ? '異議を受け付けました。運営者が判断します' : 'いまの利用者から異議がありました。運営者が判断します',
    'proof-lost': 'ドメインの所有権を確認できなくなっています',
    'claim-proven': 'ドメインの所有権が確認できました',
    'claim-lapsing': 'ドメインの所有権の確認が、もうすぐ期限切れになります',
    'claim-lapsed': 'ドメインの所有権の確認が、期限切れになりました',
    'records-changed': 'ドメインのDNSレコードに変化がありました',
  })[kind]

const jaAdvice = ({ kind, side, domain, proof, isWithMail, isCalledOff }: DomainNotice, until: string): string => {
  switch (kind) {
    case 'hand-over-started':
      return side === 'from'
        ? `${until}まではこれまでどおりメールをお使いいただけます。その後、このドメインは新しい利用者に移ります。ドメインを譲った場合は、${command(`hand-over ${domain} --agree`)} で早めることもできます。今もご自身のドメインなら、期限までに所有権をもう一度確認し、${command(`hand-over ${domain} --object`)} で異議を申し立ててください。届いたメールが新しい利用者に渡ることはありません。`
        : `${until}に引き継がれます。確認に使ったファイルやレコードは、それまで消さないでください。`
    case 'hand-over-done':
      if (isCalledOff) return side === 'from' ? 'ドメインもメールも、これまでどおりお使いいただけます。' : `ドメインは、これまでの利用者のままです。今の状態は ${command(`check ${domain}`)} で見られます。`
      if (side === 'to') return isWithMail ? 'メールアドレスとメールもいっしょに引き継ぎました。パスワードと転送の設定は前のままで、前の利用者はそのまま使えます。パスワードを変更し、転送先を確認してください。' : 'メールアドレスはまだありません。使うアドレスを作ってください。'
      return isWithMail ? 'メールアドレスとメールもいっしょに渡しました。' : 'これまでのメールアドレスとメールはゴミ箱に保管してあり、新しい利用者には見えません。必要な場合は、運営者に復元を相談してください。'
    case 'hand-over-contested':
      return '判断が出るまで、メールはいまの利用者に届き続けます。運営者からの連絡をお待ちください。'
    case 'proof-lost':
      return `メールは止めていません。ドメインの期限切れやネームサーバーの変更に心当たりがないか確かめ、${command(`check ${domain}`)} で今の状態を見てください。`
    case 'claim-proven':
      return `確認の方法は「${proofName('ja', proof ?? '')}」です。次に、DNSレコードを確かめてください: ${command(`records ${domain}`)}`
    case 'claim-lapsing':
      return `${until}までに確認できないと、自動の確認を終えます。続ける場合は、${command(`check ${domain}`)} で足りないものを見るか、${command(`renew ${domain}`)} で期限を延ばしてください。`
    case 'claim-lapsed':
      return `用意したメールアドレスは残っています。続ける場合は、${command(`renew ${domain}`)} で確認をもう一度始めてください。`
    case 'records-changed':
      return `詳しくは ${command(`records ${domain}`)} で見られます。`
  }
}

const ja: Words = {
  subject: (domains, count) => `ドメインについてのお知らせ（${count}件）: ${listed('ja', domains)}`,
  opening: (hostName, zone) => `メールサーバー ${hostName} からのお知らせです。\n時刻はすべて ${zone} の時刻です。`,
  title: jaTitle,
  advice: jaAdvice,
  closing: 'このメールはサーバーが自動で作成しました。返信しても読まれません。',
}

const enTitle = ({ kind, side, isCalledOff }: DomainNotice): string =>
  ({
    'hand-over-started': side === 'from' ? 'Somebody else has proven that this domain is theirs' : 'It is proven that this domain is yours; it is still to come over from its present owner',
    'hand-over-done': isCalledOff ? 'The domain does not change hands after all' : side === 'from' ? 'This domain has passed to somebody else' : 'The domain has come over to you',
    'hand-over-contested': side === 'from' ? 'Your objection is noted; the operator decides' : 'The present owner objects; the operator decides',
    'proof-lost': 'What proved that this domain is yours is no longer there',
    'claim-proven': 'It is proven that this domain is yours',
    'claim-lapsing': 'The time to prove this domain is nearly over',
    'claim-lapsed': 'The time to prove this domain is over',
    'records-changed': 'Something changed in the DNS records of this domain',
  })[kind]

const enAdvice = ({ kind, side, domain, proof, isWithMail, isCalledOff }: DomainNotice, until: string): string => {
  switch (kind) {
    case 'hand-over-started':
      return side === 'from'
        ? `Until ${until} your mail goes on as before; then the domain passes to its new owner. If you gave it away, you can let it pass at once: ${command(`hand-over ${domain} --agree`)}. If it is still yours, prove it once more before then and object: ${command(`hand-over ${domain} --object`)}. The mail that you have is not given to anybody.`
        : `It comes over on ${until}. Until then leave the file or record in place that proved it.`
    case 'hand-over-done':
      if (isCalledOff) return side === 'from' ? 'Your domain and its mail stay as they are.' : `It stays with its present owner. How your claim stands: ${command(`check ${domain}`)}`
      if (side === 'to') return isWithMail ? 'Its mailboxes and their mail came with it. Passwords and forwards are as they were, and whoever had the domain still knows them: set new passwords, and look where mail is forwarded.' : 'It has no mailboxes yet: add those that you need.'
      return isWithMail ? 'Its mailboxes and their mail went with it.' : 'Your mailboxes and their mail are kept in the trash, where the new owner does not see them. If you need them, ask the operator to bring them back.'
    case 'hand-over-contested':
      return 'Until then mail goes to the present owner as before. Wait for word from the operator.'
    case 'proof-lost':
      return `Your mail goes on. See whether the domain has expired or its name servers were changed, and look at how things stand: ${command(`check ${domain}`)}`
    case 'claim-proven':
      return `By: ${proofName('en', proof ?? '')}. Look at its DNS records next: ${command(`records ${domain}`)}`
    case 'claim-lapsing':
      return `After ${until} we stop looking. To go on, see what is missing with ${command(`check ${domain}`)}, or take more time with ${command(`renew ${domain}`)}.`
    case 'claim-lapsed':
      return `The mailboxes that you prepared are still there. To go on, begin again with ${command(`renew ${domain}`)}.`
    case 'records-changed':
      return `See more with ${command(`records ${domain}`)}.`
  }
}

const en: Words = {
  subject: (domains, count) => `About your domains (${count}): ${listed('en', domains)}`,
  opening: (hostName, zone) => `This is the mail server ${hostName}.\nAll times are in ${zone}.`,
  title: enTitle,
  advice: enAdvice,
  closing: 'The server wrote this by itself; nobody reads replies.',
}

const words: Readonly<Record<Language, Words>> = { ja, en }

const findingLines = (findings: readonly Finding[], language: Language, zone: string): string[] =>
  findings.map(finding => {
    const { title, fix } = explain(finding, language, zone)
    return language === 'ja' ? `・${title}: ${fix}` : `- ${title}: ${fix}`
  })

/**
 * Composes a letter about domains.
 * @param zone IANA time zone of the reader
 * @param notices at least one
 */
export const composeDomainLetter = (notices: readonly DomainNotice[], language: Language, hostName: string, zone: string): Digest => {
  const say = words[language]
  const clock = new Intl.DateTimeFormat(language === 'ja' ? 'ja-JP' : 'en-GB', { timeZone: zone, month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const paragraphs = notices.map(notice =>
    [
      `■ ${say.title(notice)}`,
      `${clock.format(notice.at)}  ${notice.domain}`,
      ...findingLines(notice.findings, language, zone),
      say.advice(notice, notice.until === null ? '' : clock.format(notice.until)),
    ].join('\n'),
  )
  return {
    subject: say.subject([...new Set(notices.map(({ domain }) => domain))], notices.length),
    text: `${[say.opening(hostName, zone), ...paragraphs, say.closing].join('\n\n')}\n`,
  }
}
