/** Other mail servers again: what keeps a message from arriving that has nothing to do with trust. */
import { cause } from './define.ts'

export const deliveryElsewhere = {
  'delivery.basic-auth-off': cause<{ readonly receiver: string }>({
    kind: 'disabled',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ receiver }) => ({
        title: 'The provider has switched off sign-in with a password',
        why: `${receiver} lets apps and devices send only with modern sign-in (OAuth2). The password may be right and is refused all the same.`,
        fix: 'Choose OAuth2 in the app for that account, have the administrator of that service allow SMTP AUTH for the mailbox, or send through a mailbox here.',
        evidence: 'The reply says that basic authentication or SMTP AUTH is disabled.',
        wrongIf: 'The account is on this server: then the server name in the app is wrong.',
      }),
      ja: ({ receiver }) => ({
        title: '提供元がパスワードでの認証を停止しています',
        why: `${receiver}では、アプリや機器からの送信に先進認証（OAuth2）が必要です。パスワードが正しくても断られます。`,
        fix: 'そのアカウントではアプリの認証方式をOAuth2にするか、そのサービスの管理者にSMTP AUTHを許可してもらうか、このサーバーのメールボックスから送信してください。',
        evidence: '返答に、基本認証（Basic authentication）またはSMTP AUTHが無効だと書かれています。',
        wrongIf: 'このサーバーのアカウントなら、アプリのサーバー名が違っています。',
      }),
    },
  }),
  'delivery.web-sign-in': cause<{ readonly receiver: string }>({
    kind: 'denied-by-policy',
    tell: 'owner',
    fixer: 'user',
    text: {
      en: ({ receiver }) => ({
        title: 'The provider wants a sign-in in the browser first',
        why: `${receiver} found this sign-in unusual and holds it until the person confirms it on a web page.`,
        fix: 'Sign in to the account with a browser on the same device, confirm that it was you, then try the app again; or create an app password there.',
        evidence: 'The reply asks to log in through a web browser.',
        wrongIf: 'The account is on this server, which never asks for that.',
      }),
      ja: ({ receiver }) => ({
        title: '先にブラウザーでのログインが必要です',
        why: `${receiver}がこのサインインをいつもと違うと判断し、本人がWebページで確認するまで止めています。`,
        fix: '同じ端末のブラウザーでそのアカウントにログインして本人であることを確認し、もう一度アプリで試すか、そのサービスでアプリパスワードを作成してください。',
        evidence: '返答がブラウザーでのログインを求めています。',
        wrongIf: 'このサーバーのアカウントなら違います。このサーバーがそれを求めることはありません。',
      }),
    },
  }),
  'delivery.greylisted': cause<{ readonly receiver: string }>({
    kind: 'temporary',
    tell: 'operator',
    fixer: 'us',
    text: {
      en: ({ receiver }) => ({
        title: 'The other server asked to try again later',
        why: `${receiver} lets unknown senders wait once (greylisting), or has trouble of its own. The message stays in the queue.`,
        fix: 'Wait; the server sends it again by itself, usually within half an hour.',
        evidence: 'The reply is temporary and says greylisted, or try again later.',
        wrongIf: 'The same reply comes for more than a day.',
      }),
      ja: ({ receiver }) => ({
        title: '相手のサーバーが「あとで再送」を求めています',
        why: `${receiver}は、初めての送信元を一度待たせる（グレイリスト）か、一時的な不具合を抱えています。メールは送信待ちに残っています。`,
        fix: 'そのまま待ってください。サーバーが自動で再送し、通常は30分以内に届きます。',
        evidence: '返答が一時的なもので、グレイリストまたは「あとで試す」と書かれています。',
        wrongIf: '同じ返答が1日以上続くなら、別の原因です。',
      }),
    },
  }),
  'delivery.no-such-domain': cause<{ readonly receiver: string }>({
    kind: 'misconfigured',
    tell: 'client',
    fixer: 'user',
    text: {
      en: ({ receiver }) => ({
        title: 'The domain of the recipient takes no mail',
        why: `No mail server was found for ${receiver}: the part behind the @ has a typing error, or the domain no longer exists.`,
        fix: 'Correct the part behind the @ in the address of the recipient, and send the message again.',
        evidence: 'The reply says that the host or domain was not found.',
        wrongIf: 'Other people can write to the same domain.',
      }),
      ja: ({ receiver }) => ({
        title: '宛先のドメインがメールを受け取れません',
        why: `${receiver}のメールサーバーが見つかりませんでした。@より後ろに打ち間違いがあるか、ドメインがなくなっています。`,
        fix: '宛先の@より後ろを直して、もう一度送信してください。',
        evidence: '返答に、ホストまたはドメインが見つからないと書かれています。',
        wrongIf: 'ほかの人が同じドメインに送れているなら、別の原因です。',
      }),
    },
  }),
  'delivery.no-answer': cause<{ readonly receiver: string }>({
    kind: 'temporary',
    tell: 'operator',
    fixer: 'us',
    text: {
      en: ({ receiver }) => ({
        title: 'The other mail server does not answer',
        why: `This server could not connect to ${receiver}: it is down, or outgoing connections to port 25 are blocked where this server stands.`,
        fix: 'Wait; the message is sent again for days. If all receivers fail, ask the provider of this server to open port 25 for outgoing mail.',
        evidence: 'The log or bounce says that connecting timed out or was refused.',
        wrongIf: 'Mail to other receivers leaves and this one answers others.',
      }),
      ja: ({ receiver }) => ({
        title: '相手のメールサーバーが応答しません',
        why: `${receiver}に接続できませんでした。相手が止まっているか、このサーバーから外へのポート25が塞がれています。`,
        fix: 'そのまま待ってください。数日間、自動で再送します。すべての宛先で失敗する場合は、サーバーの提供元に外向きのポート25を開けてもらってください。',
        evidence: '記録または返送メールに、接続の時間切れや拒否が書かれています。',
        wrongIf: 'ほかの宛先には届き、相手もほかからは受け取れているなら、別の原因です。',
      }),
    },
  }),
  'delivery.recipient-inactive': cause<{ readonly receiver: string }>({
    kind: 'disabled',
    tell: 'client',
    fixer: 'user',
    text: {
      en: ({ receiver }) => ({
        title: "The recipient's account is switched off",
        why: `${receiver} knows the address, but its account is disabled, suspended or no longer used, so it takes no mail.`,
        fix: 'Ask the recipient by telephone for the address they use now, and correct the address book.',
        evidence: 'The reply says disabled, suspended or inactive.',
        wrongIf: 'It was your own mailbox that could not sign in: then it is suspended here.',
      }),
      ja: ({ receiver }) => ({
        title: '宛先のアカウントが停止されています',
        why: `${receiver}にそのアドレスはありますが、アカウントが無効、停止中、または使われていないため、メールを受け取れません。`,
        fix: '電話などで相手に今のアドレスを確認し、連絡先を直してください。',
        evidence: '返答に、無効（disabled）、停止（suspended）、未使用（inactive）などと書かれています。',
        wrongIf: '自分のメールボックスのサインインに失敗したのなら、ここで停止されています。',
      }),
    },
  }),
  'delivery.mail-loop': cause<{ readonly receiver: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ receiver }) => ({
        title: 'The message goes round in circles',
        why: `${receiver} saw the same message come back again and again: two addresses forward to each other, or a domain points at a server that sends it on.`,
        fix: 'Remove the forwarding at one of the two ends, or correct the MX record of the domain, then send again.',
        evidence: 'The reply speaks of a loop or of too many hops.',
        wrongIf: 'Neither address forwards: then the receiving provider has to look.',
      }),
      ja: ({ receiver }) => ({
        title: 'メールが転送のループに入っています',
        why: `${receiver}に、同じメールが何度も戻ってきました。2つのアドレスが互いに転送し合っているか、ドメインの向き先がメールを送り返しています。`,
        fix: 'どちらか一方の転送を外すか、ドメインのMXレコードを直してから、もう一度送信してください。',
        evidence: '返答に、ループ（loop）または経由が多すぎる（too many hops）と書かれています。',
        wrongIf: 'どちらも転送していないなら、受信側の提供元に確認が必要です。',
      }),
    },
  }),
}
