/** The table that a person reads. */
import type { Language, Words } from '../../src/base/language.ts'
import { widthOf } from '../../src/base/width.ts'
import type { Screen } from '../story.ts'
import type { Family } from './case.ts'
import type { CaseResult, Totals } from './result.ts'

const ja = {
  families: {
    transport: '通信と暗号化',
    network: '回線と国',
    identity: 'ユーザー名',
    credential: 'パスワード',
    mechanism: '認証方式',
    envelope: '差出人と宛先',
    ours: 'こちらの障害',
    healthy: '何も間違えていないアプリ',
  } satisfies Record<Family, string>,
  wanted: '期待',
  got: '結果',
  peer: { reply: '応答', log: 'ログ', none: '名指しなし', hung: '応答なし', absent: '対象外' },
  peerHeading: '素の Postfix + Dovecot',
  likely: 'おそらく',
  healthy: ({ unharmed, healthy }: Totals) => `正しいアプリ ${healthy} のうち ${unharmed} が、失敗の記録をひとつも残さなかった`,
  secrets: (spoken: number, found: number) => `使われたパスワード ${spoken} 個のうち、ログや記録に現れたもの: ${found}`,
  slowest: ({ slowestMs }: Totals) => `応答まで最長 ${(slowestMs / 1000).toFixed(1)} 秒`,
  peerTotals: ({ played, either, reply, log, hung, absent }: NonNullable<Totals['peer']>) =>
    `素の Postfix + Dovecot: 同じ ${played} の間違いのうち原因を名指ししたのは ${either} (画面 ${reply}、ログ ${log})、待たせたまま ${hung}。対象外 ${absent}`,
}

const words: Words<typeof ja> = {
  ja,
  en: {
    families: {
      transport: 'Connection and encryption',
      network: 'Network and country',
      identity: 'User name',
      credential: 'Password',
      mechanism: 'Sign-in method',
      envelope: 'Sender and recipient',
      ours: 'Faults of ours',
      healthy: 'Clients that do nothing wrong',
    },
    wanted: 'wanted',
    got: 'got',
    peer: { reply: 'reply', log: 'log', none: 'not named', hung: 'hung', absent: 'not played' },
    peerHeading: 'plain Postfix + Dovecot',
    likely: 'likely',
    healthy: ({ unharmed, healthy }) => `${unharmed} of ${healthy} healthy clients left no failure`,
    secrets: (spoken, found) => `${found} of ${spoken} passwords that were used appear in a log or an attempt`,
    slowest: ({ slowestMs }) => `the longest wait for an answer was ${(slowestMs / 1000).toFixed(1)} s`,
    peerTotals: ({ played, either, reply, log, hung, absent }) =>
      `plain Postfix + Dovecot named ${either} of the same ${played} mistakes (${reply} on the screen, ${log} in the log), left ${hung} hanging; ${absent} were not played there`,
  },
}

const peerText = ({ peer, play }: CaseResult, say: (typeof ja)['peer']): string => {
  if (!peer) return play.named === null ? say.absent : ''
  const where = [peer.reply ? say.reply : '', peer.log ? say.log : ''].filter(Boolean).join(' + ')
  return [where || say.none, peer.hung ? say.hung : ''].filter(Boolean).join(', ')
}

const titleWidth = 78
const causeWidth = 38

const padded = (text: string, width: number): string => text + ' '.repeat(Math.max(1, width - widthOf(text)))

/** The counts behind the secrets: how many were spoken, how many were found where they must not be. */
export interface SecretCounts {
  readonly spoken: number
  readonly found: number
}

/** Prints the whole table. The last line is `named N of N, misnamed 0`. */
export const printTable = (screen: Screen, language: Language, results: readonly CaseResult[], totals: Totals, secrets: SecretCounts): void => {
  const say = words[language]
  const colour = (code: number, text: string): string => (screen.isTerminal ? `\u001b[${code}m${text}\u001b[0m` : text)
  const mark = (ok: boolean): string => (ok ? colour(32, '✓') : colour(31, '✗'))
  const line = (result: CaseResult): string => {
    const { play, ok, verdict, wanted, got } = result
    const head = `  ${mark(ok)} ${padded(`${play.title[language]} (${play.client})`, titleWidth)}`
    const cause = padded(`${wanted}${verdict === 'likely' ? ` (${say.likely})` : ''}`, causeWidth)
    const beneath = ok ? '' : `      ${say.wanted}: ${wanted}  ${say.got}: ${got}  [${play.name}]\n`
    return `${head}${cause}${totals.peer && play.family !== 'healthy' ? colour(2, peerText(result, say.peer)) : ''}`.trimEnd() + `\n${beneath}`
  }
  for (const family of Object.keys(say.families) as Family[]) {
    const those = results.filter(({ play }) => play.family === family)
    if (!those.length) continue
    const heading = totals.peer && family !== 'healthy' ? `${padded(say.families[family], titleWidth + causeWidth + 4)}${say.peerHeading}` : say.families[family]
    screen.write(`\n${colour(1, heading)}\n${those.map(line).join('')}`)
  }
  screen.write(`\n${[say.healthy(totals), say.slowest(totals), say.secrets(secrets.spoken, secrets.found), ...(totals.peer ? [say.peerTotals(totals.peer)] : [])].join('\n')}\n`)
  const last = `named ${totals.named} of ${totals.mistakes}, misnamed ${totals.misnamed}`
  screen.write(`${totals.likely ? `${totals.likely} × ${say.likely}\n` : ''}${totals.named === totals.mistakes && !totals.misnamed ? colour(32, last) : colour(31, last)}\n`)
}
