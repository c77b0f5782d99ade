/** After sign-in: bytes go through, both ways, with back-pressure. The edge reads none of them. */
import type { Socket } from 'node:net'

/**
 * Joins two sockets until both sides are done; when one breaks, the other is closed.
 * @param ahead what the client had sent behind its sign-in
 * @returns when both are closed
 */
export const splice = (client: Socket, engine: Socket, ahead: Buffer): Promise<void> => {
  if (ahead.length) engine.write(ahead)
  client.pipe(engine)
  engine.pipe(client)
  return new Promise(resolve => {
    let open = 2
    const closed = (other: Socket) => (): void => {
      open -= 1
      if (open === 0) resolve()
      else {
        // Ended twice, a stream makes an error with a stack, which costs as much as a write.
        if (!other.writableEnded) other.end()
        // The pipe stopped reading with its target; without reading, the other's own end is never seen.
        other.resume()
        // A side that never closes must not hold the pair: five seconds for its last bytes.
        setTimeout(() => other.destroy(), 5000).unref()
      }
    }
    // One may have gone in the very moment of the hand-over: its event will not come again.
    const watch = (socket: Socket, other: Socket): void => {
      socket.on('error', () => other.destroy())
      if (socket.closed) closed(other)()
      else socket.once('close', closed(other))
    }
    watch(client, engine)
    watch(engine, client)
  })
}
