/**
 * The forward-confirmed reverse name of an address: the name that its PTR record gives, believed only when that name's own A or AAAA leads back.
 * Whoever holds an address may write any PTR; only the holder of the name can make the way back.
 * Asks the configured resolver and nobody else, in bounded time and number. "There is none" and "nobody could say" are two answers.
 */
import { NODATA, NOTFOUND, Resolver } from 'node:dns'
import { setTimeout as sleep } from 'node:timers/promises'
import ipaddr from 'ipaddr.js'
import { type Config, formatEndpoint } from '../../base/config.ts'
import { semaphore } from '../../base/semaphore.ts'
import { plainAddress } from '../../core/values/network.ts'

export type ReverseName =
  /** Lower case, without final dot. */
  | { readonly state: 'confirmed'; readonly name: string }
  /** No PTR, or none that leads back. */
  | { readonly state: 'none' }
  /** The resolver failed, or was too slow, or too many ask at once. */
  | { readonly state: 'unknown'; readonly why: string }

export interface ReverseNames {
  /** Asks memory, then the resolver. Never throws, and answers within the deadline. */
  lookUp(address: string): Promise<ReverseName>
  /** What memory has, null when it has nothing. */
  remembered(address: string): ReverseName | null
}

/** Two questions, one after the other. A client that signs in waits for this only where a pass depends on it. */
const deadlineMs = 2000
/** One address may have many PTR records; more than these are somebody's game. */
const mostNames = 4
const mostRemembered = 10_000
/** The names of cloud machines stay; a customer's new PTR record should be seen soon; a resolver may be back in a moment. */
const keepMs: Readonly<Record<ReverseName['state'], number>> = { confirmed: 3_600_000, none: 300_000, unknown: 10_000 }
/** A name that was confirmed outlives a resolver that fails. */
const outliveMs = 86_400_000
const slots = 32
const places = 256

const hostName = /^(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.)+[a-z0-9-]{2,63}$/

/** NXDOMAIN, or a name without records of that type. */
const absent: ReadonlySet<string | undefined> = new Set<string>([NOTFOUND, NODATA])

const isAbsent = (error: unknown): boolean => absent.has((error as NodeJS.ErrnoException).code)

const why = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? (error as Error).message

type Ask = (resolver: Resolver, name: string) => Promise<string[]>

/** Absence is an empty answer; everything else is a rejection. */
const ask =
  (method: 'resolvePtr' | 'resolve4' | 'resolve6'): Ask =>
  (resolver, name) =>
    new Promise((resolve, reject) => {
      const done = (error: Error | null, values: string[]): void => {
        if (!error) resolve(values)
        else if (isAbsent(error)) resolve([])
        else reject(error)
      }
      resolver[method](name, done)
    })

/** Not `reverse`, which reads /etc/hosts too and calls a failed resolver "not found". */
const pointers = ask('resolvePtr')

/** Where an address's PTR records stand (RFC 1035 3.5, RFC 3596 2.5). */
const reverseZone = (address: string): string => {
  const bytes = ipaddr.parse(address).toByteArray()
  return bytes.length === 4 ? `${bytes.toReversed().join('.')}.in-addr.arpa` : `${[...Buffer.from(bytes).toString('hex')].toReversed().join('.')}.ip6.arpa`
}

const newResolver = (settings: Config['resolver']): Resolver => {
  const resolver = new Resolver({ timeout: deadlineMs / 2, tries: 2, maxTimeout: deadlineMs / 2 })
  if (settings.address !== '') resolver.setServers([formatEndpoint(settings.address)])
  return resolver
}

const confirm = async (resolver: Resolver, address: string): Promise<ReverseName> => {
  const names = (await pointers(resolver, reverseZone(address))).map(name => name.toLowerCase().replace(/\.$/, '')).filter(name => hostName.test(name))
  const forward = ask(address.includes(':') ? 'resolve6' : 'resolve4')
  const answers = await Promise.allSettled(names.slice(0, mostNames).map(async name => ({ name, addresses: await forward(resolver, name) })))
  const found = answers.find(answer => answer.status === 'fulfilled' && answer.value.addresses.some(one => plainAddress(one) === address))
  if (found?.status === 'fulfilled') return { state: 'confirmed', name: found.value.name }
  // One name that could not be asked may have been the right one.
  const failed = answers.find(answer => answer.status === 'rejected')
  return failed ? { state: 'unknown', why: why(failed.reason) } : { state: 'none' }
}

/** A resolver of its own for each address: to cancel its questions is to cancel nobody else's. */
const within = async (settings: Config['resolver'], address: string, limitMs: number): Promise<ReverseName> => {
  const resolver = newResolver(settings)
  const tooLate = new AbortController()
  const late = sleep(limitMs, { state: 'unknown', why: `no answer within ${deadlineMs} ms` } as const, { signal: tooLate.signal }).finally(() => resolver.cancel())
  late.catch(() => {})
  try {
    return await Promise.race([confirm(resolver, address), late])
  } catch (error) {
    return { state: 'unknown', why: why(error) }
  } finally {
    tooLate.abort()
  }
}

interface Memory {
  readonly answer: ReverseName
  readonly at: number
  /** Until then nobody asks anew. */
  readonly until: number
}

/**
 * Makes the look-up, with a memory of its own.
 * @param settings an empty address means the machine's resolver
 * @param now milliseconds
 */
export const reverseNames = (settings: Config['resolver'], now: () => number = Date.now): ReverseNames => {
  const turn = semaphore(slots, places)
  const memory = new Map<string, Memory>()
  const asked = new Map<string, Promise<ReverseName>>()

  const remember = (address: string, answer: ReverseName): ReverseName => {
    const before = memory.get(address)
    const until = now() + keepMs[answer.state]
    const outlives = answer.state === 'unknown' && before?.answer.state === 'confirmed' && now() - before.at < outliveMs
    const kept = outlives ? { ...before, until } : { answer, at: now(), until }
    memory.delete(address)
    memory.set(address, kept)
    const oldest = memory.size > mostRemembered ? memory.keys().next().value : undefined
    if (oldest !== undefined) memory.delete(oldest)
    return kept.answer
  }
  const fresh = (address: string): ReverseName | null => {
    const entry = memory.get(address)
    return entry && now() < entry.until ? entry.answer : null
  }
  const askInTurn = async (address: string): Promise<ReverseName> => {
    const deadline = performance.now() + deadlineMs
    try {
      return remember(address, await turn(() => within(settings, address, Math.max(1, deadline - performance.now()))))
    } catch (error) {
      // The queue is full; that says nothing about the address.
      return { state: 'unknown', why: (error as Error).message }
    }
  }

  return {
    remembered: address => fresh(plainAddress(address) ?? ''),
    lookUp: address => {
      const plain = plainAddress(address)
      if (plain === null) return Promise.resolve({ state: 'none' })
      const known = fresh(plain)
      if (known) return Promise.resolve(known)
      const running = asked.get(plain) ?? askInTurn(plain).finally(() => asked.delete(plain))
      asked.set(plain, running)
      return running
    },
  }
}
