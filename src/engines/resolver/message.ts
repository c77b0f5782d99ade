/** Questions to bytes and bytes to records. What cannot be read is null: whoever is asked may send anything. */
import { randomInt } from 'node:crypto'
import { type Answer as Packed, decode, encode, RECURSION_DESIRED } from 'dns-packet'
import type { DnsRecord, DnsType } from '../../core/dns/observed.ts'
import { plainAddress } from '../../core/values/network.ts'

export interface Question {
  /** A-labels in lower case without the final dot; '' is the root. */
  readonly name: string
  readonly type: DnsType
}

/** A question on its way: who answers must repeat its id and itself. */
export interface Query extends Question {
  readonly id: number
  readonly bytes: Buffer
}

/** What came back, of class IN and of the types that are asked for. */
export interface Reply {
  readonly id: number
  /** RFC 1035 4.1.1, with the upper bits of EDNS (RFC 6891 6.1.3). */
  readonly rcode: number
  readonly isAuthoritative: boolean
  readonly isTruncated: boolean
  readonly offersRecursion: boolean
  /** Null where the server left it out. */
  readonly question: { readonly name: string; readonly type: string } | null
  readonly answer: readonly DnsRecord[]
  readonly authority: readonly DnsRecord[]
  readonly additional: readonly DnsRecord[]
}

/** What passes every path without fragments (DNS flag day 2020). */
const udpBytes = 1232

/** RFC 2181 8: a TTL beyond 31 bits is 0. */
const mostTtl = 0x7fff_ffff

/** No answer that anybody means is longer; reading one that is made to be slow takes time that grows with the square of its length. */
export const mostBytes = 16_384

/** Whether a name can be put into a question: its labels have 1 to 63 bytes, it has 253 at most, and all are visible ASCII. */
export const isAskable = (name: string): boolean => /^(?=.{0,253}$)([\x21-\x2d\x2f-\x7e]{1,63}(\.[\x21-\x2d\x2f-\x7e]{1,63})*)?$/.test(name)

/** What is not visible ASCII becomes `\DDD` (RFC 1035 5.1): a name ends up on people's screens. */
const lower = (name: string): string =>
  name
    .replace(/\.$/, '')
    .toLowerCase()
    .replace(/[^\x21-\x7e]/gu, char => [...Buffer.from(char)].map(byte => `\\${String(byte).padStart(3, '0')}`).join(''))

/**
 * Writes a question under an id of its own.
 * @param isRecursive whether the server shall ask others
 * @param hasEdns left out for servers that do not understand it
 */
export const newQuery = ({ name, type }: Question, { isRecursive, hasEdns }: { readonly isRecursive: boolean; readonly hasEdns: boolean }): Query => {
  const id = randomInt(0x1_0000)
  const bytes = encode({
    type: 'query',
    id,
    flags: isRecursive ? RECURSION_DESIRED : 0,
    questions: [{ name, type, class: 'IN' }],
    additionals: hasEdns ? [{ type: 'OPT', name: '.', udpPayloadSize: udpBytes, extendedRcode: 0, ednsVersion: 0, flags: 0, flag_do: false, options: [] }] : [],
  })
  return { name, type, id, bytes }
}

const text = (data: string | Buffer | readonly (string | Buffer)[]): string =>
  Buffer.concat([data].flat().map(part => Buffer.from(part as string))).toString('utf8')

/** @returns null for types that nobody here asks for */
const valueOf = (record: Packed): string | null => {
  switch (record.type) {
    case 'A':
    case 'AAAA':
      return plainAddress(record.data) === null ? null : record.data
    case 'CNAME':
    case 'NS':
    case 'PTR':
      return lower(record.data)
    case 'MX':
      return `${record.data.preference} ${lower(record.data.exchange)}`
    case 'SRV':
      return `${record.data.priority} ${record.data.weight} ${record.data.port} ${lower(record.data.target)}`
    case 'TXT':
      return text(record.data)
    case 'CAA':
      return `${record.data.flags} ${record.data.tag} "${record.data.value}"`
    case 'TLSA':
      return `${record.data.usage} ${record.data.selector} ${record.data.matchingType} ${record.data.certificate.toString('hex')}`
    case 'DS':
      return `${record.data.keyTag} ${record.data.algorithm} ${record.data.digestType} ${record.data.digest.toString('hex')}`
    case 'DNSKEY':
      return `${record.data.flags} 3 ${record.data.algorithm} ${record.data.key.toString('base64')}`
    case 'SOA': {
      const { mname, rname, serial, refresh, retry, expire, minimum } = record.data
      return [lower(mname), lower(rname), serial, refresh, retry, expire, minimum].join(' ')
    }
    default:
      return null
  }
}

const recordOf = (record: Packed): DnsRecord[] => {
  const value = 'class' in record && record.class === 'IN' ? valueOf(record) : null
  if (value === null) return []
  const ttl = ('ttl' in record && record.ttl) || 0
  return [{ name: lower(record.name), type: record.type as DnsType, ttl: ttl > mostTtl ? 0 : ttl, value }]
}

const extendedBits = (additionals: readonly Packed[]): number => {
  const opt = additionals.find(({ type }) => type === 'OPT')
  return opt?.type === 'OPT' ? opt.extendedRcode << 4 : 0
}

/**
 * Reads a message.
 * @returns null for what is no reply, or is cut, twisted or too long
 */
export const readReply = (bytes: Buffer): Reply | null => {
  if (bytes.length > mostBytes) return null
  try {
    const packet = decode(bytes)
    if (packet.type !== 'response') return null
    const { id = 0, questions = [], answers = [], authorities = [], additionals = [] } = packet
    const [question = null] = questions
    return {
      id,
      rcode: (bytes[3]! & 15) | extendedBits(additionals),
      isAuthoritative: packet.flag_aa,
      isTruncated: packet.flag_tc,
      offersRecursion: packet.flag_ra,
      question: question && { name: lower(question.name), type: question.type },
      answer: answers.flatMap(recordOf),
      authority: authorities.flatMap(recordOf),
      additional: additionals.flatMap(recordOf),
    }
  } catch {
    return null
  }
}

/** Whether a reply belongs to a query. A server that did not understand may leave the question out. */
export const belongsTo = ({ id, name, type }: Query, reply: Reply): boolean =>
  reply.id === id && (reply.question ? reply.question.name === name && reply.question.type === type : reply.rcode !== 0 && reply.rcode !== 3)
