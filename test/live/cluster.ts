/** A throw-away PostgreSQL cluster in a home of its own, on a UNIX socket only, for tests that need the real thing. */
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { primaryGroupId, userId } from '../../src/base/accounts.ts'
import { type Config, readConfig } from '../../src/base/config.ts'
import { databaseAddress, databaseName, databaseRoles, powerdnsSchema } from '../../src/base/database.ts'
import { type Home, homeAt } from '../../src/base/home.ts'
import { makeSecrets, type Secrets } from '../../src/base/secrets.ts'

export interface Cluster {
  readonly home: Home
  readonly config: Config
  readonly secrets: Secrets
  /** SQL as the cluster's superuser. */
  asSuperuser(statement: string): Promise<readonly Record<string, unknown>[]>
  /** SQL as one of the look-up roles, as Postfix and Dovecot speak to it. */
  asRole(role: 'postfix' | 'dovecot', statement: string, values?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>
  stop(): void
  start(): void
  /** Stops it and removes the home. */
  remove(): void
}

const binaries = (): string => {
  const versions = readdirSync('/usr/lib/postgresql').toSorted((a, b) => Number(b) - Number(a))
  return join('/usr/lib/postgresql', versions[0] ?? '15', 'bin')
}

const asPostgres = (program: string, args: readonly string[]): void => {
  execFileSync(join(binaries(), program), args, { uid: userId('postgres'), gid: primaryGroupId('postgres'), cwd: '/', stdio: ['ignore', 'ignore', 'pipe'], env: { LC_ALL: 'C.UTF-8' } })
}

const query = async (config: pg.ClientConfig, statement: string, values: readonly unknown[] = []): Promise<Record<string, unknown>[]> => {
  const client = new pg.Client(config)
  await client.connect()
  try {
    return (await client.query(statement, [...values])).rows as Record<string, unknown>[]
  } finally {
    await client.end()
  }
}

/**
 * Makes and starts a cluster with the roles and the empty database of an installation.
 * @param toml content of todoku.toml
 */
export const makeCluster = async (toml = '[server]\nhost_name = "sv0001.example.jp"\n'): Promise<Cluster> => {
  const home = homeAt(mkdtempSync('/tmp/td-'))
  chmodSync(home.root, 0o755)
  writeFileSync(home.config, toml)
  const config = readConfig(home)
  const secrets = makeSecrets(home)
  const engine = home.engine('postgres')
  const data = join(engine, 'data')
  const run = join(engine, 'run')
  mkdirSync(engine)
  execFileSync('install', ['-d', '-o', 'postgres', '-g', 'postgres', '-m', '0755', engine, run])
  asPostgres('initdb', ['-D', data, '--auth=trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync', '-U', 'postgres'])
  const start = (): void =>
    asPostgres('pg_ctl', ['-D', data, '-w', '-s', '-l', join(engine, 'log'), '-o', `-c listen_addresses= -c unix_socket_directories=${run} -c fsync=off`, 'start'])
  const stop = (): void => asPostgres('pg_ctl', ['-D', data, '-w', '-s', '-m', 'fast', 'stop'])
  start()
  const superuser = { host: run, port: 5432, user: 'postgres', database: 'postgres' }
  for (const [name, role] of Object.entries(databaseRoles)) {
    const password = { owner: secrets.databaseOwner, postfix: secrets.databasePostfix, dovecot: secrets.databaseDovecot, powerdns: secrets.databasePowerdns }[name as keyof typeof databaseRoles]
    await query(superuser, `create role ${role} login password '${password}'`)
  }
  await query(superuser, `alter role ${databaseRoles.powerdns} set search_path = ${powerdnsSchema}`)
  await query(superuser, `create database ${databaseName} owner ${databaseRoles.owner}`)
  const asRole: Cluster['asRole'] = (role, statement, values) =>
    query({ ...(databaseAddress(home, config) as pg.ClientConfig), user: databaseRoles[role], password: role === 'postfix' ? secrets.databasePostfix : secrets.databaseDovecot }, statement, values)
  return {
    home,
    config,
    secrets,
    asSuperuser: statement => query({ ...superuser, database: databaseName }, statement),
    asRole,
    stop,
    start,
    remove: () => {
      stop()
      rmSync(home.root, { recursive: true })
    },
  }
}
