/** The command line: its commands are listed here, and nowhere else. */
import { Command, CommanderError } from 'commander'
import { homeOf } from '../base/home.ts'
import { language as languageOf, type Language } from '../base/language.ts'
import { domainCommands } from './commands/domain.ts'
import { mailboxCommands } from './commands/mailbox.ts'
import { ownerCommands } from './commands/owner.ts'
import { exitCodes } from './refusals.ts'
import type { Cli } from './run.ts'

const groups = [ownerCommands, domainCommands, mailboxCommands]

type Environment = Readonly<Record<string, string | undefined>>

/** The language is needed before commander reads anything, for its own texts. */
const wantedLanguage = (args: readonly string[], env: Environment): Language => {
  const given = args.find((arg, i) => arg.startsWith('--lang=') || args[i - 1] === '--lang')?.replace('--lang=', '')
  return given === 'ja' || given === 'en' ? given : languageOf(env)
}

/** Builds the program. */
export const programOf = (cli: Cli): Command => {
  const program = new Command('todoku').exitOverride().showHelpAfterError(false)
  for (const add of groups) add(cli, program)
  return program
}

/**
 * Runs one command line.
 * @param args without the program's own name
 * @returns the exit code
 */
export const run = async (args: readonly string[], env: Environment): Promise<number> => {
  const cli: Cli = { language: wantedLanguage(args, env), home: homeOf(env), exitCode: exitCodes.ok }
  try {
    await programOf(cli).parseAsync(args, { from: 'user' })
    return cli.exitCode
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.ok : exitCodes.usage
    throw error
  }
}

if (import.meta.main) process.exitCode = await run(process.argv.slice(2), process.env)
