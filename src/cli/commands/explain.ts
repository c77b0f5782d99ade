/** `todoku explain REF|CODE|"pasted text"`: what an error means, and what to do about it. */
import type { Command } from 'commander'
import { type ExplainedError, explainError } from '../../actions/explain-error.ts'
import { closeInstallation, type Installation, openInstallation, operator } from '../../actions/installation.ts'
import type { Attempt } from '../../actions/read-attempts.ts'
import type { Language, Words } from '../../base/language.ts'
import type { Explanation } from '../../core/causes/define.ts'
import { explain } from '../../core/causes/index.ts'
import type { Suspect } from '../../core/diagnose/diagnose.ts'
import { yes } from '../../core/values/result.ts'
import { explanationOf, fromOf, notesOf, outcomeOf, titleOf, whoseOf } from '../attempt-words.ts'
import { exitCodes } from '../refusals.ts'
import { remedyOf } from '../remedies.ts'
import { type Cli, complain, plainCommand, type Shown } from '../run.ts'
import { readStdin } from '../terminal.ts'
import { ownTimeZone, pairs, printable, time } from '../text.ts'

const ja = {
  about: '参照番号・エラーコード・貼り付けたエラーの文を説明する(文を省略すると標準入力から読む)',
  when: '日時',
  times: (count: number, since: string) => `(${since}から${count}回)`,
  from: '接続元',
  to: '接続先',
  who: 'ユーザー名',
  client: '名乗り',
  outcome: '結果',
  why: '理由',
  fix: '対処',
  evidence: '根拠',
  wrongIf: '違う場合',
  command: 'コマンド',
  note: '注記',
  accepted: 'このサインインは成功しました',
  noWords: (cause: string) => `このリリースでは説明できない原因です(${cause})`,
  howLikely: ['可能性が高い', '可能性あり', '念のため'],
  missing: (refs: string) => `${refs} に当たるサインインの記録はありません。打ち間違いか、30日より前のものです`,
  harmless: 'これはエラーではありません: サーバーが次の入力を求めているか、受け付けたことを知らせる返答です',
  nothing: '当てはまる原因が見つかりませんでした。エラーの文を省略せずに貼り付けるか、(ref K7Q2-9F)のような参照番号を渡してください',
}

const words: Words<typeof ja> = {
  ja,
  en: {
    about: 'explain a reference, an error code or the pasted text of an error (without one: standard input)',
    when: 'when',
    times: (count, since) => `(${count} times since ${since})`,
    from: 'from',
    to: 'to',
    who: 'user name',
    client: 'calls itself',
    outcome: 'outcome',
    why: 'why',
    fix: 'what to do',
    evidence: 'seen by',
    wrongIf: 'wrong if',
    command: 'command',
    note: 'note',
    accepted: 'This sign-in was accepted',
    noWords: cause => `a cause that this release has no words for (${cause})`,
    howLikely: ['likely', 'possible', 'worth a look'],
    missing: refs => `no attempt to sign in has the reference ${refs}: it is mistyped, or older than 30 days`,
    harmless: 'This is no error: the server asks for the next input, or says that it has accepted something',
    nothing: 'no known cause fits; paste the whole text of the error, or give a reference such as (ref K7Q2-9F)',
  },
}

/** Replies that go on or agree (RFC 5321 4.2.1, RFC 4954 4). */
const harmless = /^\s*(334|354|2\d\d)\b/

const likely = 0.75
const possible = 0.4

const howLikely = (score: number, language: Language): string => words[language].howLikely[score >= likely ? 0 : score >= possible ? 1 : 2]!

type Line = readonly [name: string, value: string]

/** Evidence is only told where something was seen: words that somebody pasted show none. */
const body = ({ why, fix, evidence, wrongIf }: Explanation, language: Language, wasSeen: boolean): Line[] => {
  const say = words[language]
  return [[say.why, why], [say.fix, fix], ...(wasSeen ? [[say.evidence, evidence] as const] : []), [say.wrongIf, wrongIf]]
}

const attemptText = (attempt: Attempt, language: Language): string => {
  const say = words[language]
  const { ref, at, firstAt, count, protocol, port, tls, client, cause } = attempt
  const said = explanationOf(attempt, language)
  const remedy = remedyOf(attempt)
  const title = cause === null ? say.accepted : said ? titleOf(attempt, language) : say.noWords(cause)
  return [
    printable(`${ref}  ${title}`),
    pairs([
      [say.when, count > 1 ? `${time(at)} ${say.times(count, time(firstAt))}` : time(at)],
      [say.from, fromOf(attempt)],
      [say.to, [`${protocol}:${port}`, tls].filter(part => part !== null).join(' ')],
      [say.who, whoseOf(attempt, language)],
      ...(client === null ? [] : [[say.client, client] as const]),
      [say.outcome, outcomeOf(attempt, language)],
      ...(said ? body(said, language, true) : []),
      ...(remedy === null ? [] : [[say.command, remedy] as const]),
      ...notesOf(attempt, language).map(note => [say.note, note] as const),
    ]),
  ].join('\n')
}

const suspectText = ({ finding, score }: Suspect, language: Language): string => {
  const said = explain(finding, language, ownTimeZone())
  return `${printable(said.title)}  (${howLikely(score, language)}, ${finding.id})\n${pairs(body(said, language, false))}`
}

const entry = (id: string, score: number, { title, why, fix }: Explanation): object => ({ id, score, title, why, fix })

/** How sure the cause of an attempt is: it was seen, or concluded. */
const scoreOf = ({ likely: isLikely }: Attempt): number => (isLikely ? 0.7 : 1)

const causesJson = ({ attempts, diagnosis }: ExplainedError, language: Language): object[] =>
  attempts.length
    ? attempts.flatMap(attempt => {
        const said = explanationOf(attempt, language)
        return attempt.cause === null || !said ? [] : [entry(attempt.cause, scoreOf(attempt), said)]
      })
    : diagnosis.suspects.map(({ finding, score }) => entry(finding.id, score, explain(finding, language, ownTimeZone())))

const textOf = ({ attempts, missing, away, diagnosis }: ExplainedError, given: string, language: Language): string => {
  const say = words[language]
  if (attempts.length) return attempts.map(attempt => attemptText(attempt, language)).join('\n\n')
  const notFound = missing.length && !away ? [say.missing(missing.join(' '))] : []
  if (diagnosis.suspects.length) return [...notFound, ...diagnosis.suspects.map(suspect => suspectText(suspect, language))].join('\n\n')
  return notFound[0] ?? (harmless.test(given) ? say.harmless : say.nothing)
}

const shown = (explained: ExplainedError, given: string, language: Language): Shown => {
  const isFound = explained.attempts.length > 0 || explained.diagnosis.suspects.length > 0 || harmless.test(given)
  return { json: { causes: causesJson(explained, language) }, text: textOf(explained, given, language), exitCode: isFound ? exitCodes.ok : exitCodes.notFound }
}

/** Adds the command to the program. Words are explained on any machine; a reference needs the installation. */
export const explainCommand = (cli: Cli, program: Command): void => {
  plainCommand(cli, program, 'explain [text...]', words[cli.language].about, async args => {
    const given = args.length ? args.join(' ') : await readStdin()
    let opened: Installation | null = null
    try {
      const explained = await explainError(() => (opened = openInstallation(cli.home, 'cli', 2)), operator, given, cli.language)
      if (explained.away && !explained.diagnosis.suspects.length) throw explained.away
      if (explained.away) complain(cli, explained.away)
      return yes(shown(explained, given, cli.language))
    } finally {
      if (opened) await closeInstallation(opened)
    }
  })
}
