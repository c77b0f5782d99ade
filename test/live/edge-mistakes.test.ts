/** Real clients in the clear on the ports for STARTTLS, and with methods that are not offered: what reaches the server of each, and what it is called. */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { popSignIns } from '../../src/edge/pop-sign-ins.ts'
import { testKeyPair } from '../key-pair.ts'
import { startEdgeAlone, type EdgeAlone } from './edge-alone.ts'

const directory = mkdtempSync('/tmp/tdm-')
const fetchers = popSignIns(Date.now, () => {})
let edge: EdgeAlone
const ports = { smtp: 0, smtps: 0, imap: 0, imaps: 0, pop3: 0, pop3s: 0 }

before(async () => {
  edge = startEdgeAlone('sv0001.example.jp', { popSignIns: fetchers })
  edge.show(testKeyPair())
  for (const protocol of ['smtp', 'imap', 'pop3'] as const) {
    const known = { smtp: [587, 465], imap: [143, 993], pop3: [110, 995] }[protocol] as [number, number]
    ports[protocol] = await edge.open(protocol, known[0], false)
    ports[`${protocol}s`] = await edge.open(protocol, known[1], true)
  }
})
after(() => {
  edge.close()
  rmSync(directory, { recursive: true, force: true })
})

/** Runs a client to its end, whatever that is. One that hangs is a failure. */
const run = (command: string, ...args: string[]): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: 'ignore', timeout: 20_000, env: { ...process.env, HOME: directory } })
    child.on('error', reject).on('close', (_, signal) => (signal ? reject(new Error(`${command} hangs`)) : resolve()))
  })
const python = (script: string, port: number): Promise<void> => run('python3', '-c', `import sys, ssl\nport = int(sys.argv[1])\ntls = ssl._create_unverified_context()\n${script}`, String(port))

/** Whatever name is connected to is here. */
const atHome = `import socket\nthere = socket.create_connection\nsocket.create_connection = lambda to, *more, **named: there(('127.0.0.1', to[1]), *more, **named)\n`

const user = 'hana@kaede.example'
const swaks = (port: number, ...args: string[]): Promise<void> =>
  run('swaks', '--server', '127.0.0.1', '--port', String(port), '--timeout', '8', '--ehlo', 'laptop.local', '--from', user, '--to', 'taro@example.com', ...args)
const auth = ['--auth-user', user, '--auth-password', 'kumo no ue 7']

const config = (name: string, text: string): string => {
  const path = join(directory, name)
  writeFileSync(path, text, { mode: 0o600 })
  return path
}
const msmtp = (tls: 'on' | 'off', auth: string): Promise<void> => {
  const account = `account default\nhost 127.0.0.1\nport ${ports.smtp}\nfrom ${user}\nuser ${user}\npassword umi\nauth ${auth}\ntls ${tls}\ntls_starttls on\ntls_certcheck off\n`
  return run('sh', '-c', `printf 'Subject: x\\n\\nx\\n' | msmtp -C "$0" taro@example.com`, config(`msmtp-${tls}`, account))
}
const fetchmail = (protocol: 'imap' | 'pop3'): Promise<void> =>
  run('fetchmail', '-f', config('fetchmailrc', `poll 127.0.0.1 protocol ${protocol} port ${ports[protocol]} user "${user}" password "umi" sslproto "" no sslcertck\n`), '--nodetach', '--nosyslog')

interface Seen {
  readonly id: string
  readonly likely?: true
  readonly login?: string
  readonly mechanism?: string
  readonly clientName?: string
  readonly exposed?: boolean
}

const seen = async (): Promise<Seen[]> =>
  (await edge.settled()).map(({ finding, likely, login, mechanism, clientName }) => ({
    id: finding.id,
    ...(likely && { likely: true as const }),
    ...(login && { login }),
    ...(mechanism && { mechanism }),
    ...(clientName && { clientName }),
    ...('exposed' in finding.facts && { exposed: finding.facts.exposed }),
  }))

const unused = 'transport.starttls-not-used'

const rows: readonly (readonly [what: string, play: () => Promise<void>, ...wanted: Seen[]])[] = [
  ['swaks with a password and without TLS: says EHLO, finds no AUTH, quits', () => swaks(ports.smtp, '--auth', ...auth), { id: unused, likely: true, clientName: 'laptop.local' }],
  ['swaks that only sends, without TLS: MAIL in the clear', () => swaks(ports.smtp), { id: unused, clientName: 'laptop.local' }],
  ['swaks that only sends, with TLS', () => swaks(ports.smtp, '--tls'), { id: 'mechanism.no-sign-in', clientName: 'laptop.local' }],
  [
    'curl with a password and without TLS: goes on without AUTH',
    () => run('curl', '-sS', '-m', '8', `smtp://127.0.0.1:${ports.smtp}/laptop.local`, '--mail-from', user, '--mail-rcpt', 'taro@example.com', '-u', `${user}:umi`, '-T', '/dev/null'),
    { id: unused, clientName: 'laptop.local' },
  ],
  ['smtplib with login and without starttls: leaves after EHLO', () => python(`import smtplib\nsmtplib.SMTP('127.0.0.1', port, 'laptop.local', timeout=8).login('${user}', 'umi')`, ports.smtp), { id: unused, likely: true, clientName: 'laptop.local' }],
  ['msmtp with a password and without TLS: leaves after EHLO', () => msmtp('off', 'on'), { id: unused, likely: true, clientName: 'localhost' }],
  ['imaplib with login and without starttls: LOGIN in the clear, password and all', () => python(`import imaplib\nimaplib.IMAP4('127.0.0.1', port).login('${user}', 'umi')`, ports.imap), {
    id: 'transport.tls-required',
    login: user,
    mechanism: 'LOGIN',
    exposed: true,
  }],
  ['poplib without stls: USER in the clear; the refusal keeps the password from following', () => python(`import poplib\nc = poplib.POP3('127.0.0.1', port, timeout=8)\nc.user('${user}')\nc.pass_('umi')`, ports.pop3), {
    id: 'transport.tls-required',
    login: user,
    mechanism: 'USER',
    exposed: false,
  }],
  [
    'a script that sends USER and PASS without waiting: whose password it was is known',
    () => python(`import socket\nc = socket.create_connection(('127.0.0.1', port))\nc.recv(99)\nc.send(b'USER ${user}\\r\\nPASS umi\\r\\nQUIT\\r\\n')\nwhile c.recv(999): pass`, ports.pop3),
    { id: 'transport.tls-required', login: user, mechanism: 'USER', exposed: false },
    { id: 'transport.tls-required', login: user, mechanism: 'USER', exposed: true },
  ],
  ['curl with IMAP and without TLS: is told LOGINDISABLED and leaves', () => run('curl', '-sS', '-m', '8', `imap://127.0.0.1:${ports.imap}/`, '-u', `${user}:umi`), { id: unused, likely: true }],
  ['curl with POP3 and without TLS: finds neither SASL nor USER and leaves', () => run('curl', '-sS', '-m', '8', `pop3://127.0.0.1:${ports.pop3}/`, '-u', `${user}:umi`), { id: unused, likely: true }],
  ['fetchmail with IMAP and without TLS', () => fetchmail('imap'), { id: unused, likely: true }],
  ['fetchmail with POP3 and without TLS', () => fetchmail('pop3'), { id: 'transport.tls-required', login: user, mechanism: 'USER', exposed: false }],

  ['swaks with CRAM-MD5: is not offered it, and quits', () => swaks(ports.smtp, '--tls', '--auth', 'CRAM-MD5', ...auth)],
  ['smtplib that insists on CRAM-MD5', () => python(`import smtplib\nc = smtplib.SMTP_SSL('127.0.0.1', port, 'laptop.local', context=tls)\nc.ehlo()\nc.docmd('AUTH', 'CRAM-MD5')`, ports.smtps), {
    id: 'mechanism.challenge-response',
    mechanism: 'CRAM-MD5',
    clientName: 'laptop.local',
  }],
  ['imaplib that insists on CRAM-MD5', () => python(`import imaplib\nimaplib.IMAP4_SSL('127.0.0.1', port, ssl_context=tls).login_cram_md5('${user}', 'umi')`, ports.imaps), { id: 'mechanism.challenge-response', mechanism: 'CRAM-MD5' }],
  ['imaplib with XOAUTH2', () => python(`import imaplib\nimaplib.IMAP4_SSL('127.0.0.1', port, ssl_context=tls).authenticate('XOAUTH2', lambda _: b'user=x')`, ports.imaps), { id: 'mechanism.oauth', mechanism: 'XOAUTH2' }],
  ['poplib with APOP: finds no timestamp, and does not try', () => python(`${atHome}import poplib\npoplib.POP3_SSL('mail.example.jp', port, context=tls).apop('${user}', 'umi')`, ports.pop3s)],
  ['imaplib that has no password: gives up with *', () => python(`import imaplib\nimaplib.IMAP4_SSL('127.0.0.1', port, ssl_context=tls).authenticate('PLAIN', lambda _: None)`, ports.imaps), {
    id: 'mechanism.cancelled',
    mechanism: 'PLAIN',
  }],
  [
    'a script that hangs up when it is asked for the password',
    () => python(`import smtplib, base64\nc = smtplib.SMTP_SSL('127.0.0.1', port, 'laptop.local', context=tls)\nc.ehlo()\nc.docmd('AUTH', 'LOGIN ' + base64.b64encode(b'${user}').decode())\nc.close()`, ports.smtps),
    { id: 'mechanism.cancelled', mechanism: 'LOGIN', login: user, clientName: 'laptop.local', likely: true },
  ],
  ['smtplib that signs in before EHLO', () => python(`import smtplib\nc = smtplib.SMTP_SSL('127.0.0.1', port, context=tls)\nc.docmd('AUTH', 'LOGIN')`, ports.smtps), { id: 'mechanism.malformed', mechanism: 'LOGIN' }],
  ['a script whose IMAP password has a blank and no quotes', () => python(`import imaplib\nimaplib.IMAP4_SSL('127.0.0.1', port, ssl_context=tls)._simple_command('LOGIN', '${user}', 'kumo no ue')`, ports.imaps), { id: 'mechanism.malformed', mechanism: 'LOGIN' }],

  ['a monitor that connects and leaves', () => python(`import socket\nsocket.create_connection(('127.0.0.1', port)).recv(9)`, ports.smtp)],
  ['a monitor that says HELO and QUIT, as check_smtp does', () => python(`import smtplib\nc = smtplib.SMTP('127.0.0.1', port)\nc.helo()\nc.quit()`, ports.smtp)],
  ['a monitor that says NOOP and QUIT', () => python(`import smtplib\nc = smtplib.SMTP('127.0.0.1', port)\nc.noop()\nc.quit()`, ports.smtp)],
  ['a monitor that turns on TLS and quits', () => python(`import smtplib\nc = smtplib.SMTP('127.0.0.1', port)\nc.starttls()\nc.ehlo()\nc.quit()`, ports.smtp)],
  ['a monitor of IMAP that logs out', () => python(`import socket\nc = socket.create_connection(('127.0.0.1', port))\nc.recv(999)\nc.send(b'a LOGOUT\\r\\n')\nc.recv(999)`, ports.imap)],
  ['a monitor of POP3 that quits', () => python(`import poplib\npoplib.POP3('127.0.0.1', port).quit()`, ports.pop3)],
  ['a monitor of IMAP in TLS that logs out', () => python(`import imaplib\nimaplib.IMAP4_SSL('127.0.0.1', port, ssl_context=tls).logout()`, ports.imaps)],
]

for (const [what, play, ...wanted] of rows) {
  test(what, async () => {
    await play()
    assert.deepEqual(await seen(), wanted)
  })
}

test('swaks that only sends, after its address has fetched by POP', async () => {
  fetchers.note('127.0.0.1')
  await swaks(ports.smtp, '--tls')
  assert.deepEqual(await seen(), [{ id: 'mechanism.pop-before-smtp', likely: true, clientName: 'laptop.local' }])
})
