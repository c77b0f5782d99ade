/** A domain's records in words: a line for each, what to do about those that are not right, and what to type into the form of a DNS company. */
import type { ComparedDomain } from '../actions/compare-records.ts'
import type { Language, Words } from '../base/language.ts'
import { explain, type Finding } from '../core/causes/index.ts'
import { type FormEntry, formEntry, type Provider } from '../core/dns/providers.ts'
import type { PlainRecord, Remedy, Verdict, VerdictState } from '../core/dns/verdict.ts'
import { ownTimeZone, pairs, printable, table, time } from './text.ts'

const ja = {
  heading: ['', 'レコード', '名前', '種別', '状態'],
  purpose: { mx: '受信 (MX)', spf: '送信元 (SPF)', dkim: '署名 (DKIM)', dmarc: '方針 (DMARC)' },
  state: { right: '正しい', missing: 'ありません', differs: '値が違います', conflicts: '矛盾しています', unknown: '確認できません', spreading: '正しい(反映待ち)' },
  until: (at: string) => `${at} までに行き渡ります`,
  ifNow: (at: string) => `今直すと、${at} までに行き渡ります`,
  found: '今の値',
  why: '理由',
  fix: '対処',
  when: '反映',
  place: { here: 'このサーバーのネームサービス', unknown: '(確認できません)' },
  dns: 'DNS',
  remove: '次のレコードを削除します:',
  change: '次のレコードを書き換えます:',
  enter: (provider: string, where: string) => `${provider}: ${where}で、次のとおり入力します:`,
  enterAnywhere: 'ご利用の DNS の設定画面で、次のレコードを登録します:',
  line: '入力欄に、次の1行を加えます:',
  empty: '(空欄)',
  tooLong: '値がこの画面の上限(255文字)を超えています。登録できないときは、ネームサーバーの変更か、短い鍵を検討してください',
  record: ['名前', '種別', '値'],
  allRight: 'すべて正しく登録されています',
  ifOther: (company: string, command: string) => `${company}の場合: ${command}`,
  fixHere: (domain: string) => `このサーバーで直せます: ./todoku domain records ${domain} --fix`,
}

const words: Words<typeof ja> = {
  ja,
  en: {
    heading: ['', 'record', 'name', 'type', 'state'],
    purpose: { mx: 'receiving (MX)', spf: 'senders (SPF)', dkim: 'signature (DKIM)', dmarc: 'policy (DMARC)' },
    state: { right: 'right', missing: 'missing', differs: 'another value', conflicts: 'conflicting', unknown: 'could not be checked', spreading: 'right, spreading' },
    until: at => `seen everywhere by ${at}`,
    ifNow: at => `changed now, it is seen everywhere by ${at}`,
    found: 'what is',
    why: 'why',
    fix: 'what to do',
    when: 'when',
    place: { here: 'our own name service', unknown: '(could not be checked)' },
    dns: 'DNS',
    remove: 'delete these records:',
    change: 'change this record:',
    enter: (provider, where) => `${provider}, ${where}: type this:`,
    enterAnywhere: 'add these records where the DNS of the domain is kept:',
    line: 'add this line:',
    empty: '(leave empty)',
    tooLong: 'the value is longer than this form takes (255 characters); if it is refused, think of other name servers or of a shorter key',
    record: ['name', 'type', 'value'],
    allRight: 'all records are as they should be',
    ifOther: (company, command) => `if it is ${company}: ${command}`,
    fixHere: domain => `to put this right here: ./todoku domain records ${domain} --fix`,
  },
}

const marks: Readonly<Record<VerdictState, string>> = { right: '✓', missing: '✗', differs: '✗', conflicts: '✗', unknown: '?', spreading: '…' }

/** The mark of a verdict: `✓` right, `✗` to be changed, `?` not known, `…` on its way. */
export const markOf = ({ state }: Pick<Verdict, 'state'>): string => marks[state]

/** A verdict in a few words, with the moment where one is known. */
export const stateWords = ({ state, seenBy }: Pick<Verdict, 'state' | 'seenBy'>, language: Language): string => {
  const say = words[language]
  return state === 'spreading' && seenBy !== null ? `${say.state[state]} ${say.until(time(new Date(seenBy)))}` : say.state[state]
}

/** A line for each record, lined up. */
export const recordTable = ({ verdicts }: Pick<ComparedDomain, 'verdicts'>, language: Language): string => {
  const say = words[language]
  return table(
    say.heading,
    verdicts.map(verdict => [markOf(verdict), say.purpose[verdict.wanted.purpose], verdict.wanted.name, verdict.wanted.type, stateWords(verdict, language)]),
  )
}

/** Whose DNS it is. */
export const placeWords = ({ place }: Pick<ComparedDomain, 'place'>, language: Language): string => {
  const say = words[language]
  if (place.kind !== 'outside') return say.place[place.kind]
  const servers = place.servers.join(', ')
  return place.provider ? `${place.provider.name[language]} (${servers})` : servers
}

const findingLines = (finding: Finding, language: Language): (readonly [string, string])[] => {
  const { why, fix } = explain(finding, language, ownTimeZone())
  return [
    [words[language].why, why],
    [words[language].fix, fix],
  ]
}

const entryText = (entry: FormEntry, language: Language): string[] => {
  const say = words[language]
  if (entry.kind === 'line') return [say.line, `  ${entry.line}`]
  return [...pairs(entry.fields.map(({ label, value }) => [label, value === '' ? say.empty : value] as const), null).split('\n').map(line => `  ${line}`), ...(entry.isTooLong ? [`  ! ${say.tooLong}`] : [])]
}

const plainText = ({ name, type, value }: PlainRecord, language: Language): string[] => {
  const [ofName, ofType, ofValue] = words[language].record
  return pairs([[ofName!, name], [ofType!, type], [ofValue!, value]], null).split('\n').map(line => `  ${line}`)
}

/** The one record that becomes another, rather than several that go away. */
const isChanged = ({ put, instead: [first, ...others] }: Remedy): boolean => first !== undefined && !others.length && first.name === put.name && first.type === put.type

/** What a person does at the company where the DNS is. */
const byHand = ({ zone }: ComparedDomain, { remedy, found }: Verdict, provider: Provider | null, language: Language): string[] => {
  if (remedy === null) return []
  const say = words[language]
  const { put, instead } = remedy
  const isThere = found.includes(put.value)
  const removed = instead.length ? [isChanged(remedy) && !isThere ? say.change : say.remove, ...instead.map(({ name, type, value }) => printable(`  ${name}  ${type}  ${value}`))] : []
  if (isThere) return removed
  const entry = provider && formEntry(provider, zone, put, language)
  return [...removed, provider && entry ? say.enter(provider.name[language], provider.where[language]) : say.enterAnywhere, ...(entry ? entryText(entry, language) : plainText(put, language))]
}

const verdictText = (compared: ComparedDomain, verdict: Verdict, provider: Provider | null, language: Language): string => {
  const say = words[language]
  const { wanted, found, findings, seenBy, state } = verdict
  const [first] = findings
  return [
    printable(`${markOf(verdict)} ${say.purpose[wanted.purpose]}  ${first ? explain(first, language, ownTimeZone()).title : say.state[state]}`),
    pairs([
      ...found.map((value, i) => [i ? '' : say.found, value] as const),
      ...findings.flatMap(finding => findingLines(finding, language)),
      ...(seenBy === null || state === 'spreading' ? [] : [[say.when, say.ifNow(time(new Date(seenBy)))] as const]),
    ]),
    ...(compared.place.kind === 'here' ? [] : byHand(compared, verdict, provider, language)),
  ].join('\n')
}

const isInOrder = ({ state }: Verdict): boolean => state === 'right'

/**
 * A page about a domain's records.
 * @param provider whose form is shown; null: the record as it is
 */
export const recordsText = (compared: ComparedDomain, provider: Provider | null, language: Language): string => {
  const say = words[language]
  const { domain, verdicts, findings, place } = compared
  const wrong = verdicts.filter(verdict => !isInOrder(verdict))
  return [
    `${domain}\n${pairs([[say.dns, placeWords(compared, language)]])}`,
    recordTable(compared, language),
    ...findings.map(finding => `! ${explain(finding, language, ownTimeZone()).title}\n${pairs(findingLines(finding, language))}`),
    ...wrong.map(verdict => verdictText(compared, verdict, provider, language)),
    ...(wrong.length ? [] : [say.allRight]),
    ...(place.kind === 'outside' && wrong.length ? place.others.map(({ id, name }) => say.ifOther(name[language], `./todoku domain records ${domain} --provider ${id}`)) : []),
    ...(place.kind === 'here' && wrong.some(({ remedy }) => remedy !== null) ? [say.fixHere(domain)] : []),
  ].join('\n\n')
}

const findingJson = (finding: Finding, language: Language): object => {
  const { title, why, fix } = explain(finding, language, ownTimeZone())
  return { ...finding, title, why, fix }
}

/** The same for a program. */
export const recordsJson = ({ domain, at, zone, place, verdicts, findings }: ComparedDomain, provider: Provider | null, language: Language): object => ({
  domain,
  at,
  zone,
  place: place.kind === 'outside' ? { kind: place.kind, servers: place.servers, provider: place.provider?.id ?? null } : place,
  records: verdicts.map(({ wanted, state, found, remedy, findings: list, seenBy }) => ({
    ...wanted,
    state,
    found,
    remedy,
    form: remedy && provider ? formEntry(provider, zone, remedy.put, language) : null,
    seenBy,
    findings: list.map(finding => findingJson(finding, language)),
  })),
  findings: findings.map(finding => findingJson(finding, language)),
})
