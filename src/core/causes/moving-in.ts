/** A domain that is moving in: its mailboxes are here, its mail still goes elsewhere. */
import { cause } from './define.ts'

export const movingIn = {
  'envelope.domain-moving-in': cause<{ readonly recipient: string; readonly domain: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ recipient, domain }) => ({
        title: 'Mail came here for a domain whose MX is still elsewhere',
        why: `Somebody brought mail for ${recipient} to this server, while mail for ${domain} goes to its MX elsewhere. It was not taken yet and will be brought again.`,
        fix: `Create the mailboxes of ${domain}, then set its MX record to this server. If it points here already, wait a minute: it is being looked at.`,
        evidence: 'The domain is proven here, and its MX was last seen at another server.',
        wrongIf: 'The route of the domain was set to "elsewhere" by hand.',
      }),
      ja: ({ recipient, domain }) => ({
        title: '移転途中のドメインあてのメールが届きました',
        why: `${recipient}あてのメールがこのサーバーに届きましたが、${domain}のMXレコードはまだ別のサーバーを指しています。受け取りを待ってもらい、送信元があとで再送します。`,
        fix: `${domain}のメールボックスを作ってから、MXレコードをこのサーバーに変更してください。変更済みなら、1分ほどお待ちください。`,
        evidence: 'ドメインは確認済みで、最後に調べたMXレコードは別のサーバーでした。',
        wrongIf: '配送先を手動で「別のサーバー」にしている場合は、その設定のためです。',
      }),
    },
  }),
  'dns.mx-here-route-elsewhere': cause<{ readonly domain: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ domain }) => ({
        title: 'The MX points here, but the route is set to elsewhere',
        why: `Mail for ${domain} is brought to this server, which is told to leave it to another one. So all of it waits, and comes back to its senders after days.`,
        fix: 'Set the route of the domain to "automatic" or "here"; or set the MX record to the server that shall take the mail.',
        evidence: 'The MX record names this server, and the route of the domain says "elsewhere".',
        wrongIf: 'The MX record was changed a moment ago, and other servers still follow the old one.',
      }),
      ja: ({ domain }) => ({
        title: 'MXはここを指していますが、配送先は別の設定です',
        why: `${domain}あてのメールはこのサーバーに届きますが、配送先が「別のサーバー」に設定されているため、受け取れずに待たせています。数日続くと、送信者に戻ります。`,
        fix: '配送先を「自動」または「ここ」に変更するか、MXレコードを受信するサーバーに変更してください。',
        evidence: 'MXレコードはこのサーバーで、配送先の設定は「別のサーバー」です。',
        wrongIf: 'MXレコードを変更した直後なら、以前の設定で届いているだけかもしれません。',
      }),
    },
  }),
}
