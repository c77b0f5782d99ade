/** What goes wrong before a word of mail is spoken: TLS where none is, or none where it must be. */
import { cause } from './define.ts'

interface PortFacts {
  readonly port: number
}

export const transport = {
  'transport.silent-on-tls-port': cause<PortFacts>({
    kind: 'misconfigured',
    tell: 'client',
    fixer: 'user',
    text: {
      en: ({ port }) => ({
        title: 'The mail app did not start SSL/TLS',
        why: `Port ${port} speaks SSL/TLS from the first byte. The app connected and waited in the clear, as with "None" or "STARTTLS".`,
        fix: `Choose "SSL/TLS" for port ${port} in the mail app.`,
      }),
      ja: ({ port }) => ({
        title: 'メールアプリがSSL/TLSを開始しませんでした',
        why: `ポート${port}は最初からSSL/TLSで通信します。アプリは「なし」または「STARTTLS」の設定で接続し、待ち続けていました。`,
        fix: `メールアプリでポート${port}の暗号化方式を「SSL/TLS」にしてください。`,
      }),
    },
  }),
  'transport.plain-on-tls-port': cause<PortFacts>({
    kind: 'misconfigured',
    tell: 'client',
    fixer: 'user',
    text: {
      en: ({ port }) => ({
        title: 'Plain text on an SSL/TLS port',
        why: `Port ${port} speaks SSL/TLS from the first byte, but a command arrived in the clear.`,
        fix: `Choose "SSL/TLS" for port ${port}.`,
      }),
      ja: ({ port }) => ({
        title: 'SSL/TLSのポートに平文が届きました',
        why: `ポート${port}は最初からSSL/TLSで通信しますが、暗号化されていない命令が届きました。`,
        fix: `ポート${port}の暗号化方式を「SSL/TLS」にしてください。`,
      }),
    },
  }),
  'transport.tls-failed': cause<{ readonly port: number; readonly code: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'user',
    text: {
      en: ({ code }) => ({
        title: 'The SSL/TLS handshake was not finished',
        why: `The app and the server could not agree on encryption, or the app did not accept the certificate (${code}).`,
        fix: "Use the host name shown in the panel as the app's server name, and update the app if it is old.",
      }),
      ja: ({ code }) => ({
        title: 'SSL/TLSの接続が完了しませんでした',
        why: `暗号化の方式が合わなかったか、アプリが証明書を受け入れませんでした（${code}）。`,
        fix: 'アプリのサーバー名にパネルに表示されているホスト名を設定し、古いアプリは更新してください。',
      }),
    },
  }),
  'transport.tls-required': cause<PortFacts>({
    kind: 'tls-required',
    tell: 'client',
    fixer: 'user',
    text: {
      en: ({ port }) => ({
        title: 'Sign-in without encryption',
        why: `The app tried to sign in on port ${port} before turning on encryption. If it sent the password, the password travelled in the clear.`,
        fix: 'Choose "STARTTLS" (or "SSL/TLS") in the mail app, then change the password.',
      }),
      ja: ({ port }) => ({
        title: '暗号化なしのサインイン',
        why: `アプリはポート${port}で暗号化を始める前にサインインしようとしました。パスワードが平文で送られた可能性があります。`,
        fix: 'メールアプリで「STARTTLS」（または「SSL/TLS」）を選び、その後パスワードを変更してください。',
      }),
    },
  }),
}
