/** TLS handshakes that come to nothing: versions and ciphers that do not meet, and ends that nobody explained. */
import { cause } from './define.ts'

export const handshake = {
  'transport.tls-failed': cause<{ readonly port: number; readonly code: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'user',
    text: {
      en: ({ code }) => ({
        title: 'The SSL/TLS handshake was not finished',
        why: `The app and the server did not come to an encrypted connection (${code}): the app gave up, did not like the certificate, or the network broke off.`,
        fix: "Enter the host name shown in the panel as the app's server name, try again in another network, and update the app if it is old.",
        evidence: `The handshake began and ended with ${code}.`,
        wrongIf: 'The same device signed in within the same minute: apps open several connections and drop some.',
      }),
      ja: ({ code }) => ({
        title: 'SSL/TLSの接続が完了しませんでした',
        why: `アプリとサーバーの間で暗号化された接続ができませんでした（${code}）。アプリが途中でやめたか、証明書を受け入れなかったか、回線が切れました。`,
        fix: 'アプリのサーバー名にパネルに表示されているホスト名を設定し、別の回線でも試し、古いアプリは更新してください。',
        evidence: `TLSが始まり、${code}で終わりました。`,
        wrongIf: '同じ端末が同じ頃にサインインできているなら問題ありません。アプリは余分な接続を途中でやめることがあります。',
      }),
    },
  }),
  'transport.old-tls': cause<{ readonly port: number; readonly offered: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'user',
    text: {
      en: ({ offered }) => ({
        title: 'The device speaks only an outdated encryption',
        why: `The device offered ${offered} at best. It has been insecure for years; this server speaks TLS 1.2 and 1.3.`,
        fix: 'Update the operating system or the app (Windows 7: Outlook needs TLS 1.2 turned on). A printer or scanner that cannot be updated sends through a newer device in the office.',
        evidence: `The highest version in the client's first message was ${offered}.`,
        wrongIf: 'The device offers TLS 1.2: look for a proxy or antivirus program in between.',
      }),
      ja: ({ offered }) => ({
        title: '端末が古い暗号化方式しか使えません',
        why: `端末が使えるのは${offered}まででした。これは何年も前に安全でなくなった方式で、このサーバーはTLS 1.2と1.3を使います。`,
        fix: 'OSまたはアプリを更新してください（Windows 7のOutlookではTLS 1.2を有効にします）。更新できない複合機などは、社内の新しい機器を経由して送信してください。',
        evidence: `アプリの最初のデータにあった最も新しいバージョンが${offered}でした。`,
        wrongIf: '端末がTLS 1.2に対応しているなら、途中のプロキシやウイルス対策ソフトを確かめてください。',
      }),
    },
  }),
  'transport.no-common-cipher': cause<{ readonly port: number; readonly offered: readonly string[] }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'user',
    text: {
      en: ({ offered }) => ({
        title: 'No cipher in common',
        why: `The device and this server found no cipher that both accept. The device offered ${offered.slice(0, 4).join(', ')}${offered.length > 4 ? ' and others' : ''}; this server takes only ciphers that are still safe.`,
        fix: 'Update the operating system or the app; in a script or device, remove a cipher list that was set by hand.',
        evidence: 'The handshake ended with "no shared cipher", and the offered list is kept with the attempt.',
        wrongIf: 'The list holds an ECDHE cipher with AES-GCM or ChaCha20: then the curves or the certificate type do not meet.',
      }),
      ja: ({ offered }) => ({
        title: '共通の暗号方式がありません',
        why: `端末とこのサーバーの両方が使える暗号方式がありませんでした。端末が示したのは${offered.slice(0, 4).join('、')}${offered.length > 4 ? 'など' : ''}で、このサーバーは今も安全とされる方式だけを使います。`,
        fix: 'OSまたはアプリを更新してください。プログラムや機器で暗号の一覧を手で指定している場合は、その指定を外してください。',
        evidence: '「共通の暗号がない」としてTLSが終わり、提示された一覧が試行に残っています。',
        wrongIf: '一覧にECDHEとAES-GCMまたはChaCha20があれば、曲線または証明書の種類が合っていません。',
      }),
    },
  }),
}
