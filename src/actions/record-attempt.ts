/**
 * Keeps attempts without making anybody wait: each is completed with where it came from, then they are folded and written together.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { ConnectionFacts } from '../core/authentication/sign-in.ts'
import type { CauseId, Finding } from '../core/causes/index.ts'
import type { NamedSignIn, NewAttempt } from '../store/attempts.ts'
import { attemptBounds } from './bound-attempts.ts'
import { foldAttempts } from './fold-attempts.ts'
import { writeTogether } from './write-together.ts'

/** An attempt as whoever answered it knows it. */
export interface KnownAttempt {
  /** That the client was told. */
  readonly ref: string
  readonly at: Date
  readonly connection: ConnectionFacts
  readonly mechanism: string | null
  readonly login: string | null
  readonly clientName: string | null
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null
  readonly mailboxId: number | null
  readonly outcome: NewAttempt['outcome']
  readonly finding: Finding | null
  readonly likely: boolean
  /** Rules that were asked. */
  readonly trail: readonly string[]
  /** Ids of what was forgiven. */
  readonly notes: readonly string[]
}

/** Where attempts go. Each rejects when the store is away. */
export interface AttemptStore {
  insert(rows: readonly NewAttempt[]): Promise<void>
  /** Joins failures before any name to who was named now. */
  joinEarlier(named: readonly NamedSignIn[]): Promise<void>
}

/** Forward-confirmed names of addresses; null: there is none, or nobody could say. Neither throws. */
export interface NetworkNames {
  /** Undefined: it would have to be asked for. */
  remembered(address: string): string | null | undefined
  lookUp(address: string): Promise<string | null>
}

export interface AttemptRecorder {
  /** Never waits, never throws. */
  record(attempt: KnownAttempt): void
  /** Writes what is held; for the end of the process. */
  flush(): Promise<void>
}

/** A name server far away may take its time; then the next attempt from there has the name. */
const networkNameMs = 500

/** Nobody's mail app: what they leave must not be joined to a person. */
const scanners: ReadonlySet<CauseId> = new Set<CauseId>(['network.not-mail', 'network.spoke-first', 'network.proxy-header'])

const isLoopback = (address: string): boolean => address.startsWith('127.') || address === '::1'

const rowOf = (attempt: KnownAttempt, serverId: string): NewAttempt => {
  const { ref, at, connection, mechanism, login, clientName, country, mailboxId, outcome, finding, likely, trail, notes } = attempt
  return {
    ref,
    at,
    serverId,
    mailboxId,
    protocol: connection.protocol,
    port: connection.port,
    address: connection.remoteAddress,
    country,
    tls: connection.tls && `${connection.tls.version} ${connection.tls.cipher}`,
    sni: connection.sni,
    mechanism,
    client: clientName,
    login,
    outcome,
    cause: finding?.id ?? null,
    likely,
    facts: { ...finding?.facts, ...(trail.length ? { trail } : {}), ...(notes.length ? { notes } : {}) },
    joins: login === null && finding !== null && !scanners.has(finding.id),
  }
}

const namedIn = (rows: readonly NewAttempt[]): NamedSignIn[] => {
  const named = new Map<string, NamedSignIn>()
  for (const { address, mailboxId, at } of rows) if (mailboxId !== null) named.set(`${mailboxId} ${address}`, { address, mailboxId, at })
  return [...named.values()]
}

/**
 * Makes a recorder.
 * @param onTrouble for the log: an error, and how many attempts were given up
 */
export const attemptRecorder = (store: AttemptStore, names: NetworkNames, serverId: string, onTrouble: (error: Error, givenUp: number) => void): AttemptRecorder => {
  const writer = writeTogether<NewAttempt>(async rows => {
    await store.insert(foldAttempts(rows))
    // Written is written: a second try would count them twice.
    await store.joinEarlier(namedIn(rows)).catch((error: unknown) => onTrouble(error as Error, 0))
  }, onTrouble)
  const pending = new Set<Promise<void>>()
  const bound = attemptBounds()
  const add = (row: NewAttempt): void => writer.add(bound(row))

  const complete = async (row: NewAttempt): Promise<void> => {
    const given = new AbortController()
    const late = sleep(networkNameMs, null, { signal: given.signal }).catch(() => null)
    const networkName = await Promise.race([names.lookUp(row.address), late])
    given.abort()
    add({ ...row, networkName })
  }

  return {
    record(attempt) {
      const row = rowOf(attempt, serverId)
      const networkName = isLoopback(row.address) ? null : names.remembered(row.address)
      if (networkName !== undefined) return add({ ...row, networkName })
      const completing = complete(row).finally(() => pending.delete(completing))
      pending.add(completing)
    },
    async flush() {
      await Promise.all(pending)
      await writer.flush()
    },
  }
}
