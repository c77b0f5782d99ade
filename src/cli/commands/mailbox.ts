/** `todoku mailbox …`: the mailbox itself; its forwards and its vacation answer have their own files. */
import type { Command } from 'commander'
import { addMailbox } from '../../actions/add-mailbox.ts'
import { changeMailbox, type MailboxChange } from '../../actions/change-mailbox.ts'
import { type ChangedPassword, changePassword } from '../../actions/change-password.ts'
import { describeMailbox, type MailboxDescription } from '../../actions/describe-mailbox.ts'
import { operator } from '../../actions/installation.ts'
import { type Mailbox, readMailbox, readMailboxes } from '../../actions/read-accounts.ts'
import { removeMailbox } from '../../actions/remove-mailbox.ts'
import { formatSize, parseSize } from '../../core/values/quota.ts'
import { isWeakGrade } from '../../core/values/password.ts'
import { no, type Result, yes } from '../../core/values/result.ts'
import { confirm, newPassword } from '../confirm.ts'
import { mailboxJson } from '../present.ts'
import type { CliRefusal } from '../refusals.ts'
import { type Cli, command, group, type PageOptions, paged, type Shown, withNext } from '../run.ts'
import { pairs, table, time } from '../text.ts'
import { forwardCommands } from './mailbox-forward.ts'
import { type MailboxWords, mailboxWords } from './mailbox-words.ts'
import { vacationCommands } from './mailbox-vacation.ts'

const protocolNames = ({ smtpEnabled, imapEnabled, pop3Enabled }: Mailbox): string =>
  [smtpEnabled && 'smtp', imapEnabled && 'imap', pop3Enabled && 'pop3'].filter(Boolean).join(' ') || '-'

const stateOf = (say: MailboxWords, { suspendedAt }: Mailbox): string => (suspendedAt ? say.state.suspended : say.state.live)

const row = (say: MailboxWords, mailbox: Mailbox): readonly string[] => [mailbox.address, formatSize(mailbox.quotaBytes), protocolNames(mailbox), stateOf(say, mailbox)]

const changed = (say: MailboxWords, mailbox: Mailbox): Shown => ({ json: mailboxJson(mailbox), text: row(say, mailbox).join('  ') })

const described = (say: MailboxWords, { mailbox, forwards, vacation, usage, hostName }: MailboxDescription): Shown => ({
  json: { ...mailboxJson(mailbox), hostName, forwards, vacation, usage },
  text: [
    mailbox.address,
    '',
    pairs([
      [say.facts.state, stateOf(say, mailbox)],
      [say.facts.protocols, protocolNames(mailbox)],
      [say.facts.usage, `${usage ? `${formatSize(usage.bytes)} (${say.messages(usage.messages)})` : say.usageUnknown} / ${formatSize(mailbox.quotaBytes)}`],
      [say.facts.forwards, forwards.length ? `${forwards.join(', ')} (${mailbox.keepsCopy ? say.keepsCopy : say.keepsNone})` : '-'],
      [say.facts.vacation, vacation ? `${vacation.subject} (${say.days(vacation.days)})` : '-'],
      [say.facts.server, `${mailbox.serverId} (${hostName})`],
      [say.facts.added, time(mailbox.createdAt)],
    ]),
  ].join('\n'),
})

const sizeOf = (option: string, given: string): Result<number, CliRefusal> => {
  const bytes = parseSize(given)
  return bytes === null ? no({ kind: 'invalid-option', option, given, example: '10GB' }) : yes(bytes)
}

const reading = (cli: Cli, mailbox: Command): void => {
  const say = mailboxWords[cli.language]
  paged(
    cli,
    command<PageOptions & { domain?: string }>(cli, mailbox, 'list', say.list, async (installation, _, options) => {
      const page = await readMailboxes(installation, operator, options)
      if (!page.ok) return page
      const { items, next } = page.value
      const rows = items.map(item => row(say, item))
      return yes({ json: { items: items.map(mailboxJson), next }, text: items.length ? withNext(cli.language, table(say.heading, rows), next) : say.none })
    }).option('--domain <name>', say.ofDomain),
  )
  command(cli, mailbox, 'show <address>', say.show, async (installation, [address = '']) => {
    const found = await describeMailbox(installation, operator, address)
    return found.ok ? yes(described(say, found.value)) : found
  })
}

/** What both adding a mailbox and changing its password come to. A weak password is told, and taken. */
const withPassword = (say: MailboxWords, text: string, { mailbox, madePassword, grade }: ChangedPassword): Shown => ({
  json: { ...mailboxJson(mailbox), grade, ...(madePassword === null ? {} : { password: madePassword }) },
  text: [text, ...(madePassword === null ? [] : [say.madePassword(madePassword)]), ...(isWeakGrade(grade) ? [say.weakPassword] : [])].join('\n'),
})

const adding = (cli: Cli, mailbox: Command): void => {
  const say = mailboxWords[cli.language]
  command<{ passwordStdin?: true; quota: string }>(cli, mailbox, 'add <address>', say.add, async (installation, [address = ''], { passwordStdin, quota }) => {
    const quotaBytes = sizeOf('--quota', quota)
    if (!quotaBytes.ok) return quotaBytes
    const password = passwordStdin ? await newPassword(cli.language, true) : yes(null)
    if (!password.ok) return password
    const added = await addMailbox(installation, operator, { address, password: password.value, quotaBytes: quotaBytes.value })
    return added.ok ? yes(withPassword(say, say.added(added.value.mailbox.address), added.value)) : added
  })
    .option('--password-stdin', say.addPasswordStdin)
    .option('--quota <size>', say.quota, '10GB')
  command<{ passwordStdin?: true; generate?: true }>(cli, mailbox, 'passwd <address>', say.passwd, async (installation, [address = ''], { passwordStdin, generate }) => {
    const found = await readMailbox(installation, operator, address)
    if (!found.ok) return found
    const password = generate ? yes(null) : await newPassword(cli.language, passwordStdin === true)
    if (!password.ok) return password
    const set = await changePassword(installation, operator, address, password.value)
    return set.ok ? yes(withPassword(say, say.passwordChanged(set.value.mailbox.address), set.value)) : set
  })
    .option('--password-stdin', say.passwordStdin)
    .option('--generate', say.generate)
}

const isOn = (option: string, given: string | undefined): Result<boolean | undefined, CliRefusal> =>
  given === undefined ? yes(undefined) : given === 'on' || given === 'off' ? yes(given === 'on') : no({ kind: 'invalid-option', option, given, example: 'on' })

const changing = (cli: Cli, mailbox: Command): void => {
  const say = mailboxWords[cli.language]
  const change = (usage: string, description: string, of: (args: readonly string[]) => Result<MailboxChange, CliRefusal>): Command =>
    command(cli, mailbox, usage, description, async (installation, args) => {
      const wanted = of(args)
      if (!wanted.ok) return wanted
      const now = await changeMailbox(installation, operator, args[0] ?? '', wanted.value)
      return now.ok ? yes(changed(say, now.value)) : now
    })
  change('quota <address> <size>', say.quota, ([, size = '']) => {
    const bytes = sizeOf('size', size)
    return bytes.ok ? yes({ quotaBytes: bytes.value }) : bytes
  })
  change('suspend <address>', say.suspend, () => yes({ suspended: true }))
  change('resume <address>', say.resume, () => yes({ suspended: false }))
  command<{ smtp?: string; imap?: string; pop3?: string }>(cli, mailbox, 'protocols <address>', say.protocols, async (installation, [address = ''], options) => {
    const [smtp, imap, pop3] = [isOn('--smtp', options.smtp), isOn('--imap', options.imap), isOn('--pop3', options.pop3)]
    if (!smtp.ok) return smtp
    if (!imap.ok) return imap
    if (!pop3.ok) return pop3
    const wanted = { smtpEnabled: smtp.value, imapEnabled: imap.value, pop3Enabled: pop3.value }
    if (Object.values(wanted).every(value => value === undefined)) return no({ kind: 'nothing-to-change', options: '--smtp, --imap, --pop3' })
    const now = await changeMailbox(installation, operator, address, wanted)
    return now.ok ? yes(changed(say, now.value)) : now
  })
    .option('--smtp <on|off>', say.smtp)
    .option('--imap <on|off>', say.imap)
    .option('--pop3 <on|off>', say.pop3)
}

const removing = (cli: Cli, mailbox: Command): void => {
  const say = mailboxWords[cli.language]
  command<{ yes?: true }>(cli, mailbox, 'remove <address>', say.remove, async (installation, [address = ''], options) => {
    const found = await readMailbox(installation, operator, address)
    if (!found.ok) return found
    const sure = await confirm(cli.language, found.value.address, options.yes === true, say.warning(found.value.address))
    if (!sure.ok) return sure
    const removed = await removeMailbox(installation, operator, found.value.address)
    if (!removed.ok) return removed
    const { trash } = removed.value
    return yes({ json: { removed: found.value.address, trash }, text: say.removed(found.value.address, trash.id, trash.path) })
  }).option('--yes', say.yes)
}

/** Adds the group to the program. */
export const mailboxCommands = (cli: Cli, program: Command): void => {
  const mailbox = group(program, 'mailbox', mailboxWords[cli.language].group)
  adding(cli, mailbox)
  reading(cli, mailbox)
  changing(cli, mailbox)
  forwardCommands(cli, mailbox)
  vacationCommands(cli, mailbox)
  removing(cli, mailbox)
}
