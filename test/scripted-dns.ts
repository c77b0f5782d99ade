/** A name server (or resolver) over UDP and TCP that answers as it was told to, fails in every way that it was told to, and notes what it was asked. */
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Answer, AUTHORITATIVE_ANSWER, decode, encode, RECURSION_AVAILABLE, TRUNCATED_RESPONSE } from 'dns-packet'

export interface Asked {
  /** Lower case, without the final dot. */
  readonly name: string
  readonly type: string
  readonly isTcp: boolean
  readonly hasEdns: boolean
}

/** What it says to one question. Records as in a master file: `example.jp 300 NS ns1.example.jp`, `x.jp 60 TXT any words`. */
export interface Said {
  readonly answer?: readonly string[]
  readonly authority?: readonly string[]
  readonly additional?: readonly string[]
  /** 0 NOERROR, 1 FORMERR, 2 SERVFAIL, 3 NXDOMAIN, 4 NOTIMP, 5 REFUSED. */
  readonly rcode?: number
  /** True when left out. */
  readonly isAuthoritative?: boolean
  readonly offersRecursion?: boolean
  readonly delayMs?: number
  /** Over UDP: says that the answer does not fit, and leaves it out. */
  readonly isTruncated?: boolean
  /** `bytes`: something that is no DNS; `cut`: over TCP, half of the answer and the end; `no-question`: the question is not repeated. */
  readonly lie?: 'id' | 'question' | 'bytes' | 'cut' | 'no-question'
}

/** Never answers. */
export const silent = 'silent'

/** `NS example.jp` → what it says; or a function. What is not in it is refused. */
export type Script = Readonly<Record<string, Said | typeof silent>> | ((asked: Asked) => Said | typeof silent)

export interface ScriptedDns {
  readonly address: string
  readonly port: number
  /** Questions so far: `udp NS example.jp`, without EDNS `udp- NS example.jp`. */
  readonly asked: string[]
  stop(): Promise<void>
}

const dataOf = (type: string, words: readonly string[]): object => {
  const [a = '', b = '', c = '', d = ''] = words
  switch (type) {
    case 'MX':
      return { data: { preference: Number(a), exchange: b } }
    case 'SOA':
      return { data: { mname: a, rname: b, serial: Number(c), refresh: Number(d), retry: Number(words[4]), expire: Number(words[5]), minimum: Number(words[6]) } }
    case 'SRV':
      return { data: { priority: Number(a), weight: Number(b), port: Number(c), target: d } }
    case 'CAA':
      return { data: { flags: Number(a), tag: b, value: c } }
    case 'TLSA':
      return { data: { usage: Number(a), selector: Number(b), matchingType: Number(c), certificate: Buffer.from(d, 'hex') } }
    case 'DS':
      return { data: { keyTag: Number(a), algorithm: Number(b), digestType: Number(c), digest: Buffer.from(d, 'hex') } }
    case 'DNSKEY':
      return { data: { flags: Number(a), algorithm: Number(c), key: Buffer.from(d, 'base64') } }
    case 'TXT':
      return { data: words.join(' ').match(/.{1,255}/gs) ?? [''] }
    default:
      return { data: a }
  }
}

const record = (line: string): Answer => {
  const [name = '', ttl = '', type = '', ...words] = line.split(' ')
  return { name, ttl: Number(ttl), type, class: 'IN', ...dataOf(type, words) } as unknown as Answer
}

const reply = (query: Buffer, said: Said, isTcp: boolean): Buffer => {
  if (said.lie === 'bytes') return Buffer.concat([query.subarray(0, 2), Buffer.from([0xff, 0xff, 0xff])])
  const { id = 0, questions = [] } = decode(query)
  const isTruncated = said.isTruncated === true && !isTcp
  const records = (lines: readonly string[] = []): Answer[] => (isTruncated ? [] : lines.map(record))
  const flags = (said.isAuthoritative === false ? 0 : AUTHORITATIVE_ANSWER) | (said.offersRecursion ? RECURSION_AVAILABLE : 0) | (isTruncated ? TRUNCATED_RESPONSE : 0)
  return encode({
    type: 'response',
    id: said.lie === 'id' ? (id + 1) % 0x1_0000 : id,
    flags: flags | (said.rcode ?? 0),
    questions: said.lie === 'no-question' ? [] : said.lie === 'question' ? [{ name: 'elsewhere.example', type: 'A' }] : questions,
    answers: records(said.answer),
    authorities: records(said.authority),
    additionals: records(said.additional),
  })
}

const framed = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes])

/**
 * Starts it.
 * @param place 127.0.0.1 and any free port when left out
 * @param hasTcp false: TCP connections are refused
 */
export const startScriptedDns = async (script: Script, place: { readonly address?: string; readonly port?: number; readonly hasTcp?: boolean } = {}): Promise<ScriptedDns> => {
  const { address = '127.0.0.1', port: wanted = 0, hasTcp = true } = place
  const asked: string[] = []
  const sockets = new Set<Socket>()
  let isOpen = true

  const answer = async (query: Buffer, isTcp: boolean): Promise<{ bytes: Buffer; said: Said } | null> => {
    const { questions: [question] = [], additionals = [] } = decode(query)
    if (!question) return null
    const one: Asked = { name: question.name.replace(/\.$/, '').toLowerCase(), type: question.type, isTcp, hasEdns: additionals.some(({ type }) => type === 'OPT') }
    asked.push(`${isTcp ? 'tcp' : 'udp'}${one.hasEdns ? '' : '-'} ${one.type} ${one.name}`)
    const said = typeof script === 'function' ? script(one) : (script[`${one.type} ${one.name}`] ?? { rcode: 5, isAuthoritative: false })
    if (said === silent) return null
    if (said.delayMs) await sleep(said.delayMs)
    return { bytes: reply(query, said, isTcp), said }
  }

  const udp = createSocket(address.includes(':') ? 'udp6' : 'udp4')
  udp.on('message', async (query, from) => {
    const said = await answer(query, false)
    if (said && isOpen) udp.send(said.bytes, from.port, from.address, () => {})
  })
  udp.on('error', () => {})
  const tcp = createServer(socket => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => {})
    socket.once('data', async data => {
      const said = await answer(data.subarray(2), true)
      if (!said) return
      const bytes = framed(said.bytes)
      socket.end(said.said.lie === 'cut' ? bytes.subarray(0, bytes.length / 2) : bytes)
    })
  })
  udp.bind(wanted, address)
  await once(udp, 'listening')
  const { port } = udp.address()
  if (hasTcp) {
    tcp.listen(port, address)
    await once(tcp, 'listening')
  }
  return {
    address,
    port,
    asked,
    stop: async () => {
      isOpen = false
      for (const socket of sockets) socket.destroy()
      await Promise.all([new Promise<void>(resolve => udp.close(resolve)), hasTcp ? new Promise(resolve => tcp.close(resolve)) : null])
    },
  }
}
