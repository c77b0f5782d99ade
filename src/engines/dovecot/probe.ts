/** Asks a text server whether it is there: connects, reads its first line, says good-bye. */
import { connect, type NetConnectOpts } from 'node:net'

/**
 * Reads the first line.
 * @param goodbye what to say then, such as `QUIT`
 * @throws Error when there is none within the time
 */
export const firstLineOf = (where: NetConnectOpts, goodbye: string, timeoutMs = 5_000): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(where)
    let text = ''
    socket.setTimeout(timeoutMs, () => socket.destroy(new Error(`no greeting within ${timeoutMs} ms`)))
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('closed without a greeting')))
    socket.on('data', chunk => {
      text += chunk.toString('latin1')
      const end = text.indexOf('\r\n')
      if (end < 0) return
      socket.end(`${goodbye}\r\n`)
      resolve(text.slice(0, end))
    })
  })
