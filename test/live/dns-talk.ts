/** DNS over the wire, for tests of a name server: questions, and whoever waits to be told of changes. */
import { createSocket } from 'node:dgram'
import { decode, encode, type DecodedPacket } from 'dns-packet'

/** Types that are asked for. */
export type QuestionType = 'A' | 'AAAA' | 'CAA' | 'CNAME' | 'MX' | 'NS' | 'SOA' | 'SRV' | 'TLSA' | 'TXT'

/** What came: the code of the answer, its flags, and its records as text. */
export interface Heard {
  readonly code: string
  readonly types: readonly string[]
  readonly values: readonly string[]
}

const textOf = (data: unknown): string => {
  if (typeof data === 'string') return data
  if (Buffer.isBuffer(data)) return data.toString('latin1')
  if (Array.isArray(data)) return data.map(textOf).join('')
  return JSON.stringify(data)
}

/** The code is in the flags, whose type dns-packet leaves out. */
const heardIn = (packet: DecodedPacket): Heard => {
  const records = packet.answers ?? []
  return { code: (packet as DecodedPacket & { rcode: string }).rcode, types: records.map(({ type }) => type), values: records.flatMap(record => ('data' in record ? [textOf(record.data)] : [])) }
}

const query = (name: string, type: QuestionType, version = 'IN'): Parameters<typeof encode>[0] => ({
  type: 'query',
  id: Math.floor(Math.random() * 0x1_0000),
  questions: [{ name, type, class: version as 'IN' }],
})

/** Asks over UDP. @throws Error when nothing comes within 5 s */
export const askDns = (port: number, name: string, type: QuestionType, zoneClass = 'IN'): Promise<Heard> =>
  new Promise((resolve, reject) => {
    const socket = createSocket('udp4')
    const timer = setTimeout(() => {
      socket.close()
      reject(new Error(`no answer about ${type} ${name}`))
    }, 5000)
    socket.once('error', reject)
    socket.once('message', message => {
      clearTimeout(timer)
      socket.close()
      resolve(heardIn(decode(message)))
    })
    socket.connect(port, '127.0.0.1', () => socket.send(encode(query(name, type, zoneClass))))
  })

export interface Listener {
  /** Names of the zones that it was told of. */
  readonly told: readonly string[]
  close(): void
}

/** Waits at a secondary's address to be told of changes (RFC 1996), and says that it heard. */
export const listenAsSecondary = (address: string): Promise<Listener> =>
  new Promise((resolve, reject) => {
    const told: string[] = []
    const socket = createSocket('udp4', (message, { address: from, port }) => {
      const { questions, flags = 0 } = decode(message)
      if (((flags >> 11) & 15) === 4) told.push(...(questions ?? []).map(({ name }) => name))
      const answer = Buffer.from(message)
      answer.writeUInt8(answer.readUInt8(2) | 0x80, 2)
      socket.send(answer, port, from)
    })
    socket.once('error', reject)
    socket.bind(53, address, () => resolve({ told, close: () => socket.close() }))
  })
