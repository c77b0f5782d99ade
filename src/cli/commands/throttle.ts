/** `todoku throttle …`: who has to wait before trying to sign in again, and why. */
import type { Command } from 'commander'
import { liftThrottles, type ListedThrottle, readThrottles } from '../../actions/change-throttles.ts'
import { operator } from '../../actions/installation.ts'
import type { Words } from '../../base/language.ts'
import { yes } from '../../core/values/result.ts'
import { confirm } from '../confirm.ts'
import { type Cli, command, group, type PageOptions, paged, withNext } from '../run.ts'
import { table, time } from '../text.ts'

const ja = {
  group: '試行回数の制限',
  list: '今、待たされているサインインの一覧',
  lift: '制限を解く(all ですべて)',
  yes: '尋ねずに実行する',
  heading: ['誰の', 'どこから', '理由', '試された数', '開始', '終了'],
  anybody: '(誰でも)',
  anywhere: '(どこからでも)',
  why: { guessing: 'パスワードを次々に試した', spraying: '多くのアドレスを次々に試した', 'many-networks': '多くの場所から次々に試した' },
  tried: { guessing: (count: number) => `${count}種類のパスワード`, spraying: (count: number) => `${count}個のアドレス`, 'many-networks': (count: number) => `${count}種類のパスワード` },
  warning: 'すべての制限を解きます。攻撃が続いていれば、試行が再び始まります',
  lifted: (count: number) => (count ? `${count}件の制限を解きました。数秒で反映されます` : '制限はありませんでした'),
  none: '待たされているサインインはありません',
}

const words: Words<typeof ja> = {
  ja,
  en: {
    group: 'limits on guessing',
    list: 'list the sign-ins that have to wait now',
    lift: 'lift a limit (or all)',
    yes: 'do not ask',
    heading: ['who', 'from', 'why', 'tried', 'since', 'until'],
    anybody: '(anybody)',
    anywhere: '(anywhere)',
    why: { guessing: 'tried one password after another', spraying: 'tried one address after another', 'many-networks': 'tried from many places' },
    tried: { guessing: count => `${count} passwords`, spraying: count => `${count} addresses`, 'many-networks': count => `${count} passwords` },
    warning: 'lifts every limit; if somebody is still guessing, they go on',
    lifted: count => (count ? `lifted ${count} ${count === 1 ? 'limit' : 'limits'}; this takes effect within seconds` : 'there was no limit'),
    none: 'no sign-in has to wait',
  },
}

const json = ({ login, mailbox, network, why, distinctSecrets, since, until }: ListedThrottle): object => ({ login, mailbox, network, why, distinctSecrets, since, until })

const row = (say: typeof ja, { login, network, why, distinctSecrets, since, until }: ListedThrottle): readonly string[] => [
  login || say.anybody,
  network.endsWith('/0') ? say.anywhere : network,
  say.why[why],
  say.tried[why](distinctSecrets),
  time(since),
  time(until),
]

/** Adds the group to the program. */
export const throttleCommands = (cli: Cli, program: Command): void => {
  const say = words[cli.language]
  const throttle = group(program, 'throttle', say.group)
  paged(
    cli,
    command<PageOptions>(cli, throttle, 'list [mailbox]', say.list, async (installation, [login], options) => {
      const { items, next } = await readThrottles(installation, operator, new Date(), { ...options, login })
      return yes({ json: { items: items.map(json), next }, text: items.length ? withNext(cli.language, table(say.heading, items.map(item => row(say, item))), next) : say.none })
    }),
  )
  command<{ yes?: true }>(cli, throttle, 'lift <mailbox|all> [network]', say.lift, async (installation, [name = '', network], options) => {
    const isAll = name === 'all'
    const sure = isAll && network === undefined ? await confirm(cli.language, name, options.yes === true, say.warning) : yes(null)
    if (!sure.ok) return sure
    const lifted = await liftThrottles(installation, operator, { login: isAll ? undefined : name, network })
    return lifted.ok ? yes({ json: { lifted: lifted.value }, text: say.lifted(lifted.value) }) : lifted
  }).option('--yes', say.yes)
}
