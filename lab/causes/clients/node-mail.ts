/** A program: signs in with nodemailer or imapflow as an application would. The order comes as JSON on standard input; the answer, or the error, is printed. */
import { readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { ImapFlow } from 'imapflow'
import { createTransport } from 'nodemailer'

/** What to do. */
export interface NodeOrder {
  readonly library: 'nodemailer' | 'imapflow'
  readonly host: string
  readonly port: number
  readonly secure: boolean
  /** Null trusts what the machine trusts. */
  readonly ca: string | null
  readonly user?: string
  readonly password?: string
  /** An OAuth token in place of a password. */
  readonly accessToken?: string
  readonly sender?: string
  readonly to?: string
  /** Takes any certificate. */
  readonly careless?: boolean
  /** Stays in IDLE so long. */
  readonly idleMs?: number
}

const waits = { connectionTimeout: 11_000, greetingTimeout: 11_000 }

const tlsOf = ({ ca, careless }: NodeOrder) => ({ ...(ca === null ? {} : { ca: readFileSync(ca, 'utf8') }), rejectUnauthorized: !careless })

const send = async (order: NodeOrder): Promise<string> => {
  const { host, port, secure, user, password, accessToken, sender, to } = order
  const auth = user === undefined ? {} : { auth: accessToken === undefined ? { user, pass: password ?? '' } : { type: 'OAuth2' as const, user, accessToken } }
  const transport = createTransport({ host, port, secure, tls: tlsOf(order), ...waits, ...auth })
  try {
    const { response } = await transport.sendMail({ from: sender, to, subject: 'lab', text: 'lab' })
    return response
  } finally {
    transport.close()
  }
}

const read = async (order: NodeOrder): Promise<string> => {
  const { host, port, secure, user = '', password, accessToken, idleMs } = order
  const auth = accessToken === undefined ? { user, pass: password ?? '' } : { user, accessToken }
  const client = new ImapFlow({ host, port, secure, auth, tls: tlsOf(order), logger: false, clientInfo: { name: 'todoku-lab' }, ...waits })
  client.on('error', () => {})
  await client.connect()
  await client.mailboxOpen('INBOX')
  if (idleMs) {
    const idle = client.idle()
    await pause(idleMs)
    await client.noop()
    await idle
  }
  await client.logout()
  return 'done'
}

const said = (error: unknown): string => {
  const { message, response, responseText, serverResponseCode } = error as Error & { response?: unknown; responseText?: unknown; serverResponseCode?: unknown }
  return [message, response, responseText, serverResponseCode].filter(part => typeof part === 'string').join(' ')
}

if (import.meta.main) {
  const order = JSON.parse(await text(process.stdin)) as NodeOrder
  try {
    console.log(await (order.library === 'nodemailer' ? send(order) : read(order)))
  } catch (error) {
    console.log(said(error))
    process.exitCode = 1
  }
}
