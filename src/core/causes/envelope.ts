/** What is refused once somebody has signed in, or on the way in: senders, recipients, sizes. Postfix says it on the wire; its log is what we know it from. */
import { cause } from './define.ts'

export const envelope = {
  'envelope.sender-not-owned': cause<{ readonly sender: string; readonly login: string }>({
    kind: 'denied-by-policy',
    tell: 'client',
    fixer: 'user',
    text: {
      en: ({ sender, login }) => ({
        title: 'The sender address belongs to somebody else',
        why: `${login} signed in and wanted to send as ${sender}. Nobody may send with an address that is not theirs.`,
        fix: `Enter ${login} as the mail address in the app's account settings, or have the owner of the domain add ${sender} as an alias of this mailbox.`,
        evidence: 'The sender is neither the mailbox nor an alias of it.',
        wrongIf: 'The panel lists the sender as an alias of the mailbox: then it was added after this.',
      }),
      ja: ({ sender, login }) => ({
        title: '差出人のアドレスが自分のものではありません',
        why: `${login}でサインインし、${sender}として送信しようとしました。自分のものでないアドレスでは送信できません。`,
        fix: `アプリのアカウント設定でメールアドレスを${login}にするか、ドメインの管理者に${sender}をこのメールボックスのエイリアスとして追加してもらってください。`,
        evidence: '差出人が、メールボックス自身でもそのエイリアスでもありません。',
        wrongIf: 'パネルのエイリアスにあるなら、このあとに追加されました。',
      }),
    },
  }),
  'envelope.relay-without-sign-in': cause<{ readonly sender: string; readonly recipient: string; readonly port: number }>({
    kind: 'denied-by-policy',
    tell: 'client',
    fixer: 'user',
    text: {
      en: ({ recipient, port }) => ({
        title: 'Port 25 is not for sending from mail apps',
        why: `Mail for ${recipient} came to port ${port} without a sign-in. That port takes mail only for the domains of this server.`,
        fix: 'Set the outgoing server (SMTP) to port 465 with "SSL/TLS", or 587 with "STARTTLS", and turn on "requires authentication".',
        evidence: 'The recipient is not of a domain here, and nobody had signed in.',
        wrongIf: 'The domain of the recipient should be hosted here: then it is missing.',
      }),
      ja: ({ recipient, port }) => ({
        title: 'ポート25ではメールアプリから送信できません',
        why: `${recipient}宛てのメールが、サインインなしでポート${port}に届きました。このポートは、このサーバーのドメイン宛てのメールだけを受け取ります。`,
        fix: '送信サーバー（SMTP）のポートを465と「SSL/TLS」、または587と「STARTTLS」にし、「認証が必要」を有効にしてください。',
        evidence: '宛先がこのサーバーのドメインではなく、サインインもありませんでした。',
        wrongIf: '宛先のドメインがここにあるはずなら、追加が漏れています。',
      }),
    },
  }),
  'envelope.recipient-unknown': cause<{ readonly recipient: string; readonly near: string | null }>({
    kind: 'misconfigured',
    tell: 'client',
    fixer: 'user',
    text: {
      en: ({ recipient, near }) => ({
        title: 'No such recipient',
        why: `There is no mailbox or alias ${recipient} here${near === null ? '' : `; there is ${near}`}.`,
        fix: 'Check the address of the recipient for typing errors, and delete an old one from the address book. The owner of the domain can create the mailbox or an alias.',
        evidence: 'The domain is hosted here, and nobody in it has that name.',
        wrongIf: 'The address is in the panel: then it was made after this.',
      }),
      ja: ({ recipient, near }) => ({
        title: '宛先のアドレスがありません',
        why: `${recipient}というメールボックスやエイリアスはありません${near === null ? '' : `（よく似た${near}があります）`}。`,
        fix: '宛先の打ち間違いを確認し、連絡先の古いアドレスを消してください。ドメインの管理者は、メールボックスやエイリアスを作成できます。',
        evidence: 'ドメインはここにありますが、その名前の利用者がいません。',
        wrongIf: 'パネルにあるなら、このあとに作られました。',
      }),
    },
  }),
  'envelope.domain-not-here': cause<{ readonly domain: string }>({
    kind: 'denied-by-policy',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ domain }) => ({
        title: 'Mail comes for a domain that is not here',
        why: `Others deliver mail for ${domain} to this server (its MX record points here), but the domain is not hosted here, so it is refused.`,
        fix: `Add ${domain} to this server and prove that it is yours, or point its MX record at the server that hosts it.`,
        evidence: 'Another mail server tried to deliver for the domain, and no such domain is live.',
        wrongIf: 'The sender is a mail app without a sign-in: then port and authentication of the app are wrong.',
      }),
      ja: ({ domain }) => ({
        title: 'ここにないドメイン宛てのメールが届いています',
        why: `MXレコードがこのサーバーを指しているため${domain}宛てのメールが届きますが、ドメインがここにないので受け取れません。`,
        fix: `${domain}をこのサーバーに追加して所有の確認を済ませるか、MXレコードを実際に使っているサーバーに向けてください。`,
        evidence: 'ほかのメールサーバーが配送を試み、そのドメインはここで有効ではありませんでした。',
        wrongIf: '送り手がサインインしていないメールアプリなら、アプリのポートと認証の設定が原因です。',
      }),
    },
  }),
  'envelope.mailbox-full': cause<{ readonly recipient: string }>({
    kind: 'too-many',
    tell: 'client',
    fixer: 'user',
    text: {
      en: ({ recipient }) => ({
        title: "The recipient's mailbox is full",
        why: `${recipient} has no room left, so new mail cannot be stored.`,
        fix: 'Empty the trash and delete large mail in that mailbox, or have the owner of the domain raise its limit.',
        evidence: 'The mail store answered that the quota is used up.',
        wrongIf: 'The panel shows free room: then it was made after this.',
      }),
      ja: ({ recipient }) => ({
        title: '宛先のメールボックスがいっぱいです',
        why: `${recipient}に空きがないため、新しいメールを保存できません。`,
        fix: 'そのメールボックスのごみ箱を空にして大きなメールを削除するか、ドメインの管理者に容量を増やしてもらってください。',
        evidence: '保存先が、容量を使い切ったと答えました。',
        wrongIf: 'パネルに空きが表示されるなら、このあとに空きができました。',
      }),
    },
  }),
  'envelope.message-too-big': cause<{ readonly limitMegabytes: number }>({
    kind: 'denied-by-policy',
    tell: 'client',
    fixer: 'user',
    text: {
      en: ({ limitMegabytes }) => ({
        title: 'The message is too big',
        why: `This server takes messages of up to ${limitMegabytes} MB. Attachments grow by a third on the way.`,
        fix: 'Share large files by a link instead of attaching them, or send them in several messages.',
        evidence: 'The size that the app announced, or sent, is above the limit.',
        wrongIf: "The message is small: then it was another server's limit.",
      }),
      ja: ({ limitMegabytes }) => ({
        title: 'メールが大きすぎます',
        why: `このサーバーが受け取るメールは${limitMegabytes} MBまでです。添付ファイルは送るときに約3割大きくなります。`,
        fix: '大きなファイルは添付せずにリンクで共有するか、何通かに分けて送ってください。',
        evidence: 'アプリが伝えた、または送った大きさが上限を超えました。',
        wrongIf: '小さなメールなら、相手側のサーバーの上限です。',
      }),
    },
  }),
  'envelope.unicode-address': cause<{ readonly address: string }>({
    kind: 'misconfigured',
    tell: 'client',
    fixer: 'user',
    text: {
      en: ({ address }) => ({
        title: 'The address holds letters that mail cannot carry',
        why: `"${address}" has letters outside a-z, digits and common signs (full-width letters count), and the app or the next server cannot carry them.`,
        fix: 'Type the address again in half-width letters; for a domain in Japanese use its form that begins with xn--.',
        evidence: 'The address has letters outside ASCII, and the message was not announced as international (SMTPUTF8).',
        wrongIf: 'The address looks plain: then it holds an invisible character from copying.',
      }),
      ja: ({ address }) => ({
        title: 'アドレスにメールで使えない文字があります',
        why: `「${address}」に、半角英数字と一般的な記号以外の文字（全角など）が入っており、アプリまたは相手のサーバーが扱えません。`,
        fix: 'アドレスを半角で入れ直してください。日本語のドメインは、xn--で始まる形を使います。',
        evidence: 'アドレスに英数字以外の文字があり、国際化メール（SMTPUTF8）として送られていません。',
        wrongIf: '普通の文字に見えるなら、コピーしたときの見えない文字が入っています。',
      }),
    },
  }),
  'envelope.bad-helo': cause<{ readonly helo: string }>({
    kind: 'misconfigured',
    tell: 'client',
    fixer: 'user',
    text: {
      en: ({ helo }) => ({
        title: 'The sending program greets with a broken name',
        why: `It introduced itself as "${helo}", which is no host name.`,
        fix: 'Set the host name in the script, printer or server that sends (HELO name) to a full name such as printer.example.com.',
        evidence: 'The name in HELO or EHLO breaks the rules for host names.',
        wrongIf: 'The program sends from a mail app of a person: then update the app.',
      }),
      ja: ({ helo }) => ({
        title: '送信プログラムの名乗りが正しくありません',
        why: `送信側は「${helo}」と名乗りましたが、これはホスト名ではありません。`,
        fix: '送信するスクリプト、複合機、サーバーのホスト名（HELO名）を、printer.example.comのような完全な名前に設定してください。',
        evidence: 'HELOまたはEHLOの名前が、ホスト名の規則に合いません。',
        wrongIf: '普通のメールアプリからなら、アプリを更新してください。',
      }),
    },
  }),
}
