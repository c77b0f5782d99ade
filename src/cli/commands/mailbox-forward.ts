/** `todoku mailbox forward …` */
import type { Command } from 'commander'
import { addForward, type Forwards, readForwards, removeForward } from '../../actions/change-forwards.ts'
import { changeMailbox } from '../../actions/change-mailbox.ts'
import { operator } from '../../actions/installation.ts'
import type { Words } from '../../base/language.ts'
import type { Refusal } from '../../core/values/refusal.ts'
import { no, type Result, yes } from '../../core/values/result.ts'
import { type Cli, command, group, type Shown } from '../run.ts'
import type { CliRefusal } from '../refusals.ts'

const ja = {
  group: '転送',
  add: '転送先を加える',
  remove: '転送先を除く',
  list: '転送先の一覧',
  keep: '転送したメールをここにも残すか(on か off)',
  none: (address: string) => `${address} は転送していません`,
  heading: (address: string, keepsCopy: boolean) => `${address} の転送先(${keepsCopy ? 'ここにも残す' : 'ここには残さない'}):`,
}

const words: Words<typeof ja> = {
  ja,
  en: {
    group: 'forwards',
    add: 'add a forward',
    remove: 'remove a forward',
    list: 'list forwards',
    keep: 'whether a copy of forwarded mail stays here (on or off)',
    none: address => `${address} is not forwarded`,
    heading: (address, keepsCopy) => `${address} is forwarded (${keepsCopy ? 'a copy stays here' : 'no copy stays here'}) to:`,
  },
}

/** Adds the group to `todoku mailbox`. */
export const forwardCommands = (cli: Cli, mailbox: Command): void => {
  const say = words[cli.language]
  const shown = (result: Result<Forwards, Refusal>): Result<Shown, CliRefusal> => {
    if (!result.ok) return result
    const { mailbox: at, targets } = result.value
    const text = targets.length ? [say.heading(at.address, at.keepsCopy), ...targets.map(target => `  ${target}`)].join('\n') : say.none(at.address)
    return yes({ json: { address: at.address, targets, keepsCopy: at.keepsCopy }, text })
  }
  const forward = group(mailbox, 'forward', say.group)
  command(cli, forward, 'add <address> <target>', say.add, async (installation, [address = '', target = '']) => shown(await addForward(installation, operator, address, target)))
  command(cli, forward, 'remove <address> <target>', say.remove, async (installation, [address = '', target = '']) => shown(await removeForward(installation, operator, address, target)))
  command(cli, forward, 'list <address>', say.list, async (installation, [address = '']) => shown(await readForwards(installation, operator, address)))
  command(cli, forward, 'keep-copy <address> <on|off>', say.keep, async (installation, [address = '', given = '']) => {
    if (given !== 'on' && given !== 'off') return no({ kind: 'invalid-option', option: 'keep-copy', given, example: 'on' })
    const now = await changeMailbox(installation, operator, address, { keepsCopy: given === 'on' })
    return now.ok ? shown(await readForwards(installation, operator, address)) : now
  })
}
