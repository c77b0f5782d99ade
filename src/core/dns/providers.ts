/**
 * What the form of a DNS company wants in its fields: the same record is `@` in one, empty in another and a line of text in a third.
 * Companies are recognised by their name servers. Where a form is not known, the record is shown as it is.
 */
import type { Language } from '../causes/define.ts'
import type { PlainRecord } from './verdict.ts'

export type ProviderId = 'onamae' | 'muumuu' | 'value-domain' | 'sakura' | 'cloudflare' | 'route53'

type Said = Readonly<Record<Language, string>>

/** The words above a form's fields. */
interface Labels {
  readonly name: Said
  readonly type: Said
  readonly value: Said
  /** Null: the priority of MX is written before the value. */
  readonly priority: Said | null
  /** Above the value where the type is MX, when it is called otherwise. */
  readonly mailServer?: Said
}

interface Fields {
  readonly kind: 'fields'
  readonly labels: Labels
  /** What stands for the domain itself. */
  readonly apex: '' | '@'
  /** Host names in values end with a dot; without it the form adds the domain. */
  readonly isDotted: boolean
  /** The text of TXT records stands in quotes, in parts of 255 bytes. */
  readonly isQuoted: boolean
  /** Longest text that the form takes; null where the company cuts a long one by itself. */
  readonly longest: number | null
}

/** A text field with one record a line. */
interface Lines {
  readonly kind: 'lines'
}

export interface Provider {
  readonly id: ProviderId
  readonly name: Said
  /** Of its name servers' host names. */
  readonly nameServers: RegExp
  /** Where its form is found. */
  readonly where: Said
  readonly form: Fields | Lines
}

const same = (text: string): Said => ({ ja: text, en: text })

/**
 * Checked in November 2026 against the companies' help pages and what their customers write about them. Where several have the same name servers,
 * the one that more people use comes first: Value Domain's are Onamae.com's since both belong to one group.
 */
export const providers: readonly Provider[] = [
  {
    id: 'onamae',
    name: { ja: 'お名前.com', en: 'Onamae.com' },
    nameServers: /^(\d+\.dnsv\.jp|dns\d+\.onamae\.com)$/,
    where: { ja: 'お名前.com Navi の「DNS設定/転送設定」→「DNSレコード設定を利用する」', en: 'Onamae.com Navi, "DNS設定/転送設定", "DNSレコード設定を利用する"' },
    form: { kind: 'fields', labels: { name: same('ホスト名'), type: same('TYPE'), value: same('VALUE'), priority: same('優先') }, apex: '', isDotted: false, isQuoted: false, longest: null },
  },
  {
    id: 'muumuu',
    name: { ja: 'ムームードメイン', en: 'Muumuu Domain' },
    nameServers: /^dns\d+\.muumuu-domain\.com$/,
    where: { ja: 'コントロールパネルの「ドメイン操作」→「ムームーDNS」→「カスタム設定」の「設定2」', en: 'the control panel, "ドメイン操作", "ムームーDNS", "カスタム設定", "設定2"' },
    form: { kind: 'fields', labels: { name: same('サブドメイン'), type: same('種別'), value: same('内容'), priority: same('優先度') }, apex: '', isDotted: false, isQuoted: false, longest: 255 },
  },
  {
    id: 'value-domain',
    name: { ja: 'バリュードメイン', en: 'Value Domain' },
    nameServers: /^(ns\d+\.value-domain\.com|\d+\.dnsv\.jp)$/,
    where: { ja: '「ドメイン一覧」→「DNS/URL」の入力欄(1行に1つ)', en: 'the text field of "DNS/URL" in the list of domains, one record a line' },
    form: { kind: 'lines' },
  },
  {
    id: 'sakura',
    name: { ja: 'さくらのドメイン', en: 'Sakura Internet' },
    nameServers: /^ns\d\.dns\.ne\.jp$/,
    where: { ja: 'ドメインコントロールパネルの「ゾーン」→「編集」→「レコード追加」', en: 'the domain control panel, "ゾーン", "編集", "レコード追加"' },
    form: { kind: 'fields', labels: { name: same('エントリ名'), type: same('タイプ'), value: same('データ'), priority: null }, apex: '@', isDotted: true, isQuoted: false, longest: 255 },
  },
  {
    id: 'cloudflare',
    name: same('Cloudflare'),
    nameServers: /^[a-z0-9-]+\.ns\.cloudflare\.com$/,
    where: { ja: 'ダッシュボードの「DNS」→「レコード」→「レコードを追加」', en: 'the dashboard, "DNS", "Records", "Add record"' },
    form: {
      kind: 'fields',
      labels: { name: { ja: '名前', en: 'Name' }, type: { ja: 'タイプ', en: 'Type' }, value: { ja: 'コンテンツ', en: 'Content' }, priority: { ja: '優先度', en: 'Priority' }, mailServer: { ja: 'メール サーバー', en: 'Mail server' } },
      apex: '@',
      isDotted: false,
      isQuoted: false,
      longest: null,
    },
  },
  {
    id: 'route53',
    name: same('Amazon Route 53'),
    nameServers: /^ns-\d+\.awsdns-\d+\.(com|net|org|co\.uk)$/,
    where: { ja: 'コンソールの「ホストゾーン」→「レコードを作成」', en: 'the console, "Hosted zones", "Create record"' },
    form: { kind: 'fields', labels: { name: { ja: 'レコード名', en: 'Record name' }, type: { ja: 'レコードタイプ', en: 'Record type' }, value: { ja: '値', en: 'Value' }, priority: null }, apex: '', isDotted: false, isQuoted: true, longest: null },
  },
]

/** The companies that a domain's name servers may belong to, the likeliest first; none when they are nobody's that is known, or of several. */
export const providersOf = (servers: readonly string[]): Provider[] => (servers.length ? providers.filter(({ nameServers }) => servers.every(server => nameServers.test(server))) : [])

/** A company by its id; null when there is none such. */
export const providerNamed = (id: string): Provider | null => providers.find(provider => provider.id === id) ?? null

/** What is typed where. */
export type FormEntry =
  | { readonly kind: 'fields'; readonly fields: readonly { readonly label: string; readonly value: string }[]; /** The text is longer than the form takes. */ readonly isTooLong: boolean }
  | { readonly kind: 'line'; readonly line: string }

/** A name as a form wants it that adds the zone by itself. */
const relative = (name: string, zone: string, apex: string): string => (name === zone ? apex : name.endsWith(`.${zone}`) ? name.slice(0, -zone.length - 1) : name)

/** Parts of 255 bytes, each in quotes (RFC 1035 3.3). TXT values here are ASCII. */
const quoted = (text: string): string => (text.match(/[\s\S]{1,255}/g) ?? ['']).map(part => `"${part.replace(/["\\]/g, '\\$&')}"`).join(' ')

const mxParts = (value: string): { priority: string; host: string } => {
  const [priority = '', host = ''] = value.split(' ')
  return { priority, host }
}

/** Null for the MX record of a subdomain: how that line is written is not known. */
const lineOf = ({ name, type, value }: PlainRecord, zone: string): string | null => {
  if (type !== 'MX') return `${type.toLowerCase()} ${relative(name, zone, '@')} ${value}`
  const { priority, host } = mxParts(value)
  return name === zone ? `mx ${host}. ${priority}` : null
}

const fieldsOf = ({ name, type, value }: PlainRecord, zone: string, { labels, apex, isDotted, isQuoted }: Fields, language: Language): { label: string; value: string }[] => {
  const field = (label: Said, text: string): { label: string; value: string } => ({ label: label[language], value: text })
  const head = [field(labels.name, relative(name, zone, apex)), field(labels.type, type)]
  if (type !== 'MX') return [...head, field(labels.value, type === 'TXT' && isQuoted ? quoted(value) : value)]
  const { priority, host } = mxParts(value)
  const target = isDotted ? `${host}.` : host
  if (labels.priority === null) return [...head, field(labels.value, `${priority} ${target}`)]
  return [...head, field(labels.mailServer ?? labels.value, target), field(labels.priority, priority)]
}

/**
 * A record as it is typed into a company's form.
 * @param zone the domain as the company knows it: the form adds it to names
 * @returns null where it is not known how
 */
export const formEntry = ({ form }: Provider, zone: string, record: PlainRecord, language: Language): FormEntry | null => {
  if (form.kind === 'fields') return { kind: 'fields', fields: fieldsOf(record, zone, form, language), isTooLong: record.type === 'TXT' && form.longest !== null && record.value.length > form.longest }
  const line = lineOf(record, zone)
  return line === null ? null : { kind: 'line', line }
}
