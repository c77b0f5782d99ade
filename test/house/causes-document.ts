/** docs/causes.md, from the catalogue and from the replies of each protocol. */
import { causes, explain, type Finding } from '../../src/core/causes/index.ts'
import type { Explanation, Language } from '../../src/core/causes/define.ts'
import { notes } from '../../src/core/causes/notes.ts'
import { sampleFindings } from '../../src/core/causes/samples.ts'
import { statusOf as imapStatus } from '../../src/edge/imap/replies.ts'
import { responseCodeOf } from '../../src/edge/pop3/replies.ts'
import { statusOf as smtpStatus } from '../../src/edge/smtp/replies.ts'

const families: readonly (readonly [prefix: string, ja: string, en: string])[] = [
  ['transport', '暗号化と接続', 'Encryption'],
  ['network', '回線・国・上限', 'Network, countries, limits'],
  ['identity', 'ユーザー名と利用の状態', 'User names and service'],
  ['credential', 'パスワード', 'Passwords'],
  ['mechanism', '認証方式', 'Sign-in methods'],
  ['envelope', '差出人・宛先・大きさ', 'Senders, recipients, sizes'],
  ['delivery', '相手のサーバーの返答', 'What other servers say'],
  ['ours', 'サーバー側の不具合', 'Our own faults'],
  ['ownership', 'ドメインの所有権', 'Whose domain it is'],
  ['dns', 'DNSレコード', 'DNS records'],
  ['zone', 'DNSレコードの入力', 'Records as they are entered'],
]

const rows: readonly (readonly [part: keyof Explanation, ja: string, en: string])[] = [
  ['title', '見出し', 'title'],
  ['why', '理由', 'why'],
  ['fix', '対処', 'fix'],
  ['evidence', '根拠', 'evidence'],
  ['wrongIf', '違う場合', 'wrong if'],
]

const kinds: Readonly<Record<'fixer' | 'tell', Readonly<Record<string, string>>>> = {
  fixer: { user: '利用者 the user', owner: '管理者 the owner of the domain', operator: '運営者 the operator', us: 'サーバー側 the server itself' },
  tell: { client: '接続してきた相手にも伝える named on the wire', owner: '管理者に伝える told to the owner', operator: '運営者だけに伝える told to the operator' },
}

/** Nothing is said where the handshake itself failed, where nobody arrived, where another server spoke, or where nobody signs in at all. */
const isUnspoken = ({ id }: Finding): boolean =>
  /^(delivery|ownership|dns|zone|network\.(unreachable|server-name-unknown|nothing-listens)|network\.proxy-header|transport\.(?!silent|plain|tls-required|starttls))/.test(id)

const wireOf = (finding: Finding): string => {
  if (isUnspoken(finding)) return '– (何も返さない nothing is said here)'
  const { code, enhanced } = smtpStatus(finding)
  if (finding.id.startsWith('envelope.')) return `SMTP \`${code} ${enhanced}\` (Postfix)`
  // These come before the protocol begins, or end it.
  if (/^transport\.(silent|plain)/.test(finding.id)) return `SMTP \`421 4.7.0\` · IMAP \`BYE [${imapStatus(finding).code}]\` · POP3 \`-ERR [${responseCodeOf(finding)}]\``
  const { status, code: imap } = imapStatus(finding)
  return `SMTP \`${code} ${enhanced}\` · IMAP \`${status} [${imap}]\` · POP3 \`-ERR [${responseCodeOf(finding)}]\``
}

const cell = (text: string): string => text.replaceAll('|', '\\|')

const section = (finding: Finding): string => {
  const { kind, fixer, tell } = causes[finding.id]
  const said: Readonly<Record<Language, Explanation>> = { ja: explain(finding, 'ja'), en: explain(finding, 'en') }
  return [
    `### \`${finding.id}\``,
    '',
    `kind \`${kind}\` · ${kinds.fixer[fixer]} · ${kinds.tell[tell]}  `,
    wireOf(finding),
    '',
    '| | 日本語 | English |',
    '|---|---|---|',
    ...rows.map(([part, ja, en]) => `| ${ja} ${en} | ${cell(said.ja[part])} | ${cell(said.en[part])} |`),
  ].join('\n')
}

/** The whole document. */
export const causesDocument = (): string =>
  [
    '# Causes',
    '',
    'なぜ断られたのか、その原因の一覧です。`src/core/causes`から作られ、`./todoku test house`が一致を確かめます(作り直すには`TODOKU_GOLDEN=write ./todoku test house`)。',
    '文中の名前や日時は例です。`./todoku explain 原因のid`、`./todoku explain 参照番号`、`./todoku explain "エラーの文"`で同じ説明が読めます。',
    '',
    'Every cause of a refusal. Made from `src/core/causes`; `./todoku test house` holds it in step (`TODOKU_GOLDEN=write ./todoku test house` writes it anew).',
    'Names and times in the texts are examples. `./todoku explain ID`, `./todoku explain REFERENCE` and `./todoku explain "the text of an error"` say the same.',
    '',
    ...families.flatMap(([prefix, ja, en]) => {
      const findings = sampleFindings.filter(({ id }) => id.startsWith(`${prefix}.`))
      return [`## ${ja} / ${en}`, '', ...findings.flatMap(finding => [section(finding), ''])]
    }),
    '## 成功したサインインに付く注記 / Notes on sign-ins that were accepted',
    '',
    '| | 日本語 | English |',
    '|---|---|---|',
    ...Object.entries(notes).map(([id, { ja, en }]) => `| \`${id}\` | ${ja} | ${en} |`),
    '',
  ].join('\n')
