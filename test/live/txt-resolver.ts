/** A resolver that knows some TXT records and says NXDOMAIN for all else. */
import { createSocket } from 'node:dgram'
import { once } from 'node:events'

const questionEnd = (query: Buffer): { name: string; end: number } => {
  const labels: string[] = []
  let at = 12
  for (let length = query[at] ?? 0; length; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length))
    at += length + 1
  }
  return { name: labels.join('.').toLowerCase(), end: at + 5 }
}

const answerTo = (query: Buffer, records: Readonly<Record<string, string>>): Buffer => {
  const { name, end } = questionEnd(query)
  const isTxt = query.readUInt16BE(end - 4) === 16
  const text = records[name]
  const head = Buffer.from(query.subarray(0, 12))
  head.writeUInt16BE(text === undefined ? 0x8183 : 0x8180, 2)
  head.writeUInt16BE(text !== undefined && isTxt ? 1 : 0, 6)
  head.writeUInt32BE(0, 8)
  const question = query.subarray(12, end)
  if (text === undefined || !isTxt) return Buffer.concat([head, question])
  const strings = Buffer.concat((text.match(/.{1,255}/gs) ?? []).map(part => Buffer.concat([Buffer.from([part.length]), Buffer.from(part)])))
  const record = Buffer.from([0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 60, strings.length >> 8, strings.length & 255])
  return Buffer.concat([head, question, record, strings])
}

/** Starts it on loopback. @returns its port, and how to end it */
export const startTxtResolver = async (records: Readonly<Record<string, string>>): Promise<{ port: number; stop(): void }> => {
  const socket = createSocket('udp4')
  socket.on('message', (query, { port, address }) => socket.send(answerTo(query, records), port, address))
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return { port: socket.address().port, stop: () => socket.close() }
}
