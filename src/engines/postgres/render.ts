/**
 * PostgreSQL's own files, as text. Pure.
 * They lie beside the data directory, not in it: what initdb left there is never read.
 */
import { join } from 'node:path'
import { databaseName, databaseRoles } from '../../base/database.ts'
import type { EngineSettings, RenderedFile } from '../engine.ts'

/** The system user that PostgreSQL runs as; it refuses to run as root. */
export const postgresUser = 'postgres'

/** Where the private cluster keeps what. */
export interface PostgresPaths {
  readonly root: string
  readonly data: string
  readonly run: string
  readonly config: string
  readonly access: string
  readonly identities: string
}

/** Lays out the private cluster's directory. */
export const postgresPaths = ({ home }: Pick<EngineSettings, 'home'>): PostgresPaths => {
  const root = home.engine('postgres')
  return {
    root,
    data: join(root, 'data'),
    run: join(root, 'run'),
    config: join(root, 'postgresql.conf'),
    access: join(root, 'pg_hba.conf'),
    identities: join(root, 'pg_ident.conf'),
  }
}

/** Files that PostgreSQL itself must read and nobody else may. */
const owner = { user: postgresUser, group: postgresUser }

/**
 * Most of what asks: Postfix's proxymap (10 processes x 5 maps), Dovecot's auth workers (30), one pool for each edge process, the API, the worker,
 * and people with psql. A connection that idles costs about 2 MB.
 */
const maxConnections = 200

const configLines = (paths: PostgresPaths): string[] => [
  `data_directory = '${paths.data}'`,
  `hba_file = '${paths.access}'`,
  `ident_file = '${paths.identities}'`,
  '',
  '# Only the UNIX socket; anybody may knock, pg_hba.conf asks for the password.',
  `listen_addresses = ''`,
  `unix_socket_directories = '${paths.run}'`,
  'unix_socket_permissions = 0777',
  `max_connections = ${maxConnections}`,
  'password_encryption = scram-sha-256',
  '',
  '# What was committed is on the disk.',
  'fsync = on',
  'synchronous_commit = on',
  'full_page_writes = on',
  'wal_level = replica',
  'max_wal_size = 1GB',
  '',
  '# The machine is for mail; the tables of a large installation still fit.',
  'shared_buffers = 128MB',
  'huge_pages = off',
  'jit = off',
  '',
  '# A session that went away while holding locks must not stop the others.',
  'idle_in_transaction_session_timeout = 60s',
  'client_connection_check_interval = 10s',
  '',
  '# To standard error, which the supervisor keeps. Parameters hold hashes and sealed keys: never logged.',
  'logging_collector = off',
  'log_destination = stderr',
  `log_line_prefix = '%m [%p] %q%u@%d '`,
  'log_statement = none',
  'log_parameter_max_length = 0',
  'log_parameter_max_length_on_error = 0',
  'log_checkpoints = off',
  `log_timezone = 'UTC'`,
  `timezone = 'UTC'`,
  `datestyle = 'iso, ymd'`,
  `lc_messages = 'C.UTF-8'`,
]

const accessLines = [
  '# type  database  user  method',
  '# The superuser has no password: only root and the system user "postgres" may be it.',
  `local  all  ${postgresUser}  peer  map=superuser`,
  ...Object.values(databaseRoles).map(role => `local  ${databaseName}  ${role}  scram-sha-256`),
  'local  all  all  reject',
]

const identityLines = ['# map  system user  database role', `superuser  root  ${postgresUser}`, `superuser  ${postgresUser}  ${postgresUser}`]

/** Every file of the private cluster, outside its data directory. The same for PostgreSQL 15 and 17. */
export const renderPostgres = (settings: EngineSettings): RenderedFile[] => {
  const paths = postgresPaths(settings)
  return [
    { path: paths.config, lines: configLines(paths) },
    { path: paths.access, lines: accessLines },
    { path: paths.identities, lines: identityLines },
  ].map(({ path, lines }) => ({ path, content: `${lines.join('\n')}\n`, mode: 0o640, owner }))
}
