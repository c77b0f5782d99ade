/** Where PostgreSQL is: the private cluster's UNIX socket, or the operator's own server. Pure. */
import { join } from 'node:path'
import type { Config } from './config.ts'
import type { Home } from './home.ts'

/** The database, and the roles, of a private cluster. A look-up role may only execute the lookup_* functions; PowerDNS has its own tables, in a schema of its own. */
export const databaseName = 'todoku'
export const databaseRoles = { owner: 'todoku', postfix: 'todoku_postfix', dovecot: 'todoku_dovecot', powerdns: 'todoku_powerdns' } as const

/** The schema that holds PowerDNS's own tables, and nothing of ours. */
export const powerdnsSchema = 'pdns'

/** Only names the socket file (`.s.PGSQL.5432`); the private cluster listens on no TCP port. */
const socketPort = 5432

/** How to reach the database: `host` is the directory of the socket, as libpq and `pg` take it. */
export type DatabaseAddress = { readonly host: string; readonly port: number; readonly database: string } | { readonly url: string }

/**
 * Says where the database is.
 * For the private cluster, sign in as `databaseRoles.owner` with `secrets.databaseOwner`; a URL carries its own user and password.
 */
export const databaseAddress = (home: Home, config: Config): DatabaseAddress =>
  config.database.url ? { url: config.database.url } : { host: join(home.engine('postgres'), 'run'), port: socketPort, database: databaseName }
