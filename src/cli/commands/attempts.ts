/** `todoku attempts [mailbox]`: who tried to sign in, what became of it, and why. */
import { setTimeout } from 'node:timers/promises'
import type { Command } from 'commander'
import { type Installation, operator } from '../../actions/installation.ts'
import { type Attempt, readAttempts } from '../../actions/read-attempts.ts'
import type { Language, Words } from '../../base/language.ts'
import { causes, explain, type Finding } from '../../core/causes/index.ts'
import { yes } from '../../core/values/result.ts'
import { type Cli, command, count } from '../run.ts'
import { printable, time } from '../text.ts'

const ja = {
  about: 'サインインの試みと、その結果と原因',
  follow: '新しい試みを待って表示し続ける',
  lines: '表示する件数(1〜1000)',
  outcome: { accepted: '成功', refused: '拒否', abandoned: '中断' },
  none: 'サインインの試みはまだありません',
}

const words: Words<typeof ja> = {
  ja,
  en: {
    about: 'attempts to sign in, what became of them, and why',
    follow: 'wait for new ones and go on printing',
    lines: 'how many to show (1 to 1000)',
    outcome: { accepted: 'accepted', refused: 'refused', abandoned: 'abandoned' },
    none: 'there was no attempt to sign in yet',
  },
}

const attemptJson = ({ ref, at, protocol, port, address, country, tls, sni, mechanism, login, mailbox, outcome, cause, likely, facts }: Attempt) =>
  ({ ref, at, protocol, port, address, country, tls, sni, mechanism, login, mailbox, outcome, cause, likely, facts }) satisfies object

/** A row of an older or newer release may have a cause that this catalogue does not know, or other facts: its id is better than nothing. */
const titleOf = ({ cause, facts }: Attempt, language: Language): string => {
  if (cause === null || !(cause in causes)) return cause ?? ''
  try {
    return explain({ id: cause, facts } as Finding, language).title
  } catch {
    return cause
  }
}

const line = (attempt: Attempt, language: Language): string => {
  const { at, ref, protocol, port, address, country, login, outcome } = attempt
  const from = country === null ? address : `${address} ${country}`
  return printable([time(at), ref, `${protocol}:${port}`, from, login ?? '-', words[language].outcome[outcome], titleOf(attempt, language)].join('  ')).trimEnd()
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
