/** `todoku mailbox …` */
import type { Command } from 'commander'
import { addMailbox } from '../../actions/add-mailbox.ts'
import { operator } from '../../actions/installation.ts'
import { type Mailbox, readMailboxes } from '../../actions/read-accounts.ts'
import type { Words } from '../../base/language.ts'
import { formatSize, parseSize } from '../../core/values/quota.ts'
import { no, yes } from '../../core/values/result.ts'
import { mailboxJson } from '../present.ts'
import { type Cli, command, group, type PageOptions, paged, withNext } from '../run.ts'
import { readStdin } from '../terminal.ts'
import { table } from '../text.ts'

const words: Words<{
  readonly group: string
  readonly add: string
  readonly list: string
  readonly ofDomain: string
  readonly quota: string
  readonly passwordStdin: string
  readonly heading: readonly [string, string, string, string]
  readonly live: string
  readonly suspended: string
  readonly added: (address: string) => string
  readonly madePassword: (password: string) => string
  readonly none: string
}> = {
  ja: {
    group: 'メールアドレス',
    add: 'メールアドレスを追加する',
    list: 'メールアドレスの一覧',
    ofDomain: 'このドメインのものだけ',
    quota: '容量の上限(例: 10GB)',
    passwordStdin: 'パスワードを標準入力から読む(省略すると作って1度だけ表示する)',
    heading: ['アドレス', '容量', 'プロトコル', '状態'],
    live: '稼働中',
    suspended: '停止中',
    added: address => `メールアドレス ${address} を追加しました`,
    madePassword: password => `パスワード: ${password}\n(表示は今回だけです。控えてください)`,
    none: 'メールアドレスはまだありません: todoku mailbox add taro@example.jp',
  },
  en: {
    group: 'mailboxes',
    add: 'add a mailbox',
    list: 'list mailboxes',
    ofDomain: 'only those of this domain',
    quota: 'how much it may hold (such as 10GB)',
    passwordStdin: 'read the password from standard input (else one is made and shown once)',
    heading: ['address', 'quota', 'protocols', 'state'],
    live: 'live',
    suspended: 'suspended',
    added: address => `added mailbox ${address}`,
    madePassword: password => `password: ${password}\n(shown only now: write it down)`,
    none: 'there is no mailbox yet: todoku mailbox add taro@example.jp',
  },
}

const protocols = ({ smtpEnabled, imapEnabled, pop3Enabled }: Mailbox): string =>
  [smtpEnabled && 'smtp', imapEnabled && 'imap', pop3Enabled && 'pop3'].filter(Boolean).join(' ') || '-'

/** Adds the group to the program. */
export const mailboxCommands = (cli: Cli, program: Command): void => {
  const say = words[cli.language]
  const mailbox = group(program, 'mailbox', say.group)
  command<{ passwordStdin?: true; quota?: string }>(cli, mailbox, 'add <address>', say.add, async (installation, [address = ''], { passwordStdin, quota }) => {
    const quotaBytes = quota === undefined ? undefined : parseSize(quota)
    if (quotaBytes === null) return no({ kind: 'invalid-option', option: '--quota', given: quota ?? '', example: '10GB' })
    const added = await addMailbox(installation, operator, { address, password: passwordStdin ? await readStdin() : null, quotaBytes })
    if (!added.ok) return added
    const { mailbox: made, madePassword } = added.value
    return yes({
      json: { ...mailboxJson(made), ...(madePassword === null ? {} : { password: madePassword }) },
      text: [say.added(made.address), ...(madePassword === null ? [] : [say.madePassword(madePassword)])].join('\n'),
    })
  })
    .option('--password-stdin', say.passwordStdin)
    .option('--quota <size>', say.quota)
  paged(
    cli,
    command<PageOptions & { domain?: string }>(cli, mailbox, 'list', say.list, async (installation, _, options) => {
      const page = await readMailboxes(installation, operator, options)
      if (!page.ok) return page
      const { items, next } = page.value
      const rows = items.map(item => [item.address, formatSize(item.quotaBytes), protocols(item), item.suspendedAt ? say.suspended : say.live])
      return yes({ json: { items: items.map(mailboxJson), next }, text: items.length ? withNext(cli.language, table(say.heading, rows), next) : say.none })
    }).option('--domain <name>', say.ofDomain),
  )
}
