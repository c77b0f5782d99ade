/** `todoku app-password …` */
import type { Command } from 'commander'
import { addAppPassword, type AppPasswords, type ListedAppPassword, readAppPasswords, removeAppPassword, requireAppPasswords, type Scope } from '../../actions/change-app-passwords.ts'
import { operator } from '../../actions/installation.ts'
import type { Words } from '../../base/language.ts'
import { no, type Result, yes } from '../../core/values/result.ts'
import { confirm } from '../confirm.ts'
import type { CliRefusal } from '../refusals.ts'
import { type Cli, command, group, type Shown } from '../run.ts'
import { table, time } from '../text.ts'
import { parseWhen } from '../when.ts'

const ja = {
  group: 'アプリパスワード(メールソフトごとのパスワード)',
  add: 'アプリパスワードを作って1度だけ表示する',
  list: 'アプリパスワードの一覧',
  remove: 'アプリパスワードを無効にする(すぐに効き、接続も切れる)',
  require: 'アプリパスワードだけを受け付けるか(on か off)',
  name: '名前(例: 会社のスマートフォン)',
  scope: '使える用途(imap、pop3、smtp、sieve をコンマで区切る)',
  expires: '期限(90d、2027-03-31 など。省略すると無期限)',
  yes: '尋ねずに実行する',
  heading: ['名前', '用途', '期限', '最後に使用', '作成'],
  never: '無期限',
  over: (at: string) => `${at} に終了`,
  unused: '未使用',
  added: (name: string, password: string) =>
    `アプリパスワード「${name}」を作りました\nパスワード: ${password}\n(表示は今回だけです。メールソフトのパスワード欄にそのまま入力してください。ハイフンは省けます)`,
  warning: (name: string, address: string) => `${address} のアプリパスワード「${name}」を無効にします。開いている接続も切れます`,
  removed: (name: string) => `アプリパスワード「${name}」を無効にしました`,
  required: (address: string, isOn: boolean) =>
    isOn ? `${address} はアプリパスワードだけを受け付けます。数秒で反映されます` : `${address} はメインのパスワードも受け付けます。数秒で反映されます`,
  none: (address: string) => `${address} にアプリパスワードはまだありません: ./todoku app-password add ${address} --name 名前`,
}

const words: Words<typeof ja> = {
  ja,
  en: {
    group: 'app passwords (one for each mail app)',
    add: 'make an app password and show it once',
    list: 'list app passwords',
    remove: 'revoke an app password (at once; open connections end)',
    require: 'whether only app passwords are taken (on or off)',
    name: 'what to call it (such as "office phone")',
    scope: 'what it may do (imap, pop3, smtp, sieve, with commas between)',
    expires: 'when it ends (90d, 2027-03-31; never when left out)',
    yes: 'do not ask',
    heading: ['name', 'may', 'ends', 'last used', 'made'],
    never: 'never',
    over: at => `ended ${at}`,
    unused: 'never',
    added: (name, password) => `made app password "${name}"\npassword: ${password}\n(shown only now: put it into the mail app's password field; the hyphens may be left out)`,
    warning: (name, address) => `revokes app password "${name}" of ${address}; open connections end`,
    removed: name => `revoked app password "${name}"`,
    required: (address, isOn) => (isOn ? `${address} takes app passwords only; this takes effect within seconds` : `${address} takes its main password, too; this takes effect within seconds`),
    none: address => `${address} has no app password yet: ./todoku app-password add ${address} --name NAME`,
  },
}

const known: readonly Scope[] = ['imap', 'pop3', 'smtp', 'sieve']

const parseScopes = (given: string): Result<readonly Scope[], CliRefusal> => {
  const wanted = given.split(',').map(text => text.trim().toLowerCase().replace(/^pop$/, 'pop3'))
  const scopes = known.filter(scope => wanted.includes(scope))
  return scopes.length && wanted.every(text => (known as readonly string[]).includes(text)) ? yes(scopes) : no({ kind: 'invalid-option', option: '--scope', given, example: 'imap,smtp' })
}

const json = ({ name, scopes, expiresAt, lastUsedAt, createdAt }: ListedAppPassword): object => ({ name, scopes, expiresAt, lastUsedAt, createdAt })

const listed = (say: typeof ja, { mailbox, appPasswords }: AppPasswords, now: Date): Shown => {
  const ends = ({ expiresAt }: ListedAppPassword): string => (expiresAt === null ? say.never : expiresAt > now ? time(expiresAt) : say.over(time(expiresAt)))
  const rows = appPasswords.map(each => [each.name, each.scopes.join(' '), ends(each), each.lastUsedAt ? time(each.lastUsedAt) : say.unused, time(each.createdAt)])
  return {
    json: { mailbox: mailbox.address, required: mailbox.appPasswordRequired, items: appPasswords.map(json) },
    text: rows.length ? table(say.heading, rows) : say.none(mailbox.address),
  }
}

const adding = (cli: Cli, appPassword: Command): void => {
  const say = words[cli.language]
  command<{ name: string; scope: string; expires?: string }>(cli, appPassword, 'add <mailbox>', say.add, async (installation, [address = ''], { name, scope, expires }) => {
    const scopes = parseScopes(scope)
    if (!scopes.ok) return scopes
    const expiresAt = expires === undefined ? null : parseWhen(expires, new Date())
    if (expires !== undefined && expiresAt === null) return no({ kind: 'invalid-when', option: '--expires', given: expires })
    const added = await addAppPassword(installation, operator, address, { name, scopes: scopes.value, expiresAt })
    if (!added.ok) return added
    const { mailbox, appPassword: made, password } = added.value
    return yes({ json: { mailbox: mailbox.address, ...json(made), password }, text: say.added(made.name, password) })
  })
    .requiredOption('--name <name>', say.name)
    .option('--scope <scopes>', say.scope, 'imap,pop3,smtp')
    .option('--expires <when>', say.expires)
}

const removing = (cli: Cli, appPassword: Command): void => {
  const say = words[cli.language]
  command<{ yes?: true }>(cli, appPassword, 'remove <mailbox> <name>', say.remove, async (installation, [address = '', name = ''], options) => {
    const found = await readAppPasswords(installation, operator, address)
    if (!found.ok) return found
    if (!found.value.appPasswords.some(each => each.name === name)) return no({ kind: 'not-found', noun: 'app-password', name })
    const sure = await confirm(cli.language, name, options.yes === true, say.warning(name, found.value.mailbox.address))
    if (!sure.ok) return sure
    const removed = await removeAppPassword(installation, operator, address, name)
    return removed.ok ? yes({ json: { removed: name }, text: say.removed(name) }) : removed
  }).option('--yes', say.yes)
}

/** Adds the group to the program. */
export const appPasswordCommands = (cli: Cli, program: Command): void => {
  const say = words[cli.language]
  const appPassword = group(program, 'app-password', say.group)
  adding(cli, appPassword)
  command(cli, appPassword, 'list <mailbox>', say.list, async (installation, [address = '']) => {
    const found = await readAppPasswords(installation, operator, address)
    return found.ok ? yes(listed(say, found.value, new Date())) : found
  })
  removing(cli, appPassword)
  command(cli, appPassword, 'require <mailbox> <on|off>', say.require, async (installation, [address = '', given = '']) => {
    if (given !== 'on' && given !== 'off') return no({ kind: 'invalid-option', option: 'require', given, example: 'on' })
    const now = await requireAppPasswords(installation, operator, address, given === 'on', new Date())
    if (!now.ok) return now
    const { address: name, appPasswordRequired } = now.value
    return yes({ json: { mailbox: name, required: appPasswordRequired }, text: say.required(name, appPasswordRequired) })
  })
}
