/** What keeps the proof by web file from being seen: the way to the web server, and what it refuses. What it answers instead is in `ownership-web-content`. */
import { cause } from './define.ts'
import { dnsTrouble, listed } from './words.ts'

/** What may be wrong with the certificate of a web site. */
export type CertificateFault = 'expired' | 'not-yet' | 'wrong-name' | 'unknown-authority' | 'other'

const certificateFaults: Readonly<Record<'ja' | 'en', Readonly<Record<CertificateFault, string>>>> = {
  en: {
    expired: 'it has expired',
    'not-yet': 'it is not valid yet',
    'wrong-name': 'it is for another name',
    'unknown-authority': 'no known authority issued it',
    other: 'it cannot be checked',
  },
  ja: {
    expired: '有効期限が切れています',
    'not-yet': 'まだ有効になっていません',
    'wrong-name': '別の名前のものです',
    'unknown-authority': '信頼された発行元のものではありません',
    other: '確認できません',
  },
}

export const ownershipWeb = {
  'ownership.web-no-address': cause<{ readonly domain: string; readonly url: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ domain, url }) => ({
        title: 'The domain has no web server',
        why: `To read ${url} the name ${domain} must lead to a web server, and the DNS has no address (A or AAAA record) for it.`,
        fix: 'Add an A record for the web server, or prove the domain by mail, TXT record or name servers: those need no web site.',
        evidence: `The DNS answered that ${domain} has no address.`,
        wrongIf: 'The site opens in a browser without "www." in front.',
      }),
      ja: ({ domain, url }) => ({
        title: 'ドメインのWebサーバーが見つかりません',
        why: `${url}を読むには${domain}がWebサーバーを指している必要がありますが、DNSにアドレス（AレコードまたはAAAAレコード）がありません。`,
        fix: 'DNSレコード設定でAレコードを追加するか、サイトが要らないメール認証、TXTレコード、ネームサーバーのどれかで確認してください。',
        evidence: `DNSが「${domain}のアドレスはない」と答えました。`,
        wrongIf: '先頭に「www.」を付けずにサイトが開けるなら、この原因ではありません。',
      }),
    },
  }),
  'ownership.web-refused': cause<{ readonly url: string; readonly address: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ url, address }) => ({
        title: 'The web server refused the connection',
        why: `${url} leads to ${address}, and nothing there takes connections for web pages.`,
        fix: 'Check that the web server runs and is open to the public, then try again.',
        evidence: `${address} answered the connection with a refusal.`,
        wrongIf: `The site opens in a browser: then a firewall lets in only some countries or networks.`,
      }),
      ja: ({ url, address }) => ({
        title: 'Webサーバーに接続を断られました',
        why: `${url}は${address}を指していますが、そこではWebの接続が受け付けられていません。`,
        fix: 'Webサーバーが動いていて公開されているか確認してから、もう一度お試しください。',
        evidence: `${address}が、接続を拒否しました。`,
        wrongIf: 'ブラウザでサイトが開けるなら、ファイアウォールが国や回線を限っています。',
      }),
    },
  }),
  'ownership.web-timeout': cause<{ readonly url: string; readonly address: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ url, address }) => ({
        title: 'The web server did not answer in time',
        why: `${url} was asked for at ${address}, and no answer came. Firewalls that shut out unknown or foreign networks behave like that.`,
        fix: 'Open the web server for our addresses (they are listed in the documentation), or prove the domain another way.',
        evidence: `${address} stayed silent until the time was up.`,
        wrongIf: 'The site is slow for everybody: then it works on another try.',
      }),
      ja: ({ url, address }) => ({
        title: 'Webサーバーが時間内に応答しませんでした',
        why: `${address}に${url}を求めましたが、応答がありませんでした。知らない回線や国外からの接続を止めるファイアウォールでよく起こります。`,
        fix: 'Webサーバーのアクセス制限で、当社のアドレス（ドキュメントに記載）からの接続を許可するか、ほかの方法で確認してください。',
        evidence: `${address}から、制限時間まで何も返りませんでした。`,
        wrongIf: 'サイトが誰に対しても遅いなら、もう一度試すと通ることがあります。',
      }),
    },
  }),
  'ownership.web-forbidden': cause<{ readonly url: string; readonly status: number }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ url, status }) => ({
        title: 'The web server does not let us read the file',
        why: `${url} answered ${status}: access is restricted, by a password, by a rule in .htaccess, or because foreign or unknown addresses are denied.`,
        fix: 'Lift the restriction for webauth.html (in .htaccess or in the access settings of the web host) until the domain is proven, then set it again.',
        evidence: `The web server answered with status ${status}.`,
        wrongIf: 'The file opens in a private window of a browser over a mobile network: then only our addresses are denied.',
      }),
      ja: ({ url, status }) => ({
        title: 'Webサーバーがファイルの閲覧を許可していません',
        why: `${url}は${status}を返しました。パスワード、.htaccessの設定、または国外や知らないアドレスからのアクセス制限がかかっています。`,
        fix: '確認が終わるまで、webauth.htmlへのアクセス制限を（.htaccessまたは今のサーバーの設定画面で）外してください。終わったら元に戻せます。',
        evidence: `Webサーバーの応答が${status}でした。`,
        wrongIf: 'スマートフォンの回線で開けるなら、当社のアドレスだけが拒否されています。',
      }),
    },
  }),
  'ownership.web-redirected-away': cause<{ readonly url: string; readonly to: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ url, to }) => ({
        title: 'The web server sends us to another name',
        why: `${url} redirects to ${to}. What stands under another name does not show who runs this one, so it was not followed.`,
        fix: 'Switch off the redirection for webauth.html until the domain is proven, or prove the domain by mail or TXT record.',
        evidence: `The answer was a redirection to ${to}. From the domain to "www." in front of it and to https is allowed.`,
        wrongIf: 'The name it leads to is the domain itself.',
      }),
      ja: ({ url, to }) => ({
        title: '別の名前へ転送されました',
        why: `${url}は${to}へ転送されます。別の名前に置かれたファイルでは、このドメインの管理者だと分からないため、転送先は読んでいません。`,
        fix: '確認が終わるまでwebauth.htmlの転送を外すか、メール認証またはTXTレコードで確認してください。',
        evidence: `応答が${to}への転送でした。同じドメインのhttpsや「www.」付きへの転送は問題ありません。`,
        wrongIf: '転送先がこのドメイン自身なら、この原因ではありません。',
      }),
    },
  }),
  'ownership.web-redirects-loop': cause<{ readonly url: string; readonly count: number }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ url, count }) => ({
        title: 'The web server redirects again and again',
        why: `${url} redirected ${count} times and never gave the file. Rules for http to https, or for "www.", often work against each other.`,
        fix: 'Correct the redirection rules of the site (in .htaccess, WordPress or the CDN), or leave webauth.html out of them.',
        evidence: `${count} redirections were followed; the answer was still another one.`,
        wrongIf: 'The file opens in a browser: then the rule depends on who asks.',
      }),
      ja: ({ url, count }) => ({
        title: '転送が繰り返されています',
        why: `${url}は${count}回転送され、ファイルにたどり着けませんでした。httpsへの転送と「www.」の転送がぶつかっていることがよくあります。`,
        fix: 'サイトの転送設定（.htaccess、WordPress、CDN）を直すか、webauth.htmlを転送の対象から外してください。',
        evidence: `${count}回転送された先も、また転送でした。`,
        wrongIf: 'ブラウザで開けるなら、アクセス元によって転送が変わっています。',
      }),
    },
  }),
  'ownership.web-bad-redirect': cause<{ readonly url: string; readonly to: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ url, to }) => ({
        title: 'The web server redirects to where we may not follow',
        why: `${url} redirects ${to ? `to ${to}` : 'without saying where'}. We follow only http and https, on their usual ports and without a password in the address.`,
        fix: 'Correct the redirection rules of the site (in .htaccess, WordPress or the CDN), or leave webauth.html out of them.',
        evidence: `Where the redirection leads: ${to || '(nowhere)'}.`,
        wrongIf: 'The file opens in a browser at an address without a port number: then the rule depends on who asks.',
      }),
      ja: ({ url, to }) => ({
        title: 'たどれない転送先が指定されています',
        why: `${url}は${to ? `${to}へ転送されます` : '転送先を示さずに転送を指示しました'}。たどれるのは、通常のポートのhttpとhttpsで、パスワードを含まないアドレスだけです。`,
        fix: 'サイトの転送設定（.htaccess、WordPress、CDN）を直すか、webauth.htmlを転送の対象から外してください。',
        evidence: `指定された転送先: ${to || '（なし）'}。`,
        wrongIf: 'ポート番号のないアドレスのままブラウザで開けるなら、アクセス元によって転送が変わっています。',
      }),
    },
  }),
  'ownership.web-no-tls': cause<{ readonly url: string; readonly address: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ url, address }) => ({
        title: 'The web site does not speak https properly',
        why: `${url} was asked for at ${address}, and no encrypted connection came about: SSL/TLS is not set up there for this name, or it broke off.`,
        fix: 'Switch on SSL for the site at the web host, or let webauth.html be read over plain http without a redirection to https.',
        evidence: 'The TLS handshake failed before a certificate could be judged.',
        wrongIf: 'A browser opens the same address with https.',
      }),
      ja: ({ url, address }) => ({
        title: 'サイトにhttpsで接続できません',
        why: `${address}に${url}を求めましたが、暗号化された接続（SSL/TLS）を始められませんでした。この名前のSSLが設定されていないか、途中で切れています。`,
        fix: '今のサーバーでサイトのSSLを有効にするか、webauth.htmlだけはhttpsへ転送せずhttpで読めるようにしてください。',
        evidence: 'SSL証明書を確かめる前に、TLSの接続手順が失敗しました。',
        wrongIf: 'ブラウザで同じアドレスがhttpsで開けるなら、別の原因です。',
      }),
    },
  }),
  'ownership.web-certificate': cause<{ readonly url: string; readonly why: CertificateFault; readonly names: readonly string[] }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ url, why, names }) => ({
        title: 'The certificate of the web site is not right',
        why: `${url} is served with a certificate that is for ${listed('en', names)}, and ${certificateFaults.en[why]}. The file in it still counts, since its content is the proof; but visitors are warned or turned away.`,
        fix: 'Renew the certificate at the web host when you can; the proof does not wait for it.',
        evidence: `Checking the certificate failed: ${certificateFaults.en[why]}.`,
        wrongIf: 'A browser shows a valid lock: then the web server sends another certificate to us.',
      }),
      ja: ({ url, why, names }) => ({
        title: 'サイトのSSL証明書が正しくありません',
        why: `${url}のSSL証明書（対象: ${listed('ja', names)}）は${certificateFaults.ja[why]}。所有権の確認はファイルの内容で行うため支障ありませんが、サイトを見る人には警告が表示されます。`,
        fix: '今のサーバーで、都合のよいときにSSL証明書を更新してください。所有権の確認はそのまま進みます。',
        evidence: `SSL証明書の検証結果: ${certificateFaults.ja[why]}。`,
        wrongIf: 'ブラウザに鍵マークが出るなら、接続元によって別の証明書が返っています。',
      }),
    },
  }),
  'ownership.web-forbidden-address': cause<{ readonly url: string; readonly address: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'owner',
    text: {
      en: ({ url, address }) => ({
        title: 'The domain leads to an address that is not public',
        why: `${url} leads to ${address}, an address of a private network or of this server itself. The file can only be fetched from a public web server.`,
        fix: 'Correct the A or AAAA record so that it names the public web server, or prove the domain by mail or TXT record.',
        evidence: `The DNS gave ${address} for the name; nothing was sent there.`,
        wrongIf: 'The record was changed a moment ago: then it is seen at the next check.',
      }),
      ja: ({ url, address }) => ({
        title: 'ドメインが公開されていないアドレスを指しています',
        why: `${url}の行き先は${address}で、社内などの閉じたネットワークか、このサーバー自身のアドレスです。ファイルは公開されたWebサーバーからしか取得できません。`,
        fix: 'AレコードまたはAAAAレコードを公開中のWebサーバーのアドレスに直すか、メール認証またはTXTレコードで確認してください。',
        evidence: `DNSの答えが${address}でした。そこへは何も送っていません。`,
        wrongIf: '直した直後なら、次の確認で反映されます。',
      }),
    },
  }),
  'ownership.web-unknown': cause<{ readonly url: string; readonly why: string }>({
    kind: 'temporary',
    tell: 'owner',
    fixer: 'us',
    text: {
      en: ({ url, why }) => ({
        title: 'The web file could not be looked for',
        why: `Where ${url} leads could not be found out: ${dnsTrouble('en', why)}. It is no fault of yours, and nothing is concluded from it.`,
        fix: 'Wait; it is tried again by itself within minutes. The other proofs can be used meanwhile.',
        evidence: 'The question for the address of the web server had no answer.',
        wrongIf: 'It lasts for hours: then the DNS servers of the domain are out of order.',
      }),
      ja: ({ url, why }) => ({
        title: 'Web認証のファイルを確認できませんでした',
        why: `${url}の場所を調べられませんでした: ${dnsTrouble('ja', why)}。お客様の設定のせいではなく、結論も出していません。`,
        fix: 'そのままお待ちください。数分以内に自動で確認し直します。その間に、ほかの方法で確認することもできます。',
        evidence: 'Webサーバーのアドレスを問い合わせましたが、答えがありませんでした。',
        wrongIf: '何時間も続くなら、ドメインのDNSサーバーの側が止まっています。',
      }),
    },
  }),
}
