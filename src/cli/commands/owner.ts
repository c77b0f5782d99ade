/** `todoku owner …` */
import type { Command } from 'commander'
import { addOwner } from '../../actions/add-owner.ts'
import { changeOwner } from '../../actions/change-owner.ts'
import { operator } from '../../actions/installation.ts'
import { type Owner, readOwner, readOwners } from '../../actions/read-accounts.ts'
import { removeOwner } from '../../actions/remove-owner.ts'
import type { Language, Words } from '../../base/language.ts'
import { no, yes } from '../../core/values/result.ts'
import { confirm } from '../confirm.ts'
import { ownerJson } from '../present.ts'
import { type Cli, command, group, type PageOptions, paged, type Shown, withNext } from '../run.ts'
import { pairs, table, time } from '../text.ts'

const ja = {
  group: '所有者(お客様)',
  add: '所有者を追加する',
  list: '所有者の一覧',
  show: '所有者を見る',
  rename: '所有者の名前を変える',
  language: '所有者の言語を変える(ja か en)',
  contact: 'お知らせの宛先を変える(アドレスか none)',
  remove: '所有者を削除する(ドメインが残っていると削除できない)',
  yes: '尋ねずに実行する',
  languageOption: '所有者の言語(ja か en)',
  contactOption: 'お知らせの宛先(メールアドレス)',
  heading: ['名前', '言語', 'お知らせの宛先', 'ドメイン', '追加'],
  added: (name: string) => `所有者「${name}」を追加しました`,
  renamed: (name: string) => `名前を「${name}」に変えました`,
  languageIs: (name: string, language: Language) => `「${name}」の言語は ${language} です`,
  contactIs: (name: string, contact: string | null) => (contact === null ? `「${name}」へのお知らせは、各メールボックスだけに届きます` : `「${name}」へのお知らせは ${contact} にも届きます`),
  warning: (name: string) => `所有者「${name}」を削除します`,
  removed: (name: string) => `所有者「${name}」を削除しました`,
  none: '所有者はまだいません: ./todoku owner add 名前',
}

const words: Words<typeof ja> = {
  ja,
  en: {
    group: 'owners (the tenants)',
    add: 'add an owner',
    list: 'list owners',
    show: 'show an owner',
    rename: 'rename an owner',
    language: 'change the language of an owner (ja or en)',
    contact: 'change where notices go (an address, or none)',
    remove: 'remove an owner (who has no domain left)',
    yes: 'do not ask',
    languageOption: 'language of the owner (ja or en)',
    contactOption: 'where notices go (a mail address)',
    heading: ['name', 'language', 'notices to', 'domains', 'added'],
    added: name => `added owner "${name}"`,
    renamed: name => `the name is now "${name}"`,
    languageIs: (name, language) => `the language of "${name}" is ${language}`,
    contactIs: (name, contact) => (contact === null ? `notices about "${name}" go to the mailboxes only` : `notices about "${name}" go to ${contact}, too`),
    warning: name => `removes owner "${name}"`,
    removed: name => `removed owner "${name}"`,
    none: 'there is no owner yet: ./todoku owner add NAME',
  },
}

const row = ({ name, language, contact, domains, createdAt }: Owner): readonly string[] => [name, language, contact ?? '-', String(domains), time(createdAt)]

const shown = (heading: readonly string[], owner: Owner): Shown => {
  const cells = row(owner)
  return { json: ownerJson(owner), text: pairs(heading.map((name, i) => [name, cells[i] ?? ''])) }
}

const languageOf = (text: string | undefined): Language | null => (text === 'ja' || text === 'en' ? text : null)

const badLanguage = (option: string, given: string) => no({ kind: 'invalid-option', option, given, example: 'ja' } as const)

const reading = (cli: Cli, owner: Command): void => {
  const say = words[cli.language]
  paged(
    cli,
    command<PageOptions>(cli, owner, 'list', say.list, async (installation, _, page) => {
      const { items, next } = await readOwners(installation, operator, page)
      return yes({ json: { items: items.map(ownerJson), next }, text: items.length ? withNext(cli.language, table(say.heading, items.map(row)), next) : say.none })
    }),
  )
  command(cli, owner, 'show <name>', say.show, async (installation, [name = '']) => {
    const found = await readOwner(installation, operator, name)
    return found.ok ? yes(shown(say.heading, found.value)) : found
  })
}

const changing = (cli: Cli, owner: Command): void => {
  const say = words[cli.language]
  command(cli, owner, 'rename <name> <new-name>', say.rename, async (installation, [name = '', newName = '']) => {
    const changed = await changeOwner(installation, operator, name, { name: newName })
    return changed.ok ? yes({ json: ownerJson(changed.value), text: say.renamed(changed.value.name) }) : changed
  })
  command(cli, owner, 'language <name> <language>', say.language, async (installation, [name = '', given = '']) => {
    const language = languageOf(given)
    if (!language) return badLanguage('language', given)
    const changed = await changeOwner(installation, operator, name, { language })
    return changed.ok ? yes({ json: ownerJson(changed.value), text: say.languageIs(changed.value.name, language) }) : changed
  })
  command(cli, owner, 'contact <name> <address>', say.contact, async (installation, [name = '', given = '']) => {
    const changed = await changeOwner(installation, operator, name, { contact: given === 'none' ? null : given })
    return changed.ok ? yes({ json: ownerJson(changed.value), text: say.contactIs(changed.value.name, changed.value.contact) }) : changed
  })
  command<{ yes?: true }>(cli, owner, 'remove <name>', say.remove, async (installation, [name = ''], options) => {
    const found = await readOwner(installation, operator, name)
    if (!found.ok) return found
    const sure = await confirm(cli.language, found.value.name, options.yes === true, say.warning(found.value.name))
    if (!sure.ok) return sure
    const removed = await removeOwner(installation, found.value.name)
    return removed.ok ? yes({ json: { removed: removed.value.name }, text: say.removed(removed.value.name) }) : removed
  }).option('--yes', say.yes)
}

/** Adds the group to the program. */
export const ownerCommands = (cli: Cli, program: Command): void => {
  const say = words[cli.language]
  const owner = group(program, 'owner', say.group)
  command<{ language: string; contact?: string }>(cli, owner, 'add <name>', say.add, async (installation, [name = ''], options) => {
    const language = languageOf(options.language)
    if (!language) return badLanguage('--language', options.language)
    const added = await addOwner(installation, { name, language, contact: options.contact ?? null })
    return added.ok ? yes({ json: ownerJson(added.value), text: say.added(added.value.name) }) : added
  }).option('--language <language>', say.languageOption, cli.language).option('--contact <address>', say.contactOption)
  reading(cli, owner)
  changing(cli, owner)
}
