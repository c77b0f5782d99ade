/** How encryption was begun, or was not. What fails inside the handshake is in `handshake`, what the certificate has part in is in `certificate`. */
import { cause } from './define.ts'

export const transport = {
  'transport.silent-on-tls-port': cause<{ readonly port: number }>({
    kind: 'misconfigured',
    tell: 'client',
    fixer: 'user',
    text: {
      en: ({ port }) => ({
        title: 'The mail app did not start SSL/TLS',
        why: `Port ${port} speaks SSL/TLS from the first byte. The app connected and waited in the clear, as it does when encryption is set to "None" or "STARTTLS".`,
        fix: `Choose "SSL/TLS" for port ${port} in the mail app (iPhone: "Use SSL" on; Outlook: encrypted connection "SSL/TLS").`,
        evidence: 'The client connected and sent nothing at all.',
        wrongIf: 'The app is set to SSL/TLS on this port already: then a slow network held back its first bytes.',
      }),
      ja: ({ port }) => ({
        title: 'メールアプリがSSL/TLSを開始しませんでした',
        why: `ポート${port}は最初からSSL/TLSで通信します。アプリは暗号化を「なし」または「STARTTLS」にしたときのように、暗号化せずに待ち続けていました。`,
        fix: `メールアプリでポート${port}の暗号化方式を「SSL/TLS」にしてください（iPhoneは「SSLを使用」をオン、Outlookは「使用する暗号化接続の種類」を「SSL/TLS」）。`,
        evidence: '接続したあと、アプリからは何も届きませんでした。',
        wrongIf: 'アプリの設定がすでにSSL/TLSなら、回線が遅く最初のデータが届かなかっただけです。',
      }),
    },
  }),
  'transport.plain-on-tls-port': cause<{ readonly port: number }>({
    kind: 'misconfigured',
    tell: 'client',
    fixer: 'user',
    text: {
      en: ({ port }) => ({
        title: 'Plain text on an SSL/TLS port',
        why: `Port ${port} speaks SSL/TLS from the first byte, but a command arrived in the clear.`,
        fix: `Choose "SSL/TLS" for port ${port}; in a script, turn on implicit TLS (secure: true, SMTP_SSL, IMAP4_SSL).`,
        evidence: 'The first bytes were readable text, not a TLS handshake.',
        wrongIf: 'The first byte was 16 (hexadecimal): that is TLS.',
      }),
      ja: ({ port }) => ({
        title: 'SSL/TLSのポートに暗号化されていない命令が届きました',
        why: `ポート${port}は最初からSSL/TLSで通信しますが、暗号化されていない命令が届きました。`,
        fix: `ポート${port}の暗号化方式を「SSL/TLS」にしてください。プログラムの場合は最初からTLSを使う設定（secure: true、SMTP_SSL、IMAP4_SSLなど）にします。`,
        evidence: '最初に届いたデータが、TLSの開始ではなく読める文字でした。',
        wrongIf: '最初の1バイトが16（16進数）なら、TLSの開始です。',
      }),
    },
  }),
  'transport.tls-required': cause<{ readonly port: number; readonly exposed: boolean }>({
    kind: 'tls-required',
    tell: 'client',
    fixer: 'user',
    text: {
      en: ({ port, exposed }) => ({
        title: exposed ? 'The password was sent without encryption' : 'Sign-in without encryption',
        why: exposed
          ? `The app signed in on port ${port} before turning on encryption, so the password travelled readable for anybody on the way. It was not used.`
          : `The app asked to sign in on port ${port} before turning on encryption. It was stopped before it sent the password.`,
        fix: exposed
          ? 'Choose "SSL/TLS" (port 465, 993 or 995) or "STARTTLS" in the mail app, then change the password: it has been exposed.'
          : 'Choose "SSL/TLS" (port 465, 993 or 995) or "STARTTLS" in the mail app.',
        evidence: 'The sign-in came on a connection without TLS.',
        wrongIf: 'The attempt names a TLS version.',
      }),
      ja: ({ port, exposed }) => ({
        title: exposed ? 'パスワードが暗号化されずに送られました' : '暗号化なしでサインインしようとしました',
        why: exposed
          ? `アプリはポート${port}で暗号化を始める前にサインインしたため、パスワードが通信経路で読める状態で流れました。このサインインは受け付けていません。`
          : `アプリはポート${port}で暗号化を始める前にサインインしようとしました。パスワードが送られる前に止めました。`,
        fix: exposed
          ? 'メールアプリで「SSL/TLS」（ポート465・993・995）または「STARTTLS」を選んでから、パスワードを変更してください。今のパスワードは漏れた可能性があります。'
          : 'メールアプリで「SSL/TLS」（ポート465・993・995）または「STARTTLS」を選んでください。',
        evidence: 'TLSのない接続でサインインが送られました。',
        wrongIf: '試行の記録にTLSのバージョンがあれば、この原因ではありません。',
      }),
    },
  }),
  'transport.starttls-not-used': cause<{ readonly port: number }>({
    kind: 'tls-required',
    tell: 'client',
    fixer: 'user',
    text: {
      en: ({ port }) => ({
        title: 'Encryption was offered and not turned on',
        why: `On port ${port} sign-in is offered only after STARTTLS. The app never asked for it and so found no way to sign in; apps then say "authentication not supported" or "relay denied".`,
        fix: `Choose "STARTTLS" for port ${port}, or better "SSL/TLS" with port 465, 993 or 995. If it is chosen already, an antivirus program or a network in between removes STARTTLS: use "SSL/TLS".`,
        evidence: 'The client spoke in the clear to the end and never said STARTTLS.',
        wrongIf: 'It was a monitor that only looks whether the port answers.',
      }),
      ja: ({ port }) => ({
        title: '暗号化（STARTTLS）が使われませんでした',
        why: `ポート${port}では、STARTTLSで暗号化したあとにだけサインインできます。アプリがSTARTTLSを使わなかったため、サインインの方法が見つかりませんでした。「認証に対応していません」「中継を拒否」などと表示されることがあります。`,
        fix: `ポート${port}の暗号化方式を「STARTTLS」にするか、できれば「SSL/TLS」とポート465・993・995を使ってください。すでに選んでいる場合は、ウイルス対策ソフトや途中の回線がSTARTTLSを取り除いています。「SSL/TLS」に切り替えてください。`,
        evidence: 'アプリは最後まで暗号化せずに話し、STARTTLSを送りませんでした。',
        wrongIf: 'ポートの応答だけを確かめる監視プログラムなら、問題ではありません。',
      }),
    },
  }),
  'transport.tls-on-plain-port': cause<{ readonly port: number }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'user',
    text: {
      en: ({ port }) => ({
        title: 'SSL/TLS is chosen for a port that begins in the clear',
        why: `The app began SSL/TLS at once, but port ${port} of that server speaks in the clear first. Apps then say "wrong version number" or "encryption type not supported". This server forgives it on 587, 143 and 110, but not on 25.`,
        fix: 'Choose the port that belongs to "SSL/TLS": 465 for sending, 993 (IMAP) or 995 (POP) for receiving; or choose "STARTTLS" for 587, 143 and 110.',
        evidence: 'The error tells of a TLS handshake that was answered in the clear.',
        wrongIf: 'The port is 465, 993 or 995: then a proxy or antivirus program in between answers.',
      }),
      ja: ({ port }) => ({
        title: '平文で始まるポートに「SSL/TLS」が選ばれています',
        why: `アプリは最初からSSL/TLSで通信しましたが、接続先のポート${port}は平文で始まります。「wrong version number」や「暗号化の種類がサポートされていない」と表示されます。このサーバーでは587・143・110なら受け付けますが、25では受け付けません。`,
        fix: '「SSL/TLS」に合うポート（送信は465、受信は993または995）に変えるか、587・143・110では暗号化方式を「STARTTLS」にしてください。',
        evidence: 'TLSの開始に平文の返事が来た、というエラーです。',
        wrongIf: 'ポートが465・993・995なら、途中のプロキシやウイルス対策ソフトが応答しています。',
      }),
    },
  }),
}
