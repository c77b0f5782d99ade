/** What the server's certificate has part in: the name that was asked for, its dates, who signed it, and whether the app believed it. */
import { cause } from './define.ts'

export const certificate = {
  'transport.wrong-server-name': cause<{ readonly port: number; readonly asked: string; readonly names: readonly string[] }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'user',
    text: {
      en: ({ asked, names }) => ({
        title: 'The server name in the app is not the one in the certificate',
        why: `The app connected to "${asked}". The certificate of this server is for ${names.join(', ')}, so the app cannot be sure whom it talks to and warns or stops ("the name does not match", "target principal name is incorrect").`,
        fix: `Enter ${names[0]} as the server name for incoming and outgoing mail in the app.`,
        evidence: `The app asked for "${asked}" (SNI), the certificate does not have it, and the connection ended before a sign-in.`,
        wrongIf: `A certificate for "${asked}" is installed here.`,
      }),
      ja: ({ asked, names }) => ({
        title: 'アプリのサーバー名が証明書の名前と違います',
        why: `アプリは「${asked}」に接続しました。このサーバーの証明書は${names.join('、')}のものなので、アプリは相手を確かめられず、警告を出すか接続をやめます（「名前が一致しません」「対象のプリンシパル名が間違っています」など）。`,
        fix: `アプリの受信サーバーと送信サーバーの名前を、どちらも「${names[0]}」にしてください。`,
        evidence: `アプリが求めた名前（SNI）「${asked}」が証明書になく、サインインの前に接続が終わりました。`,
        wrongIf: `「${asked}」の証明書がこのサーバーに入っていれば、この原因ではありません。`,
      }),
    },
  }),
  'transport.no-server-name': cause<{ readonly port: number; readonly names: readonly string[] }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'user',
    text: {
      en: ({ names }) => ({
        title: 'The app has an IP address instead of a server name',
        why: `The app did not say which server it wants, as when numbers (192.0.2.1) are entered instead of a name. A certificate is for names: ${names.join(', ')}.`,
        fix: `Enter ${names[0]} as the server name for incoming and outgoing mail in the app.`,
        evidence: 'No server name (SNI) came with the TLS handshake, and the app went away when it saw the certificate.',
        wrongIf: 'A name is entered in the app already: then the app is too old to send it, and must be updated.',
      }),
      ja: ({ names }) => ({
        title: 'サーバー名の代わりにIPアドレスが設定されています',
        why: `アプリは接続先の名前を送りませんでした。名前の代わりに数字（192.0.2.1など）を入力するとこうなります。証明書は名前（${names.join('、')}）に対して発行されています。`,
        fix: `アプリの受信サーバーと送信サーバーの名前を、どちらも「${names[0]}」にしてください。`,
        evidence: 'TLSの開始時にサーバー名（SNI）がなく、アプリは証明書を受け取ったところで接続をやめました。',
        wrongIf: 'すでに名前を入力しているなら、アプリが古くて名前を送れません。アプリを更新してください。',
      }),
    },
  }),
  'transport.certificate-expired': cause<{ readonly port: number; readonly notAfter: string }>({
    kind: 'temporary',
    tell: 'owner',
    fixer: 'operator',
    text: {
      en: ({ notAfter }) => ({
        title: "The server's certificate has expired",
        why: `The certificate of this server was valid until ${notAfter}. Apps refuse it since then. This is the fault of the server, not of the app.`,
        fix: 'Renew the certificate and load it with "./todoku reload". People who use the mail service change nothing in their apps.',
        evidence: "The certificate's end lay in the past when the client connected.",
        wrongIf: 'The clock of this server is wrong.',
      }),
      ja: ({ notAfter }) => ({
        title: 'サーバーの証明書の期限が切れています',
        why: `このサーバーの証明書の期限は${notAfter}でした。それ以降、アプリは接続を拒否します。アプリではなくサーバー側の問題です。`,
        fix: '証明書を更新し、「./todoku reload」で読み込んでください。メールを使う人はアプリの設定を変えないでください。',
        evidence: '接続された時点で、証明書の期限が過ぎていました。',
        wrongIf: 'サーバーの時計が狂っていれば、この原因ではありません。',
      }),
    },
  }),
  'transport.client-clock-wrong': cause<{ readonly port: number; readonly direction: 'ahead' | 'behind'; readonly notBefore: string; readonly notAfter: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'user',
    text: {
      en: ({ direction, notBefore, notAfter }) => ({
        title: `The device's clock is ${direction === 'ahead' ? 'ahead' : 'behind'}`,
        why: `The certificate is valid from ${notBefore} to ${notAfter}, and today lies in between. The device took it for ${direction === 'ahead' ? 'expired' : 'not yet valid'}, so its date is wrong.`,
        fix: 'Set date and time of the device to automatic, then try again.',
        evidence: direction === 'ahead' ? 'The device called a valid certificate expired.' : 'The device refused a certificate that is valid and was issued only days ago.',
        wrongIf: 'The date of the device is right to the day: then its list of trusted authorities is out of date.',
      }),
      ja: ({ direction, notBefore, notAfter }) => ({
        title: `端末の時計が${direction === 'ahead' ? '進んで' : '遅れて'}います`,
        why: `証明書の有効期間は${notBefore}から${notAfter}までで、今日はその間です。端末が「${direction === 'ahead' ? '期限切れ' : 'まだ有効でない'}」と判断したので、端末の日付が違っています。`,
        fix: '端末の「日付と時刻」を「自動設定」にして、もう一度お試しください。',
        evidence: direction === 'ahead' ? '端末が、有効な証明書を「期限切れ」として断りました。' : '端末が、数日前に発行されたばかりの有効な証明書を断りました。',
        wrongIf: '端末の日付が正しければ、端末にある認証局の一覧が古くなっています。',
      }),
    },
  }),
  'transport.unknown-authority': cause<{ readonly port: number; readonly issuer: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'user',
    text: {
      en: ({ issuer }) => ({
        title: 'The device does not know who issued the certificate',
        why: `The certificate was issued by "${issuer}". The device has nobody of that name in its list of trusted authorities: it is old, or an antivirus program or office proxy stands in between, or the certificate is self-signed.`,
        fix: `Update the device. If it is up to date, look in the app's warning for the issuer: if it is not "${issuer}", turn off the mail scanning of the antivirus program that is named. The operator replaces a self-signed certificate by one of a public authority.`,
        evidence: 'The device refused the certificate, although its name and dates are right; "unknown authority" is what it said, or the only reason left.',
        wrongIf: 'Other devices of the same make connect: then only this one is out of date.',
      }),
      ja: ({ issuer }) => ({
        title: '証明書の発行者を端末が知りません',
        why: `証明書の発行者は「${issuer}」ですが、端末の信頼する認証局の一覧にありません。端末が古いか、ウイルス対策ソフトや社内プロキシが間に入っているか、証明書が自己署名です。`,
        fix: `端末を更新してください。最新の場合は、アプリの警告に表示される発行者を確かめ、「${issuer}」でなければ、そこに名前のあるウイルス対策ソフトのメール検査をオフにしてください。自己署名の証明書は、運営者が公的な認証局のものに替えます。`,
        evidence: '名前も期限も正しい証明書を、端末が断りました。「認証局が不明」と伝えてきたか、ほかに理由が残りません。',
        wrongIf: '同じ機種の別の端末で接続できるなら、この端末だけが古くなっています。',
      }),
    },
  }),
  'transport.certificate-refused': cause<{ readonly port: number; readonly alert: string }>({
    kind: 'misconfigured',
    tell: 'owner',
    fixer: 'user',
    text: {
      en: ({ alert }) => ({
        title: 'The app did not accept the certificate',
        why: `The app ended the connection when it saw the certificate (${alert}), although name and dates are right. Somebody pressed "Cancel" on a warning, or an antivirus program stands in between.`,
        fix: 'Open the app, accept the warning only if it names this server, or turn off mail scanning in the antivirus program; then try again.',
        evidence: `The client sent the TLS alert "${alert}" on a certificate that is valid and has the name it asked for.`,
        wrongIf: 'The server name in the app differs from the one shown in the panel.',
      }),
      ja: ({ alert }) => ({
        title: 'アプリが証明書を受け入れませんでした',
        why: `名前も期限も正しい証明書ですが、アプリは受け取った時点で接続をやめました（${alert}）。警告の画面で「キャンセル」を押したか、ウイルス対策ソフトが間に入っています。`,
        fix: 'アプリを開き、警告にこのサーバーの名前が出ている場合だけ続行するか、ウイルス対策ソフトのメール検査をオフにして、もう一度お試しください。',
        evidence: `求められた名前を持つ有効な証明書に対して、アプリがTLSの警告「${alert}」を送りました。`,
        wrongIf: 'アプリのサーバー名がパネルに表示された名前と違えば、そちらが原因です。',
      }),
    },
  }),
}
