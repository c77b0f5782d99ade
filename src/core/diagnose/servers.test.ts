/** What servers say, ours and others, and the cause that comes first. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { CauseId } from '../causes/index.ts'
import { diagnose } from './diagnose.ts'

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
  ['* BAD [ALERT] Plaintext authentication not allowed without SSL/TLS, but your client did it anyway. If anyone was listening, the password was exposed.', 'transport.tls-required'],
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
  ['550 5.2.1 The email account that you tried to reach is disabled. - gsmtp', 'delivery.recipient-inactive'],
  ['554 5.4.6 Too many hops', 'delivery.mail-loop'],
  ['550 5.7.323 tlsa-invalid: The domain failed DANE validation', 'delivery.no-tls'],
  ['550 Unknown user taro@docomo.ne.jp', 'envelope.recipient-unknown'],
  ['552 Disk quota exceeded', 'envelope.mailbox-full'],
  ['550 5.1.2 Bad destination system address: no such domain', 'delivery.no-such-domain'],

  // Codes alone.
  ['535', 'credential.mismatch'],
  ['535 5.7.8', 'credential.mismatch'],
  ['530 5.7.0', 'mechanism.no-sign-in'],
  ['534 5.7.9', 'credential.app-password-required'],
  ['5.1.1', 'envelope.recipient-unknown'],
  ['AUTHENTICATIONFAILED', 'credential.mismatch'],
  ['[SYS/TEMP]', 'ours.store-away'],
  ['0x800CCC92', 'credential.mismatch'],

  // More replies, and what bounces say.
  ['535 5.7.3 Authentication unsuccessful', 'credential.mismatch'],
  ['550 5.7.1 Unable to relay', 'mechanism.no-sign-in'],
  ['554 5.7.1 <ken@other.example>: Client host rejected: Access denied', 'mechanism.no-sign-in'],
  ['LOGINDISABLED', 'transport.starttls-not-used'],
  ['a NO [CONTACTADMIN] Account is disabled', 'identity.mailbox-suspended'],
  ['525 5.7.13 User account disabled', 'identity.mailbox-suspended'],
  ['523 5.7.10 Plaintext authentication disallowed on non-secure (SSL/TLS) connections.', 'transport.tls-required'],
  ['[EXPIRED] Password expired', 'credential.app-password-expired'],
  ['a NO [AUTHORIZATIONFAILED] Not authorized to authenticate as hana', 'mechanism.another-identity'],
  ['550 5.7.1 Sender address rejected: SPF fail', 'delivery.spf-fails'],
  ['550 Mailbox quota exceeded', 'envelope.mailbox-full'],
  ['552 5.2.2 メールボックスの容量が上限を超えています', 'envelope.mailbox-full'],
  ["Address not found. Your message wasn't delivered to hanna@example.jp because the address couldn't be found, or is unable to receive mail.", 'envelope.recipient-unknown'],
  ['アドレスが見つかりませんでした。アドレス hanna@example.jp が見つからないか、メールを受信できないため', 'envelope.recipient-unknown'],
  ['Message blocked. Your message to ken@other.example has been blocked.', 'delivery.blocked-reputation'],
  ["Recipient inbox full. Your message couldn't be delivered to hana@example.jp. Their inbox is full, or it's getting too much mail right now.", 'envelope.mailbox-full'],
  ['メールは不完全に配信されました。今後 46 時間にわたって配信を再試行します。The recipient server did not accept our requests to connect. [mx.other.example 192.0.2.9: timed out]', 'delivery.no-answer'],
  ['550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient hanna@example.jp not found by SMTP address lookup', 'envelope.recipient-unknown'],
  ['550 5.7.64 TenantAttribution; Relay Access Denied', 'mechanism.no-sign-in'],
  ['550 5.7.509 Access denied, sending domain example.jp does not pass DMARC verification and has a DMARC policy of reject.', 'delivery.dmarc-fails'],
  ['451 4.7.650 The mail server [192.0.2.7] has been temporarily rate limited due to IP reputation.', 'delivery.rate-limited'],
  ['450 4.7.1 <printer>: Helo command rejected: Host not found', 'envelope.bad-helo'],
]
for (const [pasted, first] of table) {
  test(`diagnose: ${pasted.slice(0, 110).replaceAll('\n', ' ')}`, () => {
    const { suspects } = diagnose(pasted, 'en')
    assert.equal(suspects[0]?.finding.id, first, suspects.map(({ finding, score }) => `${finding.id} ${score}`).join(', '))
    const scores = suspects.map(({ score }) => score)
    assert.deepEqual(scores, scores.toSorted((a, b) => b - a))
    assert.ok(scores.length <= 5 && scores.every(score => score > 0 && score <= 1))
  })
}

test('servers: no text is in the table twice', () => assert.equal(new Set(table.map(([pasted]) => pasted)).size, table.length))
