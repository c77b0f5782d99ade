/**
 * Hears what changes in the accounts, on PostgreSQL's channel `todoku`, over a connection of its own that is made again whenever it breaks.
 * Notifications sent meanwhile are gone: after every (re)connection the listener is told so, and catches up.
 */
import pg from 'pg'
import type { DatabaseAddress } from '../base/database.ts'
import type { Secrets } from '../base/secrets.ts'
import { clientConfig } from './pool.ts'

/** One row that was added, changed or removed. */
export interface Change {
  readonly table: string
  /** The row's own id: null where the table has none. */
  readonly id: number | string | null
  /** Whose mailbox it touches, where it is about one. */
  readonly mailbox: number | null
  /** Which domain it touches, where it is about one. */
  readonly domain: number | null
  /** What a throttle is about: its login may be nobody's. */
  readonly throttle?: { readonly login: string; readonly network: string }
}

export interface ChangeListener {
  onChange(change: Change): void
  /** Called after each connection, the first one too: whatever happened before was perhaps not heard. */
  onConnected(): void
  /** Called when the connection is lost or cannot be made. */
  onLost(error: Error): void
}

export interface ChangeFeed {
  close(): Promise<void>
}

const firstPauseMs = 250
const longestPauseMs = 5_000
/** A peer that vanished without a word is noticed after at most this long. */
const probeMs = 30_000

const numberOrNull = (value: unknown): number | null => (typeof value === 'number' ? value : null)

/** Reads what the triggers `announce` and `announce_throttle` wrote. @returns null for anything else on the channel */
export const parseChange = (payload: string | undefined): Change | null => {
  try {
    const { table, id, mailbox, domain, login, network } = JSON.parse(payload ?? '') as Record<string, unknown>
    if (typeof table !== 'string') return null
    const change = { table, id: typeof id === 'number' || typeof id === 'string' ? id : null, mailbox: numberOrNull(mailbox), domain: numberOrNull(domain) }
    return typeof login === 'string' && typeof network === 'string' ? { ...change, throttle: { login, network } } : change
  } catch {
    return null
  }
}

/**
 * Begins to listen; never throws, never gives up until closed.
 * @param name who listens, for pg_stat_activity
 */
export const listenForChanges = (address: DatabaseAddress, secrets: Pick<Secrets, 'databaseOwner'>, name: string, listener: ChangeListener): ChangeFeed => {
  let client: pg.Client | null = null
  let timer: NodeJS.Timeout | undefined
  let pauseMs = firstPauseMs
  let closed = false

  const again = (broken: pg.Client, error: Error): void => {
    if (client !== broken || closed) return
    client = null
    clearTimeout(timer)
    broken.end().catch(() => {})
    listener.onLost(error)
    timer = setTimeout(connect, pauseMs)
    pauseMs = Math.min(pauseMs * 2, longestPauseMs)
  }

  const probe = (current: pg.Client): void => {
    timer = setTimeout(() => current.query('select 1').then(() => client === current && probe(current), (error: Error) => again(current, error)), probeMs)
  }

  const connect = (): void => {
    const current = new pg.Client({ ...clientConfig(address, secrets, `${name} changes`), query_timeout: probeMs })
    client = current
    current.on('error', error => again(current, error))
    current.on('end', () => again(current, new Error('the connection ended')))
    current.on('notification', ({ payload }) => {
      const change = parseChange(payload)
      if (change) listener.onChange(change)
    })
    const begin = async (): Promise<void> => {
      await current.connect()
      await current.query('listen todoku')
      if (client !== current) return
      pauseMs = firstPauseMs
      listener.onConnected()
      probe(current)
    }
    begin().catch((error: Error) => again(current, error))
  }

  connect()
  return {
    close: async () => {
      closed = true
      clearTimeout(timer)
      await client?.end().catch(() => {})
    },
  }
}
