/** Who the client says it is. */
import { cause } from './define.ts'

export const identity = {
  'identity.no-domain': cause<{ readonly login: string }>({
    kind: 'bad-credentials',
    tell: 'client',
    fixer: 'user',
    text: {
      en: ({ login }) => ({ title: 'The user name is not a whole address', why: `"${login}" has no @ and domain.`, fix: 'Enter the whole mail address as the user name, for incoming and outgoing mail.' }),
      ja: ({ login }) => ({
        title: 'ユーザー名がメールアドレス全体ではありません',
        why: `「${login}」には@とドメインがありません。`,
        fix: '受信・送信の両方で、ユーザー名にメールアドレス全体を入力してください。',
      }),
    },
  }),
  'identity.no-such-mailbox': cause<{ readonly login: string }>({
    kind: 'bad-credentials',
    tell: 'owner',
    fixer: 'user',
    text: {
      en: ({ login }) => ({ title: 'No such mailbox', why: `There is no mailbox ${login} here.`, fix: 'Correct the user name in the mail app, or create the mailbox.' }),
      ja: ({ login }) => ({ title: 'メールボックスがありません', why: `${login}というメールボックスはここにありません。`, fix: 'アプリのユーザー名を直すか、メールボックスを作成してください。' }),
    },
  }),
  'identity.domain-not-live': cause<{ readonly domain: string }>({
    kind: 'disabled',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ domain }) => ({ title: 'The domain is not in service', why: `${domain} is suspended, or its ownership is not proven yet.`, fix: 'Open the domain in the panel and finish its proof, or ask the operator.' }),
      ja: ({ domain }) => ({
        title: 'ドメインが利用できる状態ではありません',
        why: `${domain}は停止中か、所有の確認がまだ済んでいません。`,
        fix: 'パネルでドメインを開いて所有の確認を済ませるか、運営者に問い合わせてください。',
      }),
    },
  }),
  'identity.mailbox-suspended': cause<{ readonly mailbox: string }>({
    kind: 'disabled',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ mailbox }) => ({ title: 'The mailbox is suspended', why: `Sign-in to ${mailbox} has been switched off.`, fix: 'Resume the mailbox in the panel.' }),
      ja: ({ mailbox }) => ({ title: 'メールボックスは停止中です', why: `${mailbox}へのサインインは停止されています。`, fix: 'パネルでメールボックスを再開してください。' }),
    },
  }),
  'identity.protocol-off': cause<{ readonly mailbox: string; readonly protocol: string }>({
    kind: 'disabled',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ mailbox, protocol }) => ({ title: `${protocol.toUpperCase()} is switched off`, why: `${mailbox} does not allow ${protocol.toUpperCase()}.`, fix: `Switch ${protocol.toUpperCase()} on for the mailbox.` }),
      ja: ({ mailbox, protocol }) => ({
        title: `${protocol.toUpperCase()}は無効です`,
        why: `${mailbox}では${protocol.toUpperCase()}が無効になっています。`,
        fix: `メールボックスの${protocol.toUpperCase()}を有効にしてください。`,
      }),
    },
  }),
}
