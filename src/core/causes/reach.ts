/** What leaves no trace here, since the app never arrived. Known only from the error that a person pastes. */
import { cause } from './define.ts'

export const reach = {
  'network.unreachable': cause<{ readonly port: number }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'user',
    text: {
      en: ({ port }) => ({
        title: 'The app does not reach the server',
        why: `The connection to port ${port} never came about. Many networks (hotel, office, mobile carrier, some VPNs) block port 25 and sometimes others, and a firewall or antivirus program can do the same.`,
        fix: 'Set the outgoing server to port 465 with "SSL/TLS" (or 587 with "STARTTLS") and incoming to 993, turn off the VPN, and try another network such as the phone\'s.',
        evidence: 'The app reports a time-out or no answer, and no attempt arrived here.',
        wrongIf: 'The attempts of the mailbox show this very connection: then its cause stands there.',
      }),
      ja: ({ port }) => ({
        title: 'アプリがサーバーに届いていません',
        why: `ポート${port}への接続ができていません。ホテル、職場、携帯電話会社、VPNなどの回線は、ポート25やその他のポートを止めていることがあります。ファイアウォールやウイルス対策ソフトが止めることもあります。`,
        fix: '送信サーバーをポート465と「SSL/TLS」（または587と「STARTTLS」）、受信サーバーを993にし、VPNをオフにして、スマートフォンの回線など別の回線でも試してください。',
        evidence: 'アプリが時間切れや応答なしを表示し、サーバーには試行が届いていません。',
        wrongIf: 'メールボックスの試行にこの接続が残っていれば、そこに書かれた原因が正しいものです。',
      }),
    },
  }),
  'network.server-name-unknown': cause<{ readonly name: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'user',
    text: {
      en: ({ name }) => ({
        title: 'The server name does not exist',
        why: `The device could not find an address for ${name}: the name has a typing error, or the device is offline.`,
        fix: 'Copy the server names from the panel into the app, without blanks, and check that a web page opens on the same device.',
        evidence: 'The app reports that the name cannot be resolved or that the server is not found.',
        wrongIf: 'Another device in the same network finds the name.',
      }),
      ja: ({ name }) => ({
        title: 'サーバー名が見つかりません',
        why: `端末が${name}のアドレスを見つけられませんでした。名前に打ち間違いがあるか、端末がインターネットにつながっていません。`,
        fix: 'パネルに表示されているサーバー名を、空白を入れずにアプリへコピーし、同じ端末でWebページが開くか確かめてください。',
        evidence: 'アプリが「名前を解決できない」「サーバーが見つからない」と表示しています。',
        wrongIf: '同じ回線の別の端末でその名前が見つかるなら、別の原因です。',
      }),
    },
  }),
  'network.nothing-listens': cause<{ readonly port: number }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'user',
    text: {
      en: ({ port }) => ({
        title: 'Nothing answers on that port',
        why: `The server was reached, but nothing takes connections on port ${port}: the number is wrong, or the mail service is stopped.`,
        fix: 'Enter 993 (IMAP) or 995 (POP) for incoming and 465 for outgoing mail, each with "SSL/TLS". If the numbers are right, the operator looks at "./todoku status".',
        evidence: 'The app reports "connection refused".',
        wrongIf: 'Other devices use the same port of the same server right now.',
      }),
      ja: ({ port }) => ({
        title: 'そのポートでは何も応答していません',
        why: `サーバーには届きましたが、ポート${port}では接続を受け付けていません。番号が違うか、メールサービスが止まっています。`,
        fix: '受信は993（IMAP）または995（POP）、送信は465を、それぞれ「SSL/TLS」で設定してください。番号が正しい場合は、運営者が「./todoku status」を確認します。',
        evidence: 'アプリが「接続を拒否されました」と表示しています。',
        wrongIf: '別の端末が今、同じサーバーの同じポートを使えていれば、別の原因です。',
      }),
    },
  }),
}
