/** `todoku domain …` */
import type { Command } from 'commander'
import { addDomain } from '../../actions/add-domain.ts'
import { operator } from '../../actions/installation.ts'
import { readDomains } from '../../actions/read-accounts.ts'
import type { Words } from '../../base/language.ts'
import { yes } from '../../core/values/result.ts'
import { domainJson, stateOfDomain } from '../present.ts'
import { type Cli, command, group, type PageOptions, paged, withNext } from '../run.ts'
import { table } from '../text.ts'

const words: Words<{
  readonly group: string
  readonly add: string
  readonly list: string
  readonly owner: string
  readonly ofOwner: string
  readonly proven: string
  readonly heading: readonly [string, string, string, string]
  readonly state: Readonly<Record<'live' | 'suspended' | 'unproven', string>>
  readonly added: (name: string, proven: boolean) => string
  readonly none: string
}> = {
  ja: {
    group: 'ドメイン',
    add: 'ドメインを追加する',
    list: 'ドメインの一覧',
    owner: 'どの所有者のものか',
    ofOwner: 'この所有者のものだけ',
    proven: '所有権を確認済みとして追加する(運営者の責任で)',
    heading: ['ドメイン', '所有者', '状態', 'アドレス'],
    state: { live: '稼働中', suspended: '停止中', unproven: '所有権未確認' },
    added: (name, proven) => (proven ? `ドメイン ${name} を追加しました` : `ドメイン ${name} を追加しました。所有権が確認されるまで送受信できません`),
    none: 'ドメインはまだありません: todoku domain add example.jp --owner 名前 --proven',
  },
  en: {
    group: 'domains',
    add: 'add a domain',
    list: 'list domains',
    owner: 'whose it is',
    ofOwner: 'only those of this owner',
    proven: "add it as proven, on the operator's word",
    heading: ['domain', 'owner', 'state', 'mailboxes'],
    state: { live: 'live', suspended: 'suspended', unproven: 'ownership not proven' },
    added: (name, proven) => (proven ? `added domain ${name}` : `added domain ${name}; until its ownership is proven it neither sends nor receives`),
    none: 'there is no domain yet: todoku domain add example.jp --owner NAME --proven',
  },
}

/** Adds the group to the program. */
export const domainCommands = (cli: Cli, program: Command): void => {
  const say = words[cli.language]
  const domain = group(program, 'domain', say.group)
  command<{ owner: string; proven?: true }>(cli, domain, 'add <name>', say.add, async (installation, [name = ''], { owner, proven }) => {
    const added = await addDomain(installation, operator, { name, owner, provenBy: proven ? 'operator' : null })
    return added.ok ? yes({ json: domainJson(added.value), text: say.added(added.value.name, proven === true) }) : added
  })
    .requiredOption('--owner <name>', say.owner)
    .option('--proven', say.proven)
  paged(
    cli,
    command<PageOptions & { owner?: string }>(cli, domain, 'list', say.list, async (installation, _, options) => {
      const page = await readDomains(installation, operator, options)
      if (!page.ok) return page
      const { items, next } = page.value
      const rows = items.map(item => [item.name, item.owner, say.state[stateOfDomain(item)], String(item.mailboxes)])
      return yes({ json: { items: items.map(domainJson), next }, text: items.length ? withNext(cli.language, table(say.heading, rows), next) : say.none })
    }).option('--owner <name>', say.ofOwner),
  )
}
