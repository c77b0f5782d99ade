/** Limits that protect everybody from one address, and what is no mail app at all. */
import { cause } from './define.ts'
import { networkName } from './words.ts'

/** What made a throttle: many secrets for one name, one network trying many names, or many networks trying one name. */
type ThrottleReason = 'guessing' | 'spraying' | 'many-networks'

const throttleReasons: Readonly<Record<'ja' | 'en', Readonly<Record<ThrottleReason, string>>>> = {
  en: {
    guessing: 'different wrong passwords came from this network',
    spraying: 'different wrong passwords for many user names came from this network',
    'many-networks': 'different wrong passwords for this user name came from many networks',
  },
  ja: {
    guessing: '通りの間違ったパスワードが、この回線から届きました',
    spraying: '通りの間違ったパスワードが、この回線から多くのユーザー名に対して届きました',
    'many-networks': '通りの間違ったパスワードが、このユーザー名に対して多くの回線から届きました',
  },
}

export const network = {
  'network.too-many-connections': cause<{ readonly address: string; readonly limit: number }>({
    kind: 'too-many',
    tell: 'client',
    fixer: 'user',
    text: {
      en: ({ address, limit }) => ({
        title: 'Too many connections',
        why: `${address} already holds ${limit} connections. Each device and each folder that an app watches takes one, and everybody behind one router counts together.`,
        fix: 'Close mail apps that are not in use, or lower the number of connections in the app (Thunderbird: Server Settings, Advanced), then try again.',
        evidence: `Connection number ${limit + 1} from one address at the same time.`,
        wrongIf: 'Few devices share the address: then one of them opens connections without end.',
      }),
      ja: ({ address, limit }) => ({
        title: '接続数が多すぎます',
        why: `${address}からすでに${limit}件の接続があります。端末ごと、アプリが見ているフォルダーごとに1件ずつ使い、同じルーターの全員分が合わせて数えられます。`,
        fix: '使っていないメールアプリを終了するか、アプリの同時接続数を減らして（Thunderbirdは「サーバー設定」の「詳細」）、もう一度お試しください。',
        evidence: `同じアドレスからの同時接続が${limit + 1}件目でした。`,
        wrongIf: 'そのアドレスを使う端末が少ないなら、どれか1台が接続を増やし続けています。',
      }),
    },
  }),
  'network.too-slow': cause<{ readonly seconds: number }>({
    kind: 'too-many',
    tell: 'client',
    fixer: 'user',
    text: {
      en: ({ seconds }) => ({
        title: 'No sign-in in time',
        why: `Nothing had signed in after ${seconds} seconds, so the connection was closed.`,
        fix: 'Try again; if it happens often, try another network, and look whether the app waits for a password to be typed.',
        evidence: `The connection was open for ${seconds} seconds without a finished sign-in.`,
        wrongIf: 'The same device signed in meanwhile on another connection.',
      }),
      ja: ({ seconds }) => ({
        title: '時間内にサインインされませんでした',
        why: `${seconds}秒たってもサインインが完了しなかったため、接続を閉じました。`,
        fix: 'もう一度お試しください。たびたび起きる場合は、別の回線で試し、アプリがパスワードの入力を待っていないか確認してください。',
        evidence: `接続から${seconds}秒の間、サインインが終わりませんでした。`,
        wrongIf: '同じ端末が別の接続でサインインできていれば、問題ではありません。',
      }),
    },
  }),
  'network.not-mail': cause<{ readonly said: string }>({
    kind: 'misconfigured',
    tell: 'operator',
    fixer: 'us',
    text: {
      en: ({ said }) => ({
        title: 'Not a mail app',
        why: `The client spoke something else: ${said}. Scanners and monitors do this all day.`,
        fix: 'Ignore it. If it is your own monitor, point it at the right port.',
        evidence: 'What it said first belongs to another protocol.',
        wrongIf: 'The address is one from which a mailbox signs in: then an app or a health check has a wrong port.',
      }),
      ja: ({ said }) => ({
        title: 'メールアプリではありません',
        why: `クライアントはメール以外の言葉を話しました: ${said}。スキャナーや監視プログラムによくある動作です。`,
        fix: '無視してかまいません。自分の監視プログラムなら、正しいポートに向けてください。',
        evidence: '最初に届いたデータが、別のプロトコルのものでした。',
        wrongIf: '普段サインインしているアドレスからなら、アプリや監視のポート番号が違っています。',
      }),
    },
  }),
  'network.spoke-first': cause<{ readonly port: number }>({
    kind: 'misconfigured',
    tell: 'client',
    fixer: 'user',
    text: {
      en: ({ port }) => ({
        title: 'Commands before the greeting',
        why: `The client sent commands on port ${port} before the server had greeted it, as programs that send spam do.`,
        fix: 'Update the device, or make the script wait for the line that begins with 220.',
        evidence: 'Text arrived before our greeting was sent.',
        wrongIf: 'The text was a PROXY header of your own load balancer.',
      }),
      ja: ({ port }) => ({
        title: '挨拶の前に命令が届きました',
        why: `クライアントは、ポート${port}でサーバーの挨拶を待たずに命令を送りました。迷惑メールを送るプログラムによくある動作です。`,
        fix: '機器を更新するか、220で始まる行を待つようにスクリプトを直してください。',
        evidence: 'サーバーの挨拶より先に文字が届きました。',
        wrongIf: '自分のロードバランサーのPROXYヘッダーなら、この原因ではありません。',
      }),
    },
  }),
  'network.proxy-header': cause<{ readonly why: string }>({
    kind: 'temporary',
    tell: 'operator',
    fixer: 'operator',
    text: {
      en: ({ why }) => ({
        title: 'The load balancer sent no right PROXY header',
        why: `The connection came from a network that is trusted to name the real client, and did not: ${why}.`,
        fix: 'Turn on the PROXY protocol (v1 or v2) in the load balancer for this port, or take its network out of the trusted ones.',
        evidence: 'The first bytes of a connection from a trusted network were no PROXY header.',
        wrongIf: 'Mail apps connect from that network themselves: then it must not be a trusted one.',
      }),
      ja: ({ why }) => ({
        title: 'ロードバランサーのPROXYヘッダーが正しくありません',
        why: `接続元を伝えるはずの信頼済みネットワークから、正しいPROXYヘッダーが届きませんでした: ${why}`,
        fix: 'ロードバランサーでこのポートのPROXYプロトコル（v1またはv2）を有効にするか、そのネットワークを信頼済みから外してください。',
        evidence: '信頼済みネットワークからの最初のデータが、PROXYヘッダーではありませんでした。',
        wrongIf: 'そのネットワークからメールアプリが直接つながるなら、信頼済みにしてはいけません。',
      }),
    },
  }),
  'network.throttled': cause<{
    readonly login: string
    readonly network: string
    readonly since: string
    readonly until: string
    readonly distinctSecrets: number
    readonly why: ThrottleReason
  }>({
    kind: 'too-many',
    tell: 'client',
    fixer: 'owner',
    text: {
      en: ({ login, network: from, since, until, distinctSecrets, why }) => ({
        title: 'Too many different wrong passwords',
        why: `Since ${since}, ${distinctSecrets} ${throttleReasons.en[why]}. Sign-in as ${login} from ${networkName('en', from)} waits until ${until}, whatever the password. Where the mailbox signed in before, a hundred may be tried first. App passwords never wait.`,
        fix: `Wait until ${until}, then enter the right password once; or have the owner of the domain lift the pause ("that was me").`,
        evidence: 'Different wrong passwords were counted; the same one sent again and again is not.',
        wrongIf: 'Nobody in that network typed passwords: then somebody is guessing, and the pause does its work.',
      }),
      ja: ({ login, network: from, since, until, distinctSecrets, why }) => ({
        title: '間違ったパスワードが何通りも試されました',
        why: `${since}から、${distinctSecrets}${throttleReasons.ja[why]}。${networkName('ja', from)}から${login}へのサインインは、パスワードにかかわらず${until}まで待つ必要があります。以前にサインインした場所からは、100通りまで試せます。アプリパスワードは影響を受けません。`,
        fix: `${until}まで待ってから正しいパスワードを入力するか、ドメインの管理者に「自分でした」で解除してもらってください。`,
        evidence: '異なる間違いのパスワードだけを数えています。同じパスワードの繰り返しは数えません。',
        wrongIf: 'その回線の誰もパスワードを入力していないなら、誰かが推測しています。待ち時間は正しく働いています。',
      }),
    },
  }),
}
