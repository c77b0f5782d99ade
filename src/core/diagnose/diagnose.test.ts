/** Pasted errors, in the words of those who say them, and the cause that comes first. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { causes, explain, type CauseId } from '../causes/index.ts'
import { sampleFindings } from '../causes/samples.ts'
import { diagnose } from './diagnose.ts'
import { generalFacts } from './general.ts'
import { readPasted } from './pasted.ts'

const table: readonly (readonly [pasted: string, first: CauseId])[] = [
  // Our own words.
  ['535 5.7.8 Sign-in failed. Check the user name and the password.', 'credential.mismatch'],
  ['504 5.5.4 Sign-in method GSSAPI is not offered. Choose "normal password"', 'mechanism.not-offered'],
  ['421 4.7.0 The mail app did not start SSL/TLS. Choose "SSL/TLS" for port 465 in the mail app', 'transport.silent-on-tls-port'],
  ['454 4.7.0 A temporary fault of ours. Try again later.', 'ours.store-away'],
  ['454 4.7.0 Too many different wrong passwords. Wait until 2026-11-24 10:05 UTC', 'network.throttled'],
  ['a NO [AUTHENTICATIONFAILED] The user name is not a whole address.', 'identity.no-domain'],
  ['古いパスワードを使い続けている端末があります', 'credential.stale-password'],
  ['「ユーザー名がメールアドレス全体ではありません」と言われました', 'identity.no-domain'],
  ['credential.caps-lock', 'credential.caps-lock'],

  // Postfix.
  ['535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6', 'credential.mismatch'],
  ['454 4.7.0 Temporary authentication failure: Connection lost to authentication server', 'ours.store-away'],
  ['530 5.7.0 Must issue a STARTTLS command first', 'transport.starttls-not-used'],
  ['554 5.7.1 <ken@other.example>: Relay access denied', 'mechanism.no-sign-in'],
  ['454 4.7.1 <ken@other.example>: Relay access denied', 'mechanism.no-sign-in'],
  ['553 5.7.1 <taro@example.jp>: Sender address rejected: not owned by user hana@example.jp', 'envelope.sender-not-owned'],
  ['553 5.7.1 <hana@example.jp>: Sender address rejected: not logged in', 'mechanism.no-sign-in'],
  ['550 5.1.1 <hanna@example.jp>: Recipient address rejected: User unknown in virtual mailbox table', 'envelope.recipient-unknown'],
  ['504 5.5.2 <printer>: Helo command rejected: need fully-qualified hostname', 'envelope.bad-helo'],
  ['552 5.3.4 Message size exceeds fixed limit', 'envelope.message-too-big'],
  ['450 4.7.25 Client host rejected: cannot find your reverse hostname, [192.0.2.7]', 'delivery.no-ptr'],
  ['554 5.7.1 Service unavailable; Client host [192.0.2.7] blocked using zen.spamhaus.org', 'delivery.blocked-reputation'],
  ['450 4.2.0 <hana@example.jp>: Recipient address rejected: Greylisted, see http://postgrey.example/', 'delivery.greylisted'],
  ['421 4.7.0 mx.example.jp Error: too many connections from 192.0.2.7', 'network.too-many-connections'],
  ['504 5.5.4 Encryption required for requested authentication mechanism', 'transport.tls-required'],
  ['503 5.5.1 Error: authentication not enabled', 'transport.starttls-not-used'],
  ['535 5.7.8 Error: authentication failed: Invalid authentication mechanism', 'mechanism.not-offered'],
  ['550 5.6.7 <ｈａｎａ@example.jp>: non-ASCII address not permitted without SMTPUTF8', 'envelope.unicode-address'],
  ['Host or domain name not found. Name service error for name=exmaple.jp type=MX: Host not found', 'delivery.no-such-domain'],
  ['connect to mx.other.example[192.0.2.9]:25: Connection timed out', 'delivery.no-answer'],

  // Dovecot.
  ['* NO [AUTHENTICATIONFAILED] Authentication failed.', 'credential.mismatch'],
  ['-ERR [AUTH] Authentication failed.', 'credential.mismatch'],
  ['a NO [PRIVACYREQUIRED] Plaintext authentication disallowed on non-secure (SSL/TLS) connections.', 'transport.tls-required'],
  ["* BAD [ALERT] Plaintext authentication not allowed without SSL/TLS, but your client did it anyway. If anyone was listening, the password was exposed.", 'transport.tls-required'],
  ['a NO [UNAVAILABLE] Temporary authentication failure. [sv0001:2026-11-24 10:00:00]', 'ours.store-away'],
  ['Maximum number of connections from user+IP exceeded (mail_max_userip_connections=10)', 'network.too-many-connections'],
  ['a NO [ALERT] Unsupported authentication mechanism.', 'mechanism.not-offered'],
  ['501 5.5.2 Invalid base64 data in continued response', 'mechanism.malformed'],
  ['452 4.2.2 <hana@example.jp> Quota exceeded (mailbox for user is full)', 'envelope.mailbox-full'],

  // Exim and others.
  ['535 Incorrect authentication data', 'credential.mismatch'],
  ['550 relay not permitted', 'mechanism.no-sign-in'],
  ['503 AUTH command used when not advertised', 'transport.starttls-not-used'],
  ["553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)", 'mechanism.pop-before-smtp'],
  ['550 5.7.1 <hana@example.jp>... Command rejected', 'network.country-blocked'],

  // Gmail.
  ['535-5.7.8 Username and Password not accepted. For more information, go to\n535 5.7.8 https://support.google.com/mail/?p=BadCredentials d2e1a72fcca58 - gsmtp', 'credential.mismatch'],
  ['534-5.7.9 Application-specific password required. For more information, go to\n534 5.7.9 https://support.google.com/mail/?p=InvalidSecondFactor - gsmtp', 'credential.app-password-required'],
  ['534-5.7.14 <https://accounts.google.com/signin/continue?sarp=1> Please log in via your web browser and then try again. 534-5.7.14 Learn more - gsmtp', 'delivery.web-sign-in'],
  ['454 4.7.0 Too many login attempts, please try again later. - gsmtp', 'network.throttled'],
  ["550-5.7.26 Unauthenticated email from example.jp is not accepted due to domain's 550-5.7.26 DMARC policy. - gsmtp", 'delivery.dmarc-fails'],
  ['550-5.7.26 This mail has been blocked because the sender is unauthenticated. Gmail requires all senders to authenticate with either SPF or DKIM. - gsmtp', 'delivery.spf-fails'],
  ['550 5.7.30 Your email has been blocked because the DKIM check did not pass - gsmtp', 'delivery.dkim-fails'],
  ['550-5.7.25 The IP address sending this message does not have a PTR record setup - gsmtp', 'delivery.no-ptr'],
  ['550-5.7.29 Your email was not sent over a TLS connection - gsmtp', 'delivery.no-tls'],
  ["550-5.7.32 Your email has been blocked because the From: header isn't aligned with either the authenticated SPF or DKIM organizational domain - gsmtp", 'delivery.not-aligned'],
  ['421-4.7.28 Gmail has detected an unusual rate of unsolicited mail originating from your IP address', 'delivery.rate-limited'],
  ['550-5.7.1 Gmail has detected that this message is likely unsolicited mail', 'delivery.looks-like-spam'],
  ["550-5.1.1 The email account that you tried to reach does not exist. Please try double-checking the recipient's email address for typos or unnecessary spaces.", 'envelope.recipient-unknown'],
  ['452-4.2.2 The email account that you tried to reach is over quota.', 'envelope.mailbox-full'],
  ["552-5.2.3 Your message exceeded Google's message size limits.", 'envelope.message-too-big'],

  // Microsoft.
  ['535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. [TY2PR01CA0001.jpnprd01.prod.outlook.com]', 'delivery.basic-auth-off'],
  ['550 5.7.30 Basic authentication is not supported for Client Submission.', 'delivery.basic-auth-off'],
  ['530 5.7.57 Client not authenticated to send mail.', 'mechanism.no-sign-in'],
  ['550 5.7.515 Access denied, sending domain example.jp does not meet the required authentication level.', 'delivery.dmarc-fails'],
  ["550 5.7.1 Unfortunately, messages from [192.0.2.7] weren't sent. Please contact your Internet service provider since part of their network is on our block list (S3140).", 'delivery.blocked-reputation'],
  ['554 5.2.252 SendAsDenied; hana@example.jp not allowed to send as taro@example.jp', 'envelope.sender-not-owned'],
  ['504 5.7.4 Unrecognized authentication type', 'mechanism.not-offered'],
  ['550 5.7.23 The message was rejected because of Sender Policy Framework violation -> 550 SPF validation failed', 'delivery.spf-fails'],

  // Yahoo.
  ['554 5.7.9 Message not accepted for policy reasons. See https://postmaster.yahooinc.com/error-codes', 'delivery.dmarc-fails'],
  ['421 4.7.0 [TSS04] Messages from 192.0.2.7 temporarily deferred due to unexpected volume or user complaints', 'delivery.rate-limited'],
  ["554 delivery error: dd This user doesn't have a yahoo.co.jp account", 'envelope.recipient-unknown'],

  ["550 5.2.1 The email account that you tried to reach is disabled. - gsmtp", 'delivery.recipient-inactive'],
  ['554 5.4.6 Too many hops', 'delivery.mail-loop'],
  ['550 5.7.323 tlsa-invalid: The domain failed DANE validation', 'delivery.no-tls'],
  ['550 Unknown user taro@docomo.ne.jp', 'envelope.recipient-unknown'],
  ['552 Disk quota exceeded', 'envelope.mailbox-full'],
  ['550 5.1.2 Bad destination system address: no such domain', 'delivery.no-such-domain'],

  // Outlook.
  ['Your e-mail server rejected your login. Verify your user name and password in your account properties. Error Number: 0x800CCC92', 'credential.mismatch'],
  ["The connection to the server failed. Account: 'hana', Server: 'mail.example.jp', Protocol: SMTP, Port: 25, Secure(SSL): No, Socket Error: 10060, Error Number: 0x800CCC0E", 'network.unreachable'],
  ['Your server does not support the connection encryption type you have specified. Try changing the encryption method.', 'transport.tls-on-plain-port'],
  ['None of the authentication methods supported by this client are supported by your server. 0x800CCC80', 'transport.starttls-not-used'],
  ['The server you are connected to is using a security certificate that cannot be verified. The target principal name is incorrect.', 'transport.wrong-server-name'],
  ['A required certificate is not within its validity period when verifying against the current system clock', 'transport.certificate-expired'],
  ['Cannot find the e-mail server. Verify the server information in your account properties. 0x800CCC0D', 'network.server-name-unknown'],
  ['電子メール サーバーによってログインが拒否されました。アカウントのプロパティでこのアカウントのユーザー名とパスワードを確認してください', 'credential.mismatch'],
  ['お使いのサーバーでは、指定した暗号化された接続の種類がサポートされていません。暗号化方法を変更してみてください。', 'transport.tls-on-plain-port'],
  ['このクライアントがサポートする認証方法は、ご使用のサーバーではいずれもサポートされていません。', 'transport.starttls-not-used'],
  ['接続しているサーバーは、確認できないセキュリティ証明書を使用しています。対象のプリンシパル名が間違っています。', 'transport.wrong-server-name'],
  ['必要な証明書が、現在のシステム時計の有効期間内ではありません', 'transport.client-clock-wrong'],
  ['サーバーへの接続は失敗しました。ポート: 25、セキュリティ (SSL): なし、ソケット エラー: 10060、エラー番号: 0x800CCC0E', 'network.unreachable'],
  ['メッセージを送信できません。サーバーの応答: 530 認証が必要です (0x800CCC78)', 'mechanism.no-sign-in'],
  ['受信者の 1 人がサーバーによって拒否されたため、メッセージを送信できませんでした。サーバーの応答: 554 5.7.1 Relay access denied (0x800CCC79)', 'mechanism.no-sign-in'],
  ['サーバーが見つかりません。アカウントのプロパティのサーバー情報が正しいことを確認してください。', 'network.server-name-unknown'],

  // iPhone.
  ['The user name or password for "mail.example.jp" is incorrect.', 'credential.mismatch'],
  ['Cannot Send Mail. A copy has been placed in your Outbox. The recipient "ken@other.example" was rejected by the server because it does not allow relaying.', 'mechanism.no-sign-in'],
  ['Cannot Verify Server Identity. The identity of "mail.shop.example" cannot be verified by Mail.', 'transport.wrong-server-name'],
  ['Cannot Connect Using SSL. Do you want to try setting up the account without SSL?', 'transport.tls-failed'],
  ['メールを取得できません。"mail.example.jp"のユーザ名またはパスワードが間違っています。', 'credential.mismatch'],
  ['サーバの識別情報を検証できません', 'transport.wrong-server-name'],
  ['メールを送信できません。サーバで中継が許可されていないため、受信者"ken@other.example"は拒否されました。', 'mechanism.no-sign-in'],
  ['メールを取得できません。メールサーバ"mail.example.jp"が応答していません。', 'network.unreachable'],
  ['差出人のアドレスはサーバに拒否されました。', 'envelope.sender-not-owned'],

  // Thunderbird.
  ['Login to server mail.example.jp with username hana failed.', 'identity.no-domain'],
  ["The Outgoing server (SMTP) mail.example.jp does not seem to support encrypted passwords. If you just set up the account, please try changing to 'Normal password'", 'mechanism.challenge-response'],
  ["Unable to establish a secure link with Outgoing server (SMTP) mail.example.jp using STARTTLS since it doesn't advertise that feature.", 'transport.starttls-not-used'],
  ['Unable to connect to your IMAP server. You may have exceeded the maximum number of connections to this server.', 'network.too-many-connections'],
  ['ユーザー名 hana@example.jp でのサーバー mail.example.jp へのログインに失敗しました。', 'credential.mismatch'],
  ['SMTP サーバー mail.example.jp の認証に失敗しました。パスワードを確認してください。', 'credential.mismatch'],
  ['IMAP サーバー mail.example.jp が暗号化されたパスワードをサポートしていないようです。', 'mechanism.challenge-response'],
  ['IMAP サーバー mail.example.jp が選択された認証方式をサポートしていません。', 'mechanism.not-offered'],
  ['サーバー mail.example.jp への接続がタイムアウトしました。', 'network.unreachable'],
  ['メールサーバー mail.example.jp に接続できません。サーバーへの接続が拒否されました。', 'network.nothing-listens'],
  ['IMAP サーバーへ接続できませんでした。このサーバーへの同時接続数の限度を超えている可能性があります。', 'network.too-many-connections'],
  ['メッセージのサイズがサーバーの全サイズ制限を超えたため、メッセージを送信できませんでした。', 'envelope.message-too-big'],
  ['IMAP サーバー mail.example.jp が平文のパスワードを許可していません。', 'transport.tls-required'],

  // Gmail, on the web and on Android.
  ["TLS Negotiation failed, the certificate doesn't match the host., code: 0", 'transport.wrong-server-name'],
  ['Authentication failed. Please check your username/password. [Server response: 535 5.7.8 Error: authentication failed: code(535)]', 'credential.mismatch'],
  ["Couldn't reach server, please double-check the SMTP server and port number", 'network.unreachable'],
  ['サーバーに安全に接続できません。java.security.cert.CertPathValidatorException: Trust anchor for certification path not found.', 'transport.unknown-authority'],
  ['ユーザー名とパスワードが認証されませんでした', 'credential.mismatch'],

  // curl, OpenSSL, GnuTLS, Node, Python, Go, Java.
  ['curl: (67) Login denied', 'credential.mismatch'],
  ['curl: (35) error:0A00010B:SSL routines::wrong version number', 'transport.tls-on-plain-port'],
  ['curl: (60) SSL certificate problem: unable to get local issuer certificate', 'transport.unknown-authority'],
  ["curl: (60) SSL: no alternative certificate subject name matches target host name 'mail.shop.example'", 'transport.wrong-server-name'],
  ['curl: (6) Could not resolve host: sv0001.exmaple.jp', 'network.server-name-unknown'],
  ['curl: (7) Failed to connect to mail.example.jp port 993: Connection refused', 'network.nothing-listens'],
  ['curl: (28) Operation timed out after 10001 milliseconds with 0 bytes received, port 465', 'transport.silent-on-tls-port'],
  ['error:0A000102:SSL routines::unsupported protocol', 'transport.old-tls'],
  ['tlsv1 alert protocol version', 'transport.old-tls'],
  ['error:0A0000C1:SSL routines::no shared cipher', 'transport.no-common-cipher'],
  ['Verify return code: 18 (self-signed certificate)', 'transport.unknown-authority'],
  ["ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: Hostname mismatch, certificate is not valid for 'mail.shop.example'", 'transport.wrong-server-name'],
  ["certificate verify failed: IP address mismatch, certificate is not valid for '192.0.2.1'", 'transport.no-server-name'],
  ['[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate is not yet valid', 'transport.client-clock-wrong'],
  ["smtplib.SMTPAuthenticationError: (535, b'5.7.8 Error: authentication failed: (reason unavailable)')", 'credential.mismatch'],
  ['smtplib.SMTPNotSupportedError: SMTP AUTH extension not supported by server.', 'transport.starttls-not-used'],
  ["UnicodeEncodeError: 'ascii' codec can't encode characters in position 5-9: ordinal not in range(128)", 'credential.full-width'],
  ['socket.gaierror: [Errno -2] Name or service not known', 'network.server-name-unknown'],
  ['ConnectionRefusedError: [Errno 111] Connection refused', 'network.nothing-listens'],
  ['Error: Greeting never received', 'transport.silent-on-tls-port'],
  ['Error: Missing credentials for "PLAIN"', 'credential.empty'],
  ['Error: connect ETIMEDOUT 192.0.2.1:25', 'network.unreachable'],
  ["ERR_TLS_CERT_ALTNAME_INVALID: Hostname/IP does not match certificate's altnames", 'transport.wrong-server-name'],
  ['Error: certificate has expired CERT_HAS_EXPIRED', 'transport.certificate-expired'],
  ['x509: certificate signed by unknown authority', 'transport.unknown-authority'],
  ["x509: cannot validate certificate for 192.0.2.1 because it doesn't contain any IP SANs", 'transport.no-server-name'],
  ['tls: first record does not look like a TLS handshake', 'transport.tls-on-plain-port'],
  ['javax.net.ssl.SSLHandshakeException: No appropriate protocol (protocol is disabled or cipher suites are inappropriate)', 'transport.old-tls'],
  ['sun.security.validator.ValidatorException: PKIX path building failed', 'transport.unknown-authority'],

  // What people write themselves.
  ['パスワードを変更したらメールが受信できなくなりました', 'credential.stale-password'],
  ['海外出張中にメールが送れない', 'network.country-blocked'],
  ['パスワードを全角で入れてしまった', 'credential.full-width'],

  // Codes alone.
  ['535', 'credential.mismatch'],
  ['535 5.7.8', 'credential.mismatch'],
  ['530 5.7.0', 'mechanism.no-sign-in'],
  ['534 5.7.9', 'credential.app-password-required'],
  ['5.1.1', 'envelope.recipient-unknown'],
  ['AUTHENTICATIONFAILED', 'credential.mismatch'],
  ['[SYS/TEMP]', 'ours.store-away'],
  ['0x800CCC92', 'credential.mismatch'],
]
for (const [pasted, first] of table) {
  test(`diagnose: ${pasted.slice(0, 110).replaceAll('\n', ' ')}`, () => {
    const { suspects } = diagnose(pasted, 'en')
    assert.equal(suspects[0]?.finding.id, first, suspects.map(({ finding, score }) => `${finding.id} ${score}`).join(', '))
  })
}

test('diagnose: no text is in the table twice', () => assert.equal(new Set(table.map(([pasted]) => pasted)).size, table.length))

test('diagnose: an enhanced code alone never decides', () => {
  const { suspects } = diagnose('550 5.7.30', 'en')
  assert.deepEqual(suspects.map(({ finding }) => finding.id).toSorted(), ['delivery.basic-auth-off', 'delivery.dkim-fails'])
  assert.ok(suspects.every(({ score }) => score <= 0.5))
  assert.equal(diagnose('550 5.7.30 mx.google.com', 'en').suspects[0]?.finding.id, 'delivery.dkim-fails')
  assert.equal(diagnose('550 5.7.30 [TY2PR01CA0001.jpnprd01.prod.outlook.com]', 'en').suspects[0]?.finding.id, 'delivery.basic-auth-off')
})

test('diagnose: what says nothing about mail has no suspects', () => {
  for (const text of ['', '   ', 'good morning', 'こんにちは', '🙂', '334 VXNlcm5hbWU6', '250 2.0.0 Ok: queued as 4XyZ', '235 2.7.0 Authentication successful']) assert.deepEqual(diagnose(text, 'en').suspects, [], text)
})

test('diagnose: scores fall, never reach certainty, and five causes are the most', () => {
  for (const [pasted] of table) {
    const scores = diagnose(pasted, 'ja').suspects.map(({ score }) => score)
    assert.deepEqual(scores, scores.toSorted((a, b) => b - a), pasted)
    assert.ok(scores.length >= 1 && scores.length <= 5 && scores.every(score => score > 0 && score <= 1), pasted)
  }
})

test('diagnose: whatever is pasted, it is read, and quickly enough to be pasted by anybody', () => {
  const pieces = ['535', '5.7.8', ' ', '\n', '(ref ', 'K7Q2-9F', 'a-', 'user ', 'connect to ', '[', ']:25: ', 'パスワード', '@', '.', 'example.jp', '550-5.7.26 ']
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.array(fc.constantFrom(...pieces), { maxLength: 2000 }).map(parts => parts.join(''))), text => {
      for (const { score } of diagnose(text, 'ja').suspects) assert.ok(score > 0 && score <= 1)
    }),
    { numRuns: 300, seed: 20261124 },
  )
})

test('diagnose: the title of every cause, as a notice or the panel says it, leads back to it', () => {
  for (const id of Object.keys(causes) as CauseId[]) {
    for (const language of ['ja', 'en'] as const) {
      const finding = { id, facts: generalFacts(id, readPasted(''), language) } as (typeof sampleFindings)[number]
      const { title } = explain(finding, language)
      assert.equal(diagnose(title, language).suspects[0]?.finding.id, id, title)
    }
  }
})

test('diagnose: general words leave no gap in any text', () => {
  const seen = readPasted('535 5.7.8 login of taro@example.jp failed at mail.shop.example port 2525 (CRAM-MD5) gsmtp')
  for (const id of Object.keys(causes) as CauseId[]) {
    for (const from of [seen, readPasted(''), readPasted('pop3 user name has expired'), readPasted('imap')]) {
      for (const language of ['ja', 'en'] as const) {
        const said = Object.values(explain({ id, facts: generalFacts(id, from, language) } as (typeof sampleFindings)[number], language)).join('\n')
        assert.doesNotMatch(said, /undefined|null|NaN/, id)
      }
    }
  }
})

test('pasted: what the text shows is found in it', () => {
  const seen = readPasted('SMTP (port 587) with CRAM-MD5 for Hana@Example.jp at mail.shop.example: 535-5.7.8 no\n535 5.7.8 way (ref K7Q2-9F) - gsmtp')
  assert.deepEqual(
    { port: seen.port, mechanism: seen.mechanism, address: seen.address, host: seen.host, provider: seen.provider, references: seen.references, replies: seen.replies },
    { port: 587, mechanism: 'CRAM-MD5', address: 'hana@example.jp', host: 'mail.shop.example', provider: 'google', references: ['K7Q2-9F'], replies: [{ basic: '535', enhanced: '5.7.8' }] },
  )
  assert.equal(seen.text.split('535').length, 2)
})

test('pasted: references are read alone, in a sentence, in small letters, and not out of other words', () => {
  assert.deepEqual(readPasted('k7q2-9f').references, ['K7Q2-9F'])
  assert.deepEqual(readPasted('Ｋ７Ｑ２−9F').references, [])
  assert.deepEqual(readPasted('参照番号はK7Q2-9Fです').references, ['K7Q2-9F'])
  assert.deepEqual(readPasted('refused (ref abcd-ef) and (ref K7Q2-9F)').references, ['ABCD-EF', 'K7Q2-9F'])
  assert.deepEqual(readPasted('HELO-OK CRAM-MD5 sv0001').references, [])
})

test('pasted: codes are numbers of replies, not of ports, dates or addresses', () => {
  assert.deepEqual(readPasted('2026-11-24 10:50 from 192.0.2.450 port 587').replies, [])
  assert.deepEqual(readPasted('SMTP error 550 from remote server').replies, [{ basic: '550', enhanced: null }])
  assert.deepEqual(readPasted('status 5.1.1').replies, [{ basic: null, enhanced: '5.1.1' }])
})
