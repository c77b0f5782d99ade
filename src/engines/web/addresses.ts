/**
 * The addresses of a name, asked for once and then kept: who answers the second question differently (DNS rebinding) is never asked it.
 * Addresses that are nobody's on the Internet, or our own, are left out here, before anything connects.
 */
import type { Answer, DnsType } from '../../core/dns/observed.ts'
import { no, type Result, yes } from '../../core/values/result.ts'
import type { Trouble } from './trouble.ts'

/** All that a fetch wants of the resolver. */
export interface AddressBook {
  ask(name: string, type: DnsType, deadlineMs?: number): Promise<Answer>
}

/** A site that names more than these is not tried at more. */
const mostAddresses = 6

const valuesOf = (answer: Answer, type: DnsType): string[] => (answer.state === 'records' ? answer.records.filter(record => record.type === type).map(({ value }) => value) : [])

/** IPv6 first, then in turns (RFC 8305 4). */
const interleaved = (six: readonly string[], four: readonly string[]): string[] => Array.from({ length: Math.max(six.length, four.length) }, (_, i) => [six[i], four[i]].filter(one => one !== undefined)).flat()

const look = async (name: string, dns: AddressBook, isForbidden: (address: string) => boolean, deadlineMs: number): Promise<Result<readonly string[], Trouble>> => {
  const [four, six] = await Promise.all([dns.ask(name, 'A', deadlineMs), dns.ask(name, 'AAAA', deadlineMs)])
  const all = interleaved(valuesOf(six, 'AAAA'), valuesOf(four, 'A'))
  const allowed = all.filter(address => !isForbidden(address))
  if (allowed.length) return yes(allowed.slice(0, mostAddresses))
  // One family that could not be asked may have had an address that is allowed.
  const unknown = [four, six].find(answer => answer.state === 'unknown')
  if (unknown?.state === 'unknown') return no({ why: 'dns', detail: unknown.why, address: null })
  return no(all.length ? { why: 'forbidden-address', detail: all.join(' '), address: all[0]! } : { why: 'no-address', detail: name, address: null })
}

/**
 * A memory of names for the length of one fetch.
 * @param isForbidden whether nobody may be sent to an address
 * @param deadlineMs of a question, milliseconds
 * @returns asks a name at its first use, and never again
 */
export const pinnedAddresses = (dns: AddressBook, isForbidden: (address: string) => boolean, deadlineMs: number): ((name: string) => Promise<Result<readonly string[], Trouble>>) => {
  const known = new Map<string, Promise<Result<readonly string[], Trouble>>>()
  return name => {
    const asked = known.get(name) ?? look(name, dns, isForbidden, deadlineMs)
    known.set(name, asked)
    return asked
  }
}
