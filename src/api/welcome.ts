/** The page at `/`: what mail apps are set to, and how the operator begins. A pure function; no script, nothing from elsewhere. */
import type { Language, Words } from '../base/language.ts'
import type { MailService, ServerFacts } from './server-facts.ts'

const ja = {
  title: (host: string) => `${host} のメール設定`,
  lead: 'メールソフトには、次のとおりに設定してください。',
  host: 'サーバー名',
  user: 'ユーザー名',
  userValue: 'メールアドレス全体(例: taro@example.jp)',
  password: 'パスワード',
  passwordValue: 'メールアドレスのパスワード',
  heading: ['用途', 'プロトコル', 'ポート', '暗号化'],
  purpose: { imap: '受信', pop3: '受信', smtp: '送信' },
  security: { tls: 'SSL/TLS', starttls: 'STARTTLS' },
  hints: ['サーバー名は、お使いのドメインではなく上の名前です。', '送信サーバーも認証が必要です(受信と同じユーザー名とパスワード)。', 'SPA・NTLM 認証は使いません。'],
  begin: '運営者の方へ: 最初のドメインとメールアドレス',
  beginLead: 'サーバーで次を実行します。',
  other: ['en', 'English'],
}

const words: Words<typeof ja> = {
  ja,
  en: {
    title: host => `Mail settings of ${host}`,
    lead: 'Set your mail app to exactly this.',
    host: 'Server',
    user: 'User name',
    userValue: 'the whole mail address (such as taro@example.jp)',
    password: 'Password',
    passwordValue: 'the password of the mailbox',
    heading: ['For', 'Protocol', 'Port', 'Encryption'],
    purpose: { imap: 'reading', pop3: 'reading', smtp: 'sending' },
    security: { tls: 'SSL/TLS', starttls: 'STARTTLS' },
    hints: [
      'The server is the name above, not your own domain.',
      'The outgoing server requires authentication, too: the same user name and password.',
      'SPA (NTLM) authentication stays off.',
    ],
    begin: 'For the operator: the first domain and mailbox',
    beginLead: 'Run this on the server.',
    other: ['ja', '日本語'],
  },
}

const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`)

const firstSteps = `./todoku owner add NAME
./todoku domain add example.jp --owner NAME --proven
./todoku mailbox add taro@example.jp
./todoku domain show example.jp`

/** The whole style; the page's policy names it by its hash. */
export const style = `body{font:16px/1.7 system-ui,sans-serif;color:#1c2430;max-width:42rem;margin:3rem auto;padding:0 1rem}
h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2.5rem}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.4rem .8rem .4rem 0;border-bottom:1px solid #d5dae1}
pre{background:#f3f5f8;padding:1rem;overflow-x:auto}a{color:#0b5cad}
@media(prefers-color-scheme:dark){body{background:#12161c;color:#dfe4ea}th,td{border-color:#333b46}pre{background:#1d232c}a{color:#7ab8f5}}`

const serviceRow = (language: Language, { protocol, port, security }: MailService): string => {
  const say = words[language]
  return `<tr><td>${say.purpose[protocol]}</td><td>${protocol.toUpperCase()}</td><td>${port}</td><td>${say.security[security]}</td></tr>`
}

/** Writes the page. */
export const welcomePage = ({ hostName, services }: ServerFacts, language: Language): string => {
  const say = words[language]
  const [otherLanguage, otherName] = say.other
  const facts = [
    [say.host, hostName],
    [say.user, say.userValue],
    [say.password, say.passwordValue],
  ] as const
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escaped(say.title(hostName))}</title>
<style>${style}</style>
<p><a href="?lang=${otherLanguage}" hreflang="${otherLanguage}" lang="${otherLanguage}">${otherName}</a></p>
<h1>${escaped(say.title(hostName))}</h1>
<p>${say.lead}</p>
<table>${facts.map(([name, value]) => `<tr><th scope="row">${name}</th><td>${escaped(value)}</td></tr>`).join('')}</table>
<h2>${say.heading[2]}</h2>
<table><thead><tr>${say.heading.map(name => `<th scope="col">${name}</th>`).join('')}</tr></thead>
<tbody>${services.map(service => serviceRow(language, service)).join('\n')}</tbody></table>
<ul>${say.hints.map(hint => `<li>${hint}</li>`).join('')}</ul>
<h2>${say.begin}</h2>
<p>${say.beginLead}</p>
<pre>${firstSteps}</pre>
</html>
`
}
