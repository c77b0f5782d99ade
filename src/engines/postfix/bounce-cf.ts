/** bounce.cf: what a sender reads when mail does not arrive, in Japanese and English (bounce(5)). Pure. Postfix appends the remote server's words. */

interface Template {
  readonly name: string
  readonly subject: string
  readonly body: string
}

const templates: readonly Template[] = [
  {
    name: 'failure_template',
    subject: '配信できませんでした / Undelivered mail',
    body: `$myhostname のメールシステムです。

下に示す宛先に、あなたのメールを届けられませんでした。
宛先の綴りを確かめ、理由（相手のサーバーの返答）を読んでください。
送ったメールはこの通知に添付されています。

This is the mail system at host $myhostname.

Your message could not be delivered to the recipients below. Check how
the address is spelt, and read the reason, which is what the other
server answered. Your message is attached.`,
  },
  {
    name: 'delay_template',
    subject: '配信が遅れています / Delayed mail (still being retried)',
    body: `$myhostname のメールシステムです。

これは途中経過のお知らせです。送り直す必要はありません。
あなたのメールは $delay_warning_time_hours 時間たってもまだ届いていません。
送信から $maximal_queue_lifetime_days 日間、配信を試み続けます。

This is the mail system at host $myhostname.

This is only a notice; you need not send your message again. It could
not be delivered for $delay_warning_time_hours hours. Delivery is retried
until it is $maximal_queue_lifetime_days days old.`,
  },
  {
    name: 'success_template',
    subject: '配信しました / Successful delivery report',
    body: `$myhostname のメールシステムです。

あなたのメールは下に示す宛先に配信されました。
相手のサーバーが別の通知を送らないときは、これが唯一の報告です。

This is the mail system at host $myhostname.

Your message was delivered to the recipients below. If their server
sends no report of its own, this is the only one.`,
  },
  {
    name: 'verify_template',
    subject: '宛先の調査結果 / Mail delivery status report',
    body: `$myhostname のメールシステムです。

あなたが求めた、配信についての報告です。

This is the mail system at host $myhostname.

Enclosed is the delivery report that you asked for.`,
  },
]

/** RFC 2047, in words of at most 75 characters: 45 bytes of UTF-8 give 60 of base64. Cut between characters only. */
const encodedWords = (text: string): string => {
  const words = ['']
  for (const character of text) {
    if (Buffer.byteLength(words.at(-1) + character) > 45) words.push('')
    words[words.length - 1] += character
  }
  return words.map(word => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`).join(' ')
}

/** The whole file. */
export const bounceCf = (): string =>
  templates
    .map(({ name, subject, body }) =>
      [`${name} = <<EOF`, 'Charset: utf-8', 'From: MAILER-DAEMON (Mail Delivery System)', `Subject: ${encodedWords(subject)}`, '', body, '', 'EOF', ''].join('\n'),
    )
    .join('\n')
