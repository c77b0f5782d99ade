/** What other mail servers say of mail that was sent to them: Gmail, Microsoft, Yahoo, Apple, Postfix, and bounces. */
import type { Phrase } from '../phrase.ts'

export const deliveryPhrases: readonly Phrase[] = [
  // Who the sender is.
  { says: /\bspf\b|sender policy framework/, means: { 'delivery.spf-fails': 0.82 } },
  { says: /\bdkim\b/, means: { 'delivery.dkim-fails': 0.78 } },
  { says: /\bdmarc\b/, means: { 'delivery.dmarc-fails': 0.9 } },
  {
    says: /unauthenticated (e-?mail|mail)|sender is unauthenticated|required authentication level|pass authentication checks|has not passed validation/,
    means: { 'delivery.dmarc-fails': 0.6, 'delivery.spf-fails': 0.3, 'delivery.dkim-fails': 0.3 },
  },
  { says: /isn't aligned|not aligned|alignment|アライメント/, means: { 'delivery.not-aligned': 0.93 } },
  { says: /550 5\.7\.30/, by: 'google', means: { 'delivery.dkim-fails': 0.8 } },
  { says: /5\.7\.30/, by: 'microsoft', means: { 'delivery.basic-auth-off': 0.8 } },
  { says: /message not accepted for policy reasons/, means: { 'delivery.dmarc-fails': 0.93 } },
  {
    says: /\bptr\b|\brdns\b|reverse (dns|host ?name|lookup)|ip name lookup failed|forward dns entry|unverifyable sending ip|cannot find your (reverse )?host ?name|unresolvable relay host|逆引き/,
    means: { 'delivery.no-ptr': 0.93 },
  },
  { says: /(not )?sent over (a )?tls|(sender|mta|server) must use tls|tls.{0,20}(is )?required (by|for) (the )?(recipient|receiv)|\bdane\b|tlsa-invalid|dnssec-invalid/, means: { 'delivery.no-tls': 0.9 } },

  // How much, from where, and what.
  {
    says: /unusual rate|rate[- ]limit|too (many|much) (messages|e-?mails|recipients)|too (quickly|fast)|try again slower|temporarily deferred|receiving mail at a rate|rate that prevents|(daily|hourly|hour|sending|submission|relay|receive|concurrent|thread|connection) (message |receive |smtp |sending |relay )*(limit|quota|sessions)|exceeded (permitted|the max\b|threshold)|max(imum)? (sending rate|e-?mails|message)|(unexpected|excessive) volume|throttled|throttling|送信(数|通数|上限|制限)/,
    means: { 'delivery.rate-limited': 0.92 },
  },
  {
    says: /blocked using|block ?list|black ?list|denylist|dnsbl|spamhaus|spamcop|s3140|banned send(er|ing)|(ip|domain|sender)? ?reputation|\[bl\d\d\]|barracuda|\brbl\b|dynamic (ip|\/zombied)|open proxy|listed (at|in|as) |ブラックリスト/,
    means: { 'delivery.blocked-reputation': 0.85 },
  },
  { says: /\bblocked\b|not accept(ing)? (mail|connections|from)|(sender|your|bad)( sender)? ip\b|from (your|this) ip|access denied|abus(e|ive)/, means: { 'delivery.blocked-reputation': 0.45 } },
  {
    says: /\bspam(?!haus|cop)|antispam|spamassassin|unsolicited|\bbulk (e-?mail|mail)|\bvirus\b|malware|phish|content (filter|rejected|blocked|refused|denied)|(banned|unacceptable|mail|message) content|nature of the content|message (was )?filtered|executable attachment|local policy|policy reasons|迷惑メール(と|として)/,
    means: { 'delivery.looks-like-spam': 0.82 },
  },

  // The account or the server at the other end.
  { says: /basic auth(entication)? (is )?(disabled|not supported|off)|smtpclientauthentication is disabled|基本認証|先進認証/, means: { 'delivery.basic-auth-off': 0.97 } },
  {
    says: /(account|mailbox|user|recipient|address|alias)[^.]{0,40}(is |been )?(currently |temporarily )?\b(disabled|suspended|inactive|deactivated|frozen|terminated|locked|archived)|(inactive|disabled|archived|suspended) (e-?mail |user )?(account|user|recipient|address|mailbox)|not active/,
    means: { 'delivery.recipient-inactive': 0.7 },
  },
  { says: /gr[ae]y ?list/, means: { 'delivery.greylisted': 0.95 } },
  { says: /please (try|retry)( again)? later|try (again )?later|temporarily (rejected|unavailable)|あとで(もう一度|再度)/, means: { 'delivery.greylisted': 0.4 } },
  {
    says: /(host or )?domain (name )?(was )?not found|domain (does not|must) exist|no such domain|(mail )?domain [^.]{0,30}(is )?(unknown|not reachable)|unknown domain|nxdomain|does not accept mail|null ?mx|unrout(e?)able (address|mail domain)|host (name lookup failure|unknown)|no mx (record|host)|name server reply|single label domain|ドメイン.{0,10}(見つかり|存在し)/,
    means: { 'delivery.no-such-domain': 0.93 },
  },
  { says: /connect to \S+\[\S+\]:25: |did not accept our requests to connect|delivery temporarily suspended|lost connection with|connection (dropped|was dropped)/, means: { 'delivery.no-answer': 0.9 } },
  { says: /too many hops|hop count|exceeded \d+ hops|(mail|routing|forwarding|message)[a-z ]{0,12} loop|loop(ing| detected)|ループ/, means: { 'delivery.mail-loop': 0.95 } },
]
