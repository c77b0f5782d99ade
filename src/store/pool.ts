/** Connections to PostgreSQL. All SQL is in this room; nothing of `pg` or Kysely leaves it but the handle itself. */
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { DatabaseAddress } from '../base/database.ts'
import { databaseRoles } from '../base/database.ts'
import type { Secrets } from '../base/secrets.ts'
import type { Db, Schema } from './schema.ts'

/** Whoever waits for a sign-in is told `temporary` soon; a person at a terminal is patient enough for this, too. */
const connectTimeoutMs = 5_000
const statementTimeoutMs = 30_000

/** int8 as a number: identities and byte counts stay far below 2^53. Set for our connections, not for the whole process. */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => (oid === pg.types.builtins.INT8 ? Number : pg.types.getTypeParser(oid, format as 'text')),
}

/** How `pg` connects as the owner of the schema. */
export const clientConfig = (address: DatabaseAddress, secrets: Pick<Secrets, 'databaseOwner'>, name: string): pg.ClientConfig => ({
  ...('url' in address ? { connectionString: address.url } : { ...address, user: databaseRoles.owner, password: secrets.databaseOwner }),
  application_name: `todoku ${name}`,
  connectionTimeoutMillis: connectTimeoutMs,
  keepAlive: true,
  types,
})

/**
 * Opens a pool; it connects when first asked.
 * @param name who asks, for pg_stat_activity
 * @param size most connections at once
 * @param patienceMs how long an answer is waited for, where a machine that stands still, or is cut off, must not keep anybody waiting
 * @returns a handle to be ended with `destroy()`
 */
export const openDatabase = (address: DatabaseAddress, secrets: Pick<Secrets, 'databaseOwner'>, name: string, size = 4, patienceMs?: number): Db => {
  const pool = new pg.Pool({ ...clientConfig(address, secrets, name), statement_timeout: statementTimeoutMs, query_timeout: patienceMs, max: size, idleTimeoutMillis: 60_000 })
  // An idle connection that PostgreSQL closes is replaced at the next query; without a listener it would end the process.
  pool.on('error', () => {})
  // A connection that breaks under a query fails that query, and says so once more by an event: likewise.
  pool.on('connect', client => void client.on('error', () => {}))
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })
}

/** SQLSTATE classes: 08 connection, 53 resources, 57P shutdown and start; and what sockets say. */
const awayPattern = /^(08...|53...|57P0.|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/
/** What a UNIX socket says whose server is down, or not there yet. Files say the same: the system call tells them apart. */
const awayAtConnect = ['ENOENT', 'EACCES']
const awayMessage = /^(Connection terminated|Query read timeout|timeout exceeded when trying to connect|Connection ended unexpectedly)/

/** Whether an error says that PostgreSQL cannot be reached now, rather than that a statement is wrong. */
export const isDatabaseAway = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false
  if (error instanceof AggregateError && error.errors.some(isDatabaseAway)) return true
  const { code = '', syscall } = error as NodeJS.ErrnoException
  return awayPattern.test(code) || (syscall === 'connect' && awayAtConnect.includes(code)) || awayMessage.test(error.message)
}

/** Data that cannot be kept, of whatever kind (SQLSTATE classes 21 cardinality, 22 data, 23 constraint, 54 limit): the same again is refused again. */
export const isRefusedData = (error: unknown): boolean => error instanceof pg.DatabaseError && /^(21|22|23|54)/.test(error.code ?? '')

/** Whether an insert met a row that is already there. */
export const isDuplicate = (error: unknown): boolean => error instanceof pg.DatabaseError && error.code === '23505'

/** Whether a table is not there: nothing was ever migrated. */
export const isNotMigrated = (error: unknown): boolean => error instanceof pg.DatabaseError && error.code === '42P01'
