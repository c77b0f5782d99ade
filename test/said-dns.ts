/** A DNS that says what a test wrote down, for everything that asks through `Dns`. Whatever was not written is not there. */
import type { Answer, Delegation, DnsType } from '../src/core/dns/observed.ts'
import type { Dns } from '../src/engines/resolver/dns.ts'

export interface SaidDns extends Dns {
  /** Name servers at the parent; null: not registered; an `unknown` reason: nobody says. */
  readonly registry: Map<string, readonly string[] | null | { readonly why: string }>
  /** Values by `name type`. */
  readonly records: Map<string, readonly string[]>
  /** What nobody answers, as `name type`. */
  readonly unanswered: Set<string>
  /** Whether nobody answers at all. */
  isDown: boolean
  /** Held back until this is settled. */
  gate: Promise<unknown>
  /** How often the registry was asked. */
  asked: number
}

/** Of everything. */
const ttl = 300

/** Makes one in which nothing is registered. */
export const saidDns = (): SaidDns => {
  const answer = async (name: string, type: DnsType): Promise<Answer> => {
    await dns.gate
    if (dns.isDown || dns.unanswered.has(`${name} ${type}`)) return { state: 'unknown', why: 'timeout', detail: 'scripted', from: 'script' }
    const values = dns.records.get(`${name} ${type}`)
    if (!values) return { state: 'absent', isNameThere: false, ttl, from: 'script' }
    return { state: 'records', records: values.map(value => ({ name, type, ttl, value })), ttl, from: 'script' }
  }
  const delegation = async (name: string): Promise<Delegation> => {
    dns.asked++
    await dns.gate
    const at = new Date().toISOString()
    const cached = await answer(name, 'NS')
    const nothing = { name, parent: name.slice(name.indexOf('.') + 1), at, why: null, servers: [], parentTtl: null, parentSaid: [], childSaid: [], childTtl: null, cached }
    const said = dns.registry.get(name) ?? null
    if (dns.isDown) return { ...nothing, state: 'unknown', why: 'timeout' }
    if (said === null) return { ...nothing, state: 'not-registered' }
    if ('why' in said) return { ...nothing, state: 'unknown', why: said.why }
    return { ...nothing, state: 'delegated', servers: said, parentTtl: ttl }
  }
  const dns: SaidDns = {
    registry: new Map(),
    records: new Map(),
    unanswered: new Set(),
    isDown: false,
    gate: Promise.resolve(),
    asked: 0,
    ask: answer,
    askServer: (_, name, type) => answer(name, type),
    askAuthority: answer,
    delegation,
  }
  return dns
}
