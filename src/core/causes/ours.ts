/** Our own faults. Never shown as the user's, never counted against anyone. */
import { cause } from './define.ts'

export const ours = {
  'ours.store-away': cause<{ readonly why: string }>({
    kind: 'temporary',
    tell: 'operator',
    fixer: 'us',
    text: {
      en: ({ why }) => ({
        title: 'The account store did not answer',
        why: `The sign-in could not be checked: ${why}. It is not the fault of the person or the app, and nothing was counted.`,
        fix: 'Look at "./todoku status" and "./todoku logs postgres". The mail app tries again by itself.',
        evidence: 'The database could not be asked at that moment.',
        wrongIf: 'The status shows the database up since before the attempt.',
      }),
      ja: ({ why }) => ({
        title: 'アカウントの保管先が応答しませんでした',
        why: `サインインを確認できませんでした: ${why}。利用者やアプリのせいではなく、失敗としても数えていません。`,
        fix: '「./todoku status」と「./todoku logs postgres」を確認してください。メールアプリは自動で再試行します。',
        evidence: 'その時点で、データベースに問い合わせできませんでした。',
        wrongIf: '試行より前からデータベースが動いていたなら、別の原因です。',
      }),
    },
  }),
  'ours.engine-away': cause<{ readonly engine: string; readonly why: string }>({
    kind: 'temporary',
    tell: 'operator',
    fixer: 'us',
    text: {
      en: ({ engine, why }) => ({
        title: `${engine} did not answer`,
        why: `The sign-in was right, but ${engine} could not take it over: ${why}.`,
        fix: `Look at "./todoku status" and "./todoku logs ${engine}".`,
        evidence: `The decision was "accept", and ${engine} did not take the connection.`,
        wrongIf: `The log of ${engine} shows the session.`,
      }),
      ja: ({ engine, why }) => ({
        title: `${engine}が応答しませんでした`,
        why: `サインインは正しいものでしたが、${engine}が引き継げませんでした: ${why}`,
        fix: `「./todoku status」と「./todoku logs ${engine}」を確認してください。`,
        evidence: `サインインは認められ、${engine}が接続を受け取りませんでした。`,
        wrongIf: `${engine}の記録にその接続があれば、別の原因です。`,
      }),
    },
  }),
  'ours.resolver-away': cause<{ readonly why: string }>({
    kind: 'temporary',
    tell: 'operator',
    fixer: 'us',
    text: {
      en: ({ why }) => ({
        title: 'The name resolver did not answer',
        why: `A cloud service may sign in here, but whether this address belongs to it could not be looked up: ${why}. Nothing was counted.`,
        fix: 'Check the name resolver of this server. The service tries again by itself.',
        evidence: 'The reverse name of the address was asked for, and no answer came in time.',
        wrongIf: 'The resolver answered other questions at that moment: then the name server of the address itself is slow.',
      }),
      ja: ({ why }) => ({
        title: '名前解決のサーバー（DNSリゾルバー）が応答しませんでした',
        why: `許可済みのクラウドサービスからの接続かどうかを調べられませんでした: ${why}。失敗としては数えていません。`,
        fix: 'このサーバーが使うDNSリゾルバーを確認してください。サービスは自動で再試行します。',
        evidence: 'アドレスの逆引き名を問い合わせましたが、時間内に答えがありませんでした。',
        wrongIf: '同じ時刻にほかの問い合わせへ答えていたなら、そのアドレス側のDNSサーバーが遅れています。',
      }),
    },
  }),
  'ours.password-unchecked': cause<{ readonly why: string }>({
    kind: 'temporary',
    tell: 'operator',
    fixer: 'us',
    text: {
      en: ({ why }) => ({
        title: 'The password could not be checked',
        why: `Nobody looked at it: ${why}. The server had too much to do at once.`,
        fix: 'Wait a moment; the mail app tries again by itself. Add cores if it happens often.',
        evidence: 'The queue for checking passwords was full.',
        wrongIf: 'The machine was idle at that time.',
      }),
      ja: ({ why }) => ({
        title: 'パスワードを確認できませんでした',
        why: `照合まで至りませんでした: ${why}。サーバーが一時的に混み合っていました。`,
        fix: '少し待ってください。メールアプリは自動で再試行します。たびたび起きる場合はコアを増やしてください。',
        evidence: 'パスワードを照合する待ち行列がいっぱいでした。',
        wrongIf: 'その時間に機械が空いていたなら、別の原因です。',
      }),
    },
  }),
}
