/** Clients that send, each real: nodemailer, swaks, curl, msmtp, mutt, Python's smtplib. Every one takes a whole message unless it says otherwise. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import { run } from '../process.ts'
import { type Account, type ClientResult, clientDirectory, privateFile, timed } from './account.ts'

/** Envelope and message. `sender` is the account itself when left out. */
export interface Submission {
  readonly to: string
  readonly raw: Buffer
  readonly sender?: string
}

const patience = { timeoutMs: 120_000 }

/** nodemailer: TLS from the first byte on 465, STARTTLS on 587. `output` is the server's last answer. */
export const sendWithNodemailer = (account: Account, { to, raw, sender }: Submission, port: 465 | 587 = 465): Promise<ClientResult> =>
  timed(
    async () => {
      const transport = createTransport({
        host: account.host,
        port,
        secure: port === 465,
        requireTLS: true,
        auth: { user: account.address, pass: account.password },
        tls: { ca: readFileSync(account.ca) },
      })
      try {
        const { response } = await transport.sendMail({ raw, envelope: { from: sender ?? account.address, to: [to] } })
        return { output: response }
      } finally {
        transport.close()
      }
    },
    output => ({ output }),
  )

/** swaks on 587 with STARTTLS, its transcript as `output`. */
export const sendWithSwaks = (account: Account, { to, raw, sender }: Submission, mechanism: 'PLAIN' | 'LOGIN' = 'PLAIN'): Promise<ClientResult> => {
  // swaks ends the last line itself before the final dot.
  const file = privateFile(clientDirectory('swaks'), 'message', raw.subarray(0, raw.lastIndexOf('\r\n')))
  const place = ['--server', account.host, '--port', '587', '--tls', '--tls-verify', '--tls-ca-path', account.ca]
  const sign = ['--auth', mechanism, '--auth-user', account.address, '--auth-password', account.password]
  return run('swaks', [...place, ...sign, '--from', sender ?? account.address, '--to', to, '--data', `@${file}`, '--suppress-data', '--timeout', '60'], patience)
}

/** curl with an smtps:// address on 465. */
export const sendWithCurl = (account: Account, { to, raw, sender }: Submission): Promise<ClientResult> => {
  const file = privateFile(clientDirectory('curl'), 'message', raw)
  const settings = [`url = "smtps://${account.host}:465"`, `user = "${account.address}:${account.password}"`, `cacert = "${account.ca}"`].join('\n')
  return run('curl', ['-sS', '-v', '-K', '-', '--mail-from', sender ?? account.address, '--mail-rcpt', to, '--upload-file', file], { ...patience, input: settings })
}

/** msmtp on 587 with STARTTLS. It reads the message as a UNIX file. */
export const sendWithMsmtp = (account: Account, { to, raw, sender }: Submission): Promise<ClientResult> => {
  const directory = clientDirectory('msmtp')
  const settings = privateFile(
    directory,
    'msmtprc',
    `account default
host ${account.host}
port 587
tls on
tls_starttls on
tls_trust_file ${account.ca}
auth on
user ${account.address}
password ${account.password}
from ${sender ?? account.address}
`,
  )
  return run('msmtp', ['-C', settings, '--debug', to], { ...patience, input: raw.toString('latin1').replaceAll('\r\n', '\n') })
}

/**
 * mutt: composes the message itself from a text, sends it on 465 and files a copy in the folder "Sent" over IMAP.
 * It writes Japanese as ISO-2022-JP, as its users have long had it do.
 */
export const sendWithMutt = (account: Account, message: { readonly to: string; readonly subject: string; readonly text: string }): Promise<ClientResult> => {
  const user = account.address.replace('@', '%40')
  const settings = privateFile(
    clientDirectory('mutt'),
    'muttrc',
    `set from="${account.address}"
set use_envelope_from=yes
set smtp_url="smtps://${user}@${account.host}:465"
set smtp_pass="${account.password}"
set imap_user="${account.address}"
set imap_pass="${account.password}"
set folder="imaps://${account.host}"
set record="=Sent"
set copy=yes
set ssl_ca_certificates_file="${account.ca}"
set send_charset="us-ascii:iso-2022-jp:utf-8"
set confirmcreate=no
`,
  )
  return run('mutt', ['-n', '-F', settings, '-s', message.subject, '--', message.to], { ...patience, input: message.text, env: { LC_ALL: 'C.UTF-8', TERM: 'dumb' } })
}

/** Python's smtplib: STARTTLS on 587, or TLS from the first byte on 465. */
export const sendWithPython = (account: Account, { to, raw, sender }: Submission, port: 465 | 587 = 587): Promise<ClientResult> => {
  const file = privateFile(clientDirectory('smtplib'), 'message', raw)
  const order = { host: account.host, port, ca: account.ca, user: account.address, password: account.password, sender: sender ?? account.address, to, file }
  return run('python3', [join(import.meta.dirname, 'smtplib_send.py')], { ...patience, input: JSON.stringify(order) })
}
