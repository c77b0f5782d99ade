/** Where the mail with the code went. It goes where the MX points today: for a domain that moves in, to the old server. */
import { cause } from './define.ts'
import { deliveryTrouble, dnsTrouble } from './words.ts'

export const ownershipMail = {
  'ownership.mail-not-sent': cause<{ readonly domain: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ domain }) => ({
        title: 'No code has been sent by mail',
        why: `To prove ${domain} by mail, a code goes to an address such as admin@${domain}; nobody has asked for one yet.`,
        fix: 'Choose an address of the domain that you can read today (admin, administrator, webmaster, hostmaster or postmaster) and have the code sent there.',
        evidence: 'There is no code for this claim.',
        wrongIf: 'A code is in your hands: then it belongs to another claim.',
      }),
      ja: ({ domain }) => ({
        title: 'メール認証のコードはまだ送っていません',
        why: `${domain}をメール認証で確認するには、admin@${domain}などに届くコードを使いますが、まだ送信していません。`,
        fix: '今受信できる宛先（admin、administrator、webmaster、hostmaster、postmasterのどれか）を選び、コードを送信してください。',
        evidence: 'この申請のコードがありません。',
        wrongIf: 'お手元にコードがあるなら、別の申請のものです。',
      }),
    },
  }),
  'ownership.mail-no-mx': cause<{ readonly domain: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ domain }) => ({
        title: 'The domain has no mail server that a code could go to',
        why: `${domain} has neither an MX record nor an address, so a mail to it cannot be delivered anywhere. Nothing was sent.`,
        fix: 'Prove the domain by TXT record, web file or name servers; or add an MX record of a server where you read mail today.',
        evidence: 'The DNS servers of the domain answered that there is no MX record.',
        wrongIf: 'Mail to the domain arrives somewhere today.',
      }),
      ja: ({ domain }) => ({
        title: 'コードの届け先になるメールサーバーがありません',
        why: `${domain}にはMXレコードもアドレスもないため、メールを届ける先がありません。コードは送っていません。`,
        fix: 'TXTレコード、Web認証、ネームサーバーのどれかで確認するか、今メールを受信しているサーバーのMXレコードを追加してください。',
        evidence: 'ドメインのDNSサーバーが、MXレコードはないと答えました。',
        wrongIf: '今もこのドメインのメールを受信できているなら、この原因ではありません。',
      }),
    },
  }),
  'ownership.mail-null-mx': cause<{ readonly domain: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ domain }) => ({
        title: 'The domain says that it takes no mail',
        why: `${domain} has the MX record "0 ." (RFC 7505), which tells the world that no mail is taken. Nothing was sent.`,
        fix: 'Prove the domain by TXT record, web file or name servers.',
        evidence: 'The only MX record of the domain has an empty server name.',
        wrongIf: 'The record was changed a moment ago: then try again.',
      }),
      ja: ({ domain }) => ({
        title: 'メールを受け取らない設定のドメインです',
        why: `${domain}のMXレコードは「0 .」（メールを受け取らないという宣言）です。コードは送っていません。`,
        fix: 'TXTレコード、Web認証、ネームサーバーのどれかで確認してください。',
        evidence: 'MXレコードのサーバー名が空です。',
        wrongIf: '直した直後なら、もう一度お試しください。',
      }),
    },
  }),
  'ownership.mail-goes-here': cause<{ readonly domain: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ domain }) => ({
        title: 'The MX of the domain already points here',
        why: `Mail for ${domain} comes to this server, where the domain is not proven yet, so a code has no mailbox to arrive in. Nothing was sent.`,
        fix: 'Prove the domain by TXT record, web file or name servers.',
        evidence: 'The MX record of the domain names one of our own servers.',
        wrongIf: 'You read mail of this domain elsewhere today.',
      }),
      ja: ({ domain }) => ({
        title: 'MXレコードがすでにこのサーバーを指しています',
        why: `${domain}あてのメールはこのサーバーに届きますが、ドメインの所有権がまだ未確認のため、コードを受け取るメールボックスがありません。コードは送っていません。`,
        fix: 'TXTレコード、Web認証、ネームサーバーのどれかで確認してください。',
        evidence: 'MXレコードが、当社のサーバーの名前です。',
        wrongIf: '今も別の場所でこのドメインのメールを受信しているなら、別の原因です。',
      }),
    },
  }),
  'ownership.mail-queued': cause<{ readonly recipient: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ recipient }) => ({
        title: 'The mail with the code is on its way',
        why: `The code for ${recipient} was handed to our sending queue; the other server has not been reached yet.`,
        fix: 'Wait a minute, then look here again: where the mail went will be shown.',
        evidence: 'The mail is in the queue and no delivery has been tried so far.',
        wrongIf: 'It stays like this for more than some minutes: then our queue is busy.',
      }),
      ja: ({ recipient }) => ({
        title: 'コードのメールを送信しています',
        why: `${recipient}あてのコードを送信待ちの列に入れました。相手のサーバーにはまだ届いていません。`,
        fix: '1分ほど待ってから、もう一度ご確認ください。どこに届いたかを表示します。',
        evidence: 'メールは送信待ちで、まだ配送を試していません。',
        wrongIf: '数分たっても変わらないなら、こちらの送信が混み合っています。',
      }),
    },
  }),
  'ownership.mail-waiting': cause<{ readonly recipient: string; readonly mx: string; readonly why: string; readonly since: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ recipient, mx, why, since }) => ({
        title: 'The other mail server has not taken the code yet',
        why: `The mail to ${recipient} waits since ${since} for ${mx}: ${deliveryTrouble('en', why)}. It is tried again by itself.`,
        fix: 'Wait some minutes; many servers take a mail only at the second try. If it lasts, prove the domain another way.',
        evidence: `Our queue holds the mail with the reply of ${mx}.`,
        wrongIf: 'The mail is in the mailbox: then it was delivered a moment ago.',
      }),
      ja: ({ recipient, mx, why, since }) => ({
        title: '相手のメールサーバーがまだコードを受け取っていません',
        why: `${recipient}あてのメールは、${since}から${mx}の受け取りを待っています。理由: ${deliveryTrouble('ja', why)}。自動で再送します。`,
        fix: '数分お待ちください。2回目で受け取るサーバーも多くあります。続く場合は、ほかの方法で確認してください。',
        evidence: `送信待ちのメールに、${mx}の返答が記録されています。`,
        wrongIf: 'メールボックスに届いているなら、たった今配送されました。',
      }),
    },
  }),
  'ownership.mail-delivered': cause<{ readonly recipient: string; readonly mx: string; readonly at: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ recipient, mx, at }) => ({
        title: 'The code has arrived at the mail server that the domain uses today',
        why: `${mx} took the mail to ${recipient} at ${at}. That is the server that the MX points to now, the old one if you are moving; it is not in a mailbox here.`,
        fix: `Look in the mailbox ${recipient} at ${mx} (in the webmail of the old provider; also among the spam), and enter the eight digits here.`,
        evidence: `${mx} accepted the mail; the time is of its reply.`,
        wrongIf: 'The mailbox does not exist there: then the server collects such mail elsewhere or throws it away.',
      }),
      ja: ({ recipient, mx, at }) => ({
        title: 'コードは今お使いのメールサーバーに届いています',
        why: `${at}に${mx}が${recipient}あてのメールを受け取りました。今のMXレコードが指すサーバー（移転前のサーバー）に届いており、こちらのメールボックスにはありません。`,
        fix: `${mx}側の${recipient}の受信箱（移転前のWebメール、迷惑メールフォルダーも）を開き、8桁の数字をここに入力してください。`,
        evidence: `${mx}がメールを受け取ったと返答しました。`,
        wrongIf: 'そのメールボックスがなければ、別の場所に集められたか、捨てられています。',
      }),
    },
  }),
  'ownership.mail-bounced': cause<{ readonly recipient: string; readonly mx: string; readonly reply: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ recipient, mx, reply }) => ({
        title: 'The mail with the code was refused',
        why: `${mx} did not take the mail to ${recipient}: ${reply}`.replace(/[^.)"]$/, '$&.'),
        fix: 'Create that mailbox or a forwarding at the server of today, choose another address, or prove the domain another way.',
        evidence: `${mx} refused it for good; its own words stand above.`,
        wrongIf: 'The mailbox exists there: then that server refuses mail from us for another reason.',
      }),
      ja: ({ recipient, mx, reply }) => ({
        title: 'コードのメールが受け取りを拒否されました',
        why: `${mx}が${recipient}あてのメールを受け取りませんでした。返答: ${reply}`,
        fix: '今のサーバーでそのメールアドレス（または転送）を作るか、別の宛先を選ぶか、ほかの方法で確認してください。',
        evidence: `${mx}が受け取りを拒否しました。`,
        wrongIf: 'そのアドレスが実在するなら、相手は別の理由で拒否しています。',
      }),
    },
  }),
  'ownership.mail-too-many': cause<{ readonly nextAt: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ nextAt }) => ({
        title: 'Three codes were sent within an hour',
        why: `So that nobody is flooded with mail, three codes an hour are sent for a domain. The next one can be sent at ${nextAt}.`,
        fix: `Look at where the last mail went, and enter its code; or wait until ${nextAt}.`,
        evidence: 'Three mails with a code were sent in the last hour.',
        wrongIf: 'None of them was asked for by you: then somebody else works on this claim.',
      }),
      ja: ({ nextAt }) => ({
        title: 'コードの送信が1時間に3回に達しました',
        why: `相手に大量のメールが届かないよう、送信は1つのドメインにつき1時間に3回までです。次は${nextAt}から送れます。`,
        fix: `最後のメールの届き先を確認してそのコードを入力するか、${nextAt}までお待ちください。`,
        evidence: '直近の1時間に、コードを3回送信しました。',
        wrongIf: 'ご自身で送信していないなら、ほかの人がこの申請を操作しています。',
      }),
    },
  }),
  'ownership.mail-unknown': cause<{ readonly domain: string; readonly why: string }>({
    kind: 'temporary',
    tell: 'owner',
    fixer: 'us',
    text: {
      en: ({ domain, why }) => ({
        title: 'Where mail of the domain goes could not be found out',
        why: `The DNS gave no answer about the MX of ${domain}: ${dnsTrouble('en', why)}. It is no fault of yours, and nothing was sent.`,
        fix: 'Wait some minutes, then have the code sent again. The other proofs can be used meanwhile.',
        evidence: 'No server that is responsible for the domain answered.',
        wrongIf: 'It lasts for hours: then the DNS servers of the domain are out of order.',
      }),
      ja: ({ domain, why }) => ({
        title: 'メールの届け先を調べられませんでした',
        why: `${domain}のMXレコードについてDNSの答えがありませんでした: ${dnsTrouble('ja', why)}。お客様の設定のせいではありません。コードは送っていません。`,
        fix: '数分待ってから、もう一度コードを送信してください。その間に、ほかの方法で確認することもできます。',
        evidence: 'ドメインを担当するサーバーから、答えがありませんでした。',
        wrongIf: '何時間も続くなら、ドメインのDNSサーバーの側が止まっています。',
      }),
    },
  }),
}
