/** Asks a milter whether it is there: offers version 6 of the protocol, and wants its answer. */
import { connect } from 'node:net'

const negotiate = 'O'.charCodeAt(0)

/** SMFIC_OPTNEG: length, command, version, actions, steps. */
const offer = (): Buffer => {
  const packet = Buffer.alloc(17)
  packet.writeUInt32BE(13, 0)
  packet.writeUInt8(negotiate, 4)
  packet.writeUInt32BE(6, 5)
  packet.writeUInt32BE(0x1ff, 9)
  packet.writeUInt32BE(0x1fffff, 13)
  return packet
}

/**
 * Negotiates, and leaves.
 * @throws Error when there is no answer within the time
 */
export const milterAnswers = (path: string, timeoutMs = 5_000): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = connect(path, () => socket.write(offer()))
    socket.setTimeout(timeoutMs, () => socket.destroy(new Error(`no answer within ${timeoutMs} ms`)))
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('closed without an answer')))
    socket.on('data', chunk => {
      if (chunk.length > 4 && chunk[4] === negotiate) resolve()
      socket.end(Buffer.from([0, 0, 0, 1, 'Q'.charCodeAt(0)]))
    })
  })
