/** A name server in a few lines, over UDP and TCP, that answers as its conduct says: for all that PowerDNS would not do. */
import { createSocket, type Socket as DatagramSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { AUTHORITATIVE_ANSWER, decode, encode, type Packet, TRUNCATED_RESPONSE } from 'dns-packet'
import type { Conduct, Said } from './conduct.ts'

export interface ScriptedServer {
  readonly hostName: string
  readonly address: string
  /** Questions so far, as `A kaede.example udp`. */
  readonly asked: string[]
  stop(): Promise<void>
}

const replyTo = (query: Packet, said: Exclude<Said, 'silent' | 'cut'>): Buffer => {
  const { code = 0, authoritative = false, truncated = false, answers = [], authorities = [] } = said
  return encode({
    type: 'response',
    id: query.id ?? 0,
    flags: code | (authoritative ? AUTHORITATIVE_ANSWER : 0) | (truncated ? TRUNCATED_RESPONSE : 0),
    questions: query.questions ?? [],
    answers: [...answers],
    authorities: [...authorities],
  })
}

/** What the server says to these bytes, or null for what is no question. */
const consult = (bytes: Buffer, transport: 'udp' | 'tcp', conduct: Conduct, asked: string[]): { readonly query: Packet; readonly said: Said } | null => {
  try {
    const query = decode(bytes)
    const [question] = query.questions ?? []
    if (!question) return null
    const name = question.name.toLowerCase()
    asked.push(`${question.type} ${name} ${transport}`)
    return { query, said: conduct({ name, type: question.type, transport }) }
  } catch {
    return null
  }
}

const overUdp = async (address: string, conduct: Conduct, asked: string[]): Promise<DatagramSocket> => {
  const socket = createSocket('udp4')
  socket.on('message', (bytes, from) => {
    const consulted = consult(bytes, 'udp', conduct, asked)
    // What would be cut over TCP does not fit into a datagram.
    const said = consulted?.said === 'cut' ? { authoritative: true, truncated: true } : consulted?.said
    if (consulted && said && said !== 'silent') socket.send(replyTo(consulted.query, said), from.port, from.address)
  })
  socket.bind(53, address)
  await once(socket, 'listening')
  return socket
}

const overTcp = async (address: string, conduct: Conduct, asked: string[], open: Set<Socket>): Promise<Server> => {
  const server = createServer(socket => {
    open.add(socket)
    socket.on('error', () => {}).on('close', () => open.delete(socket))
    let read = Buffer.alloc(0)
    socket.on('data', (chunk: Buffer) => {
      read = Buffer.concat([read, chunk])
      const length = read.length < 2 ? Infinity : read.readUInt16BE(0)
      if (read.length < 2 + length) return
      const consulted = consult(read.subarray(2, 2 + length), 'tcp', conduct, asked)
      read = read.subarray(2 + length)
      if (!consulted || consulted.said === 'silent') return
      const reply = replyTo(consulted.query, consulted.said === 'cut' ? {} : consulted.said)
      const framed = Buffer.concat([Buffer.from([reply.length >> 8, reply.length & 255]), reply])
      if (consulted.said === 'cut') socket.end(framed.subarray(0, framed.length >> 1))
      else socket.write(framed)
    })
  })
  await new Promise<void>(resolve => void server.listen(53, address, resolve))
  return server
}

/** Starts it on port 53 of its address. */
export const startScripted = async ({ hostName, address }: { readonly hostName: string; readonly address: string }, conduct: Conduct): Promise<ScriptedServer> => {
  const asked: string[] = []
  const open = new Set<Socket>()
  const [udp, tcp] = await Promise.all([overUdp(address, conduct, asked), overTcp(address, conduct, asked, open)])
  return {
    hostName,
    address,
    asked,
    stop: async () => {
      for (const socket of open) socket.destroy()
      await Promise.all([new Promise<void>(resolve => void udp.close(() => resolve())), new Promise<void>(resolve => void tcp.close(() => resolve()))])
    },
  }
}
