/** `todoku country …`: from which countries people sign in. */
import type { Command } from 'commander'
import { changeCountryRule, type CountryRuleDescription, describeCountryRule, type SaidBy } from '../../actions/change-country-rule.ts'
import { type Installation, operator } from '../../actions/installation.ts'
import { readCountryTable } from '../../actions/read-country-table.ts'
import type { Language, Words } from '../../base/language.ts'
import { countryName } from '../../core/causes/words.ts'
import { no, type Result, yes } from '../../core/values/result.ts'
import { confirm } from '../confirm.ts'
import { passJson } from '../present.ts'
import type { CliRefusal } from '../refusals.ts'
import { type Cli, command, group, type Shown } from '../run.ts'
import { pairs } from '../text.ts'
import { passRow } from './pass-words.ts'

const ja = {
  group: '国別ルール',
  show: '国別ルールを見る(ドメインかアドレス)',
  set: '国別ルールを変える(ドメインかアドレス)',
  smtp: '送信 (SMTP) に国別ルールを使うか(on、off、inherit)',
  retrieval: '受信 (IMAP・POP3) に国別ルールを使うか(on、off、inherit)',
  countries: '許可する国(JP,US のようにコンマで区切る。inherit で元に戻す)',
  yes: '尋ねずに実行する',
  facts: { smtp: '送信 (SMTP)', retrieval: '受信 (IMAP・POP3)', countries: '許可する国', pass: 'パス' },
  on: '下の国からだけ',
  off: 'どの国からでも',
  saidBy: { mailbox: 'このアドレスの設定', domain: 'ドメインの設定', installation: '全体の設定' },
  soon: '数秒で反映されます',
  warning: (name: string) => `${name} の送信を、すべての国から使えるようにします`,
}

const words: Words<typeof ja> = {
  ja,
  en: {
    group: 'the country rule',
    show: 'show the country rule of a domain or a mailbox',
    set: 'change the country rule of a domain or a mailbox',
    smtp: 'whether it holds for sending (SMTP): on, off, inherit',
    retrieval: 'whether it holds for reading (IMAP, POP3): on, off, inherit',
    countries: 'which countries are let in, with commas between (JP,US), or inherit',
    yes: 'do not ask',
    facts: { smtp: 'sending (SMTP)', retrieval: 'reading (IMAP, POP3)', countries: 'countries', pass: 'also let in' },
    on: 'only from the countries below',
    off: 'from every country',
    saidBy: { mailbox: 'set for this mailbox', domain: 'set for the domain', installation: 'set for the whole installation' },
    soon: 'this takes effect within seconds',
    warning: name => `lets ${name} send from every country`,
  },
}

const described = async (say: typeof ja, language: Language, installation: Installation, { place, own, effective, saidBy, passes }: CountryRuleDescription, lastLine = ''): Promise<Shown> => {
  const { status, line, warnings } = await readCountryTable(installation, new Date(), language)
  const said = (text: string, by: SaidBy): string => `${text} (${say.saidBy[by]})`
  const names = effective.countries.map(code => `${code} ${countryName(language, code)}`).join(', ')
  return {
    json: {
      name: place.name,
      own,
      effective: { smtp: effective.smtp, retrieval: effective.retrieval, countries: effective.countries },
      saidBy,
      passes: passes.map(passJson),
      table: { source: status.source, date: status.date },
    },
    text: [
      place.name,
      '',
      pairs([
        [say.facts.smtp, said(effective.smtp ? say.on : say.off, saidBy.smtp)],
        [say.facts.retrieval, said(effective.retrieval ? say.on : say.off, saidBy.retrieval)],
        [say.facts.countries, said(names, saidBy.countries)],
        ...passes.map(pass => [say.facts.pass, passRow(language, pass, new Date()).slice(1).join('  ')] as const),
      ]),
      '',
      line,
      ...warnings,
      ...(lastLine ? [lastLine] : []),
    ].join('\n'),
  }
}

const parseSwitch = (option: string, given: string | undefined): Result<boolean | null | undefined, CliRefusal> => {
  if (given === undefined) return yes(undefined)
  if (given === 'inherit') return yes(null)
  return given === 'on' || given === 'off' ? yes(given === 'on') : no({ kind: 'invalid-option', option, given, example: 'on' })
}

const parseCountries = (given: string | undefined): readonly string[] | null | undefined =>
  given === undefined ? undefined : given === 'inherit' ? null : given.split(/[,、]/).map(text => text.trim())

interface SetOptions {
  readonly smtp?: string
  readonly retrieval?: string
  readonly countries?: string
  readonly yes?: true
}

/** Adds the group to the program. */
export const countryCommands = (cli: Cli, program: Command): void => {
  const say = words[cli.language]
  const country = group(program, 'country', say.group)
  command(cli, country, 'show <name>', say.show, async (installation, [name = '']) => {
    const found = await describeCountryRule(installation, operator, name)
    return found.ok ? yes(await described(say, cli.language, installation, found.value)) : found
  })
  command<SetOptions>(cli, country, 'set <name>', say.set, async (installation, [name = ''], options) => {
    const [smtp, retrieval] = [parseSwitch('--smtp', options.smtp), parseSwitch('--retrieval', options.retrieval)]
    if (!smtp.ok) return smtp
    if (!retrieval.ok) return retrieval
    const change = { smtp: smtp.value, retrieval: retrieval.value, countries: parseCountries(options.countries) }
    if (Object.values(change).every(value => value === undefined)) return no({ kind: 'nothing-to-change', options: '--smtp, --retrieval, --countries' })
    const sure = change.smtp === false ? await confirm(cli.language, name, options.yes === true, say.warning(name)) : yes(null)
    if (!sure.ok) return sure
    const now = await changeCountryRule(installation, operator, name, change)
    return now.ok ? yes(await described(say, cli.language, installation, now.value, say.soon)) : now
  })
    .option('--smtp <switch>', say.smtp)
    .option('--retrieval <switch>', say.retrieval)
    .option('--countries <list>', say.countries)
    .option('--yes', say.yes)
}
