/** Hands a message of our own to Postfix, where Dovecot hands in its own: on the re-injection port. */
import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import type { Endpoint } from '../../base/config.ts'

/** What became of it. `queueId` is what Postfix's log calls the message by; null where the reply does not say. */
export type HandedIn = { readonly state: 'accepted'; readonly queueId: string | null } | { readonly state: 'refused'; readonly reply: string }

const timeoutMs = 30_000

/** Reads whole replies (RFC 5321 4.2.1: the last line has a blank after the code). */
const replyReader = (lines: AsyncIterator<string>) => async (): Promise<string> => {
  for (const said: string[] = []; ; ) {
    const { value, done } = await lines.next()
    if (done) throw new Error('the connection ended without a reply')
    said.push(value)
    if (!/^\d{3}-/.test(value)) return said.join(' ')
  }
}

/**
 * Hands a message in, with an empty envelope sender: nothing comes back to anybody.
 * @param message whole, with CRLF
 * @returns accepted only once Postfix has it on disk; refused when it never will be taken
 * @throws Error when Postfix is away, or says to try later
 */
export const handIn = async ({ address, port }: Endpoint, hostName: string, recipient: string, message: string): Promise<HandedIn> => {
  const socket = connect(port, address)
  socket.setTimeout(timeoutMs, () => socket.destroy(new Error(`no reply within ${timeoutMs} ms`)))
  let broken: Error | null = null
  socket.on('error', error => {
    broken = error
  })
  const next = replyReader(createInterface({ input: socket })[Symbol.asyncIterator]())
  const steps = [null, `EHLO ${hostName}`, 'MAIL FROM:<>', `RCPT TO:<${recipient}>`, 'DATA', `${message.replace(/^\./gm, '..')}.`]
  let reply = ''
  try {
    for (const step of steps) {
      if (step !== null) socket.write(`${step}\r\n`)
      reply = await next()
      if (reply.startsWith('5')) return { state: 'refused', reply }
      if (!/^[23]/.test(reply)) throw new Error(`Postfix says "${reply}"`)
    }
    socket.end('QUIT\r\n')
    return { state: 'accepted', queueId: / queued as (\w+)$/.exec(reply)?.[1] ?? null }
  } catch (error) {
    throw broken ?? error
  } finally {
    socket.destroySoon()
  }
}
