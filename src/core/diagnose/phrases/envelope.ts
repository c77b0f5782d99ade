/** What is said about senders, recipients and sizes: by our Postfix, and by others. */
import type { Phrase } from '../phrase.ts'

export const envelopePhrases: readonly Phrase[] = [
  {
    says: /not owned by (user|auth)|sendasdenied|permissions? to send as|not (allowed|permitted|authorized) to send (as|from|mail from)|(sender|from)( e-?mail)? address (was )?(rejected|invalid|not allowed)|差出人.{0,24}(拒否|無効)|送信者.{0,10}(無効|拒否)/,
    means: { 'envelope.sender-not-owned': 0.85 },
  },
  {
    says: /user unknown|unknown user|no such (user|recipient|mailbox|address|person)|(recipient|account|address|user|mailbox)[^.]{0,60}(does not|doesn't) exist|recipientnotfound|recipient address rejected|mailbox (unavailable|not found)|address (not found|couldn't be found)|invalid (recipient|mailbox)|no mailbox here|doesn't have a yahoo|宛先.{0,24}(存在し|見つかり|不明)|アドレス(不明|が見つかり)|受信者.{0,16}(見つかり|存在し)/,
    means: { 'envelope.recipient-unknown': 0.85 },
  },
  {
    says: /(over|out of|exceeds?|exceeded) (the )?(its |their )?(mailbox |mail ?box )?(quota|storage)|(mailbox|inbox|quota|mail ?box).{0,25}(is full|full|exceeded)|容量.{0,12}(超|いっぱい|不足|上限)|(メールボックス|受信トレイ).{0,6}(いっぱい|満杯)|overquota|disk quota/,
    means: { 'envelope.mailbox-full': 0.9 },
  },
  {
    says: /message (size )?(exceeds|is )?.{0,10}too (big|large)|exceed(s|ed).{0,30}(size|limits?)\b.{0,20}(limit|message|fixed)?|size exceeds|message size|メッセージの?サイズ.{0,20}(制限|超)|(添付|メール).{0,12}大きすぎ|サイズがサーバー?.{0,12}制限/,
    means: { 'envelope.message-too-big': 0.88 },
  },
  { says: /smtputf8|non-ascii address|internationali[sz]ed (address|e-?mail)|utf-?8 address/, means: { 'envelope.unicode-address': 0.9 } },
  { says: /helo command rejected|fully-qualified hostname|(invalid|bad) (helo|ehlo)|(helo|ehlo).{0,30}(invalid|rejected|not valid|syntax)/, means: { 'envelope.bad-helo': 0.92 } },
]
