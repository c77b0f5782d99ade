/** One TLS connection that speaks in turns: send, then wait for the whole reply. No resumption, no pipelining. */
import { connect as connectTcp } from 'node:net'
import { createSecureContext, connect, type SecureContext, type TLSSocket } from 'node:tls'

/** Where a server listens, and from which loopback address to come. */
export interface Target {
  readonly address: string
  readonly port: number
  readonly from?: string
}

// Made once: a context of its own for each connection would load every CA root each time, and the generator would measure itself.
// The curve is the same for both sides, so that neither pays for a larger key exchange.
const context: SecureContext = createSecureContext({ minVersion: 'TLSv1.3', maxVersion: 'TLSv1.3', ecdhCurve: 'X25519' })

/** True when the text so far is a whole reply. */
export type Complete = (text: string) => boolean

/** An SMTP reply ends with a line whose code is followed by a space (RFC 5321, 4.2.1). */
export const smtpReply: Complete = text => text.endsWith('\r\n') && /(?:^|\n)\d{3} [^\n]*\n$/.test(text)

/** An untagged greeting line. */
export const oneLine: Complete = text => text.endsWith('\r\n')

/** An IMAP response ends with the line of its tag. */
export const tagged =
  (tag: string): Complete =>
  text =>
    text.endsWith('\r\n') && text.startsWith(`${tag} `, text.lastIndexOf('\n', text.length - 2) + 1)

interface Waiting {
  readonly complete: Complete
  readonly resolve: (text: string) => void
  readonly reject: (error: Error) => void
}

/** A connection. */
export class Wire {
  readonly socket: TLSSocket
  #text = ''
  #waiting: Waiting | null = null
  #failure: Error | null = null

  constructor(socket: TLSSocket) {
    this.socket = socket
    socket.on('data', (chunk: Buffer) => this.#take(chunk.toString('latin1')))
    socket.on('error', error => this.#fail(error))
    socket.on('close', () => this.#fail(new Error(`closed after ${JSON.stringify(this.#text.slice(-200))}`)))
  }

  #take(text: string): void {
    this.#text += text
    if (!this.#waiting?.complete(this.#text)) return
    const { resolve } = this.#waiting
    const whole = this.#text
    this.#text = ''
    this.#waiting = null
    resolve(whole)
  }

  #fail(error: Error): void {
    this.#failure ??= error
    this.#waiting?.reject(error)
    this.#waiting = null
  }

  /**
   * Waits for a reply.
   * @returns the whole of it, as Latin-1
   * @throws Error when the connection ends first, or the reply does not begin as it should
   */
  async reply(complete: Complete, wanted: string): Promise<string> {
    const text = await new Promise<string>((resolve, reject) => {
      if (this.#failure) return reject(this.#failure)
      this.#waiting = { complete, resolve, reject }
      this.#take('')
    })
    const last = text.slice(text.lastIndexOf('\n', text.length - 2) + 1)
    if (!last.startsWith(wanted)) throw new Error(`wanted ${wanted}, got ${JSON.stringify(text.slice(-300))}`)
    return text
  }

  /** Sends, then waits for the reply. @throws as `reply` does */
  ask(text: string, complete: Complete, wanted: string): Promise<string> {
    this.socket.write(text, 'latin1')
    return this.reply(complete, wanted)
  }

  /** Ends the connection at once. */
  close(): void {
    this.socket.removeAllListeners('close')
    this.socket.destroy()
  }
}

/**
 * Connects and shakes hands, always in full.
 * @throws Error when either fails
 */
export const open = ({ address, port, from }: Target): Promise<Wire> =>
  new Promise((resolve, reject) => {
    const tcp = connectTcp({ host: address, port, localAddress: from, noDelay: true })
    const socket = connect({ socket: tcp, secureContext: context, rejectUnauthorized: false }, () => {
      socket.off('error', reject)
      resolve(new Wire(socket))
    })
    tcp.on('error', reject)
    socket.on('error', reject)
  })
