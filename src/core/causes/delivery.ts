/** What other mail servers say when they refuse, or hold up, mail that was sent to them. Known from bounces and from what a person pastes. */
import { cause } from './define.ts'

interface Refused {
  /** Who refused: a provider's name, or words for a server whose owner is not known. */
  readonly receiver: string
}

export const delivery = {
  'delivery.spf-fails': cause<Refused>({
    kind: 'denied-by-policy',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ receiver }) => ({
        title: 'The SPF record does not list the sending server',
        why: `${receiver} looked into the SPF record of the sender's domain, and the server that sent the message is not in it (or the record is broken).`,
        fix: 'Publish the SPF record that the panel shows for the domain: exactly one, and with every service that sends in its name.',
        evidence: 'The reply names SPF.',
        wrongIf: 'The message was forwarded: then the forwarder breaks SPF, and DKIM must carry it.',
      }),
      ja: ({ receiver }) => ({
        title: 'SPFレコードに送信サーバーが含まれていません',
        why: `${receiver}が差出人のドメインのSPFレコードを調べたところ、送信したサーバーが含まれていませんでした（またはレコードが壊れています）。`,
        fix: 'パネルに表示されるSPFレコードをドメインに登録してください。レコードは1つだけにし、このドメインで送信するサービスをすべて含めます。',
        evidence: '返答にSPFと書かれています。',
        wrongIf: '転送されたメールなら、転送でSPFが通らなくなります。DKIMで補う必要があります。',
      }),
    },
  }),
  'delivery.dkim-fails': cause<Refused>({
    kind: 'denied-by-policy',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ receiver }) => ({
        title: 'The DKIM signature is missing or does not fit',
        why: `${receiver} could not verify the signature of the message: the key is not published, was published with a mistake, or the message was changed on the way.`,
        fix: 'Publish the DKIM record that the panel shows for the domain, in full, and send a test message.',
        evidence: 'The reply names DKIM.',
        wrongIf: 'Only mail through one list or forwarder fails: then that one changes the message.',
      }),
      ja: ({ receiver }) => ({
        title: 'DKIM署名がないか、一致しません',
        why: `${receiver}がメールの署名を確認できませんでした。公開鍵が登録されていないか、間違っているか、途中でメールが書き換えられています。`,
        fix: 'パネルに表示されるDKIMレコードを省略せずにドメインへ登録し、テストメールを送ってください。',
        evidence: '返答にDKIMと書かれています。',
        wrongIf: '特定のメーリングリストや転送先だけで失敗するなら、そこがメールを書き換えています。',
      }),
    },
  }),
  'delivery.dmarc-fails': cause<Refused>({
    kind: 'denied-by-policy',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ receiver }) => ({
        title: "The domain's own DMARC policy refused the message",
        why: `The DMARC record of the sender's domain asks receivers to refuse mail that passes neither SPF nor DKIM in its name. ${receiver} did so.`,
        fix: 'Publish the SPF and DKIM records that the panel shows, and send through this server. Until all senders pass, set the DMARC policy to p=none.',
        evidence: 'The reply names DMARC or "unauthenticated mail".',
        wrongIf: 'Somebody else sent it with your address: then the policy protected you.',
      }),
      ja: ({ receiver }) => ({
        title: 'ドメインのDMARCポリシーにより拒否されました',
        why: `差出人のドメインのDMARCレコードは、SPFとDKIMのどちらも通らないメールを断るよう求めています。${receiver}はそれに従いました。`,
        fix: 'パネルに表示されるSPFとDKIMのレコードを登録し、このサーバーから送信してください。すべての送信元が通るまで、DMARCのポリシーはp=noneにします。',
        evidence: '返答にDMARC、または「認証されていないメール」と書かれています。',
        wrongIf: '他人があなたのアドレスを騙って送ったものなら、ポリシーが守ってくれました。',
      }),
    },
  }),
  'delivery.not-aligned': cause<Refused>({
    kind: 'denied-by-policy',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ receiver }) => ({
        title: 'From and signature are of different domains',
        why: `SPF or DKIM passed, but for another domain than the one people see in From, so ${receiver} does not count it.`,
        fix: "Sign with the domain of the From address: in the sending service, turn on DKIM for your own domain; in the app, use this server's outgoing mail.",
        evidence: 'The reply speaks of alignment, or of From not being aligned.',
        wrongIf: 'The From domain and the signing domain are the same.',
      }),
      ja: ({ receiver }) => ({
        title: '差出人と署名のドメインが一致していません',
        why: `SPFまたはDKIMは通りましたが、差出人（From）に表示されるドメインとは別のドメインだったため、${receiver}は有効と認めませんでした。`,
        fix: '差出人と同じドメインで署名してください。配信サービスでは自分のドメインのDKIMを有効にし、アプリではこのサーバーの送信サーバーを使います。',
        evidence: '返答に「アライメント（alignment）」と書かれています。',
        wrongIf: '差出人と署名のドメインが同じなら、別の原因です。',
      }),
    },
  }),
  'delivery.no-ptr': cause<Refused>({
    kind: 'denied-by-policy',
    tell: 'operator',
    fixer: 'operator',
    text: {
      en: ({ receiver }) => ({
        title: "The sending server's address has no right reverse name",
        why: `${receiver} looked up the name of the address (PTR record) that sent the message; it has none, or one that does not lead back.`,
        fix: 'Have the provider of the server set the reverse name (PTR) of its address to the host name of this server.',
        evidence: 'The reply names PTR, reverse DNS or reverse hostname.',
        wrongIf: 'The reverse name leads to the host name and back: then the receiver still remembers the old one.',
      }),
      ja: ({ receiver }) => ({
        title: '送信サーバーの逆引き名が正しくありません',
        why: `${receiver}が送信元のアドレスの名前（PTRレコード）を調べたところ、名前がないか、その名前から元のアドレスに戻れませんでした。`,
        fix: 'サーバーの提供元に依頼し、アドレスの逆引き（PTR）をこのサーバーのホスト名に設定してもらってください。',
        evidence: '返答にPTR、または逆引き（reverse DNS）と書かれています。',
        wrongIf: '逆引き名とホスト名が互いに一致しているなら、相手が以前の情報を覚えています。',
      }),
    },
  }),
  'delivery.no-tls': cause<Refused>({
    kind: 'tls-required',
    tell: 'operator',
    fixer: 'operator',
    text: {
      en: ({ receiver }) => ({
        title: 'The other server takes mail only with encryption',
        why: `${receiver} refused a message that was sent without TLS, or TLS between the two servers did not come about.`,
        fix: 'Turn on TLS for outgoing mail on the sending server, and check that its encryption is not outdated.',
        evidence: 'The reply asks for STARTTLS or TLS before mail.',
        wrongIf: 'It was a mail app that got this reply, not a server: then the app must turn on SSL/TLS.',
      }),
      ja: ({ receiver }) => ({
        title: '相手のサーバーは暗号化された送信だけを受け取ります',
        why: `${receiver}はTLSなしで送られたメールを断りました。または、サーバー間のTLSが成立しませんでした。`,
        fix: '送信側のサーバーで、送信時のTLSを有効にし、暗号化方式が古くないか確認してください。',
        evidence: '返答が、メールの前にSTARTTLSやTLSを求めています。',
        wrongIf: 'サーバーではなくメールアプリに表示されたなら、アプリのSSL/TLSをオンにしてください。',
      }),
    },
  }),
  'delivery.rate-limited': cause<Refused>({
    kind: 'too-many',
    tell: 'owner',
    fixer: 'user',
    text: {
      en: ({ receiver }) => ({
        title: 'Too much mail in too little time',
        why: `${receiver} slows down or refuses mail from this sender, because more came than it takes at once.`,
        fix: 'Wait; the server tries again by itself. Send newsletters in small portions, or through a service made for them.',
        evidence: 'The reply speaks of rate, limit or quota per hour or day.',
        wrongIf: 'Nobody sent much: then look who sends with a stolen password, and change it.',
      }),
      ja: ({ receiver }) => ({
        title: '短い時間に送りすぎています',
        why: `一度に受け取れる量を超えたため、${receiver}がこの送信元からのメールを遅らせるか断っています。`,
        fix: 'そのまま待ってください。サーバーが自動で再送します。一斉配信は少しずつ送るか、専用のサービスを使ってください。',
        evidence: '返答に、時間や日ごとの上限（rate、limit、quota）について書かれています。',
        wrongIf: '大量に送った覚えがないなら、盗まれたパスワードで送られていないか調べ、変更してください。',
      }),
    },
  }),
  'delivery.blocked-reputation': cause<Refused>({
    kind: 'denied-by-policy',
    tell: 'operator',
    fixer: 'operator',
    text: {
      en: ({ receiver }) => ({
        title: 'The sending address is on a block list',
        why: `${receiver} does not trust the address of the sending server, as when spam came from it, or from its neighbours, before.`,
        fix: 'Look up the address in the list that the reply names, end what sends spam, then ask for removal there.',
        evidence: 'The reply names a block list (Spamhaus, S3140, TSS, RBL) or the reputation of the address.',
        wrongIf: 'The reply names the content of the message instead.',
      }),
      ja: ({ receiver }) => ({
        title: '送信元のアドレスがブロックリストに載っています',
        why: `${receiver}が送信サーバーのアドレスを信用していません。以前、そのアドレスや近くのアドレスから迷惑メールが送られた場合などに起こります。`,
        fix: '返答に書かれたリストでアドレスを調べ、迷惑メールの送信元を止めてから、そのリストに削除を申請してください。',
        evidence: '返答にブロックリスト（Spamhaus、S3140、TSS、RBLなど）や評価（reputation）について書かれています。',
        wrongIf: '返答がメールの内容を理由にしているなら、別の原因です。',
      }),
    },
  }),
  'delivery.looks-like-spam': cause<Refused>({
    kind: 'denied-by-policy',
    tell: 'owner',
    fixer: 'user',
    text: {
      en: ({ receiver }) => ({
        title: 'The message was taken for spam',
        why: `${receiver} refused the message for what it holds: links, attachments or wording that look like spam or a virus.`,
        fix: 'Send it again with a plain subject, without shortened links and without program files; ask the recipient to add you to the contacts.',
        evidence: 'The reply names spam, virus or the content.',
        wrongIf: 'Every message to that receiver fails: then it is the server that is not trusted.',
      }),
      ja: ({ receiver }) => ({
        title: '迷惑メールと判断されました',
        why: `${receiver}がメールの内容（リンク、添付ファイル、文面など）を、迷惑メールやウイルスと判断して断りました。`,
        fix: '件名を分かりやすくし、短縮リンクや実行ファイルを外して送り直してください。相手に連絡先へ追加してもらうのも有効です。',
        evidence: '返答に迷惑メール（spam）、ウイルス、内容（content）と書かれています。',
        wrongIf: 'その相手へのメールがすべて失敗するなら、サーバーの評価が原因です。',
      }),
    },
  }),
}
