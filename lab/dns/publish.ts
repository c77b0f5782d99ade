/** Puts records, as `todoku domain show` words them, into the lab's DNS: what a domain owner does at a DNS company's form. */
import type { DnsTree } from './tree.ts'
import type { RecordSet, RecordType } from './zone.ts'

/** A record as an owner reads it: full name without final dot; MX values `10 host`, TXT values without quotes. */
export interface OwnerRecord {
  readonly type: string
  readonly name: string
  readonly value: string
}

const known: readonly RecordType[] = ['A', 'AAAA', 'CAA', 'CNAME', 'MX', 'NS', 'SRV', 'TLSA', 'TXT']

/** Types whose value ends with a host name, which a master file wants absolute. */
const endsWithName: readonly string[] = ['CNAME', 'MX', 'NS', 'SRV']

/**
 * Groups records into the sets of a zone.
 * @throws Error for a name outside the zone, or a type that this DNS company's form does not have
 */
export const recordSets = (zone: string, records: readonly OwnerRecord[]): RecordSet[] => {
  const sets = new Map<string, { name: string; type: RecordType; values: string[] }>()
  for (const { type, name, value } of records) {
    const wanted = known.find(candidate => candidate === type)
    if (!wanted) throw new Error(`${name}: records of type ${type} cannot be entered`)
    if (name !== zone && !name.endsWith(`.${zone}`)) throw new Error(`${name} is not within ${zone}`)
    const short = name === zone ? '@' : name.slice(0, -zone.length - 1)
    const set = sets.get(`${short} ${type}`) ?? { name: short, type: wanted, values: [] }
    set.values.push(endsWithName.includes(type) && !value.endsWith('.') ? `${value}.` : value)
    sets.set(`${short} ${type}`, set)
  }
  return [...sets.values()]
}

/** Enters the records into a domain's zone at the hosting company, in the place of those of the same name and type. */
export const publish = async (dns: DnsTree, domain: string, records: readonly OwnerRecord[]): Promise<void> => {
  const zone = await dns.host(domain)
  await zone.set(recordSets(domain, records))
  await dns.resolver.forget(domain)
}
