/** `todoku mailbox vacation …` */
import type { Command } from 'commander'
import { changeVacation, type MailboxVacation, readVacation } from '../../actions/change-vacation.ts'
import { operator } from '../../actions/installation.ts'
import { publishVacation } from '../../actions/publish-vacation.ts'
import type { Words } from '../../base/language.ts'
import type { Refusal } from '../../core/values/refusal.ts'
import { type Result, yes } from '../../core/values/result.ts'
import type { CliRefusal } from '../refusals.ts'
import { type Cli, command, count, group, type Shown } from '../run.ts'
import { readStdin } from '../terminal.ts'

const ja = {
  group: '自動返信(不在通知)',
  on: '自動返信を始める',
  off: '自動返信を止める',
  show: '自動返信を見る',
  subject: '件名',
  text: '本文(省略すると標準入力から読む)',
  days: '同じ相手に返信する間隔(1〜30日)',
  isOff: (address: string) => `${address} の自動返信は止まっています`,
  isOn: (address: string, days: number) => `${address} は自動返信しています(同じ相手には${days}日に1度):`,
}

const words: Words<typeof ja> = {
  ja,
  en: {
    group: 'the vacation answer',
    on: 'begin to answer',
    off: 'stop answering',
    show: 'show the answer',
    subject: 'subject of the answer',
    text: 'text of the answer (else it is read from standard input)',
    days: 'answer a sender once in so many days (1 to 30)',
    isOff: address => `${address} does not answer by itself`,
    isOn: (address, days) => `${address} answers by itself, each sender once in ${days} ${days === 1 ? 'day' : 'days'}:`,
  },
}

/** Adds the group to `todoku mailbox`. */
export const vacationCommands = (cli: Cli, mailbox: Command): void => {
  const say = words[cli.language]
  const shown = (result: Result<MailboxVacation, Refusal>): Result<Shown, CliRefusal> => {
    if (!result.ok) return result
    const { vacation, mailbox: at } = result.value
    return yes({ json: { address: at.address, vacation }, text: vacation ? [say.isOn(at.address, vacation.days), '', vacation.subject, '', vacation.body].join('\n') : say.isOff(at.address) })
  }
  const vacation = group(mailbox, 'vacation', say.group)
  command<{ subject: string; text?: string; days: number }>(cli, vacation, 'on <address>', say.on, async (installation, [address = ''], { subject, text, days }) => {
    const changed = await changeVacation(installation, operator, address, { subject, body: text ?? (await readStdin()), days })
    if (changed.ok) await publishVacation(installation, changed.value.mailbox.id)
    return shown(changed)
  })
    .requiredOption('--subject <subject>', say.subject)
    .option('--text <text>', say.text)
    .option('--days <days>', say.days, count(1, 30), 7)
  command(cli, vacation, 'off <address>', say.off, async (installation, [address = '']) => {
    const changed = await changeVacation(installation, operator, address, null)
    if (changed.ok) await publishVacation(installation, changed.value.mailbox.id)
    return shown(changed)
  })
  command(cli, vacation, 'show <address>', say.show, async (installation, [address = '']) => shown(await readVacation(installation, operator, address)))
}
