/** `todoku attempts [mailbox]`: who tried to sign in, what became of it, and why. */
import { setTimeout } from 'node:timers/promises'
import type { Command } from 'commander'
import { type Installation, operator } from '../../actions/installation.ts'
import { type Attempt, readAttempts } from '../../actions/read-attempts.ts'
import type { Language, Words } from '../../base/language.ts'
import { widthOf } from '../../base/width.ts'
import { yes } from '../../core/values/result.ts'
import { fromOf, notesOf, outcomeOf, titleOf, whenOf, whoseOf } from '../attempt-words.ts'
import { type Cli, command, count } from '../run.ts'
import { printable, screenWidth, wrapped } from '../text.ts'

const ja = {
  about: 'サインインの試みと、その結果と原因',
  follow: '新しい試みを待って表示し続ける',
  lines: '表示する件数(1〜1000)',
  none: 'サインインの試みはまだありません',
}

const words: Words<typeof ja> = {
  ja,
  en: {
    about: 'attempts to sign in, what became of them, and why',
    follow: 'wait for new ones and go on printing',
    lines: 'how many to show (1 to 1000)',
    none: 'there was no attempt to sign in yet',
  },
}

/** Its fields as other programs rely on them; what came later stands at the end. */
const attemptJson = (attempt: Attempt): object => {
  const { ref, at, protocol, port, address, country, tls, sni, mechanism, login, mailbox, outcome, cause, likely, facts } = attempt
  const { count, firstAt, client, networkName, mailboxLikely } = attempt
  return { ref, at, protocol, port, address, country, tls, sni, mechanism, login, mailbox, outcome, cause, likely, facts, count, firstAt, client, networkName, mailboxLikely }
}

/** One line, or where the terminal is too narrow for it, what became of it below. */
const line = (attempt: Attempt, language: Language): string => {
  const { ref, protocol, port } = attempt
  const joined = (parts: readonly string[]): string => printable(parts.filter(part => part !== '').join('  '))
  const head = joined([whenOf(attempt), ref, `${protocol}:${port}`, fromOf(attempt), whoseOf(attempt, language)])
  const rest = joined([outcomeOf(attempt, language), titleOf(attempt, language), ...notesOf(attempt, language)])
  const screen = screenWidth()
  return screen === null || widthOf(head) + 2 + widthOf(rest) <= screen ? `${head}  ${rest}` : [head, ...wrapped(rest, screen - 4)].join('\n    ')
}

/** Attempts are written some moments after they were made, and a row that folds comes again with a higher count. */
const overlapMs = 60_000
const pauseMs = 500

const follow = async (installation: Installation, mailbox: string | undefined, since: Date, print: (attempt: Attempt) => void, shown: readonly Attempt[]): Promise<never> => {
  const counts = new Map(shown.map(({ id, count }) => [id, count]))
  for (let newest = since; ; ) {
    const page = await readAttempts(installation, operator, { limit: 1000, mailbox, since: new Date(newest.getTime() - overlapMs) })
    for (const attempt of page.ok ? page.value.items.toReversed() : []) {
      if ((counts.get(attempt.id) ?? 0) < attempt.count) print(attempt)
      counts.set(attempt.id, attempt.count)
      if (attempt.at > newest) newest = attempt.at
    }
    await setTimeout(pauseMs)
  }
}

interface Options {
  readonly json?: true
  readonly follow?: true
  readonly lines: number
}

/** Adds the command to the program. */
export const attemptsCommand = (cli: Cli, program: Command): void => {
  const say = words[cli.language]
  command<Options>(cli, program, 'attempts [mailbox]', say.about, async (installation, [mailbox], options) => {
    const page = await readAttempts(installation, operator, { limit: options.lines, mailbox })
    if (!page.ok) return page
    const asText = (attempt: Attempt): string => (options.json ? JSON.stringify(attemptJson(attempt)) : line(attempt, cli.language))
    const shown = page.value.items.toReversed()
    if (options.follow) {
      const print = (attempt: Attempt): void => void process.stdout.write(`${asText(attempt)}\n`)
      shown.forEach(print)
      await follow(installation, mailbox, shown.at(-1)?.at ?? new Date(), print, shown)
    }
    return yes({ lines: shown.map(asText), text: say.none })
  })
    .option('-f, --follow', say.follow)
    .option('-n, --lines <count>', say.lines, count(1, 1000), 50)
}
