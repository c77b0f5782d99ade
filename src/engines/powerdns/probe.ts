/** Asks a name server whether it is there: one question over UDP; any answer will do. */
import { createSocket } from 'node:dgram'
import { isIPv6 } from 'node:net'
import { decode, encode } from 'dns-packet'

/** What stands for every address, and where it can be asked. */
const everywhere: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' }

/** A question that needs no zone and no database: the answer is REFUSED. */
const question = (id: number): Buffer => encode({ type: 'query', id, flags: 0, questions: [{ type: 'SOA', name: '.' }] })

/**
 * Asks once.
 * @throws Error when there is no answer within the time
 */
export const nameServerAnswers = ({ address, port }: { readonly address: string; readonly port: number }, timeoutMs = 3_000): Promise<void> =>
  new Promise((resolve, reject) => {
    const host = everywhere[address] ?? address
    const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4')
    const id = Math.floor(Math.random() * 0x1_0000)
    const end = (error?: Error): void => {
      clearTimeout(timer)
      socket.close()
      if (error) reject(error)
      else resolve()
    }
    const timer = setTimeout(() => end(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs)
    socket.once('error', end)
    socket.on('message', message => {
      try {
        if (decode(message).id === id) end()
      } catch {
        // Not an answer to us; the time limit stands.
      }
    })
    socket.connect(port, host, () => socket.send(question(id)))
  })
