/** Our own faults. Never shown as the user's, never counted against anyone. */
import { cause } from './define.ts'

export const ours = {
  'ours.store-away': cause<{ readonly why: string }>({
    kind: 'temporary',
    tell: 'operator',
    fixer: 'us',
    text: {
      en: ({ why }) => ({ title: 'The account store did not answer', why: `The sign-in could not be checked: ${why}.`, fix: 'Look at "todoku status" and "todoku logs postgres". The mail app tries again by itself.' }),
      ja: ({ why }) => ({
        title: 'アカウントの保管先が応答しませんでした',
        why: `サインインを確認できませんでした: ${why}`,
        fix: '「todoku status」と「todoku logs postgres」を確認してください。メールアプリは自動で再試行します。',
      }),
    },
  }),
  'ours.engine-away': cause<{ readonly engine: string; readonly why: string }>({
    kind: 'temporary',
    tell: 'operator',
    fixer: 'us',
    text: {
      en: ({ engine, why }) => ({ title: `${engine} did not answer`, why: `The sign-in was right, but ${engine} could not take it over: ${why}.`, fix: `Look at "todoku status" and "todoku logs ${engine}".` }),
      ja: ({ engine, why }) => ({
        title: `${engine}が応答しませんでした`,
        why: `サインインは正しいものでしたが、${engine}が引き継げませんでした: ${why}`,
        fix: `「todoku status」と「todoku logs ${engine}」を確認してください。`,
      }),
    },
  }),
  'ours.password-unchecked': cause<{ readonly why: string }>({
    kind: 'temporary',
    tell: 'operator',
    fixer: 'us',
    text: {
      en: ({ why }) => ({ title: 'The password could not be checked', why: `Nobody looked at it: ${why}.`, fix: 'Wait a moment; add cores if it happens often.' }),
      ja: ({ why }) => ({ title: 'パスワードを確認できませんでした', why: `照合まで至りませんでした: ${why}`, fix: '少し待ってください。たびたび起きる場合はコアを増やしてください。' }),
    },
  }),
}
