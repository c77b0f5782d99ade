/** A conversation in a protocol of lines, such as IMAP or POP3, for tests. */
import { connect, type NetConnectOpts, type Socket } from 'node:net'

/** An open conversation. */
export class LineTalk {
  readonly #socket: Socket
  #buffer = ''
  #wake: () => void = () => {}
  #isEnded = false

  private constructor(socket: Socket) {
    this.#socket = socket
    const end = (): void => {
      this.#isEnded = true
      this.#wake()
    }
    socket.on('data', chunk => {
      this.#buffer += chunk.toString('utf8')
      this.#wake()
    })
    socket.on('close', end)
    socket.on('error', end)
  }

  /** Connects, and reads the greeting where there is one. */
  static async open(where: NetConnectOpts | { readonly address: string; readonly port: number }, hasGreeting = true): Promise<LineTalk> {
    const talk = new LineTalk(connect('address' in where ? { host: where.address, port: where.port } : where))
    if (hasGreeting) await talk.#until(/\n/)
    return talk
  }

  async #until(wanted: RegExp, timeoutMs = 20_000): Promise<string> {
    const deadline = Date.now() + timeoutMs
    while (!wanted.test(this.#buffer)) {
      if (this.#isEnded || Date.now() > deadline) throw new Error(`no answer; unread: "${this.#buffer}"`)
      await new Promise<void>(resolve => {
        this.#wake = resolve
        setTimeout(resolve, 500).unref()
      })
    }
    const text = this.#buffer
    this.#buffer = ''
    return text
  }

  /** Sends a line and reads until `wanted` is there. @returns all that came */
  say(line: string, wanted = /\r\n/): Promise<string> {
    this.#socket.write(`${line}\r\n`)
    return this.#until(wanted)
  }

  close(): void {
    this.#socket.destroy()
  }
}
