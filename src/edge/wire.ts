/**
 * One client connection, as a protocol's session sees it: lines in, text out, STARTTLS, and at the end the bare socket for the splice.
 * It bounds what a stranger can make us hold: a line has a length, a read has a deadline, reading stops while nobody asks.
 */
import type { Socket } from 'node:net'
import type { TLSSocket } from 'node:tls'
import type { Judgement } from '../core/authentication/handshake.ts'
import type { NoteId } from '../core/causes/notes.ts'
import { readHello } from './client-hello.ts'
import type { ConnectionFacts } from './contract.ts'
import { plainAddress } from './networks.ts'
import { alertIn, type Secured, type UpgradeToTls } from './tls.ts'

/** Why a read gave no line: the client left, waited too long, sent more than a line may hold, or ends its lines with CR alone and waits for an answer. */
export type WireEnd = 'closed' | 'timeout' | 'too-long' | 'no-line-end'

/** Thrown by reads; a session ends on it. Never a fault of ours. */
export class WireEnded extends Error {
  readonly end: WireEnd
  constructor(end: WireEnd) {
    super(`connection ${end}`)
    this.name = 'WireEnded'
    this.end = end
  }
}

const LF = 0x0a
const CR = 0x0d

/** An LF that belongs to the CR before it is there at once, or a lost packet later. */
const lineEndMs = 2500

export class Wire {
  /** What is known of the connection; renewed by STARTTLS. */
  facts: ConnectionFacts
  /** What was forgiven: ids of the catalogue's notes. */
  notes: readonly NoteId[] = []
  /** The client has sent something since the connection, or its TLS, began. */
  hasSpoken = false
  /** What the client said of TLS when it ended it. */
  #alert: number | null = null
  #judgeLeaving: Secured['judgeLeaving'] | null
  #socket: Socket | TLSSocket
  #buffer: Buffer = Buffer.alloc(0)
  #searched = 0
  #ended: WireEnd | null = null
  #wake: (() => void) | null = null
  #deadline: NodeJS.Timeout
  readonly #deadlineAt: number
  readonly #upgrade: UpgradeToTls

  /**
   * @param socket a connected socket, in the clear or already in TLS
   * @param first bytes that were read from it before
   * @param deadlineMs from now to the sign-in; after it every read ends with `timeout`
   * @param secured when it began with TLS
   */
  constructor(socket: Socket | TLSSocket, facts: ConnectionFacts, first: Buffer, deadlineMs: number, upgrade: UpgradeToTls, secured: Pick<Secured, 'judgeLeaving'> | null = null) {
    this.#socket = socket
    this.facts = facts
    this.#buffer = first
    this.hasSpoken = first.length > 0
    this.#upgrade = upgrade
    this.#judgeLeaving = secured?.judgeLeaving ?? null
    this.#deadlineAt = Date.now() + deadlineMs
    this.#deadline = setTimeout(() => this.#end('timeout'), deadlineMs)
    this.#listen()
  }

  #onData = (chunk: Buffer): void => {
    this.hasSpoken = true
    this.#buffer = this.#buffer.length ? Buffer.concat([this.#buffer, chunk]) : chunk
    this.#socket.pause()
    this.#wake?.()
  }
  #onClosed = (): void => this.#end('closed')
  // The close that follows tells the session.
  #onError = (error: Error): void => {
    this.#alert ??= alertIn(error)
  }

  #listen(): void {
    this.#socket.pause()
    this.#socket.on('data', this.#onData).on('end', this.#onClosed).on('close', this.#onClosed).on('error', this.#onError)
    this.#socket.pause()
  }

  #deafen(): void {
    this.#socket.off('data', this.#onData).off('end', this.#onClosed).off('close', this.#onClosed).off('error', this.#onError)
  }

  #end(end: WireEnd): void {
    this.#ended ??= end
    this.#wake?.()
  }

  /** True when bytes are waiting that no read has taken: a client that pipelines, or talks before it may. */
  get hasUnread(): boolean {
    return this.#buffer.length > 0
  }

  /** The address of ours that the client, or its proxy, reached. */
  get localAddress(): string {
    return plainAddress(this.#socket.localAddress ?? '')
  }

  /** What waits unread, for a look; it stays unread. */
  get unread(): Buffer {
    return this.#buffer
  }

  /** What it means that the client left right after its handshake, without a word. Null: nothing is wrong, or it did not. */
  judgeLeaving(): Judgement | null {
    return this.hasSpoken ? null : (this.#judgeLeaving?.(this.#alert) ?? null)
  }

  /** Milliseconds left to sign in. */
  get remainingMs(): number {
    return Math.max(0, this.#deadlineAt - Date.now())
  }

  async #more(): Promise<void> {
    if (this.#ended) throw new WireEnded(this.#ended)
    await new Promise<void>(resolve => {
      this.#wake = resolve
      this.#socket.resume()
    })
    this.#wake = null
    this.#refuseLateHello()
    // What came before the end is still to be read; the end shows itself at the next call.
    if (this.#ended === 'timeout') throw new WireEnded('timeout')
  }

  #take(length: number): Buffer {
    const taken = this.#buffer.subarray(0, length)
    this.#buffer = this.#buffer.subarray(length)
    this.#searched = 0
    return taken
  }

  /** On a plain port, an app set to SSL/TLS whose hello came after the greeting, which it cannot read: a long way off. It is left unread. */
  #refuseLateHello(): void {
    if (this.facts.tls || !this.hasLateHello) return
    this.destroy()
    throw new WireEnded('closed')
  }

  /** TLS has begun where text is read. */
  get hasLateHello(): boolean {
    return this.#buffer.length > 2 && readHello(this.#buffer).is !== 'bad'
  }

  /** Waits for the LF behind a CR. @throws WireEnded `no-line-end` */
  async #lineEnd(): Promise<void> {
    let isLate = false
    const timer = setTimeout(() => {
      isLate = true
      this.#wake?.()
    }, lineEndMs)
    try {
      await this.#more()
    } finally {
      clearTimeout(timer)
    }
    if (isLate) throw new WireEnded('no-line-end')
  }

  /**
   * Reads one line, ended by CRLF or a bare LF (scripts send it; RFC 5321 2.3.8 forbids it only to senders of messages).
   * @param maxBytes longest line, its end included (SMTP: 12,288 for AUTH, RFC 4954 4)
   * @returns the line without its end; a bare CR or a NUL inside is the parser's to refuse
   * @throws WireEnded
   */
  async readLine(maxBytes: number): Promise<Buffer> {
    for (;;) {
      const at = this.#buffer.indexOf(LF, this.#searched)
      if (at >= maxBytes || (at < 0 && this.#buffer.length >= maxBytes)) throw new WireEnded('too-long')
      if (at >= 0) {
        const line = this.#take(at + 1)
        return line.subarray(0, at > 0 && line[at - 1] === CR ? at - 1 : at)
      }
      this.#searched = this.#buffer.length
      await (this.#buffer.at(-1) === CR ? this.#lineEnd() : this.#more())
    }
  }

  /**
   * Reads exactly `length` bytes, as an IMAP literal announces.
   * @throws WireEnded; the caller bounds `length`
   */
  async readBytes(length: number): Promise<Buffer> {
    while (this.#buffer.length < length) await this.#more()
    return this.#take(length)
  }

  /** Sends text as it is (UTF-8); the caller writes CRLF. Waits while the client does not read. */
  async write(text: string): Promise<void> {
    if (this.#ended || this.#socket.destroyed) return
    if (this.#socket.write(text)) return
    await new Promise<void>(resolve => {
      const done = (): void => {
        this.#socket.off('drain', done).off('close', done)
        this.#wake = null
        resolve()
      }
      this.#wake = done
      this.#socket.on('drain', done).on('close', done)
    })
  }

  /**
   * Turns on TLS after STARTTLS/STLS was answered. Bytes that came in the clear behind the command are thrown away with the connection
   * (command injection, CVE-2011-0411).
   * @param clientName what the client said it is, for the record of a handshake that fails
   * @throws WireEnded when the client sent on in the clear, or the handshake failed
   */
  async startTls(clientName: string | null): Promise<void> {
    if (this.#buffer.length) {
      this.destroy()
      throw new WireEnded('closed')
    }
    this.#deafen()
    const secured = await this.#upgrade(this.#socket, Buffer.alloc(0), this.facts, this.remainingMs, clientName)
    if (!secured) {
      this.#ended = 'closed'
      clearTimeout(this.#deadline)
      throw new WireEnded('closed')
    }
    this.#socket = secured.socket
    this.facts = secured.facts
    this.hasSpoken = false
    this.#judgeLeaving = secured.judgeLeaving
    this.#listen()
  }

  /** Hands over the socket and what it had sent ahead; the wire is done with it. */
  release(): { socket: Socket | TLSSocket; rest: Buffer } {
    clearTimeout(this.#deadline)
    this.#deafen()
    this.#socket.on('error', this.#onError)
    return { socket: this.#socket, rest: this.#take(this.#buffer.length) }
  }

  /** Sends a last text, if any, and closes. */
  close(lastText = ''): void {
    clearTimeout(this.#deadline)
    if (this.#socket.destroyed) return
    const socket = this.#socket
    // What still comes is read and forgotten: closing on unread bytes would reset the connection, and the last words with it.
    socket.off('data', this.#onData)
    socket.end(lastText)
    // A client that never reads must not keep us: two seconds for the last words.
    const timer = setTimeout(() => socket.destroy(), 2000)
    socket.on('close', () => clearTimeout(timer))
    socket.resume()
    this.#end('closed')
  }

  /** Closes at once, without a word. */
  destroy(): void {
    clearTimeout(this.#deadline)
    this.#socket.destroy()
    this.#end('closed')
  }
}
