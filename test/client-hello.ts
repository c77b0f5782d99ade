/** The first message of a real TLS client: Node's. */
import { Duplex } from 'node:stream'
import { connect, type ConnectionOptions } from 'node:tls'

/** What it sends first with these options, and nothing more. */
export const clientHelloOf = (options: ConnectionOptions): Promise<Buffer> =>
  new Promise(resolve => {
    const wire = new Duplex({
      read: () => {},
      write: (chunk: Buffer, _encoding, done) => {
        resolve(chunk)
        done()
        // The client that writes this is still being made.
        setImmediate(() => wire.destroy())
      },
    })
    connect({ ...options, socket: wire, rejectUnauthorized: false }).on('error', () => {})
  })
