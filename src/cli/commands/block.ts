/** `todoku block …`: networks from which nobody signs in. */
import type { Command } from 'commander'
import { addBlock, type Block, readBlocks, removeBlock } from '../../actions/change-blocks.ts'
import { operator } from '../../actions/installation.ts'
import type { Words } from '../../base/language.ts'
import { no, yes } from '../../core/values/result.ts'
import { confirm } from '../confirm.ts'
import { type Cli, command, group, type PageOptions, paged, withNext } from '../run.ts'
import { table, time } from '../text.ts'

const ja = {
  group: 'サインインをブロックする回線',
  add: 'この回線からのサインインをブロックする(ドメインかアドレスへの)',
  list: 'ブロックした回線の一覧',
  remove: 'ブロックを解除する',
  yes: '尋ねずに実行する',
  heading: ['番号', 'どこへの', '回線', '追加'],
  added: ({ mailbox, domain, network }: Block) => `${network} から ${mailbox ?? domain} へのサインインをブロックしました。数秒で反映されます`,
  warning: ({ mailbox, domain, network }: Block) => `${network} から ${mailbox ?? domain} へのサインインのブロックを解除します`,
  removed: ({ mailbox, domain, network }: Block) => `${network} から ${mailbox ?? domain} へのサインインのブロックを解除しました。数秒で反映されます`,
  none: 'ブロックした回線はありません: ./todoku block add taro@example.jp 203.0.113.0/24',
}

const words: Words<typeof ja> = {
  ja,
  en: {
    group: 'networks from which nobody signs in',
    add: 'refuse sign-ins to a domain or a mailbox from a network',
    list: 'list blocked networks',
    remove: 'take sign-ins from a network again',
    yes: 'do not ask',
    heading: ['id', 'to', 'network', 'added'],
    added: ({ mailbox, domain, network }) => `sign-ins from ${network} to ${mailbox ?? domain} are refused; this takes effect within seconds`,
    warning: ({ mailbox, domain, network }) => `takes sign-ins from ${network} to ${mailbox ?? domain} again`,
    removed: ({ mailbox, domain, network }) => `sign-ins from ${network} to ${mailbox ?? domain} are taken again; this takes effect within seconds`,
    none: 'no network is blocked: ./todoku block add taro@example.jp 203.0.113.0/24',
  },
}

const json = ({ id, domain, mailbox, network, createdAt }: Block): object => ({ id, domain, mailbox, network, createdAt })

/** Adds the group to the program. */
export const blockCommands = (cli: Cli, program: Command): void => {
  const say = words[cli.language]
  const block = group(program, 'block', say.group)
  command(cli, block, 'add <name> <network>', say.add, async (installation, [name = '', network = '']) => {
    const added = await addBlock(installation, operator, name, network)
    return added.ok ? yes({ json: json(added.value), text: say.added(added.value) }) : added
  })
  paged(
    cli,
    command<PageOptions>(cli, block, 'list [name]', say.list, async (installation, [name], options) => {
      const page = await readBlocks(installation, operator, { ...options, name })
      if (!page.ok) return page
      const { items, next } = page.value
      const rows = items.map(({ id, mailbox, domain, network, createdAt }) => [String(id), mailbox ?? domain, network, time(createdAt)])
      return yes({ json: { items: items.map(json), next }, text: items.length ? withNext(cli.language, table(say.heading, rows), next) : say.none })
    }),
  )
  command<{ yes?: true }>(cli, block, 'remove <id>', say.remove, async (installation, [given = ''], options) => {
    const id = /^\d{1,15}$/.test(given) ? Number(given) : -1
    const found = await readBlocks(installation, operator, { limit: 1, after: String(id - 1) })
    const [item] = found.ok ? found.value.items : []
    if (item?.id !== id) return no({ kind: 'not-found', noun: 'block', name: given })
    const sure = await confirm(cli.language, given, options.yes === true, say.warning(item))
    if (!sure.ok) return sure
    const removed = await removeBlock(installation, operator, id)
    return removed.ok ? yes({ json: { removed: json(removed.value) }, text: say.removed(removed.value) }) : removed
  }).option('--yes', say.yes)
}
