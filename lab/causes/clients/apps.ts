/**
 * The real clients, each as its user sets it up: a server, a port, a security setting, a user name and a password. What is left out of a setup is as the
 * client has it by itself.
 */
import { join } from 'node:path'
import type { Outcome } from '../../process.ts'
import type { Seat } from '../seat.ts'
import { secret } from '../spoken.ts'
import { atClock } from './knock.ts'
import type { NodeOrder } from './node-mail.ts'

/** What is set in a mail app. */
export interface Setup {
  readonly host: string
  readonly port: number
  readonly security: 'tls' | 'starttls' | 'none'
  readonly user?: string | undefined
  readonly password?: string | undefined
  /** Path of the root that is trusted, PEM; null trusts what the machine trusts, which is not the lab's. */
  readonly ca: string | null
}

/** A setup of an app that sends. */
export interface SendingSetup extends Setup {
  readonly sender: string
  readonly to: string
}

const letter = ({ sender, to }: { readonly sender: string; readonly to: string }): string => `From: <${sender}>\nTo: <${to}>\nSubject: lab\n\nlab\n`

const python = '/usr/bin/python3'

/** What Python's libraries can do besides. */
export interface PythonMore {
  readonly sender?: string
  readonly to?: string
  readonly mechanism?: string
  readonly answers?: readonly string[]
  readonly initial?: boolean
  readonly verify?: boolean
  readonly oldest?: string
  readonly ciphers?: string
  /** The client's clock, as faketime(1) takes it: `+3y`. */
  readonly clock?: string
}

/** Python's smtplib, imaplib or poplib. */
export const withPython = (seat: Seat, protocol: 'smtp' | 'imap' | 'pop3', setup: Setup, { clock, ...more }: PythonMore = {}): Promise<Outcome> => {
  if (setup.password) secret(setup.password)
  return seat.run(...atClock(clock, python, [join(import.meta.dirname, 'sign_in.py')]), { input: JSON.stringify({ protocol, ...setup, ca: setup.ca ?? undefined, ...more }) })
}

const node = (seat: Seat, order: NodeOrder): Promise<Outcome> => {
  if (order.password) secret(order.password)
  return seat.run(process.execPath, [join(import.meta.dirname, 'node-mail.ts')], { input: JSON.stringify(order) })
}

/** nodemailer. */
export const withNodemailer = (seat: Seat, { security, ...setup }: SendingSetup, more: Partial<NodeOrder> = {}): Promise<Outcome> =>
  node(seat, { library: 'nodemailer', secure: security === 'tls', ...setup, ...more } as NodeOrder)

/** imapflow. */
export const withImapflow = (seat: Seat, { security, ...setup }: Setup, more: Partial<NodeOrder> = {}): Promise<Outcome> =>
  node(seat, { library: 'imapflow', secure: security === 'tls', ...setup, ...more } as NodeOrder)

const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\t', '\\t')}"`

/**
 * curl, settings by standard input.
 * @param url such as `smtps://host:465`; a letter is sent when `mail` is given
 * @param more lines of its configuration file
 */
export const withCurl = (seat: Seat, url: string, { user, password, ca }: Pick<Setup, 'user' | 'password' | 'ca'>, more: readonly string[] = [], mail?: { readonly sender: string; readonly to: string }): Promise<Outcome> => {
  if (password) secret(password)
  const lines = [
    `url = ${quoted(url)}`,
    ...(user === undefined ? [] : [`user = ${quoted(`${user}:${password ?? ''}`)}`]),
    ...(ca === null ? [] : [`cacert = ${quoted(ca)}`]),
    ...(mail ? [`mail-from = ${quoted(mail.sender)}`, `mail-rcpt = ${quoted(mail.to)}`, `upload-file = ${quoted(seat.file('letter', letter(mail)))}`] : []),
    ...more,
  ]
  return seat.run('curl', ['-sS', '-v', '-m', '11', '-K', '-'], { input: lines.join('\n') })
}

const swaksSecurity = { tls: ['--tls-on-connect'], starttls: ['--tls'], none: [] } as const

/** swaks. It verifies the certificate when a root is given. */
export const withSwaks = (seat: Seat, { host, port, security, user, password, ca, sender, to }: SendingSetup, more: readonly string[] = []): Promise<Outcome> => {
  if (password) secret(password)
  const trust = ca === null || security === 'none' ? [] : ['--tls-verify', '--tls-ca-path', ca]
  const sign = user === undefined ? [] : ['--auth-user', user, '--auth-password', password ?? '']
  const auth = user === undefined || more.includes('--auth') ? [] : ['--auth', 'PLAIN']
  return seat.run('swaks', ['--server', host, '--port', String(port), '--from', sender, '--to', to, '--timeout', '11', ...swaksSecurity[security], ...trust, ...auth, ...sign, ...more])
}

const msmtpSecurity = { tls: 'tls on\ntls_starttls off', starttls: 'tls on\ntls_starttls on', none: 'tls off' } as const

/** msmtp. */
export const withMsmtp = (seat: Seat, { host, port, security, user, password, ca, sender, to }: SendingSetup, more = ''): Promise<Outcome> => {
  if (password) secret(password)
  const trust = security === 'none' ? '' : ca === null ? 'tls_trust_file system' : `tls_trust_file ${ca}`
  const sign = user === undefined ? 'auth off' : `auth on\nuser "${user}"\npassword "${password ?? ''}"`
  const settings = seat.file('msmtprc', ['account default', `host ${host}`, `port ${port}`, 'timeout 11', msmtpSecurity[security], trust, sign, `from ${sender}`, more, ''].join('\n'))
  return seat.run('msmtp', ['-C', settings, '--debug', to], { input: letter({ sender, to }) })
}

/** fetchmail, by POP3 or IMAP. */
export const withFetchmail = (seat: Seat, protocol: string, { host, port, security, user = '', password = '', ca }: Setup, more = ''): Promise<Outcome> => {
  secret(password)
  const trust = ca === null ? 'sslcertck' : `sslcertck sslcertfile "${ca}"`
  const mode = { tls: `ssl ${trust}`, starttls: `sslproto "TLS1.2+" ${trust}`, none: 'sslproto ""' }[security]
  const settings = seat.file(
    'fetchmailrc',
    `set idfile "${seat.directory}/ids"
set no bouncemail
poll ${host} protocol ${protocol} port ${port} timeout 11 ${more}
  user "${user}" password "${password}"
  ${mode}
  fetchall keep no rewrite
  mda "cat > /dev/null"
`,
  )
  return seat.run('fetchmail', ['-v', '-f', settings, '--pidfile', join(seat.directory, 'pid')], { env: { FETCHMAILHOME: seat.directory } })
}

const mbsyncSecurity = { tls: 'IMAPS', starttls: 'STARTTLS', none: 'None' } as const

/** mbsync, the program of isync. */
export const withMbsync = (seat: Seat, { host, port, security, user = '', password = '', ca }: Setup, more = ''): Promise<Outcome> => {
  secret(password)
  const settings = seat.file(
    'mbsyncrc',
    `IMAPAccount lab
Host ${host}
Port ${port}
User ${user}
Pass "${password}"
Timeout 11
SSLType ${mbsyncSecurity[security]}
${ca === null ? '' : `CertificateFile ${ca}\nSystemCertificates no`}
${more}

IMAPStore far
Account lab

MaildirStore near
Inbox ${seat.directory}/INBOX
SubFolders Verbatim

Channel lab
Far :far:
Near :near:
Patterns INBOX
Create Near
Sync Pull
SyncState *
`,
  )
  return seat.run('mbsync', ['-V', '-c', settings, 'lab'])
}

const muttScheme = { tls: 'smtps', starttls: 'smtp', none: 'smtp' } as const

/** mutt, sending a letter from the command line. */
export const withMutt = (seat: Seat, { host, port, security, user, password, ca, sender, to }: SendingSetup, more = ''): Promise<Outcome> => {
  if (password) secret(password)
  const place = user === undefined ? `${host}:${port}` : `${user.replace('@', '%40')}@${host}:${port}`
  const settings = seat.file(
    'muttrc',
    `set from="${sender}"
set use_envelope_from=yes
set smtp_url="${muttScheme[security]}://${place}"
${password === undefined ? '' : `set smtp_pass="${password}"`}
set ssl_starttls=${security === 'starttls' ? 'yes' : 'no'}
set ssl_force_tls=${security === 'starttls' ? 'yes' : 'no'}
${ca === null ? '' : `set ssl_ca_certificates_file="${ca}"`}
set copy=no
${more}
`,
  )
  return seat.run('mutt', ['-n', '-F', settings, '-s', 'lab', '--', to], { input: 'lab\n', env: { TERM: 'dumb' } })
}

