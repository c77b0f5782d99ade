/** Passwords that do not fit, and what they really were. Found out after the reply; only the cause is kept, never the password. */
import { cause } from './define.ts'
import { blankName, charsetName } from './words.ts'

const places: Readonly<Record<'ja' | 'en', Readonly<Record<'leading' | 'trailing' | 'both', string>>>> = {
  en: { leading: 'in front of', trailing: 'behind', both: 'on both sides of' },
  ja: { leading: '前', trailing: '後ろ', both: '前後' },
}

export const credential = {
  'credential.mismatch': cause<{ readonly mailbox: string }>({
    kind: 'bad-credentials',
    tell: 'owner',
    fixer: 'user',
    text: {
      en: ({ mailbox }) => ({
        title: 'Wrong password',
        why: `The password does not match the one of ${mailbox}, and was not recognised as an older one or as a common slip (capital letters, a blank).`,
        fix: 'Type the password again in the mail app (for outgoing mail too). If nobody remembers it, set a new one in the panel.',
        evidence: 'The mailbox exists and may sign in; the password that arrived is another one.',
        wrongIf: 'The same password opens the mailbox on another device: then this app has an older one saved.',
      }),
      ja: ({ mailbox }) => ({
        title: 'パスワードが違います',
        why: `${mailbox}のパスワードと一致しません。以前のパスワードや、よくある打ち間違い（大文字や空白など）にも見えませんでした。`,
        fix: 'メールアプリでパスワードを入れ直してください（送信サーバーの設定も）。分からなくなった場合は、パネルで新しいパスワードを設定してください。',
        evidence: 'メールボックスは存在し利用できますが、届いたパスワードが違います。',
        wrongIf: '同じパスワードで別の端末から入れるなら、このアプリに古いものが保存されています。',
      }),
    },
  }),
  'credential.empty': cause<{ readonly field: 'login' | 'password' }>({
    kind: 'bad-credentials',
    tell: 'client',
    fixer: 'user',
    text: {
      en: ({ field }) => ({
        title: `Empty ${field === 'login' ? 'user name' : 'password'}`,
        why: `The app sent an empty ${field === 'login' ? 'user name' : 'password'}: it was never saved, or got lost when the device was restored.`,
        fix: 'Enter it in the mail app and save it; on an iPhone, fill in user name and password of the outgoing server (SMTP) too.',
        evidence: 'The field arrived with no character in it.',
        wrongIf: 'The attempt shows another user name than yours.',
      }),
      ja: ({ field }) => ({
        title: `${field === 'login' ? 'ユーザー名' : 'パスワード'}が空です`,
        why: `アプリは空の${field === 'login' ? 'ユーザー名' : 'パスワード'}を送りました。保存されていないか、端末の復元などで失われています。`,
        fix: 'メールアプリに入力し、保存してください。iPhoneでは送信メールサーバ（SMTP）のユーザー名とパスワードも入力してください。',
        evidence: '届いた欄に1文字も入っていませんでした。',
        wrongIf: '試行のユーザー名が自分のものでないなら、別のアカウントです。',
      }),
    },
  }),
  'credential.stale-password': cause<{ readonly mailbox: string; readonly changedAt: string }>({
    kind: 'bad-credentials',
    tell: 'owner',
    fixer: 'user',
    text: {
      en: ({ mailbox, changedAt }) => ({
        title: 'A device still uses the old password',
        why: `The password of ${mailbox} was changed on ${changedAt}. This device still sends the one from before, and will go on until it is told. Nobody is locked out by that.`,
        fix: 'Enter the new password in that device, for incoming and outgoing mail; think of the phone, the tablet and the office computer.',
        evidence: 'The password that arrived is the one before the last change.',
        wrongIf: 'No device of yours is in that network: then somebody else has the old password, and the change was right.',
      }),
      ja: ({ mailbox, changedAt }) => ({
        title: '古いパスワードを使い続けている端末があります',
        why: `${mailbox}のパスワードは${changedAt}に変更されました。この端末は変更前のパスワードを送り続けています。これによって締め出されることはありません。`,
        fix: 'その端末で、受信と送信の両方に新しいパスワードを入力してください。スマートフォン、タブレット、職場のパソコンも確認しましょう。',
        evidence: '届いたパスワードが、最後に変更する前のものと一致しました。',
        wrongIf: 'その回線に自分の端末がないなら、他人が古いパスワードを知っています。変更して正解でした。',
      }),
    },
  }),
  'credential.surrounding-space': cause<{ readonly mailbox: string; readonly where: 'leading' | 'trailing' | 'both'; readonly character: string }>({
    kind: 'bad-credentials',
    tell: 'owner',
    fixer: 'user',
    text: {
      en: ({ mailbox, where, character }) => ({
        title: `A ${character} ${places.en[where]} the password`,
        why: `The password of ${mailbox} is right except for a ${character} ${places.en[where]} it. That happens when it is copied and pasted.`,
        fix: 'Delete the password in the app and type it, or copy it without the blank character.',
        evidence: `Without the ${character} the password matches.`,
        wrongIf: 'Other devices send it without and fail as well.',
      }),
      ja: ({ mailbox, where, character }) => ({
        title: `パスワードの${places.ja[where]}に余分な${blankName('ja', character)}があります`,
        why: `${mailbox}のパスワードは、${places.ja[where]}に付いた余分な${blankName('ja', character)}を除けば正しいものです。コピーして貼り付けたときによく起こります。`,
        fix: 'アプリのパスワードを一度消して手で入力するか、空白を含めずにコピーし直してください。',
        evidence: `余分な${blankName('ja', character)}を除くと一致しました。`,
        wrongIf: '余分な文字のない端末でも失敗するなら、別の原因です。',
      }),
    },
  }),
  'credential.full-width': cause<{ readonly mailbox: string }>({
    kind: 'bad-credentials',
    tell: 'owner',
    fixer: 'user',
    text: {
      en: ({ mailbox }) => ({
        title: 'The password was typed in full-width characters',
        why: `The password of ${mailbox} is right, but it was typed with the Japanese input on.`,
        fix: 'Switch the keyboard to half-width letters and type the password again.',
        evidence: 'Turned into half-width characters the password matches.',
        wrongIf: 'The password was typed with an English keyboard.',
      }),
      ja: ({ mailbox }) => ({
        title: 'パスワードが全角で入力されています',
        why: `${mailbox}のパスワードの内容は合っていますが、日本語入力のまま全角文字で入力されています。`,
        fix: '日本語入力をオフにし、半角でパスワードを入れ直してください。',
        evidence: '半角に直すと一致しました。',
        wrongIf: '半角で入力した端末でも失敗するなら、別の原因です。',
      }),
    },
  }),
  'credential.caps-lock': cause<{ readonly mailbox: string }>({
    kind: 'bad-credentials',
    tell: 'owner',
    fixer: 'user',
    text: {
      en: ({ mailbox }) => ({
        title: 'Capital and small letters are swapped',
        why: `The password of ${mailbox} is right, but capital and small letters are the wrong way round, as with Caps Lock on, or the phone made the first letter a capital.`,
        fix: 'Turn off Caps Lock and type the password again; on a phone, look at the first letter.',
        evidence: 'With capital and small letters changed the password matches.',
        wrongIf: 'It was pasted, not typed.',
      }),
      ja: ({ mailbox }) => ({
        title: 'パスワードの大文字と小文字が逆です',
        why: `${mailbox}のパスワードの内容は合っていますが、大文字と小文字が入れ替わっています。Caps Lockがオンか、スマートフォンが先頭を大文字にしています。`,
        fix: 'Caps Lockをオフにして入れ直してください。スマートフォンでは先頭の文字を確認してください。',
        evidence: '大文字と小文字を入れ替えると一致しました。',
        wrongIf: '入力ではなく貼り付けたものなら、別の原因です。',
      }),
    },
  }),
  'credential.other-charset': cause<{ readonly mailbox: string; readonly charset: string }>({
    kind: 'bad-credentials',
    tell: 'owner',
    fixer: 'user',
    text: {
      en: ({ mailbox, charset }) => ({
        title: 'The app writes the password in another character set',
        why: `The password of ${mailbox} holds letters outside ASCII, and this app sent them as ${charset} instead of UTF-8.`,
        fix: 'Set a password of plain letters, digits and signs in the panel and enter it in all devices, or update this app.',
        evidence: `Read as ${charset} the password matches.`,
        wrongIf: 'The password has only plain letters and digits.',
      }),
      ja: ({ mailbox, charset }) => ({
        title: 'アプリがパスワードを別の文字コードで送っています',
        why: `${mailbox}のパスワードには英数字以外の文字があり、このアプリはそれをUTF-8ではなく${charsetName('ja', charset)}で送りました。`,
        fix: 'パネルで半角の英数字と記号だけのパスワードを設定して全端末に入力するか、このアプリを更新してください。',
        evidence: `${charsetName('ja', charset)}として読むと一致しました。`,
        wrongIf: 'パスワードが半角英数字だけなら、別の原因です。',
      }),
    },
  }),
  'credential.totp-appended': cause<{ readonly mailbox: string }>({
    kind: 'bad-credentials',
    tell: 'owner',
    fixer: 'user',
    text: {
      en: ({ mailbox }) => ({
        title: 'Six digits behind the password',
        why: `The password of ${mailbox} is right, but six digits of an authenticator app stand behind it. They belong to the control panel; mail does not ask for them.`,
        fix: 'Enter the password alone in the mail app, without the six digits.',
        evidence: 'Without its last six digits the password matches.',
        wrongIf: 'The digits are part of a password that was changed since.',
      }),
      ja: ({ mailbox }) => ({
        title: 'パスワードの後ろに6桁の数字が付いています',
        why: `${mailbox}のパスワードは合っていますが、認証アプリの6桁の数字が後ろに付いています。6桁の数字は管理パネル用で、メールでは使いません。`,
        fix: 'メールアプリには、6桁の数字を付けずにパスワードだけを入力してください。',
        evidence: '最後の6桁を除くと一致しました。',
        wrongIf: 'その数字が、変更前のパスワードの一部だったなら別の原因です。',
      }),
    },
  }),
  'credential.totp-alone': cause<{ readonly mailbox: string }>({
    kind: 'bad-credentials',
    tell: 'owner',
    fixer: 'user',
    text: {
      en: ({ mailbox }) => ({
        title: 'Six digits instead of the password',
        why: `Only six digits arrived for ${mailbox}, as an authenticator app shows them. They are for the control panel; a mail app needs a password.`,
        fix: 'Enter the password of the mailbox, or an app password, in the mail app.',
        evidence: 'The password that arrived was six digits and nothing else.',
        wrongIf: 'The password of the mailbox once was six digits.',
      }),
      ja: ({ mailbox }) => ({
        title: 'パスワードの代わりに6桁の数字が送られました',
        why: `${mailbox}に対して、認証アプリが表示するような6桁の数字だけが届きました。これは管理パネル用で、メールアプリにはパスワードが必要です。`,
        fix: 'メールアプリに、メールボックスのパスワードまたはアプリパスワードを入力してください。',
        evidence: '届いたパスワードが、数字6桁だけでした。',
        wrongIf: '以前のパスワードが数字6桁だったなら、別の原因です。',
      }),
    },
  }),
}
