/** How the client tries to sign in. */
import { cause } from './define.ts'

export const mechanism = {
  'mechanism.not-offered': cause<{ readonly mechanism: string }>({
    kind: 'misconfigured',
    tell: 'client',
    fixer: 'user',
    text: {
      en: ({ mechanism: name }) => ({
        title: `Sign-in method ${name} is not offered`,
        why: `The app tried ${name}. Here a normal password is used, inside SSL/TLS.`,
        fix: 'Choose "normal password" in the app; in Outlook, clear "Require logon using SPA".',
      }),
      ja: ({ mechanism: name }) => ({
        title: `認証方式${name}には対応していません`,
        why: `アプリは${name}を使おうとしました。ここではSSL/TLSの中で通常のパスワードを使います。`,
        fix: 'アプリで「通常のパスワード認証」を選んでください。Outlookでは「セキュリティで保護されたパスワード認証（SPA）」のチェックを外します。',
      }),
    },
  }),
  'mechanism.malformed': cause<{ readonly what: string }>({
    kind: 'misconfigured',
    tell: 'client',
    fixer: 'user',
    text: {
      en: ({ what }) => ({ title: 'The sign-in was malformed', why: `The app sent a broken sign-in: ${what}.`, fix: 'Update the app or device, or correct the script.' }),
      ja: ({ what }) => ({ title: 'サインインの形式が正しくありません', why: `アプリは壊れたサインインを送りました: ${what}`, fix: 'アプリや機器を更新するか、スクリプトを直してください。' }),
    },
  }),
  'mechanism.cancelled': cause<{ readonly mechanism: string }>({
    kind: 'misconfigured',
    tell: 'client',
    fixer: 'user',
    text: {
      en: () => ({ title: 'The app gave up signing in', why: 'The app started to sign in and cancelled, as when no password is saved.', fix: 'Enter the password in the app and save it.' }),
      ja: () => ({ title: 'アプリがサインインを中止しました', why: 'パスワードが保存されていないときなどに、アプリはサインインを途中でやめます。', fix: 'アプリにパスワードを入力し、保存してください。' }),
    },
  }),
  'mechanism.another-identity': cause<{ readonly login: string; readonly authzid: string }>({
    kind: 'denied-by-policy',
    tell: 'client',
    fixer: 'user',
    text: {
      en: ({ login, authzid }) => ({ title: 'Signing in for somebody else', why: `The app signed in as ${login} but asked to act as ${authzid}.`, fix: 'Leave the authorization identity empty.' }),
      ja: ({ login, authzid }) => ({ title: '別の利用者としてのサインイン', why: `アプリは${login}でサインインし、${authzid}としての動作を求めました。`, fix: '認可ID（authorization identity）を空にしてください。' }),
    },
  }),
  'mechanism.no-sign-in': cause<{ readonly port: number }>({
    kind: 'misconfigured',
    tell: 'client',
    fixer: 'user',
    text: {
      en: ({ port }) => ({
        title: 'Sending without signing in',
        why: `The app tried to send on port ${port} without signing in.`,
        fix: 'Turn on "My outgoing server requires authentication", with the same settings as for incoming mail.',
      }),
      ja: ({ port }) => ({
        title: 'サインインせずに送信しようとしました',
        why: `アプリはサインインせずにポート${port}で送信しようとしました。`,
        fix: '「送信サーバーは認証が必要」を有効にし、受信サーバーと同じ設定を使ってください。',
      }),
    },
  }),
}
