/** docs/causes-compared.md, written by a whole run with its own figures. Pure. */
import type { CaseResult, Totals } from './result.ts'

const cell = (text: string): string => text.replaceAll('|', '\\|')

const yes = (is: boolean): string => (is ? 'yes' : '–')

const row = ({ play, wanted, verdict, ok, reply, peer }: CaseResult): string => {
  const ours = ok ? `${wanted}${verdict === 'likely' ? ' (likely)' : ''}` : '**not named**'
  const theirs = peer ? [yes(peer.reply), yes(peer.log), peer.hung ? 'hung' : ''] : play.named === null ? ['not played', '', ''] : ['', '', '']
  const rule = play.named === null ? '' : `\`${play.named.source}\``
  return `| ${[play.title.en, play.client, ours, yes(reply), ...theirs, rule].map(cell).join(' | ')} |`
}

const introduction = (day: string, versions: string): string => `# The causes, compared with plain Postfix and Dovecot

Written by \`./todoku lab causes\` on ${day} (${versions}). Do not edit: run it again.

Each mistake is played by the client that is named, once against our installation and once against a plain Postfix and Dovecot beside it. That peer is
set up as a careful operator does: TLS 1.2 and newer, sign-in only inside TLS, submission only after sign-in, senders held to their own addresses, and the
logs that explain most without giving passwords away (\`auth_verbose=yes\`, \`auth_verbose_passwords=no\`, \`verbose_ssl=yes\`, \`smtpd_tls_loglevel=1\`); a
suspended mailbox has its reason and a protocol that is off is denied by a list. Its whole configuration is in \`lab/causes/peer\`.

How it is scored: with each case stands, from before the run, a regular expression of the words that would name its cause. It is held to what the client
shows, the client's own words included, which favours both sides alike, and to every line of the peer's logs that an operator could find from
the client's address, by its process or the letter's queue id too. For our installation what counts is \`todoku attempts\`: the cause must be the right one and no other may stand beside it; "likely" is accepted only where what reaches
the server leaves room for another cause, and is shown. "Not played" are those where plain Postfix and Dovecot lack what refused here, such as
app passwords and the country rule, and those where a fault of our own was made; they are not counted against the peer. Not among the mistakes are those that leave
nothing at any server to know them by: an app that looks at the certificate only after the handshake and leaves without a word, as a monitor does.
`

/** When and on what it was played, and how many of the passwords that were used stand in a log, ours first. */
export interface Occasion {
  /** ISO 8601. */
  readonly day: string
  readonly versions: string
  readonly leaked: readonly [ours: number, peer: number]
}

/** The page. */
export const comparedPage = (results: readonly CaseResult[], totals: Totals, { day, versions, leaked }: Occasion): string => {
  const { peer } = totals
  if (!peer) throw new Error('nothing was compared')
  const mistakes = results.filter(({ play }) => play.family !== 'healthy')
  return `${introduction(day, versions)}
| | ours | plain Postfix + Dovecot |
|---|---|---|
| mistakes played | ${totals.mistakes} | ${peer.played} (${peer.absent} not played) |
| cause named, wherever it may be read | ${totals.named}${totals.likely ? ` (${totals.likely} of them as likely)` : ''} | ${peer.either} |
| … for the user, by the client | ${totals.reply} | ${peer.reply} |
| … in the log or the attempts | ${totals.named} | ${peer.log} |
| misnamed | ${totals.misnamed} | not judged |
| clients left hanging for ten seconds or more | ${totals.hung} | ${peer.hung} |
| passwords that stand in a log | ${leaked.join(' | ')} |
| healthy clients that left no failure | ${totals.unharmed} of ${totals.healthy} | not judged |

| mistake | client | ours: cause | ours: shown by the client | peer: shown by the client | peer: in its log | peer: hung | what counts as naming |
|---|---|---|---|---|---|---|---|
${mistakes.map(row).join('\n')}
`
}
