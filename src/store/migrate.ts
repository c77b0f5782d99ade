/** Brings the database to the newest schema. Safe to repeat and to run from several machines at once: Kysely's Migrator takes an advisory lock. */
import { sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import type { Config } from '../base/config.ts'
import { databaseAddress, databaseRoles, powerdnsSchema } from '../base/database.ts'
import type { Home } from '../base/home.ts'
import type { Secrets } from '../base/secrets.ts'
import * as accounts from './migrations/0001-accounts.ts'
import * as signIns from './migrations/0002-sign-ins.ts'
import * as notices from './migrations/0003-notices.ts'
import * as domains from './migrations/0004-domains.ts'
import * as nameService from './migrations/0005-name-service.ts'
import * as routes from './migrations/0006-routes.ts'
import * as zoneKeys from './migrations/0007-zone-keys.ts'
import { openDatabase } from './pool.ts'
import type { Db } from './schema.ts'
import { registerServer } from './servers.ts'

/** In order; a name that has landed never changes. */
const migrations: Record<string, Migration> = { '0001-accounts': accounts, '0002-sign-ins': signIns, '0003-notices': notices, '0004-domains': domains, '0005-name-service': nameService, '0006-routes': routes, '0007-zone-keys': zoneKeys }

const mayExecute = {
  [databaseRoles.postfix]: ['lookup_domain(text)', 'lookup_mailbox(text)', 'lookup_alias(text)', 'lookup_sender(text)', 'lookup_moving(text)'],
  [databaseRoles.dovecot]: ['lookup_user(text)', 'list_users()'],
}

/** In an operator's own cluster the look-up roles may be missing; then there is nobody to grant to. */
const grantLookups = async (db: Db): Promise<void> => {
  for (const [role, functions] of Object.entries(mayExecute)) {
    const { rows } = await sql`select from pg_roles where rolname = ${role}`.execute(db)
    if (!rows.length) continue
    await sql`grant usage on schema public to ${sql.id(role)}`.execute(db)
    await sql`grant execute on function ${sql.raw(functions.join(', '))} to ${sql.id(role)}`.execute(db)
  }
}

/** PowerDNS may do everything with its own tables, and nothing else. */
const grantOwnTables = async (db: Db): Promise<void> => {
  const role = databaseRoles.powerdns
  const { rows } = await sql`select from pg_roles where rolname = ${role}`.execute(db)
  if (!rows.length) return
  const schema = sql.id(powerdnsSchema)
  await sql`grant usage on schema ${schema} to ${sql.id(role)}`.execute(db)
  await sql`grant select, insert, update, delete on all tables in schema ${schema} to ${sql.id(role)}`.execute(db)
  await sql`grant usage, select on all sequences in schema ${schema} to ${sql.id(role)}`.execute(db)
}

/**
 * Migrates an open database.
 * @returns the names of the migrations that ran now
 * @throws the error of the first that failed; PostgreSQL has then rolled all of them back
 */
export const migrateDatabase = async (db: Db): Promise<string[]> => {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } })
  const { error, results = [] } = await migrator.migrateToLatest()
  if (error) throw error
  await grantLookups(db)
  await grantOwnTables(db)
  return results.map(({ migrationName }) => migrationName)
}

/**
 * Migrates the installation's database, lets Postfix and Dovecot call their look-ups, and enters this server.
 * @returns the names of the migrations that ran now
 */
export const migrate = async (home: Home, config: Config, secrets: Secrets): Promise<string[]> => {
  const db = openDatabase(databaseAddress(home, config), secrets, 'migrate', 1)
  try {
    const ran = await migrateDatabase(db)
    await registerServer(db, { id: config.server.id, hostName: config.server.host_name })
    return ran
  } finally {
    await db.destroy()
  }
}
