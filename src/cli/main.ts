/** The command line: its commands are listed here, and nowhere else. */
import { Command, CommanderError } from 'commander'
import { homeOf } from '../base/home.ts'
import { language as languageOf, type Language, type Words } from '../base/language.ts'
import { aliasCommands } from './commands/alias.ts'
import { appPasswordCommands } from './commands/app-password.ts'
import { attemptsCommand } from './commands/attempts.ts'
import { blockCommands } from './commands/block.ts'
import { completionCommand } from './commands/completion.ts'
import { countryCommands } from './commands/country.ts'
import { domainCommands } from './commands/domain.ts'
import { explainCommand } from './commands/explain.ts'
import { mailboxCommands } from './commands/mailbox.ts'
import { ownerCommands } from './commands/owner.ts'
import { passCommands } from './commands/pass.ts'
import { serverCommands } from './commands/server.ts'
import { throttleCommands } from './commands/throttle.ts'
import { trashCommands } from './commands/trash.ts'
import { zoneCommands } from './commands/zone.ts'
import { exitCodes } from './refusals.ts'
import type { Cli } from './run.ts'
import { speak, wordUsage } from './usage.ts'

const commands = [ownerCommands, domainCommands, zoneCommands, mailboxCommands, aliasCommands, appPasswordCommands, countryCommands, passCommands, blockCommands, throttleCommands, serverCommands, attemptsCommand, explainCommand, trashCommands, completionCommand]

const languageOption: Words<string> = { ja: '表示の言語(ja か en)', en: 'language of the output (ja or en)' }

type Environment = Readonly<Record<string, string | undefined>>

/** The language is needed before commander reads anything, for its own texts. */
const wantedLanguage = (args: readonly string[], env: Environment): Language => {
  const given = args.find((arg, i) => arg.startsWith('--lang=') || args[i - 1] === '--lang')?.replace('--lang=', '')
  return given === 'ja' || given === 'en' ? given : languageOf(env)
}

/** Builds the program. */
export const programOf = (cli: Cli): Command => {
  const program = new Command('todoku').option('--lang <language>', languageOption[cli.language])
  for (const add of commands) add(cli, program)
  speak(program, cli.language)
  return program
}

/** Whoever reads our output may have seen enough (`| head`). */
const endQuietlyOnClosedPipe = (): void => {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? exitCodes.ok : exitCodes.failed))
}

/**
 * Runs one command line.
 * @param args without the program's own name
 * @returns the exit code
 */
export const run = async (args: readonly string[], env: Environment): Promise<number> => {
  endQuietlyOnClosedPipe()
  const cli: Cli = { language: wantedLanguage(args, env), home: homeOf(env), exitCode: exitCodes.ok }
  try {
    await programOf(cli).parseAsync(args, { from: 'user' })
    return cli.exitCode
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    if (error.exitCode === 0) return exitCodes.ok
    if (error.code !== 'commander.help') process.stderr.write(`todoku: ${wordUsage(error, cli.language)}\n`)
    return exitCodes.usage
  }
}

if (import.meta.main) process.exitCode = await run(process.argv.slice(2), process.env)
