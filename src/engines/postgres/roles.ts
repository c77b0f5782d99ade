/** The roles and the database, made while the server runs. Safe to repeat. */
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { hasNameService } from '../../base/config.ts'
import { databaseAddress, databaseName, databaseRoles, powerdnsSchema } from '../../base/database.ts'
import type { EngineSettings } from '../engine.ts'
import { postgresUser } from './render.ts'
import { scramVerifier } from './scram.ts'

const connectTimeoutMs = 5_000

/** Opens a connection, gives it to `use`, and closes it whatever happens. */
export const withClient = async <T>(config: pg.ClientConfig, use: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ ...config, application_name: 'todoku supervisor', connectionTimeoutMillis: connectTimeoutMs })
  // A connection that breaks between two queries would otherwise end the process.
  client.on('error', () => {})
  try {
    await client.connect()
    return await use(client)
  } finally {
    await client.end().catch(() => {})
  }
}

/** How root becomes the superuser of the private cluster (pg_ident.conf), or, for a server elsewhere, whoever the URL names. */
export const administratorConfig = ({ home, config }: EngineSettings, database: string): pg.ClientConfig => {
  const address = databaseAddress(home, config)
  return 'url' in address ? { connectionString: address.url } : { host: address.host, port: address.port, user: postgresUser, database }
}

const ensureRole = async (client: pg.Client, role: string, password: string): Promise<void> => {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role])
  const verifier = scramVerifier(password, randomBytes(16))
  await client.query(`${rowCount ? 'alter' : 'create'} role ${pg.escapeIdentifier(role)} login password ${pg.escapeLiteral(verifier)}`)
}

/** The two roles that may only call look-up functions, and, where there is a name service, the one that sees only PowerDNS's own tables. */
const ensureEngineRoles = async (client: pg.Client, { config, secrets }: EngineSettings): Promise<void> => {
  await ensureRole(client, databaseRoles.postfix, secrets.databasePostfix)
  await ensureRole(client, databaseRoles.dovecot, secrets.databaseDovecot)
  if (!hasNameService(config)) return
  await ensureRole(client, databaseRoles.powerdns, secrets.databasePowerdns)
  // PowerDNS names its tables without a schema.
  await client.query(`alter role ${databaseRoles.powerdns} set search_path = ${powerdnsSchema}`)
}

const ensureDatabase = async (client: pg.Client): Promise<void> => {
  const { rowCount } = await client.query('select from pg_database where datname = $1', [databaseName])
  if (!rowCount) await client.query(`create database ${databaseName} owner ${databaseRoles.owner}`)
}

/** Roles and database of the private cluster. @throws Error when the server does not answer */
export const ensurePrivateDatabase = (settings: EngineSettings): Promise<void> =>
  withClient(administratorConfig(settings, 'postgres'), async client => {
    await ensureRole(client, databaseRoles.owner, settings.secrets.databaseOwner)
    await ensureEngineRoles(client, settings)
    await ensureDatabase(client)
  })

const insufficientPrivilege = '42501'

/**
 * Roles of the engines in the operator's own server, whose database and owner the operator made.
 * @throws Error that says what to run there, when the URL's role may not create roles
 */
export const ensureExternalRoles = async (settings: EngineSettings): Promise<void> => {
  try {
    await withClient(administratorConfig(settings, ''), client => ensureEngineRoles(client, settings))
  } catch (error) {
    if ((error as { code?: string }).code !== insufficientPrivilege) throw error
    const role = decodeURIComponent(new URL(settings.config.database.url).username)
    const existing = [databaseRoles.postfix, databaseRoles.dovecot, ...(hasNameService(settings.config) ? [databaseRoles.powerdns] : [])].join(', ')
    throw new Error(
      `database.url: "${role}" may not make or change the roles of the engines. As superuser there, run: ALTER ROLE "${role}" CREATEROLE; ` +
        `and if the roles are already there: GRANT ${existing} TO "${role}" WITH ADMIN OPTION;`,
      { cause: error },
    )
  }
}
