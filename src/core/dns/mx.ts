/** Judges the MX records of a domain: all of them must lead to the server where it lives (RFC 5321 5.1). */
import type { Finding } from '../causes/index.ts'
import type { Judgement, MailTarget } from './verdict.ts'

/** What MX records are judged by. */
export interface MailPlace {
  readonly domain: string
  /** What a form adds to a name that does not end with a dot. */
  readonly zone: string
  readonly hostName: string
  readonly ourAddresses: readonly string[]
  readonly targets: readonly MailTarget[]
}

type Leads = 'here' | 'elsewhere' | 'alias' | 'address' | 'doubled' | 'nowhere' | 'unknown'

/** The host name of an MX value; "" where the domain says that it takes no mail (RFC 7505). */
export const mailHostOf = (value: string): string => value.slice(value.indexOf(' ') + 1).trim().toLowerCase().replace(/\.$/, '')

const isAddress = (host: string): boolean => /^\d{1,3}(\.\d{1,3}){3}$/.test(host) || host.includes(':')

const leadsOf = (host: string, place: MailPlace): Leads => {
  if (host === place.hostName) return 'here'
  if (host === '') return 'nowhere'
  // A form that completes names turns an address into a name below the zone, and our name without its final dot, too.
  const written = host.endsWith(`.${place.zone}`) ? host.slice(0, -place.zone.length - 1) : host
  if (isAddress(written)) return 'address'
  if (written === place.hostName) return 'doubled'
  const target = place.targets.find(({ name }) => name === host)
  if (target?.alias != null) return 'alias'
  if (target?.addresses == null) return 'unknown'
  return target.addresses.length > 0 && target.addresses.every(address => place.ourAddresses.includes(address)) ? 'here' : 'elsewhere'
}

const findingOf = (host: string, leads: Leads, { domain }: MailPlace): Finding[] => {
  if (leads === 'alias') return [{ id: 'dns.mx-to-cname', facts: { name: domain, target: host } }]
  if (leads === 'address') return [{ id: 'dns.mx-to-address', facts: { name: domain, target: host } }]
  if (leads === 'doubled') return [{ id: 'dns.zone-typed-twice', facts: { name: host } }]
  return []
}

/**
 * Judges them.
 * @param wanted `10 host`
 * @param values MX values, as `10 host`
 */
export const judgeMx = (wanted: string, values: readonly string[], place: MailPlace): Judgement => {
  const each = values.map(value => ({ value, host: mailHostOf(value), leads: leadsOf(mailHostOf(value), place) }))
  const hostsThat = (...leads: readonly Leads[]): string[] => each.filter(one => leads.includes(one.leads)).map(({ host }) => host)
  const others = each.filter(({ leads }) => leads !== 'here')
  const ours = each.find(({ leads }) => leads === 'here')
  const base = { found: values, should: ours?.value ?? wanted, instead: others.map(({ value }) => value) }
  if (!each.length) return { ...base, fit: 'missing', findings: [{ id: 'dns.record-missing', facts: { name: place.domain, type: 'MX', value: wanted } }] }
  if (!others.length) return { ...base, fit: 'right', findings: [] }
  const unknown = hostsThat('unknown')
  if (unknown.length === others.length) return { ...base, fit: 'unknown', findings: unknown.map(name => ({ id: 'dns.no-answer', facts: { name, type: 'A', why: 'servfail' } })) }
  const elsewhere = hostsThat('elsewhere', 'unknown')
  const findings: Finding[] = [
    ...(elsewhere.length ? [{ id: 'dns.mx-elsewhere', facts: { domain: place.domain, mx: elsewhere } } as const] : []),
    ...(hostsThat('nowhere').length ? [{ id: 'dns.record-differs', facts: { name: place.domain, type: 'MX', value: wanted, found: values } } as const] : []),
    ...others.flatMap(({ host, leads }) => findingOf(host, leads, place)),
  ]
  return { ...base, fit: others.length < each.length ? 'conflicts' : 'differs', findings }
}
