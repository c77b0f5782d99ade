/** A conversation in SMTP or LMTP, line by line, for tests. */
import { connect, type NetConnectOpts, type Socket } from 'node:net'

/** The whole answer: its code and all its lines without code and newline. */
export interface Reply {
  readonly code: number
  readonly lines: readonly string[]
  /** As on the wire, lines joined by "\n". */
  readonly text: string
}

const replyPattern = /^(?:\d{3}-[^\n]*\n)*\d{3}(?: [^\n]*)?\r?\n/

/** An open conversation. */
export class SmtpTalk {
  readonly #socket: Socket
  #buffer = ''
  #wake: () => void = () => {}
  #ended = false

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.on('data', chunk => {
      this.#buffer += chunk.toString('utf8')
      this.#wake()
    })
    const end = (): void => {
      this.#ended = true
      this.#wake()
    }
    socket.on('close', end)
    socket.on('error', end)
  }

  /** Connects and reads the greeting. */
  static async open(where: NetConnectOpts): Promise<SmtpTalk> {
    const talk = new SmtpTalk(connect(where))
    await talk.reply()
    return talk
  }

  /** Reads the greeting on a socket that is connected, such as one in TLS. */
  static async over(socket: Socket): Promise<SmtpTalk> {
    const talk = new SmtpTalk(socket)
    await talk.reply()
    return talk
  }

  /** Reads one answer. @throws Error when the peer closes or stays silent */
  async reply(timeoutMs = 20_000): Promise<Reply> {
    const deadline = Date.now() + timeoutMs
    for (;;) {
      const match = replyPattern.exec(this.#buffer)
      if (match) {
        this.#buffer = this.#buffer.slice(match[0].length)
        const lines = match[0].trimEnd().split(/\r?\n/)
        return { code: Number(lines[0]?.slice(0, 3)), lines: lines.map(line => line.slice(4)), text: lines.join('\n') }
      }
      if (this.#ended) throw new Error(`closed; unread: "${this.#buffer}"`)
      if (Date.now() > deadline) throw new Error(`no reply; unread: "${this.#buffer}"`)
      await new Promise<void>(resolve => {
        this.#wake = resolve
        setTimeout(resolve, 1000).unref()
      })
    }
  }

  /** Sends bytes as they are, without waiting. */
  send(bytes: string | Buffer): void {
    this.#socket.write(bytes)
  }

  /** Sends a line and reads the answer. */
  async say(line: string): Promise<Reply> {
    this.send(`${line}\r\n`)
    return await this.reply()
  }

  /** Says each line in turn, until one is refused. @returns the last answer */
  async sayAll(...lines: string[]): Promise<Reply> {
    let last: Reply | undefined
    for (const line of lines) {
      last = await this.say(line)
      if (last.code >= 400) break
    }
    if (!last) throw new Error('nothing to say')
    return last
  }

  /** The socket, for TLS. */
  get socket(): Socket {
    this.#socket.removeAllListeners('data')
    return this.#socket
  }

  close(): void {
    this.#socket.destroy()
  }
}
