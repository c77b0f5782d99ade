/** A resolver on loopback that answers as it was told to, fails where it was told to, and counts. */
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import ipaddr from 'ipaddr.js'

/** What it says: values, or how it fails. `silent` never answers. */
export type Said = readonly string[] | 'nxdomain' | 'servfail' | 'refused' | 'silent'

const types: Readonly<Record<number, string>> = { 1: 'A', 12: 'PTR', 28: 'AAAA' }
const codes: Readonly<Record<string, number>> = { nxdomain: 3, servfail: 2, refused: 5 }

const nameIn = (query: Buffer): { name: string; end: number } => {
  const labels: string[] = []
  let at = 12
  for (let length = query[at] ?? 0; length; length = query[at] ?? 0) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length))
    at += length + 1
  }
  return { name: labels.join('.').toLowerCase(), end: at + 5 }
}

const dataOf = (type: string, value: string): Buffer =>
  type === 'PTR'
    ? Buffer.concat([...value.split('.').map(label => Buffer.concat([Buffer.from([label.length]), Buffer.from(label)])), Buffer.from([0])])
    : Buffer.from(ipaddr.parse(value).toByteArray())

const record = (type: number, data: Buffer): Buffer => Buffer.concat([Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 60, data.length >> 8, data.length & 255]), data])

export interface ScriptedResolver {
  readonly port: number
  /** Questions so far, as `PTR 10.2.0.192.in-addr.arpa`. */
  readonly asked: string[]
  stop(): void
}

/**
 * Starts it.
 * @param script question → answer, as it is when the question comes; NXDOMAIN for all else
 */
export const startScriptedResolver = async (script: Readonly<Record<string, Said>>): Promise<ScriptedResolver> => {
  const socket = createSocket('udp4')
  const asked: string[] = []
  socket.on('message', (query, { port, address }) => {
    const { name, end } = nameIn(query)
    const type = query.readUInt16BE(end - 4)
    const question = `${types[type]} ${name}`
    asked.push(question)
    const said = script[question] ?? 'nxdomain'
    if (said === 'silent') return
    const values = typeof said === 'string' ? [] : said
    const head = Buffer.from(query.subarray(0, 12))
    head.writeUInt16BE(0x8180 | (typeof said === 'string' ? codes[said]! : 0), 2)
    head.writeUInt16BE(values.length, 6)
    head.writeUInt32BE(0, 8)
    socket.send(Buffer.concat([head, query.subarray(12, end), ...values.map(value => record(type, dataOf(types[type]!, value)))]), port, address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return { port: socket.address().port, asked, stop: () => socket.close() }
}
