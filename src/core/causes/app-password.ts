/** App passwords: the one that is needed, the one for something else, the one that has ended. */
import { cause } from './define.ts'
import { protocolName } from './words.ts'

export const appPassword = {
  'credential.app-password-required': cause<{ readonly mailbox: string }>({
    kind: 'denied-by-policy',
    tell: 'client',
    fixer: 'user',
    text: {
      en: ({ mailbox }) => ({
        title: 'An app password is needed',
        why: `${mailbox} lets mail apps in only with an app password. The main password is right, but it is not taken here.`,
        fix: 'Create an app password in the panel, and enter it in this app instead of the main password.',
        evidence: 'The main password matched, and the mailbox requires app passwords.',
        wrongIf: 'An app password was entered: then the app still sends the old one.',
      }),
      ja: ({ mailbox }) => ({
        title: 'アプリパスワードが必要です',
        why: `${mailbox}では、メールアプリはアプリパスワードでだけ入れます。メインのパスワードは合っていますが、メールアプリでは使えません。`,
        fix: 'パネルでアプリパスワードを作成し、メインのパスワードの代わりにこのアプリへ入力してください。',
        evidence: 'メインのパスワードが一致し、このメールボックスはアプリパスワードを必須にしています。',
        wrongIf: 'アプリパスワードを入力済みなら、アプリがまだ前のものを送っています。',
      }),
    },
  }),
  'credential.app-password-scope': cause<{ readonly mailbox: string; readonly name: string; readonly protocol: string }>({
    kind: 'denied-by-policy',
    tell: 'owner',
    fixer: 'user',
    text: {
      en: ({ mailbox, name, protocol }) => ({
        title: `The app password "${name}" is not for ${protocolName('en', protocol)}`,
        why: `The app password "${name}" of ${mailbox} is right, but it was made without ${protocolName('en', protocol)}.`,
        fix: `Create an app password that includes ${protocolName('en', protocol)}, and enter it in the app.`,
        evidence: `The password matched "${name}", whose list of uses lacks ${protocol}.`,
        wrongIf: `The panel shows ${protocol} among the uses of "${name}".`,
      }),
      ja: ({ mailbox, name, protocol }) => ({
        title: `アプリパスワード「${name}」は${protocolName('ja', protocol)}に使えません`,
        why: `${mailbox}のアプリパスワード「${name}」は合っていますが、${protocolName('ja', protocol)}を含めずに作られています。`,
        fix: `${protocolName('ja', protocol)}を含むアプリパスワードを作成し、アプリに入力してください。`,
        evidence: `パスワードが「${name}」と一致し、その用途に${protocol}がありません。`,
        wrongIf: `パネルで「${name}」の用途に${protocol}があれば、この原因ではありません。`,
      }),
    },
  }),
  'credential.app-password-expired': cause<{ readonly mailbox: string; readonly name: string; readonly expiredAt: string }>({
    kind: 'expired',
    tell: 'owner',
    fixer: 'user',
    text: {
      en: ({ mailbox, name, expiredAt }) => ({
        title: `The app password "${name}" has expired`,
        why: `The app password "${name}" of ${mailbox} was good until ${expiredAt}.`,
        fix: 'Create a new app password in the panel and enter it in the app; delete the old one.',
        evidence: `The password matched "${name}", whose end has passed.`,
        wrongIf: 'The clock of this server is wrong.',
      }),
      ja: ({ mailbox, name, expiredAt }) => ({
        title: `アプリパスワード「${name}」の期限が切れています`,
        why: `${mailbox}のアプリパスワード「${name}」の期限は${expiredAt}まででした。`,
        fix: 'パネルで新しいアプリパスワードを作成してアプリに入力し、古いものは削除してください。',
        evidence: `パスワードが「${name}」と一致し、その期限を過ぎています。`,
        wrongIf: 'サーバーの時計が狂っていれば、この原因ではありません。',
      }),
    },
  }),
}
