/** What other mail servers say of mail that was sent to them: Gmail, Microsoft, Yahoo, Apple, Postfix, and bounces. */
import type { Phrase } from '../phrase.ts'

export const deliveryPhrases: readonly Phrase[] = [
  { says: /\bspf\b/, means: { 'delivery.spf-fails': 0.8 } },
  { says: /\bdkim\b/, means: { 'delivery.dkim-fails': 0.78 } },
  { says: /\bdmarc\b/, means: { 'delivery.dmarc-fails': 0.9 } },
  { says: /unauthenticated (e-?mail|mail)|sender is unauthenticated|required authentication level/, means: { 'delivery.dmarc-fails': 0.6, 'delivery.spf-fails': 0.3, 'delivery.dkim-fails': 0.3 } },
  { says: /isn't aligned|not aligned|alignment|アライメント/, means: { 'delivery.not-aligned': 0.93 } },
  { says: /550 5\.7\.30/, by: 'google', means: { 'delivery.dkim-fails': 0.8 } },
  { says: /5\.7\.30/, by: 'microsoft', means: { 'delivery.basic-auth-off': 0.8 } },
  { says: /\bptr\b|reverse (dns|host ?name)|cannot find your (reverse )?host ?name|逆引き/, means: { 'delivery.no-ptr': 0.93 } },
  { says: /(not )?sent over (a )?tls|(sender|mta|server) must use tls|tls.{0,20}(is )?required (by|for) (the )?(recipient|receiv)/, means: { 'delivery.no-tls': 0.9 } },
  {
    says: /unusual rate|rate[- ]limit|too many (messages|e-?mails|recipients)|temporarily deferred|receiving mail at a rate|(sending|message) (limit|quota)|unexpected volume|throttled|送信(数|通数|上限|制限)/,
    means: { 'delivery.rate-limited': 0.87 },
  },
  {
    says: /blocked using|block ?list|black ?list|denylist|spamhaus|s3140|banned sending ip|(ip|domain|sender)? ?reputation|\[bl\d\d\]|barracuda|\brbl\b|ブラックリスト/,
    means: { 'delivery.blocked-reputation': 0.85 },
  },
  { says: /(likely|suspected|as) (to be )?(spam|unsolicited)|spam (message|content|detected)|looks like spam|\bvirus\b|malware|content (rejected|blocked|refused)|迷惑メール(と|として)|local policy/, means: { 'delivery.looks-like-spam': 0.85 } },
  { says: /message not accepted for policy reasons/, means: { 'delivery.dmarc-fails': 0.7, 'delivery.looks-like-spam': 0.4 } },
  { says: /basic auth(entication)? (is )?(disabled|not supported|off)|smtpclientauthentication is disabled|基本認証|先進認証/, means: { 'delivery.basic-auth-off': 0.96 } },
  { says: /gr[ae]y ?list/, means: { 'delivery.greylisted': 0.95 } },
  { says: /please (try|retry)( again)? later|try again later|temporarily (rejected|unavailable)|あとで(もう一度|再度)/, means: { 'delivery.greylisted': 0.35 } },
  {
    says: /(host or )?domain (name )?(was )?not found|nxdomain|does not accept mail|null ?mx|unrouteable address|no mx (record|host)|ドメイン.{0,10}(見つかり|存在し)/,
    means: { 'delivery.no-such-domain': 0.93 },
  },
  { says: /connect to \S+\[\S+\]:25:|delivery temporarily suspended|lost connection with/, means: { 'delivery.no-answer': 0.88 } },
]
