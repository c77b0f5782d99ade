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
