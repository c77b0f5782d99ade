/** A mail host somewhere on the private Internet: port 25 with STARTTLS, an answer per recipient and per message, and an inbox to read. */
import { readFileSync } from 'node:fs'
import { type SMTPServerAddress, type SMTPServerSession, SMTPServer } from 'smtp-server'
import type { Certificate } from '../authority.ts'
import { until } from '../process.ts'
import type { Verdict } from './verdict.ts'

/** A message that was taken. */
export interface Received {
  /** Who connected. */
  readonly address: string
  readonly helo: string
  /** TLS version, or null in the clear. */
  readonly tls: string | null
  /** Envelope; the empty sender is "". */
  readonly sender: string
  readonly recipients: readonly string[]
  readonly raw: Buffer
  readonly verdict?: Verdict
}

/** An SMTP refusal: code, then enhanced code and words. */
export interface Refusal {
  readonly code: number
  readonly text: string
}

/** What makes one host differ from another. */
export interface Policy {
  /** Null takes the recipient. */
  recipient(address: string): Refusal | null
  /** Judges the whole message; null takes it. Left out, everything is taken. */
  message?(message: Received): Promise<{ readonly verdict: Verdict; readonly refusal: Refusal | null }>
}

export interface MailHost {
  readonly inbox: readonly Received[]
  /** Messages that were refused after DATA. */
  readonly refused: readonly Received[]
  /** The first message taken that fits, waiting up to 30 s. @throws Error when none comes; the message says what did come */
  waitFor(fits: (message: Received) => boolean, what: string): Promise<Received>
  stop(): Promise<void>
}

const refuse = ({ code, text }: Refusal): Error => Object.assign(new Error(text), { responseCode: code })

const address = ({ mailFrom }: SMTPServerSession['envelope']): string => (mailFrom ? mailFrom.address : '')

const received = (raw: Buffer, { remoteAddress, hostNameAppearsAs, envelope, tlsOptions }: SMTPServerSession): Received => ({
  address: remoteAddress.replace(/^::ffff:/, ''),
  helo: String(hostNameAppearsAs),
  tls: tlsOptions ? String(tlsOptions.version ?? 'TLS') : null,
  sender: address(envelope),
  recipients: envelope.rcptTo.map((recipient: SMTPServerAddress) => recipient.address),
  raw,
})

const subjectOf = (raw: Buffer): string => /^subject: *(.*)$/im.exec(raw.toString('latin1', 0, 8192))?.[1]?.trim() ?? '?'

/** RFC 6531 3.4: letters beyond ASCII only in a transaction that was announced with SMTPUTF8. */
const undeclared: Refusal = { code: 553, text: '5.6.7 this address needs SMTPUTF8' }
const isUndeclared = (recipient: SMTPServerAddress, { envelope: { mailFrom } }: SMTPServerSession): boolean =>
  /[^\0-\x7f]/.test(recipient.address) && !(mailFrom && mailFrom.args && 'SMTPUTF8' in mailFrom.args)

/**
 * Opens a mail host.
 * @param place its host name and the address where it listens
 */
export const openMailHost = async (place: { readonly hostName: string; readonly address: string }, certificate: Certificate, policy: Policy): Promise<MailHost> => {
  const inbox: Received[] = []
  const refused: Received[] = []
  const server = new SMTPServer({
    name: place.hostName,
    banner: 'ready',
    authOptional: true,
    disabledCommands: ['AUTH'],
    disableReverseLookup: true,
    logger: false,
    cert: readFileSync(certificate.cert),
    key: readFileSync(certificate.key),
    onRcptTo: (recipient, session, callback) => {
      const refusal = isUndeclared(recipient, session) ? undeclared : policy.recipient(recipient.address)
      callback(refusal && refuse(refusal))
    },
    onData: (stream, session, callback) => {
      const take = async (): Promise<string> => {
        const chunks: Buffer[] = []
        for await (const chunk of stream) chunks.push(chunk as Buffer)
        const message = received(Buffer.concat(chunks), session)
        const judged = await policy.message?.(message)
        const whole = judged ? { ...message, verdict: judged.verdict } : message
        if (judged?.refusal) {
          refused.push(whole)
          throw refuse(judged.refusal)
        }
        inbox.push(whole)
        return `2.0.0 taken, ${whole.raw.length} bytes`
      }
      take().then(
        words => callback(null, words),
        (error: Error) => callback(error),
      )
    },
  })
  // A peer that breaks off is nothing to a server; without this the error would end the lab.
  server.on('error', () => {})
  await new Promise<void>(resolve => void server.listen(25, place.address, resolve))
  return {
    inbox,
    refused,
    waitFor: async (fits, what) => {
      const found = await until(() => inbox.find(fits) ?? null, 30_000)
      if (found) return found
      const list = (messages: readonly Received[]): string => messages.map(({ raw, sender, verdict }) => `${subjectOf(raw)} <${sender}> ${JSON.stringify(verdict ?? {})}`).join('; ') || 'nothing'
      throw new Error(`${place.hostName} did not receive ${what}; it received: ${list(inbox)}; it refused: ${list(refused)}`)
    },
    stop: () => new Promise(resolve => server.close(() => resolve())),
  }
}
