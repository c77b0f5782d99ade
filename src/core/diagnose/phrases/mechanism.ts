/** What is said when the app signs in another way than the server does, or not at all. */
import type { Phrase } from '../phrase.ts'

export const mechanismPhrases: readonly Phrase[] = [
  { says: /\bntlm\b|secure password authentication|\bspa\b|セキュリティで保護されたパスワード/, means: { 'mechanism.ntlm': 0.85 } },
  {
    says: /cram-?md5|digest-?md5|\bapop\b|scram-sha|encrypted passwords?|secure authentication method|暗号化されたパスワード|保護された認証|md5(チャレンジ| ?challenge)/,
    means: { 'mechanism.challenge-response': 0.88 },
  },
  { says: /xoauth2|oauthbearer|\boauth ?2?\b|invalid_grant|aadsts/, means: { 'mechanism.oauth': 0.75 } },
  {
    says: /(unsupported|unrecognized|unknown|invalid|no such|unsuitable) (sasl )?auth(entication)? ?(mechanism|type|method)|auth(entication)? (mechanism|type|method)s? .{0,20}(not|un)[ -]?(supported|offered|available)|no (supported|suitable|worthy|common)[\w ]{0,12}(auth|mechs?)|no mechanism available|not support the selected authentication|認証方式を?サポートしていません|sign-in method .{0,20} is not offered/,
    means: { 'mechanism.not-offered': 0.6, 'mechanism.challenge-response': 0.4, 'mechanism.ntlm': 0.35 },
  },
  {
    says: /none of the authentication methods|認証方法は.{0,20}サポート|auth extension not supported|(not|n't) (seem to )?support (password )?auth(entication)?\b|authentication not enabled|auth command used when not advertised|サーバー?は認証をサポート|0x800ccc80|no auth(entication)? (mechanisms )?(offered|advertised)/,
    means: { 'transport.starttls-not-used': 0.75, 'envelope.relay-without-sign-in': 0.55, 'mechanism.ntlm': 0.3 },
  },
  { says: /(invalid|unsupported|unknown) authentication mechanism/, means: { 'mechanism.not-offered': 0.8 } },
  { says: /address rejected: not logged in/, means: { 'mechanism.no-sign-in': 0.95 } },
  { says: /invalid base64|base64 (data|decod)|cannot decode|malformed (auth|sasl|command|response)|syntax: auth|sign-in was malformed/, means: { 'mechanism.malformed': 0.88 } },
  { says: /authentication (was )?(aborted|cancel)|認証(を|が)(キャンセル|中止)|gave up signing in/, means: { 'mechanism.cancelled': 0.85 } },
  { says: /authorization identity|not authorized to (act|authenticate|log ?in) (as|for)|signing in for somebody else/, means: { 'mechanism.another-identity': 0.85 } },
  {
    says: /authentication (is )?required|not (been )?authenticated|must (first )?(be )?authenticat|authenticate first|not logged in|認証が必要|0x800ccc78|please (log|sign) ?in before|sending without signing in/,
    means: { 'mechanism.no-sign-in': 0.85 },
  },
  { says: /allowed rcpthosts?|pop ?before ?smtp|(check|receive).{0,12}mail (first|before sending)|受信(して|の後|操作).{0,8}送信/, means: { 'mechanism.pop-before-smtp': 0.85 } },
  {
    says: /relay(ing)? (access )?(denied|prohibited|not (permitted|allowed))|no relaying|open relay|as a relay|mail relay|for relay\b|to relay (mail|through)|relaying mail to|handle mail for|non-local (e-?mail|address)|relay not permitted|not (allow|permit)(ed)? (to )?relay|unable to relay|relay operation rejected|(中継|リレー).{0,14}(許可|拒否|できません|禁止)|client host rejected: access denied|0x800ccc79/,
    means: { 'mechanism.no-sign-in': 0.7, 'envelope.relay-without-sign-in': 0.6, 'transport.starttls-not-used': 0.4, 'envelope.domain-not-here': 0.3 },
  },
]
