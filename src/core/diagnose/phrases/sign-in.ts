/** What servers and mail apps say when a sign-in fails: Postfix, Dovecot, Exim, Gmail, Microsoft; Outlook, iPhone, Thunderbird, Gmail, curl, Python, Node. */
import type { Phrase } from '../phrase.ts'

export const signInPhrases: readonly Phrase[] = [
  // Ours, where the reference got lost.
  {
    says: /sign-in failed\. check the user name and the password/,
    means: { 'credential.mismatch': 0.5, 'credential.stale-password': 0.4, 'identity.no-such-mailbox': 0.35, 'network.country-blocked': 0.3, 'credential.app-password-scope': 0.15 },
  },
  { says: /(a )?temporary fault of ours/, means: { 'ours.store-away': 0.85, 'ours.engine-away': 0.5, 'ours.password-unchecked': 0.4 } },

  // Wrong name or password.
  {
    says: /authentication (failed|failure|unsuccessful|credentials invalid|rejected)|incorrect authentication data|login (denied|incorrect|failed)|invalid (credentials|login|password)|(bad|wrong|incorrect) (user ?name|password|login)|badcredentials|not accepted\b.{0,20}password|username and password not accepted|rejected your login|could not authenticate|couldn't sign in|(unable|failed) to (authenticate|log ?in)|smtpauthenticationerror|authorization failure|authfail\b|authenticationfailed|couldn't log on/,
    means: { 'credential.mismatch': 0.6, 'identity.no-domain': 0.35, 'credential.stale-password': 0.35 },
  },
  {
    says: /(user ?name|login|account|e-?mail address)s? (or|and|and\/or) password.{0,25}(incorrect|wrong|invalid|not valid|try again)|(check|verify).{0,30}(user ?name|username).{0,10}password|is the username or password wrong|password for .{0,60}(incorrect|did not succeed)|log ?in to server .{0,80} failed|sending of (the )?password/,
    means: { 'credential.mismatch': 0.6, 'identity.no-domain': 0.35, 'credential.stale-password': 0.35 },
  },
  {
    says: /認証(に|が)?(失敗|できません|されません|エラー)|ログイン(できません|に失敗|が拒否|が?認められ)|(ユーザー?名|アカウント名?|メールアドレス|id)(または|と|か|や|および|\/)パスワード(が|を|の|に)?.{0,8}(間違|違い|誤り|正しく|無効|認証|確認)|パスワードが(違|間違|正しく|無効)|(パスワード|ユーザー?名)(を|の)?送信(でき|に失敗)|ログオンできません/,
    means: { 'credential.mismatch': 0.6, 'identity.no-domain': 0.35, 'credential.stale-password': 0.35 },
  },
  { says: /0x800ccc92/, means: { 'credential.mismatch': 0.7 } },
  // A user name without @ that the text itself shows.
  {
    says: /with username [^@\s"]+ failed|user ?name(: ?"?|,? ")[a-z0-9._-]+"?(?!.*@).{0,40}(failed|incorrect|rejected)|ユーザー?名"?[a-z0-9._-]+"?(での|が|では|は)/,
    means: { 'identity.no-domain': 0.75 },
  },
  { says: /(i )?(have )?(just )?changed (my|the) password|after changing (my|the) password|パスワードを?(変更|変え)(した|て|たら|後)/, means: { 'credential.stale-password': 0.8 } },
  { says: /'ascii' codec can't encode|unicodeencodeerror/, means: { 'credential.full-width': 0.75, 'envelope.unicode-address': 0.3 } },
  { says: /caps ?lock/, means: { 'credential.caps-lock': 0.8 } },
  { says: /全角/, means: { 'credential.full-width': 0.7 } },
  {
    says: /missing credentials|no password (is )?(saved|given|supplied|set)|empty (user ?name|password)|パスワードが(空|未入力|入力されて|取得でき)|パスワードが設定されて|ユーザー?名が設定されて|no credentials/,
    means: { 'credential.empty': 0.85 },
  },

  // App passwords, and sign-in elsewhere.
  { says: /application-specific password|app password (is )?(needed|required)|invalidsecondfactor|アプリ(固有の)?パスワードが?必要/, means: { 'credential.app-password-required': 0.93 } },
  { says: /log in (via|with|through) your web browser|web ?login required|continue\?sarp|ブラウザー?(から|で)ログイン/, means: { 'delivery.web-sign-in': 0.95 } },
  { says: /password (has )?expired|パスワードの(有効)?期限/, means: { 'credential.app-password-expired': 0.7, 'credential.stale-password': 0.3 } },

  // Switched off, too often, or not now.
  {
    says: /(account|mailbox|user|login) (is |has been |was )?(currently )?(disabled|suspended|inactive|deactivated)|アカウント(は|が)?.{0,6}(停止|無効|凍結)|メールボックス(は|が)?停止/,
    means: { 'identity.mailbox-suspended': 0.72 },
  },
  {
    says: /(imap|pop3?|smtp)4? (access |protocol )?(is )?(disabled|not (allowed|enabled)|switched off|turned off)|not enabled for (imap|pop|smtp)|(imap|pop3?|smtp)(アクセス)?(は|が)(無効|許可されてい|利用でき)/,
    means: { 'identity.protocol-off': 0.85 },
  },
  {
    says: /too many (login|log-in|sign-in|bad auth|auth|failed|invalid|authentication|password|different wrong)[\w ]{0,20}(attempts?|failures|tries|passwords|commands)|account .{0,20}locked|試行回数|(アカウント|ログイン).{0,10}ロック/,
    means: { 'network.throttled': 0.85 },
  },
  {
    says: /temporary (authentication|server|internal|system) (failure|error|problem)|temporary_?fail|internal (server )?error|unable to authenticate at present|authentication.{0,20}(temporarily|try again later)|一時的な?(認証)?(エラー|失敗|障害)|サーバー?の?内部エラー/,
    means: { 'ours.store-away': 0.8, 'ours.password-unchecked': 0.35, 'ours.engine-away': 0.3 },
  },
  {
    says: /too many (concurrent |simultaneous |open )?(connections|sessions|imap)|(maximum|max).{0,20}number of (simultaneous |concurrent )?connections|mail_max_userip|同時接続数|接続数が(多|上限)/,
    means: { 'network.too-many-connections': 0.9 },
  },
]
