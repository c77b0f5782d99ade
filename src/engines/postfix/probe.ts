/** Asks an SMTP server whether it is there: connects, reads the greeting, says QUIT. */
import { connect, type NetConnectOpts } from 'node:net'

/**
 * Reads the greeting.
 * @returns its first line, such as `220 sv0001.example.jp ESMTP`
 * @throws Error when there is none within the time
 */
export const greetingOf = (where: NetConnectOpts, timeoutMs = 5_000): Promise<string> =>
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
      socket.end('QUIT\r\n')
      resolve(text.slice(0, end))
    })
  })
