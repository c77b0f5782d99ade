/** A client's socket without a network, for hundreds of thousands of connections: what it sends comes in the given chunks, what it is told is kept. */
import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'

/** As `Wire` sees it, a socket; as a test sees it, a script and an ear. */
export class MemorySocket extends Duplex {
  readonly localAddress = '192.0.2.1'
  heard = ''
  readonly #chunks: Buffer[]
  readonly #endsAfter: boolean

  /** @param endsAfter the client closes behind its last chunk; else it stays and says nothing more */
  constructor(chunks: readonly Buffer[], endsAfter: boolean) {
    super({ allowHalfOpen: false })
    this.#chunks = [...chunks].toReversed()
    this.#endsAfter = endsAfter
  }

  override _read(): void {
    const chunk = this.#chunks.pop()
    if (chunk) queueMicrotask(() => this.push(chunk))
    else if (this.#endsAfter) this.push(null)
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.heard += chunk.toString('latin1')
    done()
  }

  /** For code that wants the real thing. */
  get asSocket(): Socket {
    return this as unknown as Socket
  }
}
