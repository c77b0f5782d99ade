/** What commander says, in the reader's language. */
import { Command, type CommanderError, Help, type HelpConfiguration } from 'commander'
import type { Language } from '../base/language.ts'
import { widthOf } from '../base/width.ts'

const headingsJa: Readonly<Record<string, string>> = { 'Usage:': '使い方:', 'Arguments:': '引数:', 'Options:': 'オプション:', 'Commands:': 'コマンド:', 'Global Options:': '共通のオプション:' }

/** Its messages quote what was wrong: the first quotation is the thing itself. */
const quotedIn = (message: string): string => /'([^']*)'/.exec(message)?.[1] ?? ''

/** What follows the complaint about a value: the bounds that it must keep. */
const boundsIn = (message: string): string => / is invalid\. (\S+)$/.exec(message)?.[1] ?? ''

const suggestionIn = (message: string): string => /\(Did you mean (?:one of )?(.*)\?\)/.exec(message)?.[1] ?? ''

const ja: Readonly<Record<string, (quoted: string, bounds: string) => string>> = {
  'commander.unknownCommand': quoted => `コマンド「${quoted}」はありません`,
  'commander.unknownOption': quoted => `オプション「${quoted}」はありません`,
  'commander.missingArgument': quoted => `「${quoted}」を書いてください`,
  'commander.missingMandatoryOptionValue': quoted => `オプション「${quoted}」が必要です`,
  'commander.optionMissingArgument': quoted => `オプション「${quoted}」に値がありません`,
  'commander.invalidArgument': (quoted, bounds) => `「${quoted}」の値が正しくありません${bounds && `(${bounds})`}`,
  'commander.excessArguments': () => '引数が多すぎます',
}

/** One line for a mistake on the command line. */
export const wordUsage = (error: CommanderError, language: Language): string => {
  const english = error.message.replace(/^error: /, '').replaceAll('\n', ' ')
  if (language === 'en') return `${english}; see ./todoku --help`
  const suggestion = suggestionIn(english)
  return `${ja[error.code]?.(quotedIn(english), boundsIn(english)) ?? english}${suggestion ? `(もしかして: ${suggestion})` : ''}。使い方: ./todoku --help`
}

const plain = new Help()

/** Commander writes its own English between ours. */
const helpJa: HelpConfiguration = {
  displayWidth: widthOf,
  styleTitle: title => headingsJa[title] ?? title,
  commandUsage: command => plain.commandUsage(command).replace('[options]', '[オプション]').replace('[command]', '[コマンド]'),
  subcommandTerm: command => plain.subcommandTerm(command).replace('[options]', '[オプション]'),
  optionDescription: option => plain.optionDescription(option).replace(/\(default: (.*)\)$/, (_, value: string) => `(省略時: ${value.replaceAll('"', '')})`),
}

const helpConfiguration = (language: Language): HelpConfiguration => (language === 'ja' ? helpJa : {})

const optionJa = 'この説明を表示する'

/** Gives a command and all below it help in the reader's language, and lets nothing be printed or ended but by us. */
export const speak = (command: Command, language: Language): void => {
  command.exitOverride().configureHelp(helpConfiguration(language)).configureOutput({ outputError: () => {} })
  if (language === 'ja') command.helpOption('-h, --help', optionJa)
  command.helpCommand(false)
  for (const child of command.commands) speak(child, language)
}
