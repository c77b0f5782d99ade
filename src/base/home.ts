/**
 * Where everything lives: one directory, TODOKU_HOME (default /var/lib/todoku).
 * Pure: it only joins names. Whoever needs a path asks here, so the layout is in one place.
 */
import { join } from 'node:path'

/** Default of TODOKU_HOME. */
export const defaultHome = '/var/lib/todoku'

export interface Home {
  /** The directory itself. */
  readonly root: string
  /** The one configuration file. */
  readonly config: string
  /** Secrets made at the first start; directory 0700, files 0600. */
  readonly secrets: string
  /** Sockets and process ids of a running installation. */
  readonly run: string
  /** One log file per part: `<log>/<part>.log`. */
  readonly log: string
  /** Certificate and key of the server's own name: `cert.pem`, `key.pem`. */
  readonly tls: string
  /** Mail itself: `<mail>/<domain>/<local part>/Maildir`. */
  readonly mail: string
  /** The supervisor's control socket. */
  readonly control: string
  /** A directory of an engine's own: `<root>/<engine>`. */
  engine(name: 'postgres' | 'postfix' | 'dovecot' | 'rspamd' | 'powerdns'): string
}

/**
 * Lays out a home.
 * @param root absolute path of TODOKU_HOME
 */
export const homeAt = (root: string): Home => ({
  root,
  config: join(root, 'todoku.toml'),
  secrets: join(root, 'secrets'),
  run: join(root, 'run'),
  log: join(root, 'log'),
  tls: join(root, 'tls'),
  mail: join(root, 'mail'),
  control: join(root, 'run', 'supervisor.sock'),
  engine: name => join(root, name),
})

/** The home that the environment names: TODOKU_HOME, or the default. */
export const homeOf = (env: Readonly<Record<string, string | undefined>>): Home => homeAt(env['TODOKU_HOME'] || defaultHome)
