/** `todoku help`: every command, those of the supervisor and those of the command line. */
import { programOf } from './cli/main.ts'
import { homeOf } from './base/home.ts'
import { type Language, language, type Words } from './base/language.ts'
import { editDistance } from './core/values/nearest.ts'
import { padTo } from './base/width.ts'

interface Group {
  readonly title: string
  readonly commands: readonly (readonly [string, string])[]
}

interface Texts {
  readonly intro: string
  readonly groups: readonly Group[]
  readonly accounts: string
  readonly more: string
}

const texts: Words<Texts> = {
  en: {
    intro: 'Todoku: mail hosting that says why. Usage: todoku <command>',
    groups: [
      {
        title: 'Running it',
        commands: [
          ['up [--detach]', 'put in what is missing and start everything'],
          ['down', 'stop everything'],
          ['status [--json]', 'the state of every part'],
          ['logs [part] [--follow] [-n lines]', 'the last lines of the logs'],
          ['reload', 'take up a changed todoku.toml without dropping connections'],
          ['service install|remove', 'one systemd unit'],
        ],
      },
      {
        title: 'Trying it',
        commands: [
          ['lab <name> [--json]', 'a private Internet to play in; without a name, which there are'],
          ['test [pattern]', 'every test, the live ones too'],
          ['bench <name> [--json]', 'benchmarks beside their peers'],
        ],
      },
    ],
    accounts: 'Domains and mailboxes',
    more: 'todoku <command> --help says more. --lang ja|en chooses the language. State is in TODOKU_HOME (/var/lib/todoku), settings in todoku.toml there.',
  },
  ja: {
    intro: 'Todoku(届く): 届かない理由を言うメールサーバー。使い方: todoku <コマンド>',
    groups: [
      {
        title: '動かす',
        commands: [
          ['up [--detach]', '足りないものを入れて、すべてを起動する'],
          ['down', 'すべてを止める'],
          ['status [--json]', '各部品の状態'],
          ['logs [部品] [--follow] [-n 行数]', 'ログの終わり'],
          ['reload', '接続を切らずに todoku.toml を読み直す'],
          ['service install|remove', 'systemd のユニットを置く・消す'],
        ],
      },
      {
        title: '試す',
        commands: [
          ['lab <名前> [--json]', '閉じたインターネットで試す(名前なしで一覧)'],
          ['test [パターン]', 'すべてのテスト(実際に動かすものも)'],
          ['bench <名前> [--json]', '比較対象と並べた性能測定'],
        ],
      },
    ],
    accounts: 'ドメインとメールボックス',
    more: '詳しくは todoku <コマンド> --help。--lang ja|en で言語を選べます。状態は TODOKU_HOME(/var/lib/todoku)、設定はそこの todoku.toml にあります。',
  },
}

const linesOf = ({ title, commands }: Group): string[] => ['', title, ...commands.map(([usage, about]) => `  ${padTo(usage, 36)} ${about}`)]

/** @returns the command that was probably meant, or null when none is near: two changes at most, and not the whole word */
export const nearest = (name: string, commands: readonly string[]): string | null => {
  const [best] = commands.map(command => ({ command, changes: editDistance(name, command) })).sort((a, b) => a.changes - b.changes)
  return best && best.changes <= 2 && best.changes < best.command.length ? best.command : null
}

const unknownTexts: Words<(name: string, meant: string | null) => string> = {
  en: (name, meant) => `unknown command "${name}"${meant ? `; did you mean "${meant}"?` : ''} See todoku help`,
  ja: (name, meant) => `コマンド「${name}」はありません。${meant ? `もしかして「${meant}」? ` : ''}一覧は todoku help`,
}

const languageOf = (args: readonly string[], env: NodeJS.ProcessEnv): Language => {
  const asked = args.find((arg, i) => arg.startsWith('--lang=') || args[i - 1] === '--lang')?.replace('--lang=', '')
  return asked === 'ja' || asked === 'en' ? asked : language(env)
}

const programIn = (wanted: Language, env: NodeJS.ProcessEnv) => programOf({ language: wanted, home: homeOf(env), exitCode: 0 })

/**
 * Says that there is no such command, and which is near.
 * @param processes the commands that the command line does not know
 * @returns 2, or null when the command line knows the name (or takes it for an option)
 */
export const refuseUnknown = (name: string, args: readonly string[], processes: readonly string[], env: NodeJS.ProcessEnv): number | null => {
  const wanted = languageOf(args, env)
  const known = programIn(wanted, env).commands.map(command => command.name())
  if (name.startsWith('-') || known.includes(name)) return null
  process.stderr.write(`todoku: ${unknownTexts[wanted](name, nearest(name, [...processes, ...known]))}\n`)
  return 2
}

/** Prints all commands on standard output. @returns 0 */
export const printHelp = async (args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> => {
  const wanted = languageOf(args, env)
  const { intro, groups, accounts, more } = texts[wanted]
  const own: Group = { title: accounts, commands: programIn(wanted, env).commands.map(command => [command.name(), command.description()] as const) }
  process.stdout.write(`${[intro, ...[...groups, own].flatMap(linesOf), '', more].join('\n')}\n`)
  return 0
}
