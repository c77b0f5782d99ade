/** `todoku alias …` */
import type { Command } from 'commander'
import { addAlias, type Alias, readAliases, removeAlias } from '../../actions/change-aliases.ts'
import { operator } from '../../actions/installation.ts'
import type { Words } from '../../base/language.ts'
import { yes } from '../../core/values/result.ts'
import { confirm } from '../confirm.ts'
import { type Cli, command, group, type PageOptions, paged, withNext } from '../run.ts'
import { table } from '../text.ts'

const ja = {
  group: 'エイリアス(別名のアドレス)',
  add: 'エイリアスと宛先を加える',
  list: 'エイリアスの一覧',
  remove: 'エイリアスの宛先を除く(宛先を省略すると全部)',
  yes: '尋ねずに実行する',
  ofDomain: 'このドメインのものだけ',
  heading: ['エイリアス', '宛先'],
  now: ({ address, targets }: Alias) => (targets.length ? `${address} → ${targets.join(', ')}` : `${address} を削除しました`),
  warning: (address: string) => `エイリアス ${address} を、その全ての宛先とともに削除します`,
  none: 'エイリアスはまだありません: ./todoku alias add info@example.jp taro@example.jp',
}

const words: Words<typeof ja> = {
  ja,
  en: {
    group: 'aliases (other names of addresses)',
    add: 'add an alias and a target',
    list: 'list aliases',
    remove: 'remove a target of an alias (all of them when none is named)',
    yes: 'do not ask',
    ofDomain: 'only those of this domain',
    heading: ['alias', 'targets'],
    now: ({ address, targets }) => (targets.length ? `${address} → ${targets.join(', ')}` : `removed ${address}`),
    warning: address => `removes alias ${address} with all its targets`,
    none: 'there is no alias yet: ./todoku alias add info@example.jp taro@example.jp',
  },
}

/** Adds the group to the program. */
export const aliasCommands = (cli: Cli, program: Command): void => {
  const say = words[cli.language]
  const alias = group(program, 'alias', say.group)
  command(cli, alias, 'add <address> <target>', say.add, async (installation, [address = '', target = '']) => {
    const added = await addAlias(installation, operator, address, target)
    return added.ok ? yes({ json: added.value, text: say.now(added.value) }) : added
  })
  paged(
    cli,
    command<PageOptions & { domain?: string }>(cli, alias, 'list', say.list, async (installation, _, options) => {
      const page = await readAliases(installation, operator, options)
      if (!page.ok) return page
      const { items, next } = page.value
      const rows = items.map(({ address, targets }) => [address, targets.join(', ')])
      return yes({ json: { items, next }, text: items.length ? withNext(cli.language, table(say.heading, rows), next) : say.none })
    }).option('--domain <name>', say.ofDomain),
  )
  command<{ yes?: true }>(cli, alias, 'remove <address> [target]', say.remove, async (installation, [address = '', target], options) => {
    const sure = target === undefined ? await confirm(cli.language, address, options.yes === true, say.warning(address)) : yes(null)
    if (!sure.ok) return sure
    const removed = await removeAlias(installation, operator, address, target)
    return removed.ok ? yes({ json: removed.value, text: say.now(removed.value) }) : removed
  }).option('--yes', say.yes)
}
