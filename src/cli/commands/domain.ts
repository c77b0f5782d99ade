/** `todoku domain …` */
import type { Command } from 'commander'
import { changeDomain, type DomainChange } from '../../actions/change-domain.ts'
import { describeDomain, type DomainDescription } from '../../actions/describe-domain.ts'
import { operator } from '../../actions/installation.ts'
import { publishSigningKeys } from '../../actions/publish-signing-keys.ts'
import { type Domain, readDomain, readDomains } from '../../actions/read-accounts.ts'
import { removeDomain } from '../../actions/remove-domain.ts'
import type { Words } from '../../base/language.ts'
import { yes } from '../../core/values/result.ts'
import { confirm } from '../confirm.ts'
import { domainJson, stateOfDomain } from '../present.ts'
import { type Cli, command, group, type PageOptions, paged, type Shown, withNext } from '../run.ts'
import { pairs, table, time } from '../text.ts'
import { addCommand } from './domain-add.ts'
import { checkCommands } from './domain-check.ts'
import { claimsCommands } from './domain-claims.ts'
import { handOverCommand } from './domain-hand-over.ts'
import { recordsCommand } from './domain-records.ts'
import { routeCommand } from './domain-route.ts'
import { watchCommand } from './domain-watch.ts'

const ja = {
  group: 'ドメイン',
  list: 'ドメインの一覧',
  show: 'ドメインの状態と、DNS に登録するレコードを見る',
  suspend: 'ドメインを停止する(送受信しない。メールと設定は残る)',
  resume: '停止したドメインを再開する',
  catchAll: '存在しない宛先のメールの行き先',
  catchAllSet: '行き先のアドレスを決める',
  catchAllClear: '行き先をなくす(存在しない宛先は断る)',
  remove: 'ドメインと、その全アドレスを削除する(メールはゴミ箱へ移す)',
  yes: '尋ねずに実行する',
  ofOwner: 'この所有者のものだけ',
  heading: ['ドメイン', '所有者', '状態', 'アドレス'],
  facts: { owner: '所有者', state: '状態', server: 'サーバー', mailboxes: 'アドレス', catchAll: '存在しない宛先', added: '追加' },
  refused: '断る (550 5.1.1)',
  state: { live: '稼働中', suspended: '停止中', unproven: '所有権未確認(送受信できません)' },
  prove: (name: string) => `所有権の確認: ./todoku domain check ${name}`,
  records: 'DNS に登録するレコード:',
  warning: ({ name, mailboxes }: Domain) => `ドメイン ${name} と ${mailboxes} 個のアドレスを削除します。メールは消さずにゴミ箱へ移します`,
  removed: (name: string, id: string, path: string) => `ドメイン ${name} を削除しました。メールは ${path} にあります\n元に戻すには: ./todoku trash restore ${id}`,
  none: 'ドメインはまだありません: ./todoku domain add example.jp --owner 名前',
}

const words: Words<typeof ja> = {
  ja,
  en: {
    group: 'domains',
    list: 'list domains',
    show: 'show the state of a domain, and the records to publish in the DNS',
    suspend: 'suspend a domain (it neither sends nor receives; mail and settings stay)',
    resume: 'resume a suspended domain',
    catchAll: 'where mail to names goes that the domain does not have',
    catchAllSet: 'set the address where it goes',
    catchAllClear: 'let it go nowhere (unknown names are refused)',
    remove: 'remove a domain with all its mailboxes (the mail is moved to the trash)',
    yes: 'do not ask',
    ofOwner: 'only those of this owner',
    heading: ['domain', 'owner', 'state', 'mailboxes'],
    facts: { owner: 'owner', state: 'state', server: 'server', mailboxes: 'mailboxes', catchAll: 'unknown names', added: 'added' },
    refused: 'refused (550 5.1.1)',
    state: { live: 'live', suspended: 'suspended', unproven: 'ownership not proven (neither sends nor receives)' },
    prove: name => `how its proof stands: ./todoku domain check ${name}`,
    records: 'records to publish in the DNS:',
    warning: ({ name, mailboxes }) => `removes domain ${name} and ${mailboxes} mailboxes; their mail is not deleted but moved to the trash`,
    removed: (name, id, path) => `removed domain ${name}; its mail is in ${path}\nto bring it back: ./todoku trash restore ${id}`,
    none: 'there is no domain yet: ./todoku domain add example.jp --owner NAME',
  },
}

type Say = typeof ja

const described = (say: Say, { domain, hostName, records }: DomainDescription): Shown => ({
  json: { ...domainJson(domain), hostName, records },
  text: [
    domain.name,
    '',
    pairs([
      [say.facts.owner, domain.owner],
      [say.facts.state, say.state[stateOfDomain(domain)]],
      [say.facts.server, `${domain.serverId} (${hostName})`],
      [say.facts.mailboxes, String(domain.mailboxes)],
      [say.facts.catchAll, domain.catchAll ?? say.refused],
      [say.facts.added, time(domain.createdAt)],
    ]),
    ...(stateOfDomain(domain) === 'unproven' ? ['', say.prove(domain.name)] : []),
    '',
    say.records,
    ...records.flatMap(({ type, name, value }) => ['', `${name}  ${type}`, `  ${value}`]),
  ].join('\n'),
})

const changing = (cli: Cli, domain: Command): void => {
  const say = words[cli.language]
  const change = (parent: Command, usage: string, description: string, of: (target: string) => DomainChange): Command =>
    command(cli, parent, usage, description, async (installation, [name = '', target = '']) => {
      const changed = await changeDomain(installation, operator, name, of(target))
      if (!changed.ok) return changed
      await publishSigningKeys(installation)
      const { catchAll } = changed.value
      return yes({ json: domainJson(changed.value), text: `${changed.value.name}  ${say.state[stateOfDomain(changed.value)]}  ${say.facts.catchAll}: ${catchAll ?? say.refused}` })
    })
  change(domain, 'suspend <name>', say.suspend, () => ({ suspended: true }))
  change(domain, 'resume <name>', say.resume, () => ({ suspended: false }))
  const catchAll = group(domain, 'catch-all', say.catchAll)
  change(catchAll, 'set <name> <address>', say.catchAllSet, target => ({ catchAll: target }))
  change(catchAll, 'clear <name>', say.catchAllClear, () => ({ catchAll: null }))
}

const removing = (cli: Cli, domain: Command): void => {
  const say = words[cli.language]
  command<{ yes?: true }>(cli, domain, 'remove <name>', say.remove, async (installation, [name = ''], options) => {
    const found = await readDomain(installation, operator, name)
    if (!found.ok) return found
    const sure = await confirm(cli.language, found.value.name, options.yes === true, say.warning(found.value))
    if (!sure.ok) return sure
    const removed = await removeDomain(installation, operator, found.value.name)
    if (!removed.ok) return removed
    await publishSigningKeys(installation)
    const { trash } = removed.value
    return yes({ json: { removed: found.value.name, trash }, text: say.removed(found.value.name, trash.id, trash.path) })
  }).option('--yes', say.yes)
}

/** Adds the group to the program. */
export const domainCommands = (cli: Cli, program: Command): void => {
  const say = words[cli.language]
  const domain = group(program, 'domain', say.group)
  addCommand(cli, domain)
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
  command(cli, domain, 'show <name>', say.show, async (installation, [name = '']) => {
    const found = await describeDomain(installation, operator, name)
    return found.ok ? yes(described(say, found.value)) : found
  })
  checkCommands(cli, domain)
  watchCommand(cli, domain)
  claimsCommands(cli, domain)
  handOverCommand(cli, domain)
  recordsCommand(cli, domain)
  routeCommand(cli, domain)
  changing(cli, domain)
  removing(cli, domain)
}
