/** How every command runs: opens the installation, calls its action, prints the result or the refusal, and gives the exit code. */
import { Command, InvalidArgumentError } from 'commander'
import { closeInstallation, type Installation, openInstallation, withDatabase } from '../actions/installation.ts'
import type { PageRequest } from '../actions/read-accounts.ts'
import { ConfigError } from '../base/config.ts'
import { Fault } from '../base/fault.ts'
import type { Home } from '../base/home.ts'
import type { Language, Words } from '../base/language.ts'
import type { Result } from '../core/values/result.ts'
import { type CliRefusal, exitCodeOf, exitCodes, wordRefusal } from './refusals.ts'

/** What one run of the command line knows from the start, and the exit code that it will end with. */
export interface Cli {
  readonly language: Language
  readonly home: Home
  exitCode: number
}

/** What a command shows: to a program, and to a person. Or lines that are ready for both, and what to say to a person when there are none. */
export type Shown = ({ readonly json: unknown; readonly text: string } | { readonly lines: readonly string[]; readonly text: string }) & {
  /** Left out: 0. */
  readonly exitCode?: number
}

/** Does a command's work. `options` are as commander read them. */
export type Work<O> = (installation: Installation, args: readonly string[], options: O) => Promise<Result<Shown, CliRefusal>>

const faults: Words<(fault: Fault, home: Home) => string> = {
  ja: ({ kind, message }, home) =>
    ({
      database: 'データベースに接続できません: ./todoku up で起動しているか確かめてください(./todoku status)',
      'not-started': `${home.root} ではまだ起動したことがありません: 先に ./todoku up を実行してください`,
      'not-allowed': `${home.root} を読む権限がありません: root で(sudo を付けて)実行してください`,
      busy: '処理が混み合っています: 少し待ってもう一度実行してください',
      engine: `エンジンが応答しません(${message}): ./todoku status で確かめてください`,
      corrupt: `保存されたデータが壊れています: ${message}`,
    })[kind],
  en: ({ kind, message }, home) =>
    ({
      database: 'the database cannot be reached: is it started? ./todoku up, then ./todoku status',
      'not-started': `nothing was ever started in ${home.root}: run ./todoku up first`,
      'not-allowed': `${home.root} may not be read by you: run this as root (with sudo)`,
      busy: 'too much is going on: wait a little and run this again',
      engine: `an engine does not answer (${message}): see ./todoku status`,
      corrupt: `something kept is broken: ${message}`,
    })[kind],
}

const temporary: readonly Fault['kind'][] = ['busy', 'database', 'engine', 'not-started']

/** Prints an error as its one line. @returns the exit code */
export const complain = ({ language, home }: Pick<Cli, 'language' | 'home'>, error: unknown): number => {
  const line =
    error instanceof Fault ? faults[language](error, home) : error instanceof ConfigError ? error.message : `${language === 'ja' ? '内部エラー' : 'internal error'}: ${(error as Error).stack ?? String(error)}`
  process.stderr.write(`todoku: ${line}\n`)
  return error instanceof Fault && temporary.includes(error.kind) ? exitCodes.temporary : exitCodes.failed
}

const outputOf = (shown: Shown, asJson: boolean): string => {
  if ('json' in shown) return asJson ? JSON.stringify(shown.json) : shown.text
  return shown.lines.length || asJson ? shown.lines.join('\n') : shown.text
}

const print = (shown: Shown, asJson: boolean): void => {
  const output = outputOf(shown, asJson)
  if (output !== '') process.stdout.write(`${output}\n`)
}

/** Runs a piece of work, prints what it gives, and says how it ended. */
const attempt = async (language: Language, asJson: boolean, work: () => Promise<Result<Shown, CliRefusal>>): Promise<number> => {
  const result = await work()
  if (result.ok) print(result.value, asJson)
  else process.stderr.write(asJson ? `${JSON.stringify({ error: result.why, message: wordRefusal(language, result.why) })}\n` : `todoku: ${wordRefusal(language, result.why)}\n`)
  return result.ok ? (result.value.exitCode ?? exitCodes.ok) : exitCodeOf(result.why)
}

const inInstallation = async <T>(home: Home, work: (installation: Installation) => Promise<T>): Promise<T> => {
  const installation = openInstallation(home, 'cli', 2)
  try {
    return await withDatabase(() => work(installation))
  } finally {
    await closeInstallation(installation)
  }
}

const common: Words<{ readonly json: string; readonly lang: string; readonly limit: string; readonly after: string }> = {
  ja: { json: 'JSON で出力する', lang: '表示の言語(ja か en)', limit: '表示する件数(1〜1000)', after: 'この項目の次から(前のページの next)' },
  en: { json: 'print JSON', lang: 'language of the output (ja or en)', limit: 'how many to show (1 to 1000)', after: 'go on after this item (next of the page before)' },
}

/**
 * Adds a command that needs no installation, or opens it itself.
 * @param usage commander's: `add <name>`
 */
export const plainCommand = <O extends object>(
  cli: Cli,
  parent: Command,
  usage: string,
  description: string,
  work: (args: readonly string[], options: O & { readonly json?: true }) => Promise<Result<Shown, CliRefusal>>,
): Command => {
  const words = common[cli.language]
  return parent
    .command(usage)
    .description(description)
    .option('--json', words.json)
    .option('--lang <language>', words.lang)
    .action(async (...given: unknown[]) => {
      const self = given.at(-1) as Command
      const options = self.opts<O & { readonly json?: true }>()
      try {
        cli.exitCode = await attempt(cli.language, options.json === true, () => work(self.args, options))
      } catch (error) {
        cli.exitCode = complain(cli, error)
      }
    })
}

/**
 * Adds a command that works on the installation.
 * @param usage commander's: `add <name>`
 */
export const command = <O extends object>(cli: Cli, parent: Command, usage: string, description: string, work: Work<O & { readonly json?: true }>): Command =>
  plainCommand<O>(cli, parent, usage, description, (args, options) => inInstallation(cli.home, installation => work(installation, args, options)))

/** Adds a group of commands, such as `owner`. */
export const group = (parent: Command, name: string, description: string): Command => parent.command(name).description(description)

const wholeNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const number = Number(text)
    if (!/^\d+$/.test(text) || number < least || number > most) throw new InvalidArgumentError(`${least}..${most}`)
    return number
  }

/** Options of a command that lists: a page at a time. */
export const paged = (cli: Cli, list: Command): Command => {
  const words = common[cli.language]
  return list.option('--limit <count>', words.limit, wholeNumber(1, 1000), 100).option('--after <item>', words.after)
}

export type PageOptions = PageRequest

/** A whole number within bounds, for commander. */
export const count = wholeNumber

const moreWords: Words<(next: string) => string> = {
  ja: next => `続きがあります: --after '${next}'`,
  en: next => `there are more: --after '${next}'`,
}

/** Says after a page how to see the next. */
export const withNext = (language: Language, text: string, next: string | null): string => (next === null ? text : `${text}\n${moreWords[language](next)}`)
