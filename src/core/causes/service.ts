/** Mailboxes and domains that exist and may not be used now, or not this way. Found only behind the right password. */
import { cause } from './define.ts'
import { protocolName } from './words.ts'

export const service = {
  'identity.domain-not-live': cause<{ readonly domain: string }>({
    kind: 'disabled',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ domain }) => ({
        title: 'The domain is not in service',
        why: `${domain} is suspended, or its ownership is not proven yet. Until then nobody of the domain can sign in.`,
        fix: 'Open the domain in the panel and finish its proof, or ask the operator why it is suspended.',
        evidence: 'The password was right; the state of the domain refused it.',
        wrongIf: 'The panel shows the domain as live: then it went live after this attempt.',
      }),
      ja: ({ domain }) => ({
        title: 'ドメインが利用できる状態ではありません',
        why: `${domain}は停止中か、所有の確認がまだ済んでいません。それまで、このドメインの誰もサインインできません。`,
        fix: 'パネルでドメインを開いて所有の確認を済ませるか、停止の理由を運営者に問い合わせてください。',
        evidence: 'パスワードは正しく、ドメインの状態によって断られました。',
        wrongIf: 'パネルで利用中と表示されるなら、この試行のあとに有効になりました。',
      }),
    },
  }),
  'identity.mailbox-suspended': cause<{ readonly mailbox: string }>({
    kind: 'disabled',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ mailbox }) => ({
        title: 'The mailbox is suspended',
        why: `Sign-in to ${mailbox} has been switched off. Mail still arrives in it.`,
        fix: 'Resume the mailbox in the panel, when the reason for suspending it is gone.',
        evidence: 'The password was right; the mailbox is marked as suspended.',
        wrongIf: 'The panel shows it as active: then it was resumed after this attempt.',
      }),
      ja: ({ mailbox }) => ({
        title: 'メールボックスは停止中です',
        why: `${mailbox}へのサインインは停止されています。メールの受信は続いています。`,
        fix: '停止した理由がなくなっていれば、パネルでメールボックスを再開してください。',
        evidence: 'パスワードは正しく、メールボックスが停止中になっています。',
        wrongIf: 'パネルで利用中と表示されるなら、この試行のあとに再開されました。',
      }),
    },
  }),
  'identity.protocol-off': cause<{ readonly mailbox: string; readonly protocol: string }>({
    kind: 'disabled',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ mailbox, protocol }) => ({
        title: `${protocol.toUpperCase()} is switched off`,
        why: `${mailbox} does not allow ${protocolName('en', protocol)}. Its other ways in are not affected.`,
        fix: `Switch ${protocol.toUpperCase()} on for the mailbox in the panel, or remove this kind of account from the app.`,
        evidence: `The password was right; ${protocol.toUpperCase()} is off for this mailbox.`,
        wrongIf: 'The same app fails with other protocols too.',
      }),
      ja: ({ mailbox, protocol }) => ({
        title: `${protocol.toUpperCase()}は無効です`,
        why: `${mailbox}では${protocolName('ja', protocol)}が無効になっています。ほかの方法には影響ありません。`,
        fix: `パネルでこのメールボックスの${protocol.toUpperCase()}を有効にするか、アプリからこの種類のアカウントを外してください。`,
        evidence: `パスワードは正しく、このメールボックスでは${protocol.toUpperCase()}がオフです。`,
        wrongIf: '同じアプリがほかの方法でも失敗するなら、別の原因です。',
      }),
    },
  }),
}
