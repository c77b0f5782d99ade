/** How the client tries to sign in. */
import { cause, type Language } from './define.ts'

/** What can be broken in a SASL response: a code, so that it is told in the reader's language. */
type Malformation = 'base64' | 'plain-fields' | 'nul' | 'too-long' | 'syntax' | 'order' | 'line-end'

const malformations: Readonly<Record<Language, Readonly<Record<Malformation, string>>>> = {
  en: {
    base64: 'the data is not base64',
    'plain-fields': 'the data is not "authorization identity, NUL, user name, NUL, password"',
    nul: 'the user name or the password holds a NUL character',
    'too-long': 'the user name or the password is too long',
    syntax: 'the command is incomplete or holds too much',
    order: 'its steps came in the wrong order',
    'line-end': 'its lines end with CR alone, where CR LF belongs',
  },
  ja: {
    base64: 'データがBase64ではありません',
    'plain-fields': 'データが「認可ID、NUL、ユーザー名、NUL、パスワード」の形になっていません',
    nul: 'ユーザー名またはパスワードにNUL文字が含まれています',
    'too-long': 'ユーザー名またはパスワードが長すぎます',
    syntax: 'コマンドの引数が足りないか、多すぎます',
    order: '手順の順番が違います',
    'line-end': '行末がCRだけで、CR LFになっていません',
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
        fix: 'Choose "normal password" (Thunderbird) or "Password" (iPhone) as the authentication method in the app.',
        evidence: `The app asked for ${name}, which is not in the list that it was given.`,
        wrongIf: 'The app is set to a normal password: then it chose by itself, and must be updated.',
      }),
      ja: ({ mechanism: name }) => ({
        title: `認証方式${name}には対応していません`,
        why: `アプリは${name}を使おうとしました。ここではSSL/TLSの中で通常のパスワードを使います。`,
        fix: 'アプリの認証方式を「通常のパスワード認証」（Thunderbird）や「パスワード」（iPhone）にしてください。',
        evidence: `サーバーが示した一覧にない${name}を、アプリが求めました。`,
        wrongIf: 'すでに通常のパスワードに設定しているなら、アプリが勝手に選んでいます。更新してください。',
      }),
    },
  }),
  'mechanism.ntlm': cause<{ readonly mechanism: string }>({
    kind: 'misconfigured',
    tell: 'client',
    fixer: 'user',
    text: {
      en: ({ mechanism: name }) => ({
        title: 'Secure Password Authentication (SPA) is ticked',
        why: `The app tried the Windows sign-in ${name}, which works only inside a company network. Here a normal password is used, protected by SSL/TLS.`,
        fix: 'Clear "Require logon using Secure Password Authentication (SPA)" in Outlook, for incoming and outgoing mail.',
        evidence: `The app asked for ${name}.`,
        wrongIf: 'The box is clear for both servers: then another account in the same app has it ticked.',
      }),
      ja: ({ mechanism: name }) => ({
        title: '「セキュリティで保護されたパスワード認証（SPA）」がオンです',
        why: `アプリは、社内ネットワーク用のWindowsの認証（${name}）を使おうとしました。ここではSSL/TLSで保護された通常のパスワードを使います。`,
        fix: 'Outlookで「セキュリティで保護されたパスワード認証（SPA）」のチェックを、受信と送信の両方で外してください。',
        evidence: `アプリが${name}を求めました。`,
        wrongIf: '両方とも外れているなら、同じアプリの別のアカウントでオンになっています。',
      }),
    },
  }),
  'mechanism.challenge-response': cause<{ readonly mechanism: string }>({
    kind: 'misconfigured',
    tell: 'client',
    fixer: 'user',
    text: {
      en: ({ mechanism: name }) => ({
        title: '"Encrypted password" is chosen',
        why: `The app tried ${name}, an old way to hide the password on connections without encryption. Here SSL/TLS protects everything, so a normal password is right and safe.`,
        fix: 'Choose "normal password" instead of "encrypted password" or CRAM-MD5 (iPhone: Authentication "Password" instead of "MD5 Challenge-Response"), together with SSL/TLS.',
        evidence: `The app asked for ${name}.`,
        wrongIf: 'The app is set to a normal password: then it chose by itself, and must be updated.',
      }),
      ja: ({ mechanism: name }) => ({
        title: '「暗号化されたパスワード認証」が選ばれています',
        why: `アプリは、暗号化のない接続でパスワードを隠すための古い方式（${name}）を使おうとしました。ここではSSL/TLSが全体を守るので、通常のパスワードが正しく、安全です。`,
        fix: 'SSL/TLSと組み合わせて、認証方式を「暗号化されたパスワード認証」（CRAM-MD5、APOP）から「通常のパスワード認証」に変えてください（iPhoneは「MD5チャレンジ応答」から「パスワード」）。',
        evidence: `アプリが${name}を求めました。`,
        wrongIf: 'すでに通常のパスワードに設定しているなら、アプリが勝手に選んでいます。更新してください。',
      }),
    },
  }),
  'mechanism.oauth': cause<{ readonly mechanism: string }>({
    kind: 'misconfigured',
    tell: 'client',
    fixer: 'user',
    text: {
      en: ({ mechanism: name }) => ({
        title: 'OAuth2 is chosen',
        why: `The app tried to sign in with a token (${name}), as for Google or Microsoft accounts. This mailbox has a password.`,
        fix: 'Choose "normal password" instead of "OAuth2" in the app; when adding the account, choose "Other" or "IMAP", not Google, Exchange or Microsoft 365.',
        evidence: `The app asked for ${name}.`,
        wrongIf: 'The mailbox is at Google or Microsoft: then the server name in the app is wrong.',
      }),
      ja: ({ mechanism: name }) => ({
        title: 'OAuth2が選ばれています',
        why: `アプリは、GoogleやMicrosoftのアカウントのようにトークン（${name}）でサインインしようとしました。このメールボックスはパスワードを使います。`,
        fix: 'アプリの認証方式を「OAuth2」から「通常のパスワード認証」に変えてください。アカウントを追加するときは、GoogleやMicrosoft 365ではなく「その他」や「IMAP」を選びます。',
        evidence: `アプリが${name}を求めました。`,
        wrongIf: 'GoogleやMicrosoftのメールなら、アプリのサーバー名が違っています。',
      }),
    },
  }),
  'mechanism.malformed': cause<{ readonly what: Malformation }>({
    kind: 'misconfigured',
    tell: 'client',
    fixer: 'user',
    text: {
      en: ({ what }) => ({
        title: 'The sign-in was malformed',
        why: `The app sent a broken sign-in: ${malformations.en[what]}. No password was looked at.`,
        fix: 'Update the app or device. In a script, let the mail library do the sign-in instead of writing the lines by hand.',
        evidence: `What arrived could not be read: ${malformations.en[what]}.`,
        wrongIf: 'The same program signs in elsewhere: then something in between changes what it sends.',
      }),
      ja: ({ what }) => ({
        title: 'サインインの形式が正しくありません',
        why: `アプリは壊れたサインインを送りました: ${malformations.ja[what]}。パスワードは確認していません。`,
        fix: 'アプリや機器を更新してください。スクリプトでは、行を自分で書かずにメール用のライブラリーにサインインを任せてください。',
        evidence: `届いたデータを読めませんでした: ${malformations.ja[what]}。`,
        wrongIf: '同じプログラムがほかでは使えるなら、途中の何かがデータを変えています。',
      }),
    },
  }),
  'mechanism.cancelled': cause<{ readonly mechanism: string }>({
    kind: 'misconfigured',
    tell: 'client',
    fixer: 'user',
    text: {
      en: ({ mechanism: name }) => ({
        title: 'The app gave up signing in',
        why: `The app began to sign in (${name}) and cancelled: no password is saved, or somebody closed the window that asks for it.`,
        fix: 'Enter the password in the app and save it.',
        evidence: 'The app sent "*", which means stop, or hung up when it was asked for the password.',
        wrongIf: 'The app signed in right afterwards.',
      }),
      ja: ({ mechanism: name }) => ({
        title: 'アプリがサインインを中止しました',
        why: `アプリはサインイン（${name}）を始めて途中でやめました。パスワードが保存されていないか、入力の画面が閉じられました。`,
        fix: 'アプリにパスワードを入力し、保存してください。',
        evidence: 'アプリが中止を意味する「*」を送ったか、パスワードを求められたところで切断しました。',
        wrongIf: 'すぐあとにサインインできていれば、問題ではありません。',
      }),
    },
  }),
  'mechanism.another-identity': cause<{ readonly login: string; readonly authzid: string }>({
    kind: 'denied-by-policy',
    tell: 'client',
    fixer: 'user',
    text: {
      en: ({ login, authzid }) => ({
        title: 'Signing in for somebody else',
        why: `The app signed in as ${login} but asked to act as ${authzid}. One mailbox cannot act for another here.`,
        fix: 'Leave the authorization identity empty in the app or script, and sign in as the mailbox itself.',
        evidence: 'The two names in the sign-in differ.',
        wrongIf: 'Both names are the same mailbox in different spelling.',
      }),
      ja: ({ login, authzid }) => ({
        title: '別の利用者としてのサインインです',
        why: `アプリは${login}でサインインし、${authzid}としての動作を求めました。ここでは、別のメールボックスの代わりになることはできません。`,
        fix: 'アプリやスクリプトの認可ID（authorization identity）を空にし、使いたいメールボックス自身でサインインしてください。',
        evidence: 'サインインに含まれる2つの名前が違います。',
        wrongIf: '表記が違うだけで同じメールボックスなら、この原因ではありません。',
      }),
    },
  }),
  'mechanism.no-sign-in': cause<{ readonly port: number }>({
    kind: 'misconfigured',
    tell: 'client',
    fixer: 'user',
    text: {
      en: ({ port }) => ({
        title: 'Sending without signing in',
        why: `The app tried to send on port ${port} without signing in. Only people with a mailbox may send here.`,
        fix: 'Turn on "My outgoing server requires authentication" (Outlook: More Settings, Outgoing Server; Gmail app: "Require sign-in"), with the user name and password of incoming mail.',
        evidence: 'The app named a sender before any sign-in.',
        wrongIf: 'It is turned on already: then the app saw no sign-in offered, because SSL/TLS is off.',
      }),
      ja: ({ port }) => ({
        title: 'サインインせずに送信しようとしました',
        why: `アプリはサインインせずにポート${port}で送信しようとしました。送信できるのはメールボックスの利用者だけです。`,
        fix: '「送信サーバー（SMTP）は認証が必要」を有効にし（Outlookは「詳細設定」の「送信サーバー」、Gmailアプリは「ログインが必要」）、受信と同じユーザー名とパスワードを使ってください。',
        evidence: 'サインインの前に、アプリが差出人を伝えました。',
        wrongIf: 'すでに有効なら、SSL/TLSがオフのためにサインインが示されなかった可能性があります。',
      }),
    },
  }),
  'mechanism.pop-before-smtp': cause<{ readonly port: number; readonly minutes: number }>({
    kind: 'misconfigured',
    tell: 'client',
    fixer: 'user',
    text: {
      en: ({ port, minutes }) => ({
        title: 'The app counts on "receive before sending"',
        why: `Mail was fetched from the same address shortly before (${minutes} min), and the app then sent on port ${port} without signing in. That old habit (POP before SMTP) does not open the way to send here.`,
        fix: 'Turn on "My outgoing server requires authentication" in the app, with "Use same settings as my incoming mail server".',
        evidence: 'A sign-in for receiving from this address, then a sender without a sign-in.',
        wrongIf: 'Another device behind the same router fetched the mail.',
      }),
      ja: ({ port, minutes }) => ({
        title: '「受信してから送信」の設定になっています',
        why: `同じアドレスから${minutes}分前にメールが受信され、そのあとアプリはサインインせずにポート${port}で送信しようとしました。この古い方式（POP before SMTP）では送信できません。`,
        fix: 'アプリで「送信サーバー（SMTP）は認証が必要」を有効にし、「受信メールサーバーと同じ設定を使用する」を選んでください。',
        evidence: 'このアドレスから受信のサインインがあり、続いてサインインなしの送信がありました。',
        wrongIf: '受信したのが同じルーターの別の端末なら、この原因ではありません。',
      }),
    },
  }),
}
