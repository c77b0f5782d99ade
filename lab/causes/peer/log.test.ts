import assert from 'node:assert/strict'
import { test } from 'node:test'
import { linesAbout } from './log.ts'

const log = [
  'postfix/submissions/smtpd[7]: connect from unknown[198.18.1.1]',
  'postfix/submissions/smtpd[8]: connect from unknown[198.18.1.12]',
  'postfix/submissions/smtpd[7]: warning: TLS library problem: no shared cipher',
  'postfix/submissions/smtpd[8]: warning: TLS library problem: unsupported protocol',
  'postfix/submissions/smtpd[7]: lost connection after CONNECT from unknown[198.18.1.1]',
  'postfix/submissions/smtpd[7]: disconnect from unknown[198.18.1.1] commands=0/0',
  'postfix/submissions/smtpd[7]: warning: TLS library problem: http request',
  'postfix/submissions/smtpd[9]: CAFB0224715: client=unknown[198.18.1.1], sasl_method=PLAIN',
  'postfix/lmtp[3]: CAFB0224715: to=<a@b.example>, status=bounced (Quota exceeded)',
  'dovecot: imap-login: Aborted login: rip=198.18.1.1, lip=192.0.2.20',
].join('\n')

test('the address, the process while it serves it, and its letters, and nothing of its neighbours', () => {
  const about = linesAbout(log, '198.18.1.1')
  for (const wanted of ['no shared cipher', 'lost connection', 'Quota exceeded', 'imap-login']) assert.match(about, new RegExp(wanted))
  for (const strange of ['unsupported protocol', 'http request', '198.18.1.12']) assert.ok(!about.includes(strange), strange)
})
