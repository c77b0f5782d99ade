/** What the client proves itself with. */
import { cause } from './define.ts'

export const credential = {
  'credential.mismatch': cause<{ readonly mailbox: string }>({
    kind: 'bad-credentials',
    tell: 'owner',
    fixer: 'user',
    text: {
      en: ({ mailbox }) => ({ title: 'Wrong password', why: `The password does not match the one of ${mailbox}.`, fix: 'Type the password again in the mail app, or set a new one.' }),
      ja: ({ mailbox }) => ({ title: 'パスワードが違います', why: `${mailbox}のパスワードと一致しません。`, fix: 'メールアプリでパスワードを入れ直すか、新しいパスワードを設定してください。' }),
    },
  }),
  'credential.empty': cause<{ readonly field: 'login' | 'password' }>({
    kind: 'bad-credentials',
    tell: 'client',
    fixer: 'user',
    text: {
      en: ({ field }) => ({ title: `Empty ${field === 'login' ? 'user name' : 'password'}`, why: `The app sent an empty ${field === 'login' ? 'user name' : 'password'}.`, fix: 'Enter it in the mail app and save it.' }),
      ja: ({ field }) => ({
        title: `${field === 'login' ? 'ユーザー名' : 'パスワード'}が空です`,
        why: `アプリは空の${field === 'login' ? 'ユーザー名' : 'パスワード'}を送りました。`,
        fix: 'メールアプリに入力し、保存してください。',
      }),
    },
  }),
}
