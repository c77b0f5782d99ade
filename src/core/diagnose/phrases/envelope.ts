/** What is said about senders, recipients and sizes: by our Postfix, and by others. */
import type { Phrase } from '../phrase.ts'

export const envelopePhrases: readonly Phrase[] = [
  {
    says: /not owned by (user|auth)|sendasdenied|permissions? to send as|not (allowed|permitted|authorized) to send (as|from|mail from)|(sender|from)( e-?mail)? address (was )?(rejected|invalid|not allowed)(?!: spf)|envelope-from address .{0,60}not accepted|差出人.{0,24}(拒否|無効)|送信者.{0,10}(無効|拒否)/,
    means: { 'envelope.sender-not-owned': 0.85 },
  },
  {
    says: /(address(es)?|recipients?|user|mailbox|account|alias)('s e-?mail name)?( [^ ]{1,40})? ?(is |was |were )?(invalid|unavailable|un(known|available)|not (a )?(known|found|exist|present|ok|local|in (your|my)|recognized))|(unknown|bad|invalid|illegal|non.?existent|not a (valid|known)|no such|no valid) (virtual )?(recipient|user|mailbox|address|alias|person|e-?mail address|local.?part)|no (account|mail ?box|mailbox) (by|with|found|here|available)/,
    means: { 'envelope.recipient-unknown': 0.85 },
  },
  {
    says: /(recipient|account|address|user|mailbox|rcpt)[^.]{0,60}(does not|doesn't|not) exist|^[^.]{0,12}does not exist|recipientnotfound|recipient address rejected|couldn't be found|could not be found|badrcptto|badrecipientto|validrcptto|no longer (valid|accepts mail)|not an active address|no one at this address|no mailbox here|doesn't have a .{0,12}account|utilisateur inconnu|no existe/,
    means: { 'envelope.recipient-unknown': 0.85 },
  },
  { says: /宛先.{0,24}(存在し|見つかり|不明)|アドレス(不明|が見つかり)|受信者.{0,16}(見つかり|存在し)|ユーザー?が?(存在し|見つかり)/, means: { 'envelope.recipient-unknown': 0.85 } },
  {
    says: /(over|out of|exceeds?|exceeded|exceeding) (the |its |their |disk )?(allowed |mailbox |mail ?box )?(quota|storage)|(mailbox|inbox|(?<!sending |submission |message )quota|mail ?box|mail ?folder|user)('s)?.{0,25}(is full|\bfull\b|exceeded|used up)|full mailbox|overquota|dis[kc] ?(space )?quota|quota violation|(no|not? (have )?enough|sufficient|insufficient) (disk |storage )?space|maximum allowed storage|too much mail data/,
    means: { 'envelope.mailbox-full': 0.9 },
  },
  { says: /容量.{0,12}(超|いっぱい|不足|上限)|(メールボックス|受信トレイ).{0,6}(いっぱい|満杯)/, means: { 'envelope.mailbox-full': 0.9 } },
  {
    says: /(message|mail|file|attachment) (size )?(exceeds|is |was )?.{0,10}too (big|large)|exceed(s|ed).{0,30}size|size (exceeds|limit)|message size|line limit exceeded|メッセージの?サイズ.{0,20}(制限|超)|(添付|メール).{0,12}大きすぎ|サイズがサーバー?.{0,12}制限/,
    means: { 'envelope.message-too-big': 0.92 },
  },
  // Of our own port 25.
  { says: /mail for this domain goes to another server/, means: { 'envelope.domain-moving-in': 0.97 } },
  { says: /smtputf8|non-ascii address|internationali[sz]ed (address|e-?mail)|utf-?8 address/, means: { 'envelope.unicode-address': 0.92 } },
  { says: /helo command rejected|fully-qualified hostname|(invalid|bad|empty) (helo|ehlo)|(helo|ehlo).{0,30}(invalid|rejected|not valid|syntax)/, means: { 'envelope.bad-helo': 0.95 } },
]
