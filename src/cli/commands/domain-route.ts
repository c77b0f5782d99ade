/** `todoku domain route NAME [automatic|here|elsewhere]`: where mail from our own users to the domain goes. */
import type { Command } from 'commander'
import { changeRoute, type RouteChoice } from '../../actions/change-route.ts'
import { checkRoute, type RouteReport } from '../../actions/check-route.ts'
import { operator } from '../../actions/installation.ts'
import { openInstallationDns } from '../../actions/open-dns.ts'
import type { Language, Words } from '../../base/language.ts'
import { no, yes } from '../../core/values/result.ts'
import { findingJson, findingText } from '../finding-words.ts'
import { type Cli, command, type Shown } from '../run.ts'
import { pairs, time } from '../text.ts'

const ja = {
  about: 'ここの利用者からこのドメインへのメールの行き先を見る、変える(automatic、here、elsewhere)',
  facts: { goes: '行き先', choice: '設定', mx: '今のMX', seen: '確認' },
  goes: { here: 'このサーバーのメールボックス', elsewhere: 'MXが指す別のサーバー' },
  choice: { automatic: '自動(MXがここを指すまではMXに従う)', here: '常にこのサーバー', elsewhere: '常にMXが指すサーバー' },
  none: '(なし)',
  unproven: '所有権が確認されるまで、メールは必ずMXが指すサーバーへ送られます',
}

const words: Words<typeof ja> = {
  ja,
  en: {
    about: 'see or set where mail from our own users to the domain goes (automatic, here, elsewhere)',
    facts: { goes: 'mail goes', choice: 'setting', mx: 'MX now', seen: 'looked at' },
    goes: { here: 'to its mailboxes here', elsewhere: 'to its MX elsewhere' },
    choice: { automatic: 'automatic (by its MX until that points here)', here: 'always here', elsewhere: 'always by its MX' },
    none: '(none)',
    unproven: 'until its ownership is proven, mail for it always goes by its MX',
  },
}

const choices: readonly string[] = ['automatic', 'here', 'elsewhere'] satisfies RouteChoice[]
const isChoice = (text: string): text is RouteChoice => choices.includes(text)

const shown = (report: RouteReport, language: Language): Shown => {
  const say = words[language]
  const { domain, isProven, choice, goes, leads, mx, seenAt, findings } = report
  return {
    json: { domain, isProven, choice, goes, leads, mx, seenAt, findings: findings.map(finding => findingJson(finding, language)) },
    text: [
      domain,
      pairs([
        [say.facts.goes, say.goes[goes]],
        [say.facts.choice, say.choice[choice]],
        [say.facts.mx, mx.length ? mx.join(', ') : say.none],
        [say.facts.seen, time(seenAt)],
      ]),
      ...(isProven ? [] : [say.unproven]),
      ...findings.map(finding => `\n${findingText(finding, language)}`),
    ].join('\n'),
  }
}

/** Adds the command to the group `domain`. */
export const routeCommand = (cli: Cli, domain: Command): void => {
  command(cli, domain, 'route <name> [choice]', words[cli.language].about, async (installation, [name = '', choice]) => {
    const dns = openInstallationDns(installation)
    if (choice !== undefined && !isChoice(choice)) return no({ kind: 'invalid-option', option: 'route', given: choice, example: choices.join('|') })
    const now = new Date()
    const report = choice === undefined ? await checkRoute(installation, dns, operator, name, now) : await changeRoute(installation, dns, operator, name, choice, now)
    return report.ok ? yes(shown(report.value, cli.language)) : report
  })
}
