/** Names that are no mailbox: who the client says it is. A mailbox that exists and may not be used is in `service`. */
import { cause } from './define.ts'

export const identity = {
  'identity.no-domain': cause<{ readonly login: string }>({
    kind: 'bad-credentials',
    tell: 'client',
    fixer: 'user',
    text: {
      en: ({ login }) => ({
        title: 'The user name is not a whole address',
        why: `"${login}" has no @ and domain. Many people have the same name before the @, so the server cannot know whose mailbox is meant.`,
        fix: 'Enter the whole mail address (name@example.com) as the user name, for incoming and outgoing mail.',
        evidence: 'The user name that arrived holds no @.',
        wrongIf: 'The app shows a whole address as user name: then another account of the app signed in.',
      }),
      ja: ({ login }) => ({
        title: 'ユーザー名がメールアドレス全体ではありません',
        why: `「${login}」には@とドメインがありません。@の前が同じ人はほかにもいるため、どのメールボックスか分かりません。`,
        fix: '受信・送信の両方で、ユーザー名にメールアドレス全体（name@example.comの形）を入力してください。',
        evidence: '届いたユーザー名に@がありません。',
        wrongIf: 'アプリのユーザー名がアドレス全体なら、アプリ内の別のアカウントがサインインしています。',
      }),
    },
  }),
  'identity.ambiguous-name': cause<{ readonly login: string; readonly matches: number }>({
    kind: 'bad-credentials',
    tell: 'owner',
    fixer: 'user',
    text: {
      en: ({ login, matches }) => ({
        title: 'The user name fits several mailboxes',
        why: `"${login}" has no @ and domain, and ${matches} mailboxes here begin that way.`,
        fix: 'Enter the whole mail address as the user name, for incoming and outgoing mail.',
        evidence: `${matches} mailboxes have this name before the @, and the server name that the app asked for does not tell which.`,
        wrongIf: 'The user name in the app holds an @.',
      }),
      ja: ({ login, matches }) => ({
        title: 'ユーザー名に当てはまるメールボックスが複数あります',
        why: `「${login}」には@とドメインがなく、同じ名前で始まるメールボックスが${matches}個あります。`,
        fix: '受信・送信の両方で、ユーザー名にメールアドレス全体を入力してください。',
        evidence: `@の前がこの名前のメールボックスが${matches}個あり、アプリが求めたサーバー名からも決められません。`,
        wrongIf: 'アプリのユーザー名に@が入っていれば、この原因ではありません。',
      }),
    },
  }),
  'identity.no-such-mailbox': cause<{ readonly login: string }>({
    kind: 'bad-credentials',
    tell: 'owner',
    fixer: 'user',
    text: {
      en: ({ login }) => ({
        title: 'No such mailbox',
        why: `There is no mailbox ${login} here: it was never made, or it has been deleted.`,
        fix: 'Correct the user name in the mail app, or have the owner of the domain create the mailbox.',
        evidence: 'The account store answered and knows no such address.',
        wrongIf: 'The mailbox is in the list of the panel: then it was made after this attempt.',
      }),
      ja: ({ login }) => ({
        title: 'メールボックスがありません',
        why: `${login}というメールボックスはここにありません。作られていないか、削除されています。`,
        fix: 'アプリのユーザー名を直すか、ドメインの管理者にメールボックスを作成してもらってください。',
        evidence: 'アカウントの保管先は応答し、このアドレスはありませんでした。',
        wrongIf: 'パネルの一覧にあるなら、この試行のあとに作られました。',
      }),
    },
  }),
  'identity.similar-mailbox': cause<{ readonly login: string; readonly near: string }>({
    kind: 'bad-credentials',
    tell: 'owner',
    fixer: 'user',
    text: {
      en: ({ login, near }) => ({
        title: 'The user name has a typing error',
        why: `There is no mailbox ${login} here, but there is ${near}.`,
        fix: `Correct the user name in the mail app to ${near}, if that is the one you mean.`,
        evidence: `The name that arrived differs from ${near} by a letter or two.`,
        wrongIf: `The person has no access to ${near}: then the mailbox ${login} must be created.`,
      }),
      ja: ({ login, near }) => ({
        title: 'ユーザー名に打ち間違いがあるようです',
        why: `${login}というメールボックスはありませんが、よく似た${near}があります。`,
        fix: `${near}のつもりであれば、アプリのユーザー名をそのように直してください。`,
        evidence: `届いた名前が、${near}と1、2文字だけ違います。`,
        wrongIf: `${near}の利用者でないなら、${login}を新しく作る必要があります。`,
      }),
    },
  }),
  'identity.domain-typo': cause<{ readonly login: string; readonly near: string }>({
    kind: 'bad-credentials',
    tell: 'owner',
    fixer: 'user',
    text: {
      en: ({ login, near }) => ({
        title: 'The domain in the user name has a typing error',
        why: `The part behind the @ in ${login} is no domain of this server, but ${near} is.`,
        fix: `Correct the part behind the @ to ${near} in the user name of the app.`,
        evidence: `The domain that arrived differs from ${near} by a letter or two, or has "www." or "mail." in front.`,
        wrongIf: 'The other domain is yours as well: then it has yet to be added here.',
      }),
      ja: ({ login, near }) => ({
        title: 'ユーザー名のドメインに打ち間違いがあるようです',
        why: `${login}の@より後ろは、このサーバーのドメインではありません。よく似た${near}があります。`,
        fix: `アプリのユーザー名で、@より後ろを${near}に直してください。`,
        evidence: `届いたドメインが${near}と1、2文字だけ違うか、前に「www.」や「mail.」が付いています。`,
        wrongIf: 'そのドメインも自分のものなら、まだここに追加されていません。',
      }),
    },
  }),
  'identity.domain-not-here': cause<{ readonly login: string; readonly domain: string }>({
    kind: 'bad-credentials',
    tell: 'operator',
    fixer: 'user',
    text: {
      en: ({ login, domain }) => ({
        title: 'The domain is not hosted here',
        why: `The user name ${login} is of ${domain}, and this server has no such domain. The app was pointed at the wrong server, or the domain has not been added.`,
        fix: `Enter the server names of the service that hosts ${domain}, or add the domain here.`,
        evidence: 'No hosted domain is the same or similar.',
        wrongIf: 'The domain was added after this attempt.',
      }),
      ja: ({ login, domain }) => ({
        title: 'このドメインはここにありません',
        why: `ユーザー名${login}のドメイン${domain}は、このサーバーにありません。アプリの接続先が違うか、ドメインがまだ追加されていません。`,
        fix: `${domain}を扱っているサービスのサーバー名をアプリに設定するか、このサーバーにドメインを追加してください。`,
        evidence: '同じドメインも、よく似たドメインもありません。',
        wrongIf: 'この試行のあとに追加されたなら、もう解決しています。',
      }),
    },
  }),
  'identity.alias-as-login': cause<{ readonly login: string; readonly mailbox: string | null }>({
    kind: 'bad-credentials',
    tell: 'owner',
    fixer: 'user',
    text: {
      en: ({ login, mailbox }) => ({
        title: 'The user name is an alias',
        why: `${login} is only a second address. Its mail goes to ${mailbox ?? 'other addresses'}, and an alias has no password of its own.`,
        fix: mailbox ? `Enter ${mailbox} as the user name, with its password. ${login} stays as the sender address.` : 'Enter the address of your own mailbox as the user name, with its password.',
        evidence: 'The name that arrived is in the list of aliases, not in that of mailboxes.',
        wrongIf: 'A mailbox of the same name was made after this attempt.',
      }),
      ja: ({ login, mailbox }) => ({
        title: 'ユーザー名がエイリアス（別名）です',
        why: `${login}は別名のアドレスで、届いたメールは${mailbox ?? '別のアドレス'}に入ります。別名には専用のパスワードがありません。`,
        fix: mailbox ? `ユーザー名を${mailbox}にし、そのパスワードを入力してください。差出人は${login}のままでかまいません。` : 'ユーザー名を自分のメールボックスのアドレスにし、そのパスワードを入力してください。',
        evidence: '届いた名前は、メールボックスではなくエイリアスの一覧にあります。',
        wrongIf: '同じ名前のメールボックスがあとから作られたなら、もう解決しています。',
      }),
    },
  }),
  'identity.owner-name-as-login': cause<{ readonly login: string }>({
    kind: 'bad-credentials',
    tell: 'owner',
    fixer: 'user',
    text: {
      en: ({ login }) => ({
        title: 'The user name is the one of the control panel',
        why: `"${login}" is the name with which an owner signs in to the panel. Mail has user names and passwords of its own.`,
        fix: 'Enter the whole mail address as the user name, and the password of the mailbox, not that of the panel.',
        evidence: 'The name that arrived is that of an owner, and no mailbox has it.',
        wrongIf: 'The user name in the app is a mail address.',
      }),
      ja: ({ login }) => ({
        title: 'ユーザー名が管理パネルのIDです',
        why: `「${login}」は管理パネルに入るためのIDです。メールのユーザー名とパスワードは別にあります。`,
        fix: 'ユーザー名にメールアドレス全体を、パスワードには管理パネルではなくメールボックスのものを入力してください。',
        evidence: '届いた名前は管理者のもので、同じ名前のメールボックスはありません。',
        wrongIf: 'アプリのユーザー名がメールアドレスなら、この原因ではありません。',
      }),
    },
  }),
}
