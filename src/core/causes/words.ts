/** Facts as words: the small pieces that several causes put into their sentences. */
import type { Language } from './define.ts'

export { serviceName } from '../authentication/services.ts'

/** As `Date.toISOString` writes a moment. */
const isoMoment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z$/

const dateFormats: Readonly<Record<Language, string>> = { ja: 'ja-JP', en: 'en-GB' }

const momentIn = (language: Language, timeZone: string, iso: string): string => {
  const text = new Intl.DateTimeFormat(dateFormats[language], { timeZone, dateStyle: 'long', timeStyle: 'short' }).format(new Date(iso))
  return timeZone === 'UTC' ? `${text} UTC` : text
}

/**
 * Facts with every moment among them as people write it where they are.
 * @param timeZone IANA name; the zone is only named when it is UTC, which is nobody's own
 */
export const withMoments = <F extends object>(facts: F, language: Language, timeZone: string): F =>
  Object.fromEntries(Object.entries(facts).map(([name, value]) => [name, typeof value === 'string' && isoMoment.test(value) ? momentIn(language, timeZone, value) : value])) as F

const unknownCountry: Readonly<Record<Language, string>> = { ja: '国の分からない場所', en: 'an unknown country' }

/** A country by its name. @param code ISO 3166-1 alpha-2; null: the table does not know the address */
export const countryName = (language: Language, code: string | null): string => {
  if (code === null) return unknownCountry[language]
  return /^[A-Z]{2}$/.test(code) ? `${new Intl.DisplayNames([language], { type: 'region' }).of(code)}` : code
}

const protocolNames: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  ja: { smtp: '送信（SMTP）', imap: '受信（IMAP）', pop3: '受信（POP）', sieve: '自動仕分け（Sieve）' },
  en: { smtp: 'sending (SMTP)', imap: 'receiving (IMAP)', pop3: 'receiving (POP)', sieve: 'filters (Sieve)' },
}

/** What a protocol is for, with its name. */
export const protocolName = (language: Language, protocol: string): string => protocolNames[language][protocol] ?? protocol

const blanksInJapanese: Readonly<Record<string, string>> = {
  space: '半角スペース',
  tab: 'タブ',
  newline: '改行',
  'no-break space': '改行なしスペース',
  'zero-width space': '幅のないスペース',
  'full-width space': '全角スペース',
  'byte order mark': '見えない文字（BOM）',
  'invisible character': '見えない文字',
}

/** A character that nobody sees, by its name. @param name in English */
export const blankName = (language: Language, name: string): string => (language === 'ja' ? (blanksInJapanese[name] ?? name) : name)

/** A character set by its name. @param name as it is registered, or in English where it is none */
export const charsetName = (language: Language, name: string): string => (language === 'ja' ? name.replace('UTF-8, encoded twice', '二重に変換されたUTF-8') : name)

const anywhere: Readonly<Record<Language, string>> = { ja: 'すべての回線', en: 'every network' }

/** A network in CIDR notation; one that is everything is said so. */
export const networkName = (language: Language, network: string): string => (network.endsWith('/0') ? anywhere[language] : network)

/** Names or values in one sentence, the first of them; a reader wants no column of ten. */
export const listed = (language: Language, items: readonly string[]): string => {
  const most = 4
  if (!items.length) return { ja: '（なし）', en: '(none)' }[language]
  const shown = items.slice(0, most).join(language === 'ja' ? '、' : ', ')
  const more = items.length - most
  if (more <= 0) return shown
  return language === 'ja' ? `${shown} ほか${more}件` : `${shown} and ${more} more`
}

const dnsTroubles: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  ja: {
    timeout: '時間内に応答がありません',
    unreachable: 'サーバーに届きません',
    refused: '応答を拒否されました',
    servfail: 'サーバーが内部エラー（SERVFAIL）を返しました',
    malformed: '応答が壊れています',
    lame: 'そのドメインを扱っていないサーバーです',
    notimp: '問い合わせの種類に対応していないサーバーです',
    'no-address': 'DNSサーバーのアドレスが見つかりません',
    'forbidden-address': 'DNSサーバーが公開されていないアドレスを指しています',
    loop: '別名（CNAME）が堂々めぐりをしています',
  },
  en: {
    timeout: 'no answer in time',
    unreachable: 'the server cannot be reached',
    refused: 'the server refused to answer',
    servfail: 'the server reported an internal error (SERVFAIL)',
    malformed: 'the answer was damaged',
    lame: 'the server does not serve this domain',
    notimp: 'the server does not know this kind of question',
    'no-address': 'the DNS server has no address',
    'forbidden-address': 'the DNS server is at an address that is not public',
    loop: 'the aliases (CNAME) go round in a circle',
  },
}

/** Why a DNS question has no answer, in words. @param why a code; anything else is shown as it is */
export const dnsTrouble = (language: Language, why: string): string => dnsTroubles[language][why] ?? why

const deliveryTroubles: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  ja: {
    'name-not-found': 'メールサーバーの名前が見つかりません',
    'connection-refused': '接続を拒否されました',
    timeout: '応答がありません',
    unreachable: 'サーバーに届きません',
    cut: '接続が途中で切れました',
    'mailbox-full': '宛先のメールボックスがいっぱいです',
    greylisted: '初めての送信元を一度待たせる設定です（グレーリスト）',
    tls: '暗号化した接続ができません',
    unknown: '理由は分かりません',
  },
  en: {
    'name-not-found': 'the name of the mail server is not found',
    'connection-refused': 'it refused the connection',
    timeout: 'it does not answer',
    unreachable: 'it cannot be reached',
    cut: 'the connection broke off',
    'mailbox-full': 'the mailbox is full',
    greylisted: 'it lets a sender that it does not know wait once (greylisting)',
    tls: 'no encrypted connection came about',
    unknown: 'the reason is not known',
  },
}

/** Why a mail still waits, in words. @param why a code; what a server said is shown as it is */
export const deliveryTrouble = (language: Language, why: string): string => deliveryTroubles[language][why] ?? why

const proofNames: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  ja: { 'name-servers': 'ネームサーバー', web: 'Web認証', mail: 'メール認証', txt: 'TXTレコード', operator: '運営者の確認', parent: '上位のドメイン' },
  en: { 'name-servers': 'name servers', web: 'web file', mail: 'code by mail', txt: 'TXT record', operator: "the operator's word", parent: 'the domain above' },
}

/** A proof by its name. */
export const proofName = (language: Language, proof: string): string => proofNames[language][proof] ?? proof
