/** `todoku zone import` and `export`: a zone as a file. */
import { readFileSync, writeFileSync } from 'node:fs'
import type { Command } from 'commander'
import { importZone } from '../../actions/change-zone.ts'
import { exportZone } from '../../actions/describe-zone.ts'
import { operator } from '../../actions/installation.ts'
import { no, type Result, yes } from '../../core/values/result.ts'
import { confirm } from '../confirm.ts'
import type { CliRefusal } from '../refusals.ts'
import { type Cli, command } from '../run.ts'
import { readStdin } from '../terminal.ts'
import { changeShown } from '../zone-shown.ts'
import { zoneWords } from '../zone-words.ts'

/** A zone file of a host of mail has a few KB. */
const mostBytes = 4 * 1024 * 1024

const textOf = async (path: string): Promise<Result<string, CliRefusal>> => {
  try {
    const text = path === '-' ? await readStdin() : readFileSync(path, 'utf8')
    return text.length > mostBytes ? no({ kind: 'invalid-option', option: 'file', given: path, example: '< 4 MB' }) : yes(text)
  } catch (error) {
    return no({ kind: 'unreadable-file', path, why: (error as NodeJS.ErrnoException).code ?? (error as Error).message })
  }
}

interface ImportOptions {
  readonly replace?: true
  readonly yes?: true
}

/** Adds both. @param by who changes a zone */
export const fileCommands = (cli: Cli, zone: Command, by: string): void => {
  const say = zoneWords[cli.language]
  command<ImportOptions>(cli, zone, 'import <zone> <file>', say.import, async (installation, [name = '', path = ''], { replace = false, yes: yesGiven = false }) => {
    const text = await textOf(path)
    if (!text.ok) return text
    const confirmed = replace ? await confirm(cli.language, name, yesGiven, say.replaces(name)) : yes(null)
    if (!confirmed.ok) return confirmed
    const imported = await importZone(installation, operator, name, text.value, replace, by)
    return imported.ok ? yes(changeShown(imported.value, cli.language, imported.value.left ? say.left(imported.value.left) : undefined)) : imported
  })
    .option('--replace', say.replace)
    .option('--yes', say.yes)
  command<{ readonly output?: string }>(cli, zone, 'export <zone>', say.export, async (installation, [name = ''], { output }) => {
    const text = await exportZone(installation, operator, name)
    if (!text.ok) return text
    if (output === undefined) return yes({ json: { file: text.value }, text: text.value.trimEnd() })
    try {
      writeFileSync(output, text.value, { flag: 'wx' })
    } catch (error) {
      return no({ kind: 'unwritable-file', path: output, why: (error as NodeJS.ErrnoException).code ?? (error as Error).message })
    }
    return yes({ json: { path: output }, text: say.written(output) })
  }).option('--output <file>', say.output)
}
