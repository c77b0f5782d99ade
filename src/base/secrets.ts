/**
 * The installation's secrets: made once with the machine's random source, kept 0600 in a 0700 directory, read by those who start parts.
 * The edge's secret is made anew at each start of the supervisor and lives in `run/`.
 */
import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Home } from './home.ts'

/** Made once, at the first start, except `edge`, made anew at each start. Never in arguments or logs. */
export interface Secrets {
  /** Password of PostgreSQL role `todoku`, which owns the schema. */
  readonly databaseOwner: string
  /** Password of role `todoku_postfix`, which may only call the look-up functions. */
  readonly databasePostfix: string
  /** Password of role `todoku_dovecot`, likewise. */
  readonly databaseDovecot: string
  /** Password of role `todoku_powerdns`, which sees only PowerDNS's own tables. */
  readonly databasePowerdns: string
  /** Key to PowerDNS's API. */
  readonly powerdnsApi: string
  /** 32 bytes, hex: seals private keys at rest and keys the edge's caches. */
  readonly master: string
  /** What the edge shows Dovecot in place of a password. */
  readonly edge: string
}

const random = (): string => randomBytes(32).toString('hex')

const kept = (path: string): string => {
  if (!existsSync(path)) writeFileSync(path, `${random()}\n`, { mode: 0o600, flag: 'wx' })
  return readFileSync(path, 'utf8').trim()
}

const edgeSecretPath = (home: Home): string => join(home.run, 'edge-secret')

/** Makes what is missing and a new edge secret. For the supervisor, at its start, as root. */
export const makeSecrets = (home: Home): Secrets => {
  mkdirSync(home.secrets, { recursive: true, mode: 0o700 })
  chmodSync(home.secrets, 0o700)
  mkdirSync(home.run, { recursive: true, mode: 0o755 })
  for (const name of ['database-owner', 'database-postfix', 'database-dovecot', 'database-powerdns', 'powerdns-api', 'master']) kept(join(home.secrets, name))
  writeFileSync(edgeSecretPath(home), `${random()}\n`, { mode: 0o600 })
  chmodSync(edgeSecretPath(home), 0o600)
  return readSecrets(home)
}

/**
 * Reads them.
 * @throws Error (ENOENT) before the first start; `edge` is "" while nothing runs
 */
export const readSecrets = (home: Home): Secrets => {
  const read = (name: string): string => readFileSync(join(home.secrets, name), 'utf8').trim()
  return {
    databaseOwner: read('database-owner'),
    databasePostfix: read('database-postfix'),
    databaseDovecot: read('database-dovecot'),
    databasePowerdns: read('database-powerdns'),
    powerdnsApi: read('powerdns-api'),
    master: read('master'),
    edge: existsSync(edgeSecretPath(home)) ? readFileSync(edgeSecretPath(home), 'utf8').trim() : '',
  }
}
