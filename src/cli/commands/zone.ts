/** `todoku zone …`: the DNS records that our own name servers answer for a domain. */
import type { Command } from 'commander'
import { changeZone, undoZone, type ZoneEdit } from '../../actions/change-zone.ts'
import { describeZone, readZones } from '../../actions/describe-zone.ts'
import { operator } from '../../actions/installation.ts'
import { shortestTtl, longestTtl } from '../../core/dns/zone-check.ts'
import { isZoneType, type ZoneType, zoneTypes } from '../../core/dns/zone-record.ts'
import { no, type Result, yes } from '../../core/values/result.ts'
import type { CliRefusal } from '../refusals.ts'
import { type Cli, command, count, group, type Shown } from '../run.ts'
import { table, time } from '../text.ts'
import { changeShown, stateOf, zoneShown } from '../zone-shown.ts'
import { zoneWords } from '../zone-words.ts'
import { dnssecCommand } from './zone-dnssec.ts'
import { fileCommands } from './zone-file.ts'

/** Who changes a zone at the terminal. */
const byOperator = 'operator'

const typeOf = (given: string): Result<ZoneType, CliRefusal> => {
  const type = given.toUpperCase()
  return isZoneType(type) ? yes(type) : no({ kind: 'invalid-option', option: 'type', given, example: zoneTypes.join('|') })
}

interface TtlOption {
  readonly ttl?: number
}

const editing = (cli: Cli, zone: Command): void => {
  const say = zoneWords[cli.language]
  const edit = <O extends object>(usage: string, about: string, wish: (args: readonly string[], options: O) => Result<ZoneEdit, CliRefusal>): Command =>
    command<O>(cli, zone, usage, about, async (installation, args, options) => {
      const wanted = wish(args.slice(1), options)
      if (!wanted.ok) return wanted
      const changed = await changeZone(installation, operator, args[0]!, [wanted.value], byOperator)
      return changed.ok ? yes(changeShown(changed.value, cli.language)) : changed
    })
  const ttl = (each: Command): Command => each.option('--ttl <seconds>', say.ttl, count(shortestTtl, longestTtl))
  ttl(
    edit<TtlOption>('set <zone> <name> <type> <value...>', say.set, ([name = '', type = '', ...values], options) => {
      const known = typeOf(type)
      return known.ok ? yes({ kind: 'set', name, type: known.value, values, ...options }) : known
    }),
  )
  ttl(
    edit<TtlOption>('add <zone> <name> <type> <value>', say.add, ([name = '', type = '', value = ''], options) => {
      const known = typeOf(type)
      return known.ok ? yes({ kind: 'add', name, type: known.value, value, ...options }) : known
    }),
  )
  edit('remove <zone> <name> [type] [value]', say.remove, ([name = '', type, value]) => {
    if (type === undefined) return yes({ kind: 'remove', name })
    const known = typeOf(type)
    return known.ok ? yes({ kind: 'remove', name, type: known.value, ...(value === undefined ? {} : { value }) }) : known
  })
}

/** Adds the group. */
export const zoneCommands = (cli: Cli, program: Command): void => {
  const say = zoneWords[cli.language]
  const zone = group(program, 'zone', say.group)
  command(cli, zone, 'list', say.list, async installation => {
    const zones = await readZones(installation, operator)
    const rows = zones.map(each => [each.name, stateOf(each, cli.language), each.isSigned ? say.signed : say.unsigned, each.publishedAt ? time(each.publishedAt) : ''])
    return yes({ json: { items: zones }, text: zones.length ? table(say.listHeading, rows) : say.none } satisfies Shown)
  })
  command(cli, zone, 'show <zone>', say.show, async (installation, [name = '']) => {
    const described = await describeZone(installation, operator, name)
    return described.ok ? yes(zoneShown(described.value, cli.language)) : described
  })
  editing(cli, zone)
  fileCommands(cli, zone, byOperator)
  command(cli, zone, 'undo <zone>', say.undo, async (installation, [name = '']) => {
    const undone = await undoZone(installation, operator, name)
    return undone.ok ? yes(changeShown(undone.value, cli.language, say.undone(time(undone.value.at)))) : undone
  })
  dnssecCommand(cli, zone)
}
