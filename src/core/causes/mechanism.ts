/** How the client tries to sign in. */
import { cause, type Language } from './define.ts'

/** What can be broken in a SASL response: a code, so that it is told in the reader's language. */
type Malformation = 'base64' | 'plain-fields' | 'nul' | 'too-long' | 'syntax'

const malformations: Readonly<Record<Language, Readonly<Record<Malformation, string>>>> = {
  en: {
    base64: 'the data is not base64',
    'plain-fields': 'the data is not "authorization identity, NUL, user name, NUL, password"',
    nul: 'the user name or the password holds a NUL character',
    'too-long': 'the user name or the password is too long',
    syntax: 'the command is incomplete or holds too much',
  },
  ja: {
    base64: 'データがBase64ではありません',
    'plain-fields': 'データが「認可ID、NUL、ユーザー名、NUL、パスワード」の形になっていません',
    nul: 'ユーザー名またはパスワードにNUL文字が含まれています',
    'too-long': 'ユーザー名またはパスワードが長すぎます',
    syntax: 'コマンドの引数が足りないか、多すぎます',
  },
}

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
  'mechanism.malformed': cause<{ readonly what: Malformation }>({
    kind: 'misconfigured',
    tell: 'client',
    fixer: 'user',
    text: {
      en: ({ what }) => ({ title: 'The sign-in was malformed', why: `The app sent a broken sign-in: ${malformations.en[what]}.`, fix: 'Update the app or device, or correct the script.' }),
      ja: ({ what }) => ({ title: 'サインインの形式が正しくありません', why: `アプリは壊れたサインインを送りました: ${malformations.ja[what]}。`, fix: 'アプリや機器を更新するか、スクリプトを直してください。' }),
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
