/** `todoku pass …`: what the country rule lets through all the same. */
import type { Command } from 'commander'
import { addPass, type ListedPass, readPasses, removePass, type WantedPass } from '../../actions/change-passes.ts'
import { operator } from '../../actions/installation.ts'
import { trustAttempt } from '../../actions/trust-attempt.ts'
import type { Words } from '../../base/language.ts'
import { no, type Result, yes } from '../../core/values/result.ts'
import { confirm } from '../confirm.ts'
import { passJson } from '../present.ts'
import type { CliRefusal } from '../refusals.ts'
import { type Cli, command, count, group, type PageOptions, paged, withNext } from '../run.ts'
import { printable, table, time } from '../text.ts'
import { parseWhen } from '../when.ts'
import { passRow } from './pass-words.ts'

const ja = {
  group: '国別ルールのパス(渡航・回線・サービスの許可)',
  add: 'パスを発行する(ドメインかアドレスに)',
  list: 'パスの一覧',
  remove: 'パスを取り消す',
  me: '「自分でした」: 拒否の参照番号(K7Q2-9F など)から、その回線を数日間許可する',
  country: '国(旅行・出張先。TH、タイ など。--until か --days が必要)',
  network: '回線のネットワーク(203.0.113.0/24 など。--until か --days が必要)',
  service: '代わりにサインインするサービス(gmail、outlook など)',
  until: 'いつまで(2026-12-31、12h など)',
  days: '何日間か(1〜366)',
  yes: '尋ねずに実行する',
  heading: ['番号', '誰に', '何を許すか', '期限'],
  added: (row: string) => `パスを発行しました: ${row}\n数秒で反映されます`,
  warning: (row: string) => `このパスを取り消します: ${row}`,
  removed: (row: string) => `パスを取り消しました: ${row}\n数秒で反映されます`,
  trusted: (attempt: string, row: string) => `この試みを本人のものとして扱います: ${attempt}\n許可しました: ${row}\n数秒で反映されます`,
  none: 'パスはありません: ./todoku pass add taro@example.jp --country TH --until 2026-12-31',
}

const words: Words<typeof ja> = {
  ja,
  en: {
    group: 'passes through the country rule',
    add: 'give a domain or a mailbox a pass',
    list: 'list passes',
    remove: 'remove a pass',
    me: '"that was me": let in the network of the refusal with this reference (such as K7Q2-9F) for some days',
    country: 'a country to travel to (TH, Thailand; needs --until or --days)',
    network: 'a network (203.0.113.0/24; needs --until or --days)',
    service: 'a service that signs in for people (gmail, outlook …)',
    until: 'until when (2026-12-31, 12h …)',
    days: 'for how many days (1 to 366)',
    yes: 'do not ask',
    heading: ['id', 'for', 'lets in', 'until'],
    added: row => `added: ${row}\nthis takes effect within seconds`,
    warning: row => `removes this pass: ${row}`,
    removed: row => `removed: ${row}\nthis takes effect within seconds`,
    trusted: (attempt, row) => `this attempt counts as one of your own: ${attempt}\nlet in: ${row}\nthis takes effect within seconds`,
    none: 'there is no pass: ./todoku pass add taro@example.jp --country TH --until 2026-12-31',
  },
}

const dayMs = 86_400_000
/** A journey, a week of work elsewhere. */
const usualDays = 7

interface AddOptions {
  readonly country?: string
  readonly network?: string
  readonly service?: string
  readonly until?: string
  readonly days?: number
}

const wantedOf = ({ country, network, service, until, days }: AddOptions, now: Date): Result<WantedPass, CliRefusal> => {
  const given = [country, network, service].filter(each => each !== undefined)
  const [value] = given
  if (given.length !== 1 || value === undefined) return no({ kind: 'choose-one', options: '--country, --network, --service' })
  const when = days === undefined ? until : `${days}d`
  const end = when === undefined ? null : parseWhen(when, now)
  if (when !== undefined && end === null) return no({ kind: 'invalid-when', option: '--until', given: when })
  if (service !== undefined) return yes({ kind: 'service', value, until: end })
  return end === null ? no({ kind: 'choose-one', options: '--until, --days' }) : yes({ kind: country === undefined ? 'network' : 'country', value, until: end })
}

const rowText = (cli: Cli, pass: ListedPass): string => passRow(cli.language, pass, new Date()).join('  ')

const removing = (cli: Cli, pass: Command): void => {
  const say = words[cli.language]
  command<{ yes?: true }>(cli, pass, 'remove <id>', say.remove, async (installation, [given = ''], options) => {
    const id = /^\d{1,15}$/.test(given) ? Number(given) : -1
    const found = await readPasses(installation, operator, { limit: 1, after: String(id - 1) })
    const [item] = found.ok ? found.value.items : []
    if (item?.id !== id) return no({ kind: 'not-found', noun: 'pass', name: given })
    const sure = await confirm(cli.language, given, options.yes === true, say.warning(rowText(cli, item)))
    if (!sure.ok) return sure
    const removed = await removePass(installation, operator, id)
    return removed.ok ? yes({ json: { removed: passJson(removed.value) }, text: say.removed(rowText(cli, removed.value)) }) : removed
  }).option('--yes', say.yes)
}

const trusting = (cli: Cli, pass: Command): void => {
  const say = words[cli.language]
  command<{ days: number }>(cli, pass, 'me <reference>', say.me, async (installation, [ref = ''], { days }) => {
    const trusted = await trustAttempt(installation, operator, ref, new Date(Date.now() + days * dayMs))
    if (!trusted.ok) return trusted
    const { attempt, pass: added, lifted } = trusted.value
    const { at, protocol, address, country } = attempt
    const seen = printable([time(at), protocol, address, country ?? ''].join('  ').trimEnd())
    return yes({ json: { ref: attempt.ref, pass: passJson(added), lifted }, text: say.trusted(seen, rowText(cli, added)) })
  }).option('--days <count>', say.days, count(1, 366), usualDays)
}

/** Adds the group to the program. */
export const passCommands = (cli: Cli, program: Command): void => {
  const say = words[cli.language]
  const pass = group(program, 'pass', say.group)
  command<AddOptions>(cli, pass, 'add <name>', say.add, async (installation, [name = ''], options) => {
    const wanted = wantedOf(options, new Date())
    if (!wanted.ok) return wanted
    const added = await addPass(installation, operator, name, wanted.value)
    return added.ok ? yes({ json: passJson(added.value), text: say.added(rowText(cli, added.value)) }) : added
  })
    .option('--country <country>', say.country)
    .option('--network <network>', say.network)
    .option('--service <service>', say.service)
    .option('--until <when>', say.until)
    .option('--days <count>', say.days, count(1, 366))
  paged(
    cli,
    command<PageOptions>(cli, pass, 'list [name]', say.list, async (installation, [name], options) => {
      const page = await readPasses(installation, operator, { ...options, name })
      if (!page.ok) return page
      const { items, next } = page.value
      const rows = items.map(item => [String(item.id), ...passRow(cli.language, item, new Date())])
      return yes({ json: { items: items.map(passJson), next }, text: items.length ? withNext(cli.language, table(say.heading, rows), next) : say.none })
    }),
  )
  removing(cli, pass)
  trusting(cli, pass)
}
