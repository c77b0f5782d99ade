/** `todoku owner …` */
import type { Command } from 'commander'
import { addOwner } from '../../actions/add-owner.ts'
import { operator } from '../../actions/installation.ts'
import { type Owner, readOwner, readOwners } from '../../actions/read-accounts.ts'
import type { Language, Words } from '../../base/language.ts'
import { yes } from '../../core/values/result.ts'
import { ownerJson } from '../present.ts'
import { type Cli, command, group, type PageOptions, paged, type Shown, withNext } from '../run.ts'
import { pairs, table, time } from '../text.ts'

const words: Words<{
  readonly group: string
  readonly add: string
  readonly list: string
  readonly show: string
  readonly languageOption: string
  readonly heading: readonly [string, string, string, string]
  readonly added: (name: string) => string
  readonly none: string
}> = {
  ja: {
    group: '所有者(お客様)',
    add: '所有者を追加する',
    list: '所有者の一覧',
    show: '所有者を見る',
    languageOption: '所有者の言語(ja か en)',
    heading: ['名前', '言語', 'ドメイン', '追加'],
    added: name => `所有者「${name}」を追加しました`,
    none: '所有者はまだいません: todoku owner add 名前',
  },
  en: {
    group: 'owners (the tenants)',
    add: 'add an owner',
    list: 'list owners',
    show: 'show an owner',
    languageOption: "the owner's language (ja or en)",
    heading: ['name', 'language', 'domains', 'added'],
    added: name => `added owner "${name}"`,
    none: 'there is no owner yet: todoku owner add NAME',
  },
}

const row = ({ name, language, domains, createdAt }: Owner): readonly [string, string, string, string] => [name, language, String(domains), time(createdAt)]

const shown = (language: Language, owner: Owner): Shown => {
  const cells = row(owner)
  return { json: ownerJson(owner), text: pairs(words[language].heading.map((name, i) => [name, cells[i]!])) }
}

/** Adds the group to the program. */
export const ownerCommands = (cli: Cli, program: Command): void => {
  const say = words[cli.language]
  const owner = group(program, 'owner', say.group)
  command<{ language: Language }>(cli, owner, 'add <name>', say.add, async (installation, [name = ''], { language }) => {
    const added = await addOwner(installation, { name, language })
    return added.ok ? yes({ json: ownerJson(added.value), text: say.added(added.value.name) }) : added
  }).option('--language <language>', say.languageOption, 'ja')
  paged(
    cli,
    command<PageOptions>(cli, owner, 'list', say.list, async (installation, _, page) => {
      const { items, next } = await readOwners(installation, operator, page)
      return yes({ json: { items: items.map(ownerJson), next }, text: items.length ? withNext(cli.language, table(say.heading, items.map(row)), next) : say.none })
    }),
  )
  command(cli, owner, 'show <name>', say.show, async (installation, [name = '']) => {
    const found = await readOwner(installation, operator, name)
    return found.ok ? yes(shown(cli.language, found.value)) : found
  })
}
