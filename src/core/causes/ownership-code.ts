/** The code out of the mail, as it is entered. */
import { cause } from './define.ts'

export const ownershipCode = {
  'ownership.code-wrong': cause<{ readonly triesLeft: number }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ triesLeft }) => ({
        title: 'The code is not the one that was sent',
        why: `The eight digits are those of no code that was sent for this domain in the last 24 hours. Tries left: ${triesLeft}.`,
        fix: 'Copy the eight digits out of the newest mail.',
        evidence: 'The code was compared with those of this claim.',
        wrongIf: 'The mail is of another domain or account.',
      }),
      ja: ({ triesLeft }) => ({
        title: 'コードが一致しません',
        why: `入力された8桁が、24時間以内に送ったコードのどれとも一致しません。あと${triesLeft}回入力できます。`,
        fix: '一番新しいメールにある8桁の数字を、そのままコピーして入力してください。',
        evidence: 'この申請で送ったコードと照合しました。',
        wrongIf: '別のドメインやアカウントのメールを見ている可能性があります。',
      }),
    },
  }),
  'ownership.code-expired': cause<{ readonly sentAt: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ sentAt }) => ({
        title: 'The code is too old',
        why: `The code was sent at ${sentAt} and is valid for 24 hours.`,
        fix: 'Have a new code sent, and enter it within 24 hours.',
        evidence: 'More than 24 hours have passed since the mail.',
        wrongIf: 'A newer mail is in the mailbox: then use its code.',
      }),
      ja: ({ sentAt }) => ({
        title: 'コードの有効期限が切れています',
        why: `このコードは${sentAt}に送信したもので、有効なのは24時間です。`,
        fix: '新しいコードを送信し、24時間以内に入力してください。',
        evidence: '送信から24時間が過ぎています。',
        wrongIf: 'もっと新しいメールが届いているなら、そのコードを使えます。',
      }),
    },
  }),
  'ownership.code-spent': cause<Readonly<Record<never, never>>>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: () => ({
        title: 'The code can no longer be used',
        why: 'A code is for one use and for ten tries, so that nobody can guess it. This one is used up.',
        fix: 'Have a new code sent, and copy it out of the newest mail.',
        evidence: 'Ten tries were made, or the code was used already.',
        wrongIf: 'The domain is proven already: then there is nothing left to do.',
      }),
      ja: () => ({
        title: 'このコードはもう使えません',
        why: '推測を防ぐため、コードは1回限りで、入力は10回までです。このコードは使い切られました。',
        fix: '新しいコードを送信し、一番新しいメールからコピーして入力してください。',
        evidence: '10回入力されたか、すでに使用済みです。',
        wrongIf: 'ドメインが確認済みになっていれば、何もする必要はありません。',
      }),
    },
  }),
}
