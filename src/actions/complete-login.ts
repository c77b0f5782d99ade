/**
 * Completes a login that is only the part before the @: by the hosted domain whose server name the client asked for, or else when only one mailbox of the
 * installation has that name. What cannot be completed stays as it is.
 */
import type { Facts } from '../core/authentication/facts.ts'

/** Where names are looked for. Each rejects when the store is away. */
export interface NameSource {
  /** The hosted domain that a host name is, or lies under; null for a server's own name, which is everybody's. */
  findDomainAskedFor(hostName: string): Promise<string | null>
  /** Addresses of the mailboxes of this local part, no more than `limit`. */
  matchesOfLocalPart(localPart: string, limit: number): Promise<readonly string[]>
}

export interface Completion {
  readonly address: string
  readonly completion: Facts['completion']
  /** Not null: the store could not be asked. */
  readonly unknown: string | null
}

export interface LoginCompleter {
  /** Asks memory, then the store. Never throws. @param name in normal form @param sni server name that the client asked for */
  complete(name: string, sni: string | null): Promise<Completion>
  /** Mailboxes or domains have changed: everything is asked for again, but kept in case the store is away. */
  doubtAll(): void
}

interface Entry {
  readonly completion: Completion
  readonly readAt: number
  readonly generation: number
}

const freshMs = 60_000
const mostRemembered = 10_000

/** Makes one. @param now milliseconds */
export const loginCompleter = ({ findDomainAskedFor, matchesOfLocalPart }: NameSource, now: () => number): LoginCompleter => {
  const memory = new Map<string, Entry>()
  /** Raised by every change, so that a doubt costs nothing. */
  let generation = 0

  const ask = async (name: string, sni: string | null): Promise<Completion> => {
    const domain = sni === null ? null : await findDomainAskedFor(sni.toLowerCase())
    if (domain !== null) return { address: `${name}@${domain}`, completion: 'server-name', unknown: null }
    const [only, other] = await matchesOfLocalPart(name, 2)
    return only !== undefined && other === undefined ? { address: only, completion: 'only-match', unknown: null } : { address: name, completion: 'none', unknown: null }
  }
  const remember = (key: string, asked: number, completion: Completion): Completion => {
    memory.delete(key)
    memory.set(key, { completion, readAt: now(), generation: asked })
    const oldest = memory.size > mostRemembered ? memory.keys().next().value : undefined
    if (oldest !== undefined) memory.delete(oldest)
    return completion
  }

  return {
    async complete(name, sni) {
      if (name === '' || name.includes('@')) return { address: name, completion: 'none', unknown: null }
      const key = `${name} ${sni ?? ''}`
      const entry = memory.get(key)
      if (entry?.generation === generation && now() - entry.readAt < freshMs) return entry.completion
      const asked = generation
      try {
        return remember(key, asked, await ask(name, sni))
      } catch (error) {
        return entry?.completion ?? { address: name, completion: 'none', unknown: (error as Error).message }
      }
    },
    doubtAll() {
      generation += 1
    },
  }
}
