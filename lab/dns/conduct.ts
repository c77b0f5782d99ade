/** How a scripted name server behaves: from a question to what it says. Pure, but for the rebinding one, which counts. */
import type { Answer } from 'dns-packet'
import { closestZone } from './tree.ts'
import type { RecordSet } from './zone.ts'

export interface Question {
  /** Lower case, without the final dot. */
  readonly name: string
  readonly type: string
  readonly transport: 'udp' | 'tcp'
}

/** Response codes (RFC 1035 §4.1.1). */
export const responseCodes = { ok: 0, servfail: 2, nxdomain: 3, refused: 5 } as const

/** `silent` says nothing; `cut` begins an answer over TCP and breaks off. */
export type Said =
  | 'silent'
  | 'cut'
  | { readonly code?: number; readonly authoritative?: boolean; readonly truncated?: boolean; readonly answers?: readonly Answer[]; readonly authorities?: readonly Answer[] }

export type Conduct = (question: Question) => Said

/** A zone's records by its name; read anew for every answer. */
export type ScriptedZones = ReadonlyMap<string, readonly RecordSet[]>

const undotted = (name: string): string => name.replace(/\.$/, '')

const answerOf = (name: string, type: string, value: string, ttl: number): Answer => {
  switch (type) {
    case 'MX': {
      const [preference, exchange = ''] = value.split(' ')
      return { name, type: 'MX', ttl, data: { preference: Number(preference), exchange: undotted(exchange) } }
    }
    case 'TXT':
      return { name, type: 'TXT', ttl, data: [value] }
    case 'NS':
    case 'CNAME':
      return { name, type, ttl, data: undotted(value) }
    case 'A':
    case 'AAAA':
      return { name, type, ttl, data: value }
    default:
      throw new Error(`${name}: a scripted name server has no ${type}`)
  }
}

const authorityOf = (zone: string): Answer => ({
  name: zone,
  type: 'SOA',
  ttl: 5,
  data: { mname: `ns.${zone}`, rname: `hostmaster.${zone}`, serial: 1, refresh: 3600, retry: 600, expire: 86_400, minimum: 5 },
})

const fullName = (name: string, zone: string): string => (name === '@' ? zone : `${name}.${zone}`)

const answersIn = (sets: readonly RecordSet[], zone: string, holds: (name: string, type: string) => boolean): Answer[] =>
  sets.filter(set => holds(fullName(set.name, zone), set.type)).flatMap(({ name, type, values, ttl = 5 }) => values.map(value => answerOf(fullName(name, zone), type, value, ttl)))

/** Answers as it should, out of its zones: with authority, by a delegation, or that there is nothing (RFC 1034 §4.3.2). */
export const honest =
  (zones: ScriptedZones): Conduct =>
  ({ name, type }) => {
    const zone = closestZone(name, [...zones.keys()])
    if (zone === undefined) return { code: responseCodes.refused }
    const sets = zones.get(zone) ?? []
    const delegated = answersIn(sets, zone, (owner, kind) => kind === 'NS' && owner !== zone && (name === owner || name.endsWith(`.${owner}`)))
    if (delegated.length) return { authorities: delegated }
    const answers = type === 'SOA' && name === zone ? [authorityOf(zone)] : answersIn(sets, zone, (owner, kind) => owner === name && (kind === type || kind === 'CNAME'))
    if (answers.length) return { authoritative: true, answers }
    const isThere = name === zone || answersIn(sets, zone, owner => owner === name || owner.endsWith(`.${name}`)).length > 0
    return { authoritative: true, code: isThere ? responseCodes.ok : responseCodes.nxdomain, authorities: [authorityOf(zone)] }
  }

/** Knows nothing of the zone that was delegated to it, and sends everybody back to the root. */
export const lame: Conduct = () => ({ authorities: [answerOf('', 'NS', 'a.root.test', 3600)] })

/** Always the same response code. */
export const always =
  (code: number): Conduct =>
  () => ({ code })

/** Never answers. */
export const silent: Conduct = () => 'silent'

/** Over UDP only that there is more; over TCP what `behind` says. */
export const truncating =
  (behind: Conduct): Conduct =>
  question =>
    question.transport === 'udp' ? { authoritative: true, truncated: true } : behind(question)

/** Over TCP it breaks off in the middle. */
export const cutting: Conduct = () => 'cut'

/** For each name a public address and an inner one by turns, both to be forgotten at once: whoever looks twice sees two. */
export const rebinding = (first: string, second: string): Conduct => {
  const turns = new Map<string, number>()
  return ({ name, type }) => {
    if (type !== 'A') return { authoritative: true, authorities: [authorityOf(name)] }
    const turn = turns.get(name) ?? 0
    turns.set(name, turn + 1)
    return { authoritative: true, answers: [answerOf(name, 'A', turn % 2 ? second : first, 0)] }
  }
}
