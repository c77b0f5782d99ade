/** Speaks to a milter as Postfix does (protocol version 6): one message in, its verdict and what it changes out. */
import { connect } from 'node:net'

export interface Asked {
  /** The client's address. */
  readonly client: string
  readonly helo: string
  /** Envelope; "" is the empty sender. */
  readonly from: string
  readonly to: string
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly body: string
  /** `{daemon_name}`: the service's name. */
  readonly service: string
  /** `{auth_authen}`: who signed in. */
  readonly login?: string
}

export interface Verdict {
  /** `accept`, `tempfail`, …, or the reply in full, such as `554 5.7.1 …`. */
  readonly outcome: string
  /** Headers that it adds, in order. */
  readonly added: readonly (readonly [name: string, value: string])[]
  /** Names of headers that it removes. */
  readonly removed: readonly string[]
}

const packet = (command: string, ...parts: (string | Buffer)[]): Buffer => {
  const payload = Buffer.concat(parts.map(part => (typeof part === 'string' ? Buffer.from(`${part}\0`) : part)))
  const head = Buffer.alloc(5)
  head.writeUInt32BE(payload.length + 1, 0)
  head.write(command, 4)
  return Buffer.concat([head, payload])
}

const number32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value, 0)
  return bytes
}

const macros = (command: string, values: Readonly<Record<string, string>>): Buffer => packet('D', Buffer.from(command), ...Object.entries(values).flat())

const conversation = ({ client, helo, from, to, headers, body, service, login }: Asked): Buffer =>
  Buffer.concat([
    macros('C', { j: 'sv0001.example.jp', '{daemon_name}': service }),
    packet('C', 'client.example', Buffer.from('4'), Buffer.from([0x30, 0x39]), client),
    packet('H', helo),
    macros('M', login ? { i: 'QUEUEID', '{auth_type}': 'PLAIN', '{auth_authen}': login } : { i: 'QUEUEID' }),
    packet('M', `<${from}>`),
    packet('R', `<${to}>`),
    packet('T'),
    ...headers.map(([name, value]) => packet('L', name, value)),
    packet('N'),
    packet('B', Buffer.from(body)),
    packet('E'),
  ])

const finalReplies: Readonly<Record<string, string>> = { a: 'accept', c: 'accept', d: 'discard', r: 'reject', t: 'tempfail' }

/**
 * Asks about one message.
 * @throws Error when the milter goes away
 */
export const askMilter = (path: string, asked: Asked): Promise<Verdict> =>
  new Promise((resolve, reject) => {
    const added: [string, string][] = []
    const removed: string[] = []
    let buffer = Buffer.alloc(0)
    const socket = connect(path, () => socket.write(packet('O', number32(6), number32(0x1ff), number32(0x1fffff))))
    const take = (command: string, payload: Buffer): void => {
      const texts = (from: number): string[] => payload.subarray(from).toString('utf8').split('\0')
      if (command === 'O') socket.write(conversation(asked))
      else if (command === 'h') added.push(texts(0).slice(0, 2) as [string, string])
      else if (command === 'i') added.push(texts(4).slice(0, 2) as [string, string])
      else if (command === 'm') {
        const [name = '', value = ''] = texts(4)
        if (value === '') removed.push(name)
        else added.push([name, value])
      } else if (command === 'y' || finalReplies[command]) {
        resolve({ outcome: finalReplies[command] ?? texts(0)[0] ?? '', added, removed })
        socket.end(packet('Q'))
      }
    }
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('the milter went away')))
    socket.on('data', chunk => {
      buffer = Buffer.concat([buffer, chunk])
      while (buffer.length >= 5 && buffer.length >= 4 + buffer.readUInt32BE(0)) {
        const end = 4 + buffer.readUInt32BE(0)
        take(buffer.toString('latin1', 4, 5), buffer.subarray(5, end))
        buffer = buffer.subarray(end)
      }
    })
  })
